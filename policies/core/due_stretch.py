"""Stretches of dates: weeks, months and longer parts of years, and one that lies within another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from policies.core.when import MONTHS_OF, Days, Unit

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
SATURDAY = 5
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """Dates from the first to the last, both included."""

    first: date
    last: date
    unit: Unit = Unit.DAY


def monday_of(day: date) -> date:
    """The Monday of the week that a date lies in."""
    return day - DAY * day.weekday()


def week_of(day: date) -> Stretch:
    """The week, from Monday to Sunday, that a date lies in."""
    monday = monday_of(day)
    return Stretch(monday, monday + 6 * DAY, Unit.WEEK)


def span_of(year: int, month: int, unit: Unit) -> Stretch:
    """The month, quarter, half or whole of a year that begins with a month."""
    index = year * MONTHS_A_YEAR + month - 1 + MONTHS_OF[unit]
    return Stretch(
        date(year, month, 1), date(index // MONTHS_A_YEAR, index % MONTHS_A_YEAR + 1, 1) - DAY, unit
    )


def goes_on(days: Days) -> bool:
    """Whether the end of a range is looked for from its beginning on: "from Monday to Wednesday", "27 April to the 3rd"."""
    return days.shift is None and days.of is None and not days.holiday and days.year is None


def inside(days: Days, outer: Stretch) -> Iterator[Stretch]:
    """What lies within a longer stretch: its Tuesday, its 20th, its first Monday, its last week."""
    if days.weekday is not None and days.number is None:
        day = outer.first + DAY * ((days.weekday - outer.first.weekday()) % 7)
        yield Stretch(day, day)
    elif days.day is not None:
        day = outer.first.replace(day=days.day)
        yield Stretch(day, day)
    elif days.number is not None:
        yield from _nth(days, days.number, outer)


def _nth(days: Days, number: int, outer: Stretch) -> Iterator[Stretch]:
    if days.weekday is not None:
        first = outer.first + DAY * ((days.weekday - outer.first.weekday()) % 7)
        last = outer.last - DAY * ((outer.last.weekday() - days.weekday) % 7)
        day = first + WEEK * (number - 1) if number > 0 else last + WEEK * (number + 1)
        if outer.first <= day <= outer.last:
            yield Stretch(day, day)
    elif days.unit is Unit.WEEK:
        yield from _nth_week(number, outer)
    elif days.unit is Unit.WEEKEND:
        for found in _nth(replace(days, unit=Unit.DAY, weekday=SATURDAY), number, outer):
            yield Stretch(found.first, found.first + DAY, Unit.WEEKEND)
    elif days.unit is Unit.DAY:
        day = outer.first + DAY * (number - 1) if number > 0 else outer.last + DAY * (number + 1)
        yield Stretch(day, day)
    elif days.unit in MONTHS_OF:
        length = MONTHS_OF[days.unit]
        whole = MONTHS_OF.get(outer.unit, MONTHS_A_YEAR) // length
        offset = (number - 1 if number > 0 else whole + number) * length
        index = outer.first.year * MONTHS_A_YEAR + outer.first.month - 1 + offset
        yield span_of(index // MONTHS_A_YEAR, index % MONTHS_A_YEAR + 1, days.unit)


def _nth_week(number: int, outer: Stretch) -> Iterator[Stretch]:
    """The nth week of a longer stretch: that with its first Thursday is the first; or the first that begins in it."""
    if number < 0:
        yield week_of(outer.last - 3 * DAY + WEEK * (number + 1))
        return
    begins = monday_of(outer.first + 3 * DAY)
    for monday in (begins, monday_of(outer.first + 6 * DAY), monday_of(outer.first)):
        yield week_of(monday + WEEK * (number - 1))
