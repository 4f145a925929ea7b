"""Switching and editing never flood: what began before the settings were in force is history."""

from __future__ import annotations

import pytest

from integration.engine.context import Context
from tests.integration.engine.acts import findings, many_passed_around, person, policy, rows, states, written
from tests.integration.engine.harbour import Harbour

OPEN = 30


def reopen(harbour: Harbour, account: Context, text: str) -> Context:
    """End the service, edit the file, start it again."""
    account.store.release_lease()
    return harbour.open(text)


def settle(harbour: Harbour, account: Context, cycles: int = 3) -> None:
    for _ in range(cycles):
        harbour.cycle(account)


TWO_RUNGS = """[[steps]]
add_tags = ["first"]
note = true
[[steps]]
after = "4 hours"
add_tags = ["second"]
"""
RUNG_FIRST = """[[steps]]
add_tags = ["new_first"]
note = true
[[steps]]
after = "4 hours"
add_tags = ["second"]
"""


@pytest.mark.parametrize(
    ("before", "handoffs", "after"),
    [
        pytest.param(policy(mode="observe"), 3, policy(), id="observe to enforce"),
        pytest.param(policy(), 2, policy(extra="max_handoffs = 2"), id="a lower threshold"),
        pytest.param(
            policy(steps='[[steps]]\nafter = "4 hours"\nadd_tags = ["second"]'),
            3,
            policy(steps=RUNG_FIRST),
            id="a rung put first",
        ),
    ],
)
def test_an_edit_writes_nothing_on_open_occasions_until_they_are_asked_for(
    harbour: Harbour, before: str, handoffs: int, after: str
) -> None:
    account = harbour.open(before)
    harbour.cycle(account)
    many_passed_around(harbour, OPEN, handoffs)
    settle(harbour, account)
    assert written(harbour) == []
    account = reopen(harbour, account, after)
    settle(harbour, account)
    assert written(harbour) == []
    assert [row.reason for row in rows(account) if row.step == "at once"] == ["history"] * OPEN


def test_include_open_takes_open_occasions_in_drop_by_drop(harbour: Harbour) -> None:
    account = harbour.open(policy(mode="observe"))
    harbour.cycle(account)
    many_passed_around(harbour, OPEN)
    settle(harbour, account)
    account = reopen(harbour, account, policy(extra="include_open = true\ndrip = 20"))
    settle(harbour, account)
    assert len(written(harbour)) == 20
    harbour.wait(23 * 3600)
    settle(harbour, account)
    assert len(written(harbour)) == 20, "the day is not over"
    harbour.wait(3600)
    settle(harbour, account)
    assert len(written(harbour)) == OPEN


def test_a_large_stock_of_open_occasions_that_drip_in_does_not_set_the_brake(harbour: Harbour) -> None:
    brake = "[limits.brake]\ntickets = 10\n"
    account = harbour.open(policy(mode="observe"), brake)
    harbour.cycle(account)
    many_passed_around(harbour, OPEN)
    settle(harbour, account)
    account.store.release_lease()
    account = harbour.open(policy(extra="include_open = true\ndrip = 5"), brake)
    settle(harbour, account)
    assert account.store.load_account().brake is None
    assert len(written(harbour)) == 5


def test_effective_from_in_the_past_acts_on_what_began_since(harbour: Harbour) -> None:
    account = harbour.open(policy(mode="observe"))
    harbour.cycle(account)
    early = many_passed_around(harbour, 1)
    border = harbour.world.clock.now()
    harbour.wait(60)
    late = many_passed_around(harbour, 2)
    settle(harbour, account)
    account = reopen(harbour, account, policy(extra=f"effective_from = {border:%Y-%m-%dT%H:%M:%SZ}"))
    settle(harbour, account)
    assert written(harbour) == late
    assert states(account, early[0]) == {"passed-around: at once": "held: history"}


def test_what_the_old_settings_had_found_goes_on_after_an_edit(harbour: Harbour) -> None:
    account = harbour.open(policy(steps=TWO_RUNGS))
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    settle(harbour, account)
    assert written(harbour) == [ticket_id]
    account = reopen(harbour, account, policy(extra="max_handoffs = 2", steps=TWO_RUNGS))
    harbour.wait(4 * 3600)
    settle(harbour, account)
    assert {"first", "second"} <= harbour.tags(ticket_id)


def test_a_rung_added_later_does_not_swallow_an_earlier_one_that_still_waits(harbour: Harbour) -> None:
    quiet = '[quiet_hours]\ndaily = "10:00-13:00"\ntime_zone = "UTC"\n'
    account = harbour.open(policy(), quiet)
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    settle(harbour, account)
    assert states(account, ticket_id) == {"passed-around: at once": "held: quiet hours"}
    account.store.release_lease()
    both = '[[steps]]\nadd_tags = ["passed_around"]\nnote = true\n[[steps]]\nafter = "1 hour"\nadd_tags = ["later"]'
    account = harbour.open(policy(steps=both), quiet)
    harbour.wait(3 * 3600)
    settle(harbour, account)
    assert harbour.tags(ticket_id) == {"passed_around"}


def test_a_renamed_policy_keeps_its_past_and_repeats_nothing(harbour: Harbour) -> None:
    account = harbour.open(policy("old", steps=TWO_RUNGS))
    harbour.cycle(account)
    told = many_passed_around(harbour, 1)
    settle(harbour, account)
    notes = harbour.notes(told[0])
    assert len(notes) == 1
    for name in ("newer", "newest"):
        was = {"newer": "old", "newest": "newer"}[name]
        account = reopen(harbour, account, policy(name, extra=f'was = "{was}"', steps=TWO_RUNGS))
        settle(harbour, account)
        harbour.wait(3000)  # past every gap between two writes
        person(harbour, told[0], {"priority": "high" if name == "newer" else "low"})
        settle(harbour, account)
        assert harbour.notes(told[0]) == notes
        assert {f.policy for f in findings(account)} == {name}
    account = reopen(harbour, account, policy("newest", steps=TWO_RUNGS))  # `was` may go once it was read
    waiting = many_passed_around(harbour, 1)
    settle(harbour, account)
    assert len(harbour.notes(waiting[0])) == 1, "it is in force as before, not as if it were new"
    harbour.wait(4 * 3600)
    settle(harbour, account)
    assert harbour.notes(told[0]) == notes
    assert "second" in harbour.tags(told[0]), "and the ladder goes on where it was"


def test_a_new_policy_under_a_name_that_was_given_away_is_another_one(harbour: Harbour) -> None:
    account = harbour.open(policy("first"))
    harbour.cycle(account)
    account = reopen(harbour, account, policy("second", extra='was = "first"'))
    harbour.cycle(account)
    account = reopen(harbour, account, policy("second") + policy("first"))
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    settle(harbour, account)
    assert {"first", "second"} <= harbour.tags(ticket_id)
    assert len({row.key for row in rows(account, ticket_id)}) == 2


def test_a_policy_that_comes_back_begins_anew(harbour: Harbour) -> None:
    account = harbour.open(policy("one") + policy("other"))
    harbour.cycle(account)
    account = reopen(harbour, account, policy("other"))
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    settle(harbour, account)
    account = reopen(harbour, account, policy("one") + policy("other"))
    settle(harbour, account)
    assert harbour.tags(ticket_id) == {"other"}
    assert states(account, ticket_id)["one: at once"] == "held: history"
