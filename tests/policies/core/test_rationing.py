"""Caps admit updates one by one until one is reached; quiet hours know midnight, days off and summer time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.actions import UNDO, Item, Reason, Update
from policies.core.findings import Finding
from policies.core.rationing import QuietHours, Rationing, Usage, brake_threshold
from policies.core.settings import Settings
from policies.core.steps import Step

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


class Watch(Settings):
    """A policy of some kind."""

    kind: Literal["watch"] = "watch"


@dataclass(frozen=True)
class Caps:
    """Limits that a test may set one by one."""

    updates_per_ticket_per_day: int = 3
    updates_per_owner_per_day: int = 10
    updates_per_policy_per_cycle: int = 200
    updates_per_hour: int = 1000
    min_gap: timedelta = timedelta(minutes=30)


def update(ticket_id: int, *, urgent: bool = False, from_history: bool = False, **values: Any) -> Update:  # noqa: ANN401 - an update's fields
    policy = Watch(name="watch")
    finding = Finding("e/1", "It is so.", NOW, urgent=urgent)
    item = Item(f"key-{ticket_id}", policy, finding, Step(note=True), "at once", from_history=from_history)
    return Update(ticket_id, "SH-00000000", (item,), note=values.pop("note", True), **values)


def reason_of(rationing: Rationing, one: Update, owner: int | None = None) -> Reason | None:
    held = rationing.refuse(one, owner)
    return held[0].reason if held else None


@given(st.integers(1, 20), st.lists(st.integers(0, 4), max_size=60))
def test_no_cap_is_ever_passed(cap: int, owners: list[int]) -> None:
    caps = Caps(updates_per_owner_per_day=cap, updates_per_hour=3 * cap)
    rationing = Rationing(caps, None, Usage(), NOW)
    admitted = [
        owner for number, owner in enumerate(owners) if not rationing.refuse(update(number), owner or None)
    ]
    assert len(admitted) <= 3 * cap
    assert all(admitted.count(owner) <= cap for owner in set(admitted) - {0}), "0 is nobody's ticket"
    if all(owners.count(owner) <= cap for owner in set(owners)) and len(owners) <= 3 * cap:
        assert len(admitted) == len(owners), "and none waits without need"


def test_what_is_admitted_counts_at_once() -> None:
    rationing = Rationing(Caps(updates_per_policy_per_cycle=2), None, Usage(), NOW)
    assert [reason_of(rationing, update(n)) for n in range(3)] == [None, None, Reason.CAP]


@pytest.mark.parametrize(
    ("ago", "reason"), [(timedelta(minutes=29), Reason.CAP), (timedelta(minutes=30), None)]
)
def test_the_gap_of_a_ticket(ago: timedelta, reason: Reason | None) -> None:
    usage = Usage(per_ticket={1: [NOW - ago]})
    held = Rationing(Caps(), None, usage, NOW).refuse(update(1), None)
    assert [h.reason for h in held] == ([reason] if reason else [])
    assert all(h.until == NOW - ago + timedelta(minutes=30) for h in held)


def test_the_day_of_a_ticket_slides() -> None:
    moments = [NOW - timedelta(hours=hours) for hours in (23, 12, 3)]
    held = Rationing(Caps(), None, Usage(per_ticket={1: moments}), NOW).refuse(update(1), None)
    assert held[0].until == NOW + timedelta(hours=1)
    later = NOW + timedelta(hours=1)
    assert Rationing(Caps(), None, Usage(per_ticket={1: moments}), later).refuse(update(1), None) == []


def test_the_urgent_passes_caps_and_quiet_hours_and_is_counted() -> None:
    quiet = QuietHours(time(0), time(23), frozenset(), LONDON)
    rationing = Rationing(Caps(updates_per_hour=1), quiet, Usage(last_hour=5), NOW)
    assert reason_of(rationing, update(1, urgent=True)) is None
    assert rationing.usage.last_hour == 6


def test_history_drips_and_the_rest_flows() -> None:
    rationing = Rationing(Caps(), None, Usage(), NOW)
    rationing.usage.drips["watch"] = 20
    assert reason_of(rationing, update(1, from_history=True)) is Reason.CAP
    assert reason_of(rationing, update(2)) is None


def test_quiet_hours_hold_notes_only() -> None:
    quiet = QuietHours(time(11), time(14), frozenset(), LONDON)
    rationing = Rationing(Caps(), quiet, Usage(), NOW)
    assert reason_of(rationing, update(1)) is Reason.QUIET
    assert reason_of(rationing, update(2, note=False, add_tags=("told",))) is None


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("start", "end", "days_off", "moment", "until"),
    [
        (20, 7, (), "2026-03-04T19:59", None),
        (20, 7, (), "2026-03-04T20:00", "2026-03-05T07:00"),
        (20, 7, (), "2026-03-05T06:59", "2026-03-05T07:00"),
        (20, 7, (), "2026-03-05T07:00", None),
        (12, 14, (), "2026-03-05T13:00", "2026-03-05T14:00"),
        (20, 7, (5, 6), "2026-03-06T21:00", "2026-03-09T07:00"),  # Friday night to Monday
        (0, 0, (5, 6), "2026-03-07T10:00", "2026-03-09T00:00"),
        (20, 7, (), "2026-03-28T23:00", "2026-03-29T07:00"),  # the night that is an hour short
    ],
)
def test_quiet_stretches(
    start: int, end: int, days_off: tuple[int, ...], moment: str, until: str | None
) -> None:
    quiet = QuietHours(time(start), time(end), frozenset(days_off), LONDON)
    ended = quiet.until(at(moment).astimezone(UTC))
    assert ended == (at(until) if until else None)


@given(
    st.integers(0, 23),
    st.integers(0, 23),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.integers(0, 366 * 24 * 60),
)
def test_the_end_of_a_quiet_stretch_is_not_quiet(
    start: int, end: int, days: frozenset[int], minutes: int
) -> None:
    quiet = QuietHours(time(start), time(end), days, LONDON)
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ended = quiet.until(moment)
    if ended is not None:
        assert ended.astimezone(UTC) > moment
        assert quiet.until(ended) is None


def test_the_brake_is_the_larger_of_a_number_and_a_share() -> None:
    assert brake_threshold(200, 0.05, 1000) == 200
    assert brake_threshold(200, 0.05, 10_000) == 500


def undo(*, note: bool, also_acts: bool = True, **values: Any) -> Update:  # noqa: ANN401 - an update's fields
    finding = Finding("e/1", "An admin took it back.", NOW)
    acts = Item("aa" * 16, Watch(name="watch"), finding, Step(remove_tags=("told",)), f"{UNDO} of 1")
    says = Item("bb" * 16, Watch(name="watch"), finding, Step(note=True), f"{UNDO}: note")
    items = (*((acts,) if also_acts else ()), *((says,) if note else ()))
    return Update(1, "SH-00000000", items, note=note, **values)


def test_an_undo_does_not_wait_behind_what_it_takes_back() -> None:
    usage = Usage(per_ticket={1: [NOW - timedelta(minutes=age) for age in (3, 2, 1)]})
    for note in (False, True):
        admitted, held = Rationing(Caps(), None, usage, NOW).admit(undo(note=note), 7)
        assert admitted is not None
        assert admitted.note == note
        assert held == []


def test_quiet_hours_and_the_owners_cap_hold_an_undos_note_alone() -> None:
    quiet = QuietHours(time(11), time(14), frozenset(), LONDON)
    full = Usage(per_owner=Counter({7: 10}))
    for rationing, reason in (
        (Rationing(Caps(), quiet, Usage(), NOW), Reason.QUIET),
        (Rationing(Caps(), None, full, NOW), Reason.CAP),
    ):
        admitted, held = rationing.admit(undo(note=True), 7)
        assert admitted is not None
        assert not admitted.note
        assert [(each.step, each.reason) for each in held] == [(f"{UNDO}: note", reason)]
        assert rationing.admit(undo(note=True, also_acts=False), 7)[0] is None


def test_an_undo_takes_its_share_of_the_accounts_caps_and_of_no_agents() -> None:
    rationing = Rationing(Caps(updates_per_hour=1), None, Usage(), NOW)
    assert rationing.admit(undo(note=False), 7)[0] is not None
    assert (rationing.usage.last_hour, rationing.usage.per_owner[7]) == (1, 0)
    admitted, held = rationing.admit(undo(note=True), 7)
    assert admitted is None
    assert [each.reason for each in held] == [Reason.CAP, Reason.CAP]
    policies = Rationing(Caps(updates_per_policy_per_cycle=1), None, Usage(), NOW)
    assert [policies.admit(undo(note=False), None)[0] is None for _ in range(2)] == [False, True]
