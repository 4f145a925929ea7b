"""The days that one service lives on a file, lived by two workers in turn: the same notes, and the same rows."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from integration.cluster.polling import poll_in_turn
from integration.cluster.tables import make_queue
from integration.engine.context import Context
from tests.integration.cluster.crew import working
from tests.integration.engine.days import PLAN, dump, live_days
from tests.integration.engine.harbour import Harbour
from tests.postgres import Server

OF_TURNS = ("calls", "epoch", "heartbeat", "holder")
"""Columns of the account's row that tell whose turn it was."""
_PATIENCE_S = 60.0


@dataclass
class Relay:
    """Two workers' ways to one account, each of which makes every other cycle, when the company's time has come."""

    runners: list[Context]
    wanted: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    made: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    count: int = 0

    def intervals(self) -> Mapping[str, timedelta]:
        """As often as a tick comes."""
        return {"harbour": timedelta(seconds=0.2)}

    def poll(self, label: str) -> None:
        """One cycle, if one is wanted; the queue lets no other in meanwhile."""
        if self.wanted.acquire(blocking=False):
            poll_in_turn(self.runners[self.count % len(self.runners)])
            self.count += 1
            probe_due = all(runner.probe_due for runner in self.runners)
            for runner in (
                self.runners
            ):  # each one's first note goes alone, which takes its time: here the first of all
                runner.probe_due = probe_due
            self.made.release()
        assert label == "harbour"

    def reload(self) -> None:
        """Nothing changes here."""

    def stop(self) -> None:
        """Cycles here are short."""


def shown(harbour: Harbour) -> dict[int, tuple[list[str], object]]:
    """What stands in Zendesk."""
    return {ticket: (harbour.notes(ticket), harbour.tags(ticket)) for ticket in sorted(harbour.world.tickets)}


def test_two_workers_in_turn_come_to_what_one_service_does(postgres_server: Server, tmp_path: Path) -> None:
    for name in ("service", "workers"):
        (tmp_path / name).mkdir()
    with (
        postgres_server.database() as name,
        Harbour(tmp_path / "service") as of_service,
        Harbour(tmp_path / "workers", database=postgres_server.address(name)) as of_workers,
    ):
        service = of_service.open(PLAN)
        live_days(of_service, lambda after: of_service.cycle(service, after=after))
        place = postgres_server.place(name)
        make_queue(place)
        relay = Relay([of_workers.open(PLAN, in_turn=True) for _ in range(2)])

        def cycle(after: float) -> None:
            of_workers.wait(after)
            relay.wanted.release()
            assert relay.made.acquire(timeout=_PATIENCE_S)

        with working(place, relay, relay):
            live_days(of_workers, cycle)
        assert shown(of_workers) == shown(of_service)
        assert dump(relay.runners[0].store, *OF_TURNS) == dump(service.store, *OF_TURNS)
        assert any(notes for notes, _ in shown(of_service).values())
        assert relay.count == 9
