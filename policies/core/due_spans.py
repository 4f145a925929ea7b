"""Lengths of time added to dates and to what clocks show."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from policies.core.when import Span

_MONTHS = 12
_FARTHEST = 3653
"""Days."""


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last one of a shorter month."""
    index = day.year * _MONTHS + day.month - 1 + months
    year, month = index // _MONTHS, index % _MONTHS + 1
    following = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))


def is_far(span: Span) -> bool:
    """Whether it is longer than ten years, which no calendar is asked about."""
    return abs(span.months) * 30 + abs(span.days) + abs(span.seconds) // 86_400 > _FARTHEST


def added(wall: datetime, span: Span) -> datetime:
    """What a clock on the wall shows a span later, but for changes of the clocks."""
    day = add_months(wall.date(), span.months) + timedelta(days=span.days)
    return datetime.combine(day, wall.time()) + timedelta(seconds=span.seconds)
