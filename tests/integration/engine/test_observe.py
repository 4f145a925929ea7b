"""Observing and dry runs write nothing at all, and show what they would do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.integration.engine.acts import findings, many_passed_around, policy, rows, states
from tests.integration.engine.harbour import Harbour


def content(store: Path) -> list[str]:
    """All that the store says."""
    with closing(sqlite3.connect(store)) as connection:
        return list(connection.iterdump())


def test_observing_writes_nothing_and_records_what_it_found(harbour: Harbour) -> None:
    account = harbour.open(policy(mode="observe"))
    harbour.cycle(account)
    ids = many_passed_around(harbour, 3)
    for _ in range(3):
        harbour.cycle(account)
    assert harbour.sandbox.writes() == []
    assert [f.ticket_id for f in findings(account)] == ids
    assert {f.mode for f in findings(account)} == {"observe"}
    assert states(account) == {"passed-around: at once": "held: observe"}
    assert len(rows(account)) == 3


def test_a_policy_in_observe_does_not_keep_another_from_writing(harbour: Harbour) -> None:
    account = harbour.open(policy("watched", mode="observe") + policy("enforced"))
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    for _ in range(2):
        harbour.cycle(account)
    assert harbour.tags(ticket_id) == {"enforced"}


def test_a_dry_run_writes_nothing_keeps_nothing_and_shows_the_plan(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    ids = many_passed_around(harbour, 3)
    before = content(harbour.folder / "store.db")
    trial = harbour.open(dry_run=True)
    report = harbour.cycle(trial)
    assert harbour.sandbox.writes() == []
    assert content(harbour.folder / "store.db") == before
    assert report.gate_closed == "This is a dry run."
    assert [(row.ticket_id, row.state) for row in sorted(rows(trial), key=lambda r: r.ticket_id)] == [
        (ticket_id, "planned") for ticket_id in ids
    ]
    assert all("3 handoffs" in row.payload["note"] for row in rows(trial))
    harbour.cycle(account)
    harbour.cycle(account)
    assert all(len(harbour.notes(i)) == 1 for i in ids), "the dry run took nothing away from the service"


def test_a_dry_run_works_beside_the_running_service(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    with account.store.engine.begin() as connection:  # as if another live process held it
        connection.exec_driver_sql("UPDATE account SET holder = holder || '0', holder = ?", (_parent(),))
    before = content(harbour.folder / "store.db")
    harbour.cycle(harbour.open(dry_run=True))
    assert content(harbour.folder / "store.db") == before


def _parent() -> str:
    import os  # noqa: PLC0415 - only here
    import socket  # noqa: PLC0415 - only here

    return f"{socket.gethostname()}:{os.getppid()}"


def test_a_first_dry_run_makes_no_store(harbour: Harbour) -> None:
    harbour.cycle(harbour.open(dry_run=True))
    assert not (harbour.folder / "store.db").exists()
