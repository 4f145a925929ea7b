"""Lengths of time: "24 hours", "2-3 business days", "a couple of days", "1 hour 30 minutes"."""

from __future__ import annotations

from math import ceil

from policies.core.when import MONTHS_OF, Link, Span, Unit, When
from policies.reading.times_lex import Line
from policies.reading.times_numbers import DASHES, count, marked, skip
from policies.reading.times_words import Mark

SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}
DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.WEEKEND: 7, Unit.FORTNIGHT: 14}
_A_DAY = 86400
_DAYS_A_MONTH = 30
_MOST = 100_000
_PARTS = 4
_QUARTER = 15
"""Minutes in a quarter of an hour."""
_LONGEST = 3
"""Digits before a unit of one letter: "90m" is a time, "2019 H" is none."""
Found = tuple[When, int]


def length(line: Line, at: int) -> Found | None:
    """A length, or a range of two lengths, that begins here; and the place behind it."""
    first = count(line, at)
    if first is None:
        return None
    second = _second_count(line, first[1])
    if second is not None:
        return _range(line, first[0], *second)
    found = measured(line, skip(line, first[1], Mark.EXTRA), first[0])
    return _with_second(line, *found) if found is not None else None


def _second_count(line: Line, at: int) -> tuple[float, int] | None:
    """The other number of two that share a unit: "2-3 days", "one or two hours"."""
    if line[at].text in DASHES and marked(line, at + 1, Mark.TO):  # "2-to-3 days"
        at += 2 if line[at + 2].text in DASHES else 1
    joined = line[at].text in DASHES or line[at].text == "/" or marked(line, at, Mark.TO, Mark.OR, Mark.AND)
    number = count(line, at + 1) if joined else None
    return (number[0], skip(line, number[1], Mark.EXTRA)) if number is not None else None


def _range(line: Line, least: float, most: float, at: int) -> Found | None:
    high = measured(line, at, most)
    low = measured(line, at, least)
    if high is None or low is None:
        return None
    if least >= most:
        return When(span=high[0]), high[1]
    return When(span=low[0], until=When(span=high[0]), link=Link.TO), high[1]


def _with_second(line: Line, span: Span, at: int) -> Found:
    """With the other end that has a unit of its own: "1 hour to 2 hours", "an hour or two"."""
    if not (line[at].text in DASHES or marked(line, at, Mark.TO, Mark.OR)):
        return When(span=span), at
    amount = count(line, at + 1)
    other = measured(line, amount[1], amount[0]) if amount is not None else None
    if other is not None:
        return When(span=span, until=When(span=other[0]), link=Link.TO), other[1]
    if amount is not None and marked(line, at, Mark.OR) and (like := measured(line, at - 1, amount[0])):
        return When(span=span, until=When(span=like[0]), link=Link.TO), amount[1]
    return When(span=span), at


def alone(line: Line, at: int) -> Found | None:
    """A unit without a number, which is one of it: "next hour", "next business day or two"."""
    found = measured(line, at, 1)
    return _with_second(line, *found) if found is not None else None


def measured(line: Line, at: int, amount: float) -> tuple[Span, int] | None:
    """So many of the unit that stands here, with the smaller units behind it."""
    unit, business, then = _unit(line, at)
    behind = skip(line, then, Mark.OF, Mark.A)
    if unit is Unit.QUARTER and line[behind].sense.unit is Unit.HOUR:  # "three quarters of an hour"
        unit, then, amount = Unit.MINUTE, behind + 1, _QUARTER * amount
    span = span_of(amount, unit, business=business)
    if span is None:
        return None
    for _ in range(_PARTS):
        more = _more(line, then, span)
        if more is None:
            break
        span, then = more
    return span, then


def _unit(line: Line, at: int) -> tuple[Unit | None, bool, int]:
    """The unit here, whether it is counted in business time, and the place behind it."""
    business = marked(line, at, Mark.BUSINESS)
    then = at + 1 if business else at
    if line[then].text == "-" and line[then].glued and (business or line[then + 1].sense.unit is not None):
        then += 1
    sense = line[then].sense
    if sense.business_unit is not None:
        return sense.business_unit, True, then + 1
    digits = line[then - 1].digits
    if sense.unit is None or (sense.shy and (not digits or len(digits) > _LONGEST)):
        return None, False, at
    if business and sense.unit not in SECONDS and sense.unit not in DAYS:
        return None, False, at
    return sense.unit, business, then + 1


def _more(line: Line, at: int, span: Span) -> tuple[Span, int] | None:
    """One more part of a length in several units, or the half behind it ("an hour and a half")."""
    then = at + 1 if line[at].text == "," else at
    joined = marked(line, then, Mark.AND)
    if joined:
        then += 1
        if (half := _trailing_half(line, then, span)) is not None:
            return half
    amount = count(line, then)
    if amount is None or (marked(line, then, Mark.A) and not joined) or span.business:
        return None
    unit, business, behind = _unit(line, amount[1])
    part = span_of(amount[0], unit)
    if part is None or business or _size(part) >= _size(span):
        return None
    whole = Span(span.months + part.months, span.days + part.days, span.seconds + part.seconds)
    return whole, behind


def _trailing_half(line: Line, at: int, span: Span) -> tuple[Span, int] | None:
    then = skip(line, at, Mark.A)
    behind = line[then + 1].sense
    if not marked(line, then, Mark.HALF) or behind.unit is not None or Mark.A in behind.marks:
        return None
    seconds = span.seconds + (span.days * _A_DAY + span.seconds) // 2
    return Span(span.months + span.months // 2, span.days, seconds, span.business), then + 1


def _size(span: Span) -> int:
    return (span.months * _DAYS_A_MONTH + span.days) * _A_DAY + span.seconds


def span_of(amount: float, unit: Unit | None, *, business: bool = False) -> Span | None:
    """A number of units; a fraction of days is elapsed hours, of months it is days."""
    if unit is None or not 0 < amount < _MOST:
        return None
    if unit in SECONDS:
        return Span(seconds=round(amount * SECONDS[unit]), business=business)
    if unit in DAYS:
        days = amount * DAYS[unit]
        if days == int(days):
            return Span(days=int(days), business=business)
        return Span(days=ceil(days)) if unit is not Unit.DAY else Span(seconds=round(days * _A_DAY))
    months = amount * MONTHS_OF[unit]
    return Span(months=int(months), days=round((months - int(months)) * _DAYS_A_MONTH))
