"""One process, one pool of connections for each store, however many accounts it holds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from integration.store.database import open_store
from integration.store.errors import StoreBusy
from integration.store.place import Place, told

_PATIENCE_S = 120.0
"""Nobody holds a file so long; who waits in vain has met a mistake of ours, and goes on at the next cycle."""


class Engines:
    """The stores that this process has open. Threads may share it."""

    def __init__(self) -> None:
        self._open: dict[Place, Engine] = {}
        self._turns: dict[Place, threading.Lock] = {}
        self._lock = threading.Lock()

    def at(self, place: Place) -> Engine:
        """The store at a place; it is opened, and a SQLite file migrated, when it is first asked for.

        Raises:
            StoreError: it cannot be used; the next one who asks tries again.
        """
        with self._lock:
            if place not in self._open:
                self._open[place] = open_store(place)
            return self._open[place]

    @contextmanager
    def turn(self, place: Place) -> Iterator[None]:
        """The right to write to a file, which one account has at a time; a database sees to that by itself.

        SQLite's own way to wait is to look again now and then, for ten seconds: with fifty accounts in a process some
        never find it free.

        Raises:
            StoreBusy: it did not come in two minutes.
        """
        if not isinstance(place, Path):
            yield
            return
        with self._lock:
            lock = self._turns.setdefault(place, threading.Lock())
        if not lock.acquire(timeout=_PATIENCE_S):
            raise StoreBusy(f"{told(place)}: other accounts of this process have held the store for too long")
        try:
            yield
        finally:
            lock.release()

    def close(self) -> None:
        """Let go of all connections; whoever asks later opens the store anew."""
        with self._lock:
            for engine in self._open.values():
                engine.dispose()
            self._open.clear()
