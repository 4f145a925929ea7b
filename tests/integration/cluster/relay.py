"""Workers that make a company's cycles by the queue, one after the other, when the company's simulated time has come."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from integration.cluster.polling import poll_in_turn
from integration.cluster.tables import make_queue
from integration.engine.context import Context
from integration.store.access import Claim, Store
from integration.store.place import postgres_place
from tests.integration.cluster.crew import working
from tests.integration.engine.harbour import Harbour

_PATIENCE_S = 60.0


@dataclass
class Relay:
    """Two workers' ways to one account, each of which makes every other cycle, when one is wanted."""

    runners: list[Context]
    wanted: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    made: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    count: int = 0
    failure: Exception | None = None

    def intervals(self) -> Mapping[str, timedelta]:
        """As often as a tick comes."""
        return {"harbour": timedelta(seconds=0.2)}

    def poll(self, label: str, claim: Claim) -> None:
        """One cycle, if one is wanted; the queue lets no other in meanwhile."""
        assert label == "harbour"
        if not self.wanted.acquire(blocking=False):
            return
        try:
            poll_in_turn(self.runners[self.count % len(self.runners)], claim)
        except Exception as error:  # noqa: BLE001 - told to who wanted it
            self.failure = error
        self.count += 1
        probe_due = all(runner.probe_due for runner in self.runners)
        for (
            runner
        ) in self.runners:  # each one's first note goes alone, which takes its time: here the first of all
            runner.probe_due = probe_due
        self.made.release()

    def cycle(self) -> None:
        """Have one made, and wait for it."""
        self.wanted.release()
        assert self.made.acquire(timeout=_PATIENCE_S)
        if self.failure is not None:
            raise self.failure

    def reload(self) -> None:
        """Nothing changes here."""

    def stop(self) -> None:
        """Cycles here are short."""


@contextmanager
def in_turn(company: Harbour, policy: str, extra: str = "") -> Iterator[tuple[Callable[[], None], Store]]:
    """What makes one cycle of the company's account, by either of two workers; and the store that they work on."""
    assert company.database is not None
    place = postgres_place(company.database)
    make_queue(place)
    relay = Relay([company.open(policy, extra, in_turn=True) for _ in range(2)])
    with working(place, relay, relay):
        yield relay.cycle, relay.runners[0].store
