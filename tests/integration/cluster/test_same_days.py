"""The days that one service lives on a file, lived by two workers in turn: the same notes, and the same rows."""

from __future__ import annotations

from pathlib import Path

from tests.integration.cluster.relay import in_turn
from tests.integration.engine.days import PLAN, dump, live_days
from tests.integration.engine.harbour import Harbour
from tests.postgres import Server

OF_TURNS = ("calls", "epoch", "heartbeat", "holder")
"""Columns of the account's row that tell whose turn it was."""


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
        with in_turn(of_workers, PLAN) as (cycle, store):

            def later(after: float) -> None:
                of_workers.wait(after)
                cycle()

            live_days(of_workers, later)
        assert shown(of_workers) == shown(of_service)
        assert dump(store, *OF_TURNS) == dump(service.store, *OF_TURNS)
        assert any(notes for notes, _ in shown(of_service).values())
        assert store.load_account().epoch == 9
