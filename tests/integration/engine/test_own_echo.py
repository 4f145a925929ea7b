"""Never surprised by itself: own writes wake no policy, and a person under the same user stays a person."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from integration.cycle import CycleReport
from integration.engine.context import Context
from integration.sandbox.records import TRIGGER, Effect, Via
from integration.store.schema import event
from policies.core.facts import Origin
from tests.integration.engine.acts import many_passed_around, person, policy, rows, states
from tests.integration.engine.harbour import Harbour


def ready(harbour: Harbour, text: str = "") -> Context:
    account = harbour.open(text or policy())
    harbour.cycle(account)
    return account


def later(harbour: Harbour, account: Context, cycles: int = 4) -> list[CycleReport]:
    return [harbour.cycle(account) for _ in range(cycles)]


@pytest.mark.parametrize("count", [1, 4])
def test_the_echo_of_our_own_write_judges_nothing(harbour: Harbour, count: int) -> None:
    account = ready(harbour)
    ids = many_passed_around(harbour, count)
    harbour.cycle(account)
    assert all(harbour.notes(i) for i in ids)
    reports = later(harbour, account)
    assert [r.counts.get("judged", 0) for r in reports] == [0, 0, 0, 0]
    assert sum(r.counts["echoes"] for r in reports) == count
    assert {row.state for row in rows(account)} == {"done"}


@pytest.mark.parametrize("seconds", range(58, 68))
def test_an_echo_whose_row_comes_a_cycle_later_judges_nothing_either(harbour: Harbour, seconds: int) -> None:
    """The export orders tickets up to three seconds later than their events."""
    account = ready(harbour)
    harbour.ticket()
    harbour.ticket()
    (ticket_id,) = many_passed_around(harbour, 1)
    assert ticket_id % 4 == 3, "the one with the latest place in the export"
    harbour.cycle(account)
    reports = [harbour.cycle(account, after=seconds), *later(harbour, account)]
    assert [r.counts.get("judged", 0) for r in reports] == [0] * 5


def test_a_persons_change_under_our_user_is_judged_and_counted_as_a_persons(harbour: Harbour) -> None:
    account = ready(harbour, policy(extra="then_every = 1"))
    (ticket_id,) = many_passed_around(harbour, 1)
    later(harbour, account, 3)
    harbour.wait(3600)
    own = harbour.world.service_user_id
    person(harbour, ticket_id, {"group_id": harbour.groups[1]}, actor=own)
    reports = later(harbour, account, 3)
    assert sum(r.counts.get("judged", 0) for r in reports) >= 1
    assert len(harbour.notes(ticket_id)) == 2, "the fourth handoff is an occasion"


def test_a_persons_move_under_our_user_while_our_tags_are_on_their_way_is_a_persons(harbour: Harbour) -> None:
    harbour.world.switches.batch_metadata = "ignored"
    harbour.world.switches.job_delay_s = 300
    account = ready(harbour, policy(steps='[[steps]]\nadd_tags = ["seen"]'))
    ids = many_passed_around(harbour, 3)
    harbour.cycle(account)
    assert {row.state for row in rows(account)} == {"queued"}
    harbour.wait(5)
    person(harbour, ids[0], {"group_id": harbour.groups[1]}, actor=harbour.world.service_user_id)
    later(harbour, account, 2)
    assert origins(account, ids[0], "group_id")[-1] == Origin.PERSON


def test_what_triggers_do_within_our_update_counts_as_ours(harbour: Harbour) -> None:
    account = ready(harbour, policy(extra="then_every = 1"))
    (ticket_id,) = many_passed_around(harbour, 1)
    update = harbour.world.update

    def with_trigger(number: int, actor_id: int, *args: object, **options: object) -> object:
        if actor_id == harbour.world.service_user_id:
            move = {"group_id": harbour.groups[1]}
            options["effects"] = [Effect(move, Via("rule", TRIGGER, "Route flagged", 5))]
        return update(number, actor_id, *args, **options)  # type: ignore[arg-type]

    harbour.world.update = with_trigger  # type: ignore[assignment, method-assign]
    harbour.cycle(account)
    reports = later(harbour, account)
    assert origins(account, ticket_id, "group_id")[-1] == Origin.OURS
    assert [r.counts.get("judged", 0) for r in reports] == [0, 0, 0, 0]
    harbour.wait(3600)
    later(harbour, account)
    assert len(harbour.notes(ticket_id)) == 1


def test_what_waits_for_our_write_to_come_back_is_decided_when_it_does(harbour: Harbour) -> None:
    harbour.world.switches.job_delay_s = 200
    limits = '[limits]\nmin_gap_per_ticket = "0m"\n'
    account = harbour.open(policy("first") + policy("second", extra="max_handoffs = 4"), limits)
    harbour.cycle(account)
    ids = many_passed_around(harbour, 3)
    harbour.cycle(account)
    person(
        harbour, ids[0], {"group_id": harbour.groups[1]}
    )  # the fourth handoff, while the first note is queued
    harbour.cycle(account)
    later(harbour, account, 12)
    assert {"first", "second"} <= harbour.tags(ids[0]), states(account, ids[0])


def origins(account: Context, ticket_id: int, field: str) -> list[str]:
    """By whom each change of a field was made, oldest first."""
    query = select(event).where(event.c.ticket_id == ticket_id, event.c.field == field)
    with account.store.reading() as connection:
        found = connection.execute(query.order_by(event.c.at, event.c.event_id))
        return [row.payload["origin"] for row in found]
