"""The law of opening hours: a table of cases, and laws over zones whose clocks are changed in unlike ways."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policies.core.calendar import ALWAYS_OPEN, Calendar
from policies.core.durations import Duration, Unit
from policies.core.hours import dates_from, spans_of_week

TABLE = tomllib.loads((Path(__file__).parents[2] / "cases" / "calendar.toml").read_text(encoding="utf-8"))
ZONES = [
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "America/St_Johns",  # until 2011 clocks were set back at 00:01, to the day before
    "Pacific/Apia",  # had no 30 December 2011
    "Asia/Gaza",  # will set clocks forward and back within one week in 2040
]
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def calendar_of(name: str) -> Calendar:
    row = TABLE["calendars"][name]
    hours = row["intervals"] if "intervals" in row else spans_of_week(row["week"])
    ranges = [
        (date.fromisoformat(first), date.fromisoformat(last)) for first, last in row.get("holidays", [])
    ]
    return Calendar(name, row["zone"], tuple((start, end) for start, end in hours), dates_from(ranges))


def moment_of(text: str, calendar: Calendar) -> datetime:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(calendar.zone))).astimezone(UTC)


def length_of(text: str) -> timedelta:
    hours, minutes = text.removeprefix("-").split(":")
    length = timedelta(hours=int(hours), minutes=int(minutes))
    return -length if text.startswith("-") else length


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["law"])
def test_the_law_as_a_table(case: dict[str, Any]) -> None:
    calendar = calendar_of(case["calendar"])
    if "open" in case:
        first, second = (moment_of(text, calendar) for text in case["open"])
        assert calendar.between(first, second) == length_of(case["gives"])
        return
    start, expected = moment_of(case["from"], calendar), moment_of(case["gives"], calendar)
    if "add" in case:
        result = calendar.add(start, Duration.parse(case["add"]))
    else:
        result = calendar.subtract(start, Duration.parse(case["subtract"]))
    assert result == expected, f"{calendar.local(result)} instead of {calendar.local(expected)}"
    assert result.tzinfo is UTC


OFFICE = calendar_of("office")


def at(text: str, calendar: Calendar = OFFICE) -> datetime:
    return moment_of(text, calendar)


# ---- laws over all calendars


@st.composite
def weeks(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """One to eight stretches of a week, mostly around the hours in which clocks are changed."""
    starts = st.one_of(st.integers(0, 10020), st.sampled_from([0, 60, 120, 180, 8640, 8700, 8760, 10020]))
    spans = draw(st.lists(st.tuples(starts, st.integers(60, 1440)), min_size=1, max_size=8))
    return tuple((start, min(start + length, 10080)) for start, length in spans)


HOLIDAYS = st.frozensets(st.dates(date(2009, 1, 1), date(2014, 12, 31)), max_size=60)
CALENDARS = st.builds(Calendar, st.just("any"), st.sampled_from(ZONES), weeks(), HOLIDAYS)
CHANGES = st.sampled_from(
    [
        datetime(2011, 3, 13, tzinfo=UTC),  # New York and St John's forward
        datetime(2010, 11, 7, 3, tzinfo=UTC),  # St John's back over midnight
        datetime(2011, 11, 6, tzinfo=UTC),  # New York back
        datetime(2011, 3, 27, tzinfo=UTC),  # Berlin forward
        datetime(2011, 10, 30, tzinfo=UTC),  # Berlin back
        datetime(2011, 4, 2, 12, tzinfo=UTC),  # Lord Howe back
        datetime(2011, 10, 1, 12, tzinfo=UTC),  # Lord Howe forward
        datetime(2011, 2, 20, tzinfo=UTC),  # Sao Paulo back
        datetime(2011, 10, 16, tzinfo=UTC),  # Sao Paulo forward
        datetime(2012, 7, 20, tzinfo=UTC),  # Casablanca back, for Ramadan
        datetime(2012, 8, 20, tzinfo=UTC),  # Casablanca forward
        datetime(2011, 12, 30, 10, tzinfo=UTC),  # Apia over the date line
        datetime(2040, 10, 20, tzinfo=UTC),  # Gaza forward
        datetime(2040, 10, 26, 23, tzinfo=UTC),  # Gaza back
    ]
)
MOMENTS = st.one_of(
    st.datetimes(datetime(2010, 1, 1), datetime(2014, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  Hypothesis wants naive bounds
    st.builds(lambda change, minutes: change + minutes * MINUTE, CHANGES, st.integers(-3000, 3000)),
)
BUSINESS_ONLY = st.just(value=True)
HOURS = st.builds(
    Duration, st.integers(0, 300), st.sampled_from(["minutes", "hours"]), business=BUSINESS_ONLY
)
DAYS = st.builds(Duration, st.integers(0, 25), st.just("days"), business=BUSINESS_ONLY)
BUSINESS = st.one_of(HOURS, DAYS)


def settled(calendar: Calendar, moment: datetime) -> bool:
    """Whether the shop is open or just closes."""
    return calendar.is_open(moment) or calendar.is_open(moment - timedelta(microseconds=1))


def minutes_by_hand(calendar: Calendar, first: datetime, second: datetime) -> int:
    """Count opening minutes one by one from the definition, for moments on full minutes."""
    zone, count, moment = ZoneInfo(calendar.zone), 0, first
    while moment < second:
        local = moment.astimezone(zone)
        minute = local.isoweekday() % 7 * 1440 + local.hour * 60 + local.minute
        within = any(start <= minute < end for start, end in calendar.hours)
        count += within and not local.fold and local.date() not in calendar.holidays
        moment += MINUTE
    return count


@settings(max_examples=60, deadline=None)
@given(CALENDARS, CHANGES, st.integers(-2000, 2000), st.integers(0, 3000))
def test_opening_time_is_the_count_of_open_minutes_on_the_wall_clock(
    calendar: Calendar, change: datetime, before: int, length: int
) -> None:
    first = change + before * MINUTE
    second = first + length * MINUTE
    assert calendar.between(first, second) == minutes_by_hand(calendar, first, second) * MINUTE


@settings(max_examples=15, deadline=None)
@given(CALENDARS, MOMENTS)
def test_opening_time_of_weeks_is_the_count_too(calendar: Calendar, moment: datetime) -> None:
    first = moment.replace(second=0, microsecond=0)
    second = first + timedelta(days=17)
    assert calendar.between(first, second) == minutes_by_hand(calendar, first, second) * MINUTE


@settings(deadline=None)
@given(CALENDARS, MOMENTS, HOURS)
def test_the_opening_time_to_a_sum_is_the_summand(
    calendar: Calendar, moment: datetime, hours: Duration
) -> None:
    assert calendar.between(moment, calendar.add(moment, hours)) == hours.opening_time


@settings(deadline=None)
@given(CALENDARS, MOMENTS, HOURS)
def test_the_opening_time_from_a_difference_is_the_subtrahend(
    calendar: Calendar, moment: datetime, hours: Duration
) -> None:
    assert calendar.between(calendar.subtract(moment, hours), moment) == hours.opening_time


@settings(deadline=None)
@given(CALENDARS, MOMENTS, BUSINESS)
def test_business_time_never_ends_outside_opening_hours(
    calendar: Calendar, moment: datetime, duration: Duration
) -> None:
    later, earlier = calendar.add(moment, duration), calendar.subtract(moment, duration)
    assert settled(calendar, later)
    assert settled(calendar, earlier)
    assert earlier <= moment or not duration.amount
    assert later >= moment or duration.unit == "days"


@settings(deadline=None)
@given(CALENDARS, MOMENTS, MOMENTS, BUSINESS)
def test_a_later_start_never_ends_earlier(
    calendar: Calendar, one: datetime, other: datetime, duration: Duration
) -> None:
    first, second = sorted((one, other))
    assert calendar.add(first, duration) <= calendar.add(second, duration)
    assert calendar.subtract(first, duration) <= calendar.subtract(second, duration)


@settings(deadline=None)
@given(CALENDARS, MOMENTS, st.integers(0, 4000), BUSINESS)
def test_a_start_minutes_later_never_ends_earlier(
    calendar: Calendar, one: datetime, minutes: int, duration: Duration
) -> None:
    other = one + minutes * MINUTE
    assert calendar.add(one, duration) <= calendar.add(other, duration)
    assert calendar.subtract(one, duration) <= calendar.subtract(other, duration)


@settings(deadline=None)
@given(CALENDARS, MOMENTS, BUSINESS, st.integers(1, 50))
def test_more_business_time_never_ends_earlier(
    calendar: Calendar, moment: datetime, duration: Duration, more: int
) -> None:
    longer = Duration(duration.amount + more, duration.unit, business=True)
    assert calendar.add(moment, duration) <= calendar.add(moment, longer)
    assert calendar.subtract(moment, longer) <= calendar.subtract(moment, duration)


@settings(deadline=None)
@given(CALENDARS, MOMENTS, MOMENTS, MOMENTS)
def test_opening_time_adds_up(calendar: Calendar, one: datetime, two: datetime, three: datetime) -> None:
    assert calendar.between(one, two) + calendar.between(two, three) == calendar.between(one, three)
    days = calendar.business_days_between
    assert days(one, two) + days(two, three) == days(one, three)


@settings(deadline=None)
@given(CALENDARS, MOMENTS)
def test_the_next_opening_is_open_and_nothing_is_before_it(calendar: Calendar, moment: datetime) -> None:
    opening = calendar.opens_at(moment)
    assert calendar.is_open(opening)
    assert opening >= moment
    assert calendar.between(moment, opening) == timedelta(0)
    assert (opening == moment) == calendar.is_open(moment)


@settings(deadline=None)
@given(CALENDARS, MOMENTS, st.integers(1, 60))
def test_business_days_by_steps_of_one_are_business_days_at_once(
    calendar: Calendar, moment: datetime, days: int
) -> None:
    start = calendar.local(moment).date()
    assume(calendar.is_business_day(start) and not calendar.local(moment).fold)
    counted, day = 0, start
    while counted < days:
        day += timedelta(days=1)
        counted += calendar.is_business_day(day)
    result = calendar.add(moment, Duration(days, "days", business=True))
    assert (
        calendar.local(result - timedelta(microseconds=1)).date() >= day
        or calendar.local(result).date() == day
    )
    closing = calendar.closing_of(day)
    assert closing is not None
    assert result <= max(closing, calendar.opens_at(closing))


@settings(deadline=None)
@given(CALENDARS, MOMENTS)
def test_a_closing_is_the_end_of_its_date(calendar: Calendar, moment: datetime) -> None:
    day = calendar.local(moment).date()
    closing = calendar.closing_of(day)
    assert (closing is not None) == calendar.is_business_day(day)
    if closing is not None:
        assert calendar.is_open(closing - timedelta(microseconds=1))
        assert calendar.local(closing - timedelta(microseconds=1)).date() == day


@given(MOMENTS, st.integers(0, 5000), st.sampled_from(["seconds", "minutes", "hours"]))
def test_plain_durations_are_elapsed_time(moment: datetime, amount: int, unit: Unit) -> None:
    duration = Duration(amount, unit)
    assert OFFICE.add(moment, duration) - moment == duration.timedelta
    assert ALWAYS_OPEN.add(moment, duration) == OFFICE.add(moment, duration)
    assert moment - OFFICE.subtract(moment, duration) == duration.timedelta


# ---- single laws


def test_always_open_never_closes() -> None:
    start = datetime(2026, 11, 21, 3, 17, tzinfo=UTC)
    assert ALWAYS_OPEN.add(start, Duration.parse("4 business hours")) == start + 4 * HOUR
    assert ALWAYS_OPEN.add(start, Duration.parse("2 business days")) == start + 48 * HOUR
    assert ALWAYS_OPEN.between(start, start + 1000 * HOUR) == 1000 * HOUR


def test_open_and_closed_moments() -> None:
    assert OFFICE.is_open(at("2026-11-20T09:00"))
    assert not OFFICE.is_open(at("2026-11-20T17:00"))
    assert not OFFICE.is_open(at("2026-12-25T12:00"))
    assert OFFICE.opens_at(at("2026-11-20T17:00")) == at("2026-11-23T09:00")
    assert OFFICE.opens_at(at("2026-11-20T12:34")) == at("2026-11-20T12:34")


def test_the_repeated_hour_is_closed() -> None:
    nights = calendar_of("nights")
    assert nights.is_open(at("2026-11-01T01:30-04:00"))
    assert not nights.is_open(at("2026-11-01T01:30-05:00"))
    assert nights.opens_at(at("2026-11-01T01:30-05:00")) == at("2026-11-01T02:00-05:00")


def test_closing_is_the_last_of_the_date_and_absent_on_holidays() -> None:
    assert OFFICE.closing_of(date(2026, 11, 20)) == at("2026-11-20T17:00")
    assert OFFICE.closing_of(date(2026, 12, 24)) is None
    assert calendar_of("nights").closing_of(date(2026, 11, 13)) == at("2026-11-14T00:00-05:00")
    assert calendar_of("lunch").closing_of(date(2026, 11, 17)) == at("2026-11-17T17:00")


def test_business_days_between_count_dates_after_the_first() -> None:
    friday, monday = at("2026-11-20T18:00"), at("2026-11-23T01:00")
    assert OFFICE.business_days_between(friday, monday) == 1
    assert OFFICE.business_days_between(monday, friday) == -1
    assert OFFICE.business_days_between(friday, friday) == 0
    assert OFFICE.business_days_between(at("2026-12-23T10:00"), at("2027-01-04T10:00")) == 5


def test_local_time_is_the_calendars() -> None:
    assert OFFICE.local(datetime(2026, 7, 1, 12, tzinfo=UTC)).isoformat() == "2026-07-01T14:00:00+02:00"


def test_a_calendar_is_a_value() -> None:
    """Order and overlap of the hours do not matter, nor does the name by which the zone is known."""
    one = Calendar("a", "Berlin", ((600, 700), (540, 620)))
    other = Calendar("a", "Europe/Berlin", ((540, 700),))
    assert one == other
    assert len({one, other}) == 1
    assert one.zone == "Europe/Berlin"


def test_a_calendar_that_never_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="'Office' is never open: give it opening hours"):
        Calendar("Office", "Europe/Berlin", ())


def test_holidays_without_end_are_said_rather_than_searched() -> None:
    closed = dates_from([(date(2026, 1, 1), date(2027, 12, 31)), (date(2028, 1, 1), date(2029, 12, 31))])
    shop = Calendar("Office", "Europe/Berlin", OFFICE.hours, closed)
    for search in (
        lambda: shop.opens_at(at("2026-02-01T12:00")),
        lambda: shop.add(at("2026-02-01T12:00"), Duration.parse("1 business hour")),
        lambda: shop.add(at("2026-02-01T12:00"), Duration.parse("1 business day")),
        lambda: shop.subtract(at("2029-02-01T12:00"), Duration.parse("1 business hour")),
        lambda: shop.subtract(at("2029-02-01T12:00"), Duration.parse("0 business days")),
    ):
        with pytest.raises(ValueError, match=r"'Office' has no opening from .* to .*: check its holidays"):
            search()
    assert shop.between(at("2026-02-01T12:00"), at("2029-02-01T12:00")) == timedelta(0)


def test_a_sum_beyond_a_century_is_refused() -> None:
    rare = Calendar("Office", "UTC", ((600, 601),))
    for move in (rare.add, rare.subtract):
        with pytest.raises(ValueError, match="opens so rarely"):
            move(datetime(2026, 1, 1, tzinfo=UTC), Duration.parse("9000 business hours"))


def test_a_moment_needs_a_zone_and_a_sane_year() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        OFFICE.is_open(datetime(2026, 1, 1))  # noqa: DTZ001  the naive moment is the point
    with pytest.raises(ValueError, match="outside of the years"):
        OFFICE.add(datetime(9999, 12, 31, tzinfo=UTC), Duration.parse("10 days"))


@pytest.mark.parametrize(
    ("week", "sentence"),
    [
        ({"monday": ["09:00-17:00"]}, "'monday' is no day of the week; write one of sun, mon"),
        ({"mon": ["9-17"]}, "'9-17' are no opening hours; write them like '09:00-17:30'"),
        ({"mon": ["09:00-24:30"]}, "'09:00-24:30' end after midnight"),
        ({"fri": ["22:00-06:00"]}, "a night is two parts: until '24:00', and from '00:00' on the next day"),
        ({"fri": ["09:00-09:00"]}, "end before they start"),
    ],
)
def test_bad_hours_are_named(week: dict[str, list[str]], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Calendar.weekly("Office", "Europe/Berlin", week)


def test_hours_outside_of_a_week_are_refused() -> None:
    with pytest.raises(ValueError, match="from minute 10000 to 10081 do not lie within a week"):
        Calendar("Office", "UTC", ((10000, 10081),))


def test_hours_in_words_are_minutes_of_the_week() -> None:
    made = Calendar.weekly(
        "Office", "Europe/Berlin", {"mon": ["9:00 - 12:00", "12:00\u201317:00"]}, [date(2027, 1, 1)]
    )
    assert made.hours == ((1980, 2460),)
    assert not made.is_business_day(date(2027, 1, 1))


def test_holiday_ranges_are_inclusive() -> None:
    christmas = dates_from([(date(2026, 12, 24), date(2026, 12, 26))])
    assert christmas == {date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26)}


def test_holiday_ranges_must_run_forward_and_end() -> None:
    with pytest.raises(ValueError, match="no range of dates"):
        dates_from([(date(2026, 12, 26), date(2026, 12, 24))])
    with pytest.raises(ValueError, match="no range of dates"):
        dates_from([(date(2026, 1, 1), date(3026, 1, 1))])
