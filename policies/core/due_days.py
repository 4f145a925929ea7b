"""Which dates were named: `Days` read from a given date, the likeliest reading first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from policies.core.due_feasts import feast
from policies.core.due_stretch import (
    DAY,
    SATURDAY,
    WEEK,
    Stretch,
    inside,
    monday_of,
    span_of,
    week_of,
)
from policies.core.when import MONTHS_OF, Days, Unit

_MONTHS = 12
_JUST_PAST = timedelta(days=60)
"""A date without a year that is less long past was meant as past: nobody promises for eleven months from now."""
_CENTURY, _PIVOT = 100, 70
_YEARS = range(1900, 8999)


def stretches(days: Days, today: date, *, day_first: bool = False) -> tuple[Stretch, ...]:
    """The stretches of dates that `days` may mean when it is said on `today`, the likeliest first.

    Empty when no date fits ("31 April", a year outside of 1900 to 8998).
    """
    orders = [days]
    if days.unordered:
        swapped = replace(days, day=days.month, month=days.day)
        orders = [swapped, days] if day_first else [days, swapped]
    try:
        if days.unordered and days.year is None and not day_first:
            orders.sort(key=lambda order: _is_past(order, today))
        found = tuple(dict.fromkeys(stretch for order in orders for stretch in _stretches(order, today)))
    except (ValueError, OverflowError):
        return ()
    if days.unordered and days.weekday is not None:  # the day of the week settles the order
        found = tuple(sorted(found, key=lambda stretch: stretch.first.weekday() != days.weekday))
    return tuple(stretch for stretch in found if stretch.first.year in _YEARS and stretch.last.year in _YEARS)


def _is_past(days: Days, today: date) -> bool:
    """Whether the likeliest reading lies behind, so that another order of the numbers that lies ahead is likelier."""
    first = next(_stretches(days, today), None)
    return first is None or first.last < today


def _stretches(days: Days, today: date) -> Iterator[Stretch]:
    if days.holiday:
        yield from _feasts(days, today)
    elif days.of is not None:
        yield from _within(days, today)
    elif days.month is not None or days.day is not None:
        yield from _of_calendar(days, today)
    elif days.weekday is not None:
        yield from (Stretch(day, day) for day in _weekdays(days, today))
    else:
        yield from _counted(days, today)


# -- weekdays


def _weekdays(days: Days, today: date) -> Iterator[date]:
    """Days of the week; said on the very day, a bare weekday is that of next week."""
    wanted = days.weekday or 0
    coming = today + DAY * ((wanted - today.weekday()) % 7)
    after = coming if coming > today else coming + WEEK
    if days.shift is None:
        yield from (after, coming, coming - WEEK)
    elif days.shift == 0:
        yield from (coming, monday_of(today) + DAY * wanted)
    elif days.shift == 1:
        yield from (monday_of(today) + WEEK + DAY * wanted, after)
    elif days.shift > 1:
        yield after + WEEK * (days.shift - 1)
    else:
        yield (coming - WEEK) + WEEK * (days.shift + 1)
        yield monday_of(today) + WEEK * days.shift + DAY * wanted


# -- dates of the calendar


def _of_calendar(days: Days, today: date) -> Iterator[Stretch]:
    if days.unit is Unit.WEEK:
        for stretch in _of_calendar(replace(days, unit=Unit.DAY), today):
            yield week_of(stretch.first)
    elif days.day is None:
        yield from _months(days, today)
    elif days.month is None:
        yield from (Stretch(day, day) for day in _days_of_months(days, today))
    else:
        yield from (Stretch(day, day) for day in _dates(days, today))


def _months(days: Days, today: date) -> Iterator[Stretch]:
    month = days.month or 1
    if days.year is not None:
        yield span_of(full_year(days.year), month, Unit.MONTH)
        return
    ahead = today.year if month >= today.month else today.year + 1
    shift = days.shift if days.shift is not None else 0
    if shift == 1:
        ahead = today.year if month > today.month else today.year + 1
        yield span_of(ahead, month, Unit.MONTH)
        yield span_of(today.year + 1, month, Unit.MONTH)
        return
    if shift < 0:
        ahead = today.year if month < today.month else today.year - 1
    yield span_of(ahead, month, Unit.MONTH)
    yield span_of(ahead - 1, month, Unit.MONTH)


def _days_of_months(days: Days, today: date) -> Iterator[date]:
    """The next day of a month with this number, today included; with a weekday, the next one that falls on it."""
    for past in range(-1, 14):
        index = today.month - 1 + past
        first = date(today.year + index // _MONTHS, index % _MONTHS + 1, 1)
        try:
            day = first.replace(day=days.day or 1)
        except ValueError:
            continue
        if day >= today and (days.weekday is None or day.weekday() == days.weekday):
            yield day
            if days.weekday is None:
                return


def _dates(days: Days, today: date) -> Iterator[date]:
    month, number = days.month or 1, days.day or 1
    if days.year is not None:
        yield date(full_year(days.year), month, number)
        return
    found = [day for year in range(today.year - 1, today.year + 9) if (day := _date(year, month, number))]
    if days.weekday is not None:
        agreeing = [day for day in found[:3] if day.weekday() == days.weekday and day > today - _JUST_PAST]
        yield from sorted(agreeing, key=lambda day: abs(day - today))
    ahead = [day for day in found if day >= today]
    recent = [day for day in found if today - _JUST_PAST < day < today]
    yield from recent[-1:]
    yield from ahead[:1]
    yield from [day for day in found if day < today][-1:]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(year: int) -> int:
    """A year of two digits lies between 1970 and 2069."""
    if year >= _CENTURY:
        return year
    return 2000 + year if year < _PIVOT else 1900 + year


# -- stretches counted from now


def _counted(days: Days, today: date) -> Iterator[Stretch]:
    shift = days.shift or 0
    if days.unit is Unit.DAY:
        yield Stretch(today + DAY * shift, today + DAY * shift)
    elif days.unit in (Unit.WEEK, Unit.WEEKEND):
        yield from _weeks(days, today)
    elif days.unit is Unit.FORTNIGHT:
        monday = monday_of(today) + 2 * WEEK * shift
        yield Stretch(monday, monday + 2 * WEEK - DAY, Unit.FORTNIGHT)
    elif days.unit in MONTHS_OF:
        yield from _parts_of_years(days, today)


def _weeks(days: Days, today: date) -> Iterator[Stretch]:
    if days.number is not None:
        yield from _numbered_weeks(days, today)
        return
    shift = days.shift or 0
    monday = monday_of(today) + WEEK * shift
    at_the_weekend = today.weekday() >= SATURDAY
    if days.unit is Unit.WEEKEND:
        yield Stretch(monday + 5 * DAY, monday + 6 * DAY, Unit.WEEKEND)
        return
    if shift == 0 and at_the_weekend:  # the working week is over: the coming one is meant
        yield week_of(monday + WEEK)
    yield week_of(monday)


def _numbered_weeks(days: Days, today: date) -> Iterator[Stretch]:
    number = days.number or 1
    if days.year is not None:
        yield week_of(date.fromisocalendar(full_year(days.year), number, 1))
        return
    year = today.isocalendar().year
    here = week_of(date.fromisocalendar(year, number, 1))
    if here.last < today - _JUST_PAST:
        yield week_of(date.fromisocalendar(year + 1, number, 1))
    yield here


def _parts_of_years(days: Days, today: date) -> Iterator[Stretch]:
    length = MONTHS_OF[days.unit]
    if days.unit is Unit.YEAR and days.year is not None:
        yield span_of(full_year(days.year), 1, Unit.YEAR)
    elif days.number is not None:
        month = (days.number - 1) * length + 1
        if days.year is not None:
            yield span_of(full_year(days.year), month, days.unit)
            return
        here = span_of(today.year + (days.shift or 0), month, days.unit)
        if here.last < today and not days.shift:
            yield span_of(today.year + 1, month, days.unit)
        yield here
    else:
        index = today.year * _MONTHS + (today.month - 1) // length * length + (days.shift or 0) * length
        yield span_of(index // _MONTHS, index % _MONTHS + 1, days.unit)


# -- one within another


def _within(days: Days, today: date) -> Iterator[Stretch]:
    """The Tuesday of next week, the first week of March, the week of the 18th, the weekend of a feast."""
    for outer in stretches(days.of, today) if days.of is not None else ():
        if days.unit is Unit.WEEK and outer.unit is Unit.DAY:
            yield week_of(outer.first)
        elif days.unit is Unit.WEEKEND and outer.unit is Unit.DAY:
            saturday = monday_of(outer.first) + 5 * DAY
            yield Stretch(saturday, saturday + DAY, Unit.WEEKEND)
        else:
            yield from inside(days, outer)


# -- feasts


def _feasts(days: Days, today: date) -> Iterator[Stretch]:
    years = [full_year(days.year)] if days.year is not None else [today.year, today.year + 1, today.year - 1]
    found = [day for year in years if (day := feast(days.holiday, year))]
    if days.year is None and (days.shift or 0) >= 0:
        found = sorted(found, key=lambda day: (day < today, day))
    elif days.year is None:
        found = sorted(found, key=lambda day: (day >= today, today - day))
    yield from (Stretch(day, day) for day in found)
