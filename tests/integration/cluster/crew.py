"""Workers as threads of the test's process, on accounts that write down when they were polled."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import psycopg
from sqlalchemy import URL

from integration.cluster.accounts import Accounts
from integration.cluster.pace import Pace
from integration.cluster.tables import SCHEMA
from integration.cluster.worker import Worker
from integration.store.access import Claim, Store

QUICK = Pace(tick="* * * * * *", heartbeat_s=0.3, stalled_s=1.5, longest_wait_s=1.0, look_s=0.5)
_PATIENCE_S = 120.0


@dataclass
class Notebook:
    """Accounts that are polled in a tenth of a second each, and by whom that was."""

    place: URL
    every: Mapping[str, timedelta]
    takes_s: float = 0.1
    crashing: str | None = None
    polls: list[tuple[str, float, float]] = field(default_factory=list)
    """Account, beginning and end."""
    stopped: threading.Event = field(default_factory=threading.Event)

    def intervals(self) -> Mapping[str, timedelta]:
        """How often."""
        return self.every

    def poll(self, label: str, claim: Claim) -> None:
        """Take the turn, wait, write it down."""
        began = time.monotonic()
        store = Store.open(self.place, label)
        try:
            store.take_turn(datetime.now(UTC), claim)
        finally:
            store.engine.dispose()
        if label == self.crashing:
            raise ArithmeticError("Where is my parcel?")
        self.stopped.wait(self.takes_s)
        self.polls.append((label, began, time.monotonic()))

    def reload(self) -> None:
        """Nothing changes here."""

    def stop(self) -> None:
        """Wait no longer."""
        self.stopped.set()


@contextmanager
def working(place: URL, *crew: Accounts) -> Iterator[list[Worker]]:
    """A worker for each, until the end."""
    workers = [Worker(place, accounts, polls=4, pace=QUICK) for accounts in crew]
    threads = [threading.Thread(target=_run, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        yield workers
    finally:
        for worker in workers:
            worker.stop()
        for thread in threads:
            thread.join()


def _run(worker: Worker) -> None:
    try:
        worker.run()
    except Exception as error:  # noqa: BLE001 - the test asks for it
        worker.failure = error


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not what():
        assert time.monotonic() < deadline, "it did not come to be"
        time.sleep(0.05)


def in_queue(place: URL, statement: str) -> list[tuple[object, ...]]:
    """What the queue's own tables say."""
    address = place.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"SET search_path TO {SCHEMA}")
        cursor = connection.execute(statement)  # type: ignore[call-overload]
        return [] if cursor.description is None else list(cursor.fetchall())


def overlaps(notebooks: list[Notebook]) -> int:
    """How often an account was polled while it was being polled."""
    polls = sorted((label, began, ended) for notebook in notebooks for label, began, ended in notebook.polls)
    return sum(one[0] == other[0] and other[1] < one[2] for one, other in pairwise(polls))
