"""One process, one pool of connections for each store, however many accounts it holds."""

from __future__ import annotations

import threading

from sqlalchemy import Engine

from integration.store.database import open_store
from integration.store.place import Place


class Engines:
    """The stores that this process has open. Threads may share it."""

    def __init__(self) -> None:
        self._open: dict[Place, Engine] = {}
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

    def close(self) -> None:
        """Let go of all connections; whoever asks later opens the store anew."""
        with self._lock:
            for engine in self._open.values():
                engine.dispose()
            self._open.clear()
