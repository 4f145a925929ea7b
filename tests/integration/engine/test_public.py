"""A note that comes back public stops the writer: the first by its own answer, a later one by its echo."""

from __future__ import annotations

import pytest

from integration.config.load import parse_config
from integration.engine.context import BRAKE_PUBLIC
from tests.integration.engine.harbour import POLICY, Harbour

MANY = """
[limits]
updates_per_owner_per_day = 1000
[limits.brake]
tickets = 1000
"""


def public_notes(harbour: Harbour) -> int:
    """How many of our comments a customer can read."""
    with harbour.sandbox.lock:
        return sum(
            comment.public
            for ticket in harbour.world.tickets.values()
            for comment in ticket.comments
            if comment.author_id == harbour.world.service_user_id
        )


def batches(harbour: Harbour) -> int:
    """How many batches were sent."""
    return sum("update_many" in request.path for request in harbour.sandbox.writes())


def many_passed_around(harbour: Harbour, count: int) -> list[int]:
    """So many tickets with three handoffs each, minutes apart, so that no move is a bulk move."""
    tickets = []
    for number in range(count):
        tickets.append(harbour.ticket())
        harbour.hand(tickets[-1], 1, 2, 0, by=number % 4)
    return tickets


def test_the_first_note_turned_public_is_the_only_one_and_no_batch_follows(harbour: Harbour) -> None:
    harbour.world.switches.public_note = 1
    account = harbour.open(extra=MANY)
    harbour.cycle(account)
    many_passed_around(harbour, 5)
    for _ in range(4):
        harbour.cycle(account)
    assert public_notes(harbour) == 1
    assert batches(harbour) == 0
    assert len(harbour.sandbox.writes()) == 1
    assert account.store.load_account().brake == BRAKE_PUBLIC


def test_a_later_note_turned_public_stops_everything_after_the_cycle_that_read_it(harbour: Harbour) -> None:
    harbour.world.switches.public_note = 50
    account = harbour.open(extra=MANY)
    harbour.cycle(account)
    many_passed_around(harbour, 60)
    harbour.cycle(account)
    assert public_notes(harbour) == 1
    many_passed_around(harbour, 3)
    report = harbour.cycle(account)
    assert report.gate_closed is not None
    assert BRAKE_PUBLIC in report.gate_closed
    written = len(harbour.sandbox.writes())
    for _ in range(3):
        harbour.cycle(account)
    assert len(harbour.sandbox.writes()) == written


@pytest.mark.parametrize("after", ["restart", "changed template"])
def test_after_a_start_and_after_a_changed_template_the_first_note_goes_alone(
    harbour: Harbour, after: str
) -> None:
    account = harbour.open(extra=MANY)
    harbour.cycle(account)
    many_passed_around(harbour, 3)
    harbour.cycle(account)
    assert not account.probe_due
    if after == "restart":
        account.store.release_lease()
        account = harbour.open(extra=MANY)
    else:
        own = POLICY.replace("note = true", 'note = "{{ because }} {{ ask }}"')
        account.config = parse_config(harbour.config_text(own, MANY), harbour.folder / "config.toml")
    harbour.cycle(account)
    before = len(harbour.sandbox.writes())
    many_passed_around(harbour, 4)
    harbour.cycle(account)
    paths = [request.path for request in harbour.sandbox.writes()[before:]]
    assert "update_many" not in paths[0]
    assert any("update_many" in path for path in paths[1:])
