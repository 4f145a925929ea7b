"""Three days are scheduled behind the lifelike week, for whoever lets the clock go on."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from integration.sandbox.week import FLAG, Cast, build_cast_and_week
from integration.sandbox.world import World
from policies.core.facts import Origin
from tests.integration.sandbox.judging import (
    Judged,
    judge,
    updates_of,
)


@pytest.fixture(scope="module")
def days() -> tuple[World, Cast, dict[int, Judged], list[int]]:
    world, cast = build_cast_and_week()
    before = {number for number, one in judge(world, cast).items() if one.found}
    world.update(cast.one("shared"), cast.lead, {"additional_tags": [FLAG]})
    for number in cast.tickets["passed"][:4]:
        world.update(number, cast.lead, {"additional_tags": [FLAG]})
    world.clock.advance(timedelta(days=3, hours=1))
    world.catch_up()
    after = judge(world, cast)
    return world, cast, after, [n for n, one in after.items() if one.found and n not in before]


def test_sixty_things_happen_on_each_day(days: tuple[World, Cast, Any, Any]) -> None:
    world, cast = days[:2]
    own = [a for a in world.audit_by_id.values() if a.at > cast.ends and a.author_id != cast.tracker]
    per_day = Counter(audit.at.date() for audit in own)
    assert all(per_day[date(2026, 3, day)] >= 60 for day in (9, 10, 11))
    assert any(ticket.created_at > cast.ends for ticket in world.tickets.values())
    assert any(
        ticket.status == "solved" and ticket.updated_at > cast.ends for ticket in world.tickets.values()
    )


def test_at_least_twelve_more_are_passed_around_spread_over_the_days(
    days: tuple[World, Cast, dict[int, Judged], list[int]],
) -> None:
    _, _, judged, found = days
    fresh = [number for number in found if judged[number].scoped_out is None]
    per_day = Counter(judged[number].course.handoffs[-1].at.date() for number in fresh)
    assert len(fresh) >= 12
    assert all(per_day[date(2026, 3, day)] >= 3 for day in (9, 10, 11)), per_day


def test_persons_and_automations_take_our_tag_off(days: tuple[World, Cast, Any, Any]) -> None:
    world, cast = days[:2]
    for kind, origin in (
        ("flag_removed_by_person", Origin.PERSON),
        ("flag_removed_by_rule", Origin.RULE),
    ):
        for number in cast.tickets[kind]:
            removed = [
                u for u in updates_of(world) if u.ticket_id == number and FLAG in u.removed_tags(origin)
            ]
            assert len(removed) == 1
    assert len(cast.tickets["flag_removed_by_person"]) == 2
    assert len(cast.tickets["flag_removed_by_rule"]) == 2


def test_without_a_flagged_ticket_nobody_takes_a_flag_off() -> None:
    world, cast = build_cast_and_week()
    world.clock.advance(timedelta(days=3))
    world.catch_up()
    assert "flag_removed_by_person" not in cast.tickets


def test_what_zendesk_refuses_then_does_not_stop_the_clock() -> None:
    world, cast = build_cast_and_week()
    for number in cast.tickets["nearly"]:
        world.update(number, cast.lead, {"status": "closed"})
    world.clock.advance(timedelta(days=3))
    world.catch_up()
    assert world.tickets[cast.tickets["nearly"][0]].status == "closed"


def test_the_busy_parcel_goes_on_and_reaches_a_second_occasion(
    days: tuple[World, Cast, dict[int, Judged], list[int]],
) -> None:
    world, cast, judged, _ = days
    busy = cast.one("busy")
    assert len(judged[busy].course.handoffs) == 6
    scans = [a for a in world.tickets[busy].audits if a.author_id == cast.tracker and a.at > cast.ends]
    assert len(scans) >= 500


def test_special_tickets_come_again(days: tuple[World, Cast, dict[int, Judged], list[int]]) -> None:
    _, cast, judged, _ = days
    for kind in ("shared", "off", "internal", "messaging", "out_of_scope"):
        assert judged[cast.one(f"{kind}_later")].found, kind
    assert len(cast.tickets["solved_later"]) == 2
