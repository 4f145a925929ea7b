"""Two ways to say one day, and two days that share a month: "Tuesday, 28 May", "13-15 July"."""

from __future__ import annotations

from dataclasses import replace

from policies.core.when import Days, Link, Unit
from policies.reading.times_dates import LAST_DAY, numeric
from policies.reading.times_days import days
from policies.reading.times_lex import Line
from policies.reading.times_numbers import DASHES, marked, order, plain, skip
from policies.reading.times_words import Mark


def merge(first: Days | None, second: Days) -> Days | None:
    """One day out of two ways to say it ("Tuesday" and "28 May"); None when they are two days."""
    if first is None:
        return second
    return _refined(first, second) or _refined(second, first)


def _refined(one: Days, other: Days) -> Days | None:
    """`other` with what `one` tells of it beside."""
    dated = other.day is not None
    if _only_weekday(one):
        if dated and other.of is None and other.unit is Unit.DAY:
            return replace(other, weekday=one.weekday)
        week = other.unit is Unit.WEEK and other.weekday is None and not other.edge
        return Days(weekday=one.weekday, of=other) if week and one.shift is None else None
    if one.unit is Unit.MONTH and one.shift and one.month is None and _only_day(other):
        return Days(day=other.day, of=one)  # "next month on the 5th"
    if not _only_shift(one) or not (dated or _only_weekday(other)):
        return None
    if one.edge:
        return replace(other, edge=one.edge)  # "early in the day Wednesday"
    return other if dated else one


def _only_weekday(found: Days) -> bool:
    return found.weekday is not None and found.day is None and found.of is None and found.number is None


def _only_day(found: Days) -> bool:
    return found.day is not None and found.month is None and found.of is None and found.weekday is None


def _only_shift(found: Days) -> bool:
    return found.unit is Unit.DAY and found.shift is not None and found.weekday is None and not found.holiday


def pair(line: Line, at: int) -> tuple[Days, Days, int, Link] | None:
    """Two days of one month: "13-15 July", "July 13 to 15", "12 or 13 March", "14-15.11.2017"."""
    first = _day_number(line, skip(line, at, Mark.THE))
    if first is not None and numeric(line, at) is None:
        link = link_at(line, first[1], between=True)
        second = days(line, skip(line, first[1] + 1, Mark.THE)) if link is not Link.NONE else None
        if (
            second is not None
            and second[0].day is not None
            and second[0].month is not None
            and not second[0].unordered
        ):
            return replace(second[0], day=first[0], weekday=None), second[0], second[1], link
    if line[at].sense.month is None:
        return None
    found = days(line, at)
    if found is None or found[0].day is None:
        return None
    link = link_at(line, found[1], between=True)
    number = _day_number(line, skip(line, found[1] + 1, Mark.THE)) if link is not Link.NONE else None
    if number is None or _belongs_elsewhere(line, number[1]) or number[0] <= found[0].day:
        return None
    return found[0], replace(found[0], day=number[0], weekday=None), number[1], link


def _belongs_elsewhere(line: Line, at: int) -> bool:
    """Whether the number before is an hour or the day of another month."""
    sense = line[at].sense
    return (
        sense.month is not None
        or line[at].text in {":", "h"}
        or sense.meridiem is not None
        or sense.unit is not None
    )


def _day_number(line: Line, at: int) -> tuple[int, int] | None:
    found = order(line, at)
    number = plain(line, at)
    if found is None and number is not None:
        found = number, at + 1
    return found if found is not None and 1 <= found[0] <= LAST_DAY else None


def link_at(line: Line, at: int, *, between: bool) -> Link:
    """How what stands here joins two times: a range, or one or the other ("and" enumerates, but behind "between")."""
    if line[at].text in DASHES or line[at].text == "/" or marked(line, at, Mark.TO, Mark.UNTIL):
        return Link.TO
    if marked(line, at, Mark.OR):
        return Link.OR
    return Link.OR if between and marked(line, at, Mark.AND) else Link.NONE
