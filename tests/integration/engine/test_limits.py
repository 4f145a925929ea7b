"""Never a flood: caps, quiet hours and the brake hold back, say why, and let go later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from integration.engine.context import Context
from tests.integration.engine.acts import many_passed_around, person, policy, rows, states, written
from tests.integration.engine.harbour import Harbour

FREE = 'updates_per_owner_per_day = 1000\nmin_gap_per_ticket = "0m"\n'


def ready(harbour: Harbour, text: str, extra: str = "") -> Context:
    account = harbour.open(text, extra)
    harbour.cycle(account)
    return account


def settle(harbour: Harbour, account: Context, cycles: int = 3) -> None:
    for _ in range(cycles):
        harbour.cycle(account)


def reasons(account: Context) -> set[str | None]:
    return {row.reason for row in rows(account) if row.state == "held"}


def owned(harbour: Harbour, count: int, agent: int = 0) -> list[int]:
    """Tickets that were passed around and end with one agent."""
    ids = many_passed_around(harbour, count)
    for ticket_id in ids:
        harbour.wait(11)
        person(harbour, ticket_id, {"assignee_id": harbour.agents[agent]})
    return ids


def test_updates_per_owner_per_day(harbour: Harbour) -> None:
    account = ready(harbour, policy(), "[limits]\nupdates_per_owner_per_day = 2\n")
    ids = owned(harbour, 5)
    settle(harbour, account)
    assert len(written(harbour)) == 2
    assert reasons(account) == {"cap"}
    harbour.wait(24 * 3600)
    settle(harbour, account)
    assert len(written(harbour)) == 4
    harbour.wait(24 * 3600)
    settle(harbour, account)
    assert written(harbour) == ids


@pytest.mark.parametrize(
    ("limit", "wait_s"), [("updates_per_policy_per_cycle", 11 * 60), ("updates_per_hour", 3700)]
)
def test_what_waits_for_a_cap_goes_out_later(harbour: Harbour, limit: str, wait_s: int) -> None:
    account = ready(harbour, policy(), f"[limits]\n{limit} = 3\n")
    ids = many_passed_around(harbour, 5)
    harbour.cycle(account)
    assert written(harbour) == ids[:3], "the oldest first"
    assert reasons(account) == {"cap"}
    harbour.wait(wait_s)
    settle(harbour, account)
    assert written(harbour) == ids
    assert reasons(account) == set()


def test_writes_that_are_on_their_way_count(harbour: Harbour) -> None:
    harbour.world.switches.job_delay_s = 1200
    account = ready(harbour, policy(), "[limits]\nupdates_per_hour = 3\n")
    many_passed_around(harbour, 8)
    settle(harbour, account, 9)  # past the time after which a cap is looked at again
    assert sum(row.state != "held" for row in rows(account)) == 3


def ladder(rungs: int) -> str:
    steps = ['[[steps]]\nadd_tags = ["rung_0"]']
    steps += [f'[[steps]]\nafter = "{hours} hours"\nadd_tags = ["rung_{hours}"]' for hours in range(1, rungs)]
    return policy(steps="\n".join(steps))


def test_updates_per_ticket_per_day(harbour: Harbour) -> None:
    account = ready(harbour, ladder(5), "[limits]\nupdates_per_ticket_per_day = 3\n")
    (ticket_id,) = many_passed_around(harbour, 1)
    for _ in range(20):
        harbour.cycle(account, after=900)
    assert harbour.tags(ticket_id) == {"rung_0", "rung_1", "rung_2"}
    assert states(account, ticket_id)["passed-around: after 4 hours"] == "held: cap"
    for _ in range(24):
        harbour.cycle(account, after=3600)
    assert "rung_4" in harbour.tags(ticket_id)


def test_two_updates_of_one_ticket_lie_min_gap_apart(harbour: Harbour) -> None:
    account = ready(harbour, ladder(2), '[limits]\nmin_gap_per_ticket = "3h"\n')
    (ticket_id,) = many_passed_around(harbour, 1)
    for _ in range(9):
        harbour.cycle(account, after=900)
    assert harbour.tags(ticket_id) == {"rung_0"}
    assert states(account, ticket_id)["passed-around: after 1 hour"] == "held: cap"
    for _ in range(5):
        harbour.cycle(account, after=900)
    moments = [
        a.at for a in harbour.world.tickets[ticket_id].audits if a.author_id == harbour.world.service_user_id
    ]
    assert moments[1] - moments[0] >= timedelta(hours=3)


QUIET = '[quiet_hours]\ndaily = "10:00-13:00"\ntime_zone = "UTC"\n'


def test_quiet_hours_hold_notes_and_let_tags_pass(harbour: Harbour) -> None:
    tags_only = policy(steps='[[steps]]\nadd_tags = ["passed_around"]')
    account = ready(harbour, tags_only, QUIET)
    (ticket_id,) = many_passed_around(harbour, 1)
    harbour.cycle(account)
    assert harbour.tags(ticket_id) == {"passed_around"}


def test_quiet_hours_end_with_a_new_decision(harbour: Harbour) -> None:
    account = ready(harbour, policy(), QUIET)
    kept, solved = many_passed_around(harbour, 2)
    settle(harbour, account)
    assert reasons(account) == {"quiet hours"}
    assert written(harbour) == []
    person(harbour, solved, {"status": "solved"})
    harbour.cycle(account)
    harbour.wait(3 * 3600)
    settle(harbour, account)
    assert written(harbour) == [kept]
    assert states(account, solved) == {"passed-around: at once": "obsolete"}


BRAKE = "[limits]\nupdates_per_policy_per_cycle = 6\n[limits.brake]\ntickets = 10\n"


def test_the_brake_holds_all_until_it_is_released_and_then_all_of_it_goes(harbour: Harbour) -> None:
    account = ready(harbour, policy(), BRAKE)
    ids = many_passed_around(harbour, 14)
    report = harbour.cycle(account)
    assert written(harbour) == []
    sentence = account.store.load_account().brake
    assert sentence is not None
    assert "14 tickets" in sentence
    assert report.gate_closed is not None
    assert sentence in report.gate_closed
    settle(harbour, account, 4)
    assert written(harbour) == []
    account.store.write_brake(None, None)
    for _ in range(4):
        harbour.cycle(account, after=660)
    assert written(harbour) == ids
    assert account.store.load_account().brake is None
    assert all(len(harbour.notes(i)) == 1 for i in ids)


def test_a_second_flood_after_a_release_sets_the_brake_again(harbour: Harbour) -> None:
    account = ready(harbour, policy(), "[limits.brake]\ntickets = 10\n")
    first = many_passed_around(harbour, 12)
    harbour.cycle(account)
    account.store.write_brake(None, None)
    settle(harbour, account)
    many_passed_around(harbour, 12)
    settle(harbour, account)
    assert account.store.load_account().brake is not None
    assert written(harbour) == first


def test_the_brake_allows_a_share_of_a_large_account(harbour: Harbour) -> None:
    account = ready(harbour, policy(), "[limits.brake]\ntickets = 2\nshare = 0.5\n")
    for _ in range(8):
        harbour.ticket()
    ids = many_passed_around(harbour, 4)
    settle(harbour, account)
    assert written(harbour) == ids
