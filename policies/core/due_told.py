"""What was taken for granted where a day was said that could have been another one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policies.core.due_stretch import Stretch
from policies.core.when import Days, Unit


def taken_for(days: Days, stretch: Stretch, today: date) -> Iterator[str]:
    """In short phrases how a day that was said on `today` was understood, where it could have been another one."""
    day = stretch.first
    if days.unordered:
        yield f"the two numbers are taken for {day.day} {day:%B}"
    if days.unit is Unit.DAY and days.weekday is not None and days.of is None:
        yield from _of_weekday(days, day, today)
    dated = days.month is not None or days.day is not None
    if dated and days.year is None and days.of is None and day.year != today.year:
        yield f"the year is taken for {day.year}"


def _of_weekday(days: Days, day: date, today: date) -> Iterator[str]:
    if days.day is not None:
        if days.weekday != day.weekday():
            yield f"{day.day} {day:%B %Y} is a {day:%A}: the date counts"
    elif days.shift is None and day.weekday() == today.weekday():
        yield f"said on a {day:%A}, it is that of next week"
    elif days.shift == 1:
        yield f"next {day:%A} is that of next week, {day.day} {day:%B %Y}"
