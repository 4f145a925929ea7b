"""Our marker can be written by whoever may update a ticket by the API: a forged one breaks nothing and hides nothing."""

from __future__ import annotations

from pathlib import Path
from secrets import token_hex
from typing import Any

from integration.engine.context import Context
from tests.integration.engine.acts import findings, many_passed_around, person, rows
from tests.integration.engine.harbour import Harbour
from tests.postgres import Server


def forged(harbour: Harbour, ticket: int, marker: object, **options: int) -> None:
    """An update with somebody's own marker, by an agent or by `actor`."""
    person(harbour, ticket, comment="Anything.", metadata={"steadyhand": marker}, **options)


ODD: tuple[Any, ...] = (
    "steadyhand",
    7,
    [],
    {},
    {"keys": 5},
    {"keys": [None, {}, "'; drop table action; --", "x" * 9_999]},
)
_LONG = token_hex(5_000)
"""So long, and so irregular, that PostgreSQL has no room for it in an index."""
TOLD: tuple[Any, ...] = (
    7,
    {"step": "undo 1"},
    {"policy": 1, "episode": [], "step": {}, "tags": 3, "undoes": "all", "strike": {"case": 1}},
    {"policy": "gone", "episode": "e", "step": "undo 1", "undoes": [{}], "tags": [None]},
    {"policy": _LONG, "episode": "e", "step": "taken back of 1", "undoes": [_LONG], "tags": [_LONG]},
    {"policy": "gone", "episode": _LONG, "step": "taken back of 1"},
    {"strike": {"comment_id": 2**70, "person_id": 7, "stage": 1}},
    {"strike": {"comment_id": 7, "person_id": -(2**70), "stage": 3, "case": "SH-01234567"}},
    {"strike": {"comment_id": 7, "person_id": 7, "stage": 3, "case": _LONG}},
)


def test_an_update_with_a_marker_in_another_shape_is_a_persons(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    tickets = [harbour.ticket() for _ in ODD]
    for group in (1, 2, 0):
        harbour.wait(60)
        for ticket, marker in zip(tickets, ODD, strict=True):
            person(harbour, ticket, {"group_id": harbour.groups[group]}, metadata={"steadyhand": marker})
    harbour.cycle(account)
    harbour.cycle(account)
    assert [len(harbour.notes(ticket)) for ticket in tickets] == [1] * len(ODD), "the moves are counted"
    row = account.store.load_account()
    assert (row.strangers, row.brake, row.rest_until) == (0, None, None)


def test_what_a_forged_marker_tells_of_a_key_is_taken_as_far_as_it_has_our_shape(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    ticket = harbour.ticket()
    keys = [f"{number:032x}" for number in range(len(TOLD))]
    forged(harbour, ticket, {"v": 1, "keys": keys, "rows": dict(zip(keys, TOLD, strict=True))})
    for _ in range(3):
        harbour.cycle(account)
    _assert_learned_without_nonsense(account, keys)


def test_no_forged_marker_holds_more_than_postgresql_takes(postgres_server: Server, tmp_path: Path) -> None:
    """Else its page of updates could never be kept, and the account would stand still."""
    with (
        postgres_server.database() as name,
        Harbour(tmp_path, database=postgres_server.address(name)) as harbour,
    ):
        account = harbour.open()
        harbour.cycle(account)
        keys = [f"{number:032x}" for number in range(len(TOLD))]
        marker = {"v": 1, "keys": keys, "rows": dict(zip(keys, TOLD, strict=True))}
        forged(harbour, harbour.ticket(), marker)
        for _ in range(2):
            harbour.cycle(account)
        _assert_learned_without_nonsense(account, keys)


def _assert_learned_without_nonsense(account: Context, keys: list[str]) -> None:
    learned = [row for row in rows(account) if row.key in keys]
    assert [row.state for row in learned] == ["done"] * len(keys)
    assert all(row.payload["own_tags"] == [] and row.payload["strike"] is None for row in learned)
    assert all(len(row.policy) < 50 and len(row.episode) < 50 for row in learned)


def test_an_end_users_marker_is_nobodys(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    (ticket,) = many_passed_around(harbour, 1)
    for number in range(4):
        forged(harbour, ticket, {"v": 1, "keys": [f"{number:032x}"]}, actor=harbour.customer)
        harbour.cycle(account)
    row = account.store.load_account()
    assert (row.strangers, row.brake) == (0, None)
    assert len(harbour.notes(ticket)) == 1


def test_three_markers_of_a_stranger_among_staff_stop_all_writing(harbour: Harbour) -> None:
    """Who may write to tickets by the API can stop the service so, and no more than that; `status` says why."""
    account = harbour.open()
    harbour.cycle(account)
    (ticket,) = many_passed_around(harbour, 1, handoffs=1)
    for number in range(3):
        forged(harbour, ticket, {"v": 1, "keys": [f"{number:032x}"]})
        harbour.cycle(account)
    assert account.store.load_account().brake is not None


def test_our_reference_in_a_customers_words_is_nobodys(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    (ticket,) = many_passed_around(harbour, 1)
    harbour.cycle(account)
    harbour.cycle(account)
    (reference,) = {row.reference for row in rows(account, ticket)}
    person(harbour, ticket, comment=f"#dismiss {reference}\n{reference}", actor=harbour.customer)
    reports = [harbour.cycle(account), harbour.cycle(account)]
    assert sum(report.counts["echoes"] for report in reports) == 0
    assert {row.state for row in findings(account)} == {"open"}
