"""The account's limits over a replay: what waits comes later, what cannot come is counted, and the brake is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from integration.replay.limits import Rationed, ration
from integration.replay.tally import Planned, Rung
from policies.core.actions import Reason
from policies.core.rationing import QuietHours
from tests.policies.core.test_rationing import Caps, Watch

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
WEEK = NOW + timedelta(days=7)
POLICIES = {"watch": Watch(name="watch")}
NO_BRAKE = (10_000, 0.0, 0)


def planned(minutes: int, ticket_id: int, *, owner: int | None = None, urgent: bool = False) -> Planned:
    rungs = (Rung("watch", "at once"),)
    at = NOW + timedelta(minutes=minutes)
    return Planned(at, ticket_id, owner, "Billing", NOW, 0, note=True, urgent=urgent, rungs=rungs)


def rationed(
    *wanted: Planned, caps: Caps | None = None, quiet: QuietHours | None = None, end: datetime = WEEK
) -> Rationed:
    return ration(wanted, POLICIES, caps or Caps(), quiet, end, NO_BRAKE)


def test_what_no_limit_holds_back_is_written_when_it_was_planned() -> None:
    result = rationed(planned(0, 1), planned(5, 2))
    assert [written.at for written in result.written] == [NOW, NOW + timedelta(minutes=5)]
    assert (result.waited, result.never) == ({}, 0)


def test_a_full_hour_lets_the_rest_through_in_the_next() -> None:
    result = rationed(*(planned(0, number) for number in range(5)), caps=Caps(updates_per_hour=2))
    assert [(written.at - NOW) // timedelta(hours=1) for written in result.written] == [0, 0, 1, 1, 2]
    assert result.waited == {Reason.CAP: 3}


def test_an_owner_who_was_told_enough_today_is_told_the_rest_on_the_days_after() -> None:
    wanted = [planned(number, number, owner=7) for number in range(5)]
    result = rationed(*wanted, caps=Caps(updates_per_owner_per_day=2))
    assert [(written.at - NOW).days for written in result.written] == [0, 0, 1, 1, 2]


def test_one_ticket_is_not_written_to_twice_within_the_gap() -> None:
    result = rationed(planned(0, 1), planned(10, 1))
    assert result.written[1].at - result.written[0].at >= timedelta(minutes=30)


def test_notes_wait_for_the_end_of_quiet_hours_and_a_threat_does_not() -> None:
    quiet = QuietHours(time(11), time(15), frozenset(), ZoneInfo("UTC"))
    result = rationed(planned(0, 1), planned(0, 2, urgent=True), quiet=quiet)
    assert {written.planned.ticket_id: written.at for written in result.written} == {
        1: NOW.replace(hour=15),
        2: NOW,
    }
    assert result.waited == {Reason.QUIET: 1}


def test_what_would_come_after_the_end_is_counted_as_never() -> None:
    end = NOW + timedelta(minutes=90)
    result = rationed(*(planned(0, n) for n in range(5)), caps=Caps(updates_per_hour=2), end=end)
    assert (len(result.written), result.never) == (4, 1)


def test_a_cycle_that_wants_more_tickets_than_the_brake_allows_is_told() -> None:
    wanted = [planned(0, number) for number in range(3)] + [planned(60, 9)]
    assert ration(wanted, POLICIES, Caps(), None, WEEK, (2, 0.0, 0)).brakes == [(NOW, 3)]
    assert ration(wanted, POLICIES, Caps(), None, WEEK, (2, 0.5, 100)).brakes == []


@given(st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 6), st.integers(0, 3)), max_size=40))
def test_no_limit_is_passed_and_nothing_is_lost(wanted: list[tuple[int, int, int]]) -> None:
    caps = Caps(updates_per_ticket_per_day=2, updates_per_owner_per_day=4, updates_per_hour=5)
    rows = [planned(minutes, ticket, owner=owner or None) for minutes, ticket, owner in wanted]
    result = rationed(*rows, caps=caps)
    assert len(result.written) + result.never == len(rows)
    for one in result.written:
        day = [w for w in result.written if one.at - timedelta(days=1) < w.at <= one.at]
        assert sum(w.at > one.at - timedelta(hours=1) for w in day) <= 5
        same = [w for w in day if w.planned.ticket_id == one.planned.ticket_id]
        assert len(same) <= 2
        owner = one.planned.owner_id
        assert owner is None or sum(w.planned.owner_id == owner for w in day) <= 4


def test_what_include_open_lets_in_drop_by_drop_sets_no_brake_and_is_not_given_up_after_a_week() -> None:
    drop = (Rung("watch", "at once", from_history=True),)
    history = [replace(planned(0, number), rungs=drop) for number in range(200)]
    result = ration(history, POLICIES, Caps(), None, NOW + timedelta(days=12), (30, 0.0, 0))
    by_day = Counter((written.at - NOW).days for written in result.written)
    assert by_day == dict.fromkeys(range(10), 20)
    assert (result.never, result.brakes) == (0, [])
    flood = [*history, *(planned(0, number) for number in range(200, 231))]
    assert ration(flood, POLICIES, Caps(), None, WEEK, (30, 0.0, 0)).brakes == [(NOW, 51)]
