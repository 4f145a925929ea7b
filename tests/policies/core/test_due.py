"""The law of due moments: a table of cases, and laws over texts, moments, zones and calendars."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.core.calendar import ALWAYS_OPEN, Calendar
from policies.core.due import due_of
from policies.core.due_moment import Due
from policies.core.due_readings import readings_of
from policies.core.hours import dates_from, spans_of_week
from policies.core.when import Clock, Days, Link, Span, Unit, When
from policies.reading.languages.english import ENGLISH
from policies.reading.times import find_times

TABLE = tomllib.loads((Path(__file__).parents[2] / "cases" / "due.toml").read_text(encoding="utf-8"))
BERLIN = "Europe/Berlin"
WEEK = timedelta(weeks=1)


def calendar_of(name: str | None) -> Calendar:
    if name is None:
        return ALWAYS_OPEN
    row = TABLE["calendars"][name]
    ranges = [
        (date.fromisoformat(first), date.fromisoformat(last)) for first, last in row.get("holidays", [])
    ]
    return Calendar(name, row["zone"], spans_of_week(row["week"]), dates_from(ranges))


def moment_of(text: str, zone: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def when_of(text: str) -> When:
    (time,) = find_times(text, ENGLISH)
    return time.when


def due(text: str, said_at: datetime, calendar: Calendar = ALWAYS_OPEN, zone: str = BERLIN) -> Due:
    return due_of(when_of(text), said_at, zone, calendar)


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["law"])
def test_the_law_as_a_table(case: dict[str, Any]) -> None:
    zone = case.get("zone", BERLIN)
    found = due_of(
        when_of(case["text"]),
        moment_of(case["said"], zone),
        zone,
        calendar_of(case.get("calendar")),
        day_first=case.get("day_first", False),
    )
    expected = moment_of(case["due"], zone)
    assert found.moment == expected, f"{found.moment.astimezone(ZoneInfo(zone))}: {found}"
    assert found.moment.tzinfo is UTC
    assert found.impossible == case.get("impossible", "")
    assert any(case["assumes"] in told for told in found.assumptions) if "assumes" in case else True
    if "begins" in case:
        assert found.begins == moment_of(case["begins"], zone)


# ---- laws

STEADY = [
    *("in 2 hours", "within 24-48 hours", "in half an hour", "in 3 days", "within a week", "in 2-3 weeks"),
    *(
        "within 2 business days",
        "the next business day",
        "within 6 business hours",
        "in one to two business days",
    ),
    *("by Friday", "next Tuesday", "this Monday", "Monday or Tuesday", "by the weekend", "before Friday"),
    *("this week", "early next week", "by the end of next week", "over the weekend", "Wednesday next week"),
    *(
        "today",
        "tomorrow",
        "tonight",
        "tomorrow morning",
        "this afternoon",
        "by EOD",
        "by noon",
        "Friday evening",
    ),
    *(
        "at 3pm",
        "at 9",
        "tomorrow at 3pm",
        "between 2 and 4pm",
        "by 5",
        "Friday 10am PT",
        "from Monday to Wednesday",
    ),
]
SUMMER = st.datetimes(datetime(2026, 4, 13), datetime(2026, 9, 21))  # noqa: DTZ001 - aware below
CALENDARS = st.sampled_from(
    [ALWAYS_OPEN, calendar_of("shop"), replace(calendar_of("office"), holidays=frozenset())]
)


@given(st.sampled_from(STEADY), SUMMER, CALENDARS, st.sampled_from([BERLIN, "America/New_York", "UTC"]))
def test_what_is_said_seven_days_later_is_due_seven_days_later(
    text: str, said: datetime, calendar: Calendar, zone: str
) -> None:
    first = due(text, said.replace(tzinfo=UTC), calendar, zone)
    second = due(text, said.replace(tzinfo=UTC) + WEEK, calendar, zone)
    assert second.moment == first.moment + WEEK
    assert bool(second.impossible) == bool(first.impossible)


@given(st.sampled_from(STEADY), SUMMER, CALENDARS)
def test_it_is_due_before_it_was_said_only_if_impossible(
    text: str, said: datetime, calendar: Calendar
) -> None:
    said_at = said.replace(tzinfo=UTC)
    found = due(text, said_at, calendar)
    assert found.moment >= said_at or found.impossible
    assert found.begins is None or found.begins < found.moment


@given(st.sampled_from(STEADY), SUMMER, st.integers(0, 20))
def test_a_holiday_that_is_added_later_never_makes_it_due_earlier_but_for_the_end_of_a_week(
    text: str, said: datetime, ahead: int
) -> None:
    when, said_at = when_of(text), said.replace(tzinfo=UTC)
    office = replace(calendar_of("office"), holidays=frozenset())
    closed = replace(office, holidays=frozenset({said.date() + timedelta(days=ahead)}))
    before, after = (due_of(when, said_at, BERLIN, calendar) for calendar in (office, closed))
    backwards = when.before or (when.days is not None and when.days.unit is Unit.WEEK)
    assert after.moment >= before.moment or backwards or after.impossible


def test_a_holiday_that_is_added_later_moves_what_was_said() -> None:
    when, said_at = when_of("within 2 business days"), moment_of("2026-05-18T10:00", BERLIN)
    office = calendar_of("office")
    assert due_of(when, said_at, BERLIN, office).moment == moment_of("2026-05-20T17:00", BERLIN)
    added = replace(office, holidays=office.holidays | {date(2026, 5, 19)})
    assert due_of(when, said_at, BERLIN, added).moment == moment_of("2026-05-21T17:00", BERLIN)


@given(SUMMER)
def test_a_habit_is_due_at_once_and_impossible(said: datetime) -> None:
    said_at = said.replace(tzinfo=UTC)
    assert due("every Friday", said_at) == Due(said_at, impossible="This is a habit, not a time.")
    assert readings_of(when_of("every Friday"), said_at, BERLIN) == ()


def test_naive_moments_and_unknown_zones_are_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        due("tomorrow", datetime(2026, 5, 6, 10, 0))  # noqa: DTZ001 - the point
    with pytest.raises(ValueError, match="no time zone"):
        due("tomorrow", moment_of("2026-05-06T10:00", BERLIN), zone="Berlin/Europe")


MEANINGS = st.builds(
    When,
    days=st.none()
    | st.builds(
        Days,
        unit=st.sampled_from(Unit),
        shift=st.none() | st.integers(-5, 60),
        weekday=st.none() | st.integers(0, 6),
        day=st.none() | st.integers(1, 31),
        month=st.none() | st.integers(1, 12),
        year=st.none() | st.integers(0, 9999),
        number=st.none() | st.integers(-5, 60),
        unordered=st.booleans(),
    ),
    clock=st.none() | st.builds(Clock, hour=st.none() | st.integers(0, 24), sure=st.booleans()),
    span=st.none()
    | st.builds(Span, months=st.integers(-200, 200), days=st.integers(-9999, 9999), business=st.booleans()),
    link=st.sampled_from(Link),
    before=st.booleans(),
    zone=st.sampled_from(["", "EST", "UTC+14", "your time", "nonsense", "UTC+99"]),
)


@settings(deadline=None)
@given(MEANINGS, MEANINGS, SUMMER, CALENDARS)
def test_whatever_the_meaning_there_is_a_due_moment(
    first: When, other: When, said: datetime, calendar: Calendar
) -> None:
    """Signals that an older version stored, or a later one will, are no reason to fail."""
    said_at = said.replace(tzinfo=UTC)
    for when in (first, replace(first, until=other), replace(first, span=Span(days=3, start=other))):
        found = due_of(when, said_at, BERLIN, calendar)
        assert found.moment.tzinfo is not None
        assert found.moment >= said_at or found.impossible
        for reading in readings_of(when, said_at, BERLIN):
            assert reading.start <= reading.end
