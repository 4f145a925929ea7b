"""Lengths of time: "24 hours", "2-3 business days", "a couple of days", "1 hour 30 minutes"."""

from __future__ import annotations

from policies.core.when import Link, Span, Unit, When
from policies.reading.times_numbers import RANGE_SIGNS, Line, count, marked, skip
from policies.reading.times_words import Mark, TimeWords

_SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.WEEKEND: 7}
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}
_A_DAY = 86400
_MOST = 100_000
_PARTS = 4
Found = tuple[When, int]


def length(line: Line, at: int, words: TimeWords) -> Found | None:
    """A length, or a range of two lengths, that begins here."""
    first = count(line, at, words)
    if first is None:
        return None
    amount, then = first
    other = _other_end(line, then, words)
    if other is not None:
        least, (amount, then) = amount, other
        found = _measured(line, then, amount, words)
        if found is not None:
            span, behind = found
            low = _measured(line, then, least, words)
            if low is not None and least < amount:
                return When(span=low[0], until=When(span=span), link=Link.TO), behind
            return When(span=span), behind
        return None
    found = _measured(line, then, amount, words)
    if found is None:
        return None
    return _both(line, *found, words)


def _both(line: Line, span: Span, at: int, words: TimeWords) -> Found:
    """With the other end that has a unit of its own: "1 hour to 2 hours", "one or two days"."""
    then = at + 1 if line[at].text in RANGE_SIGNS or marked(line, at, Mark.TO, Mark.OR) else at
    if then > at:
        amount = count(line, then, words)
        other = _measured(line, amount[1], amount[0], words) if amount else None
        if other is not None:
            return When(span=span, until=When(span=other[0]), link=Link.TO), other[1]
    return When(span=span), at


def _other_end(line: Line, at: int, words: TimeWords) -> tuple[float, int] | None:
    if line[at].text in RANGE_SIGNS or marked(line, at, Mark.TO, Mark.OR, Mark.AND):
        return count(line, at + 1, words)
    return None


def _unit(line: Line, at: int) -> tuple[Unit | None, bool, int]:
    """The unit here, whether it is counted in business time, and the place behind it."""
    business = marked(line, at, Mark.BUSINESS)
    then = at + 1 if business else at
    if line[then].text == "-" and line[then].glued:
        then += 1
    sense = line[then].sense
    if sense.business_unit is not None:
        return sense.business_unit, True, then + 1
    unit = sense.unit
    if unit is None or (sense.shy and not line[then - 1].digits):
        return None, False, at
    if unit not in _SECONDS and unit not in _DAYS and business:
        return None, False, at
    return unit, business, then + 1


def _measured(line: Line, at: int, amount: float, words: TimeWords) -> tuple[Span, int] | None:
    unit, business, then = _unit(line, at)
    span = _span(amount, unit, business=business)
    if span is None:
        return None
    for _ in range(_PARTS):
        more = _more(line, then, words, span)
        if more is None:
            break
        span, then = more
    return span, then


def _more(line: Line, at: int, words: TimeWords, span: Span) -> tuple[Span, int] | None:
    """One more part of a length of several units, or the half behind it ("an hour and a half")."""
    then = at + 1 if line[at].text == "," else at
    joined = marked(line, then, Mark.AND)
    then = then + 1 if joined else then
    if joined and (half := _trailing_half(line, then, span)):
        return half
    amount = count(line, then, words)
    if amount is None or marked(line, then, Mark.A):
        return None
    unit, business, behind = _unit(line, amount[1])
    part = _span(amount[0], unit, business=business)
    if part is None or business or span.business or _size(part) >= _size(span):
        return None
    return Span(span.months + part.months, span.days + part.days, span.seconds + part.seconds), behind


def _trailing_half(line: Line, at: int, span: Span) -> tuple[Span, int] | None:
    then = skip(line, at, Mark.A)
    if (
        not marked(line, then, Mark.HALF)
        or line[then + 1].sense.unit is not None
        or marked(line, then + 1, Mark.A)
    ):
        return None
    return Span(
        span.months + span.months // 2,
        span.days,
        span.seconds + span.days * _A_DAY // 2 + span.seconds // 2,
        span.business,
    ), then + 1


def _size(span: Span) -> int:
    return span.months * 30 * _A_DAY + span.days * _A_DAY + span.seconds


def _span(amount: float, unit: Unit | None, *, business: bool = False) -> Span | None:
    """A number of units; fractions of days are elapsed hours, of months they are days."""
    if unit is None or not 0 < amount < _MOST:
        return None
    if unit in _SECONDS:
        return Span(seconds=round(amount * _SECONDS[unit]), business=business)
    if unit in _DAYS:
        days = amount * _DAYS[unit]
        if days == int(days):
            return Span(days=int(days), business=business)
        return Span(seconds=round(days * _A_DAY))
    months = amount * _MONTHS[unit]
    return Span(months=int(months), days=round((months - int(months)) * 30))
