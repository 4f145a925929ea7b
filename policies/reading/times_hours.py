"""Two hours of which one shows what both are: "2 to 4pm", "9am-5pm", "between 8 and 12", "0740-0910"."""

from __future__ import annotations

from dataclasses import dataclass

from policies.core.when import Clock, Days, Link, Unit
from policies.reading.times_clock import HALF_A_DAY, MOST_HOURS, dotted, hour, military, shown
from policies.reading.times_dates import YEARS
from policies.reading.times_lex import Line
from policies.reading.times_numbers import DASHES, four, governed, marked, plain, skip
from policies.reading.times_parts import zone
from policies.reading.times_words import Mark

_HOUR_AND_JOINT = 2
"""Lexemes from an hour to the next one where no minutes stand between."""
_CLAUSE_ENDS = frozenset({"", ".", ",", "!", "?"})
_BOUNDS = (Mark.BETWEEN, Mark.FROM, Mark.AT)
Found = tuple[Clock, int]


@dataclass(frozen=True, slots=True)
class Hours:
    """Two clocks with their zones, how they belong together, and the place behind them."""

    first: Clock
    second: Clock
    zone: str
    until_zone: str
    link: Link
    end: int


def is_dated(days: Days | None) -> bool:
    """Whether a day stands beside that makes a time of four digits or of two numbers around a dot."""
    return days is not None and days.unit is Unit.DAY and (days.day is not None or days.weekday is not None)


def numbered_clock(line: Line, at: int) -> Found | None:
    """Numbers that are a clock behind a date: "0740", "18.00"; but not the end of a range of dates."""
    found = military(line, at)
    if found is not None or line[at - 1].text in DASHES:
        return found
    return dotted(line, at)


def two_hours(line: Line, at: int, days: Days | None, glue: frozenset[Mark]) -> Hours | None:
    """The hours that begin here, where `days` and the small words of `glue` stand before them."""
    first = _open_hour(line, at, days)
    if first is None:
        return None
    said = zone(line, first[1])
    link, joint = _joint(line, at, said[1] if said else first[1], glue)
    second = _second(line, joint, days, first[0]) if link is not Link.NONE else None
    if second is None or not (link is Link.OR or _are_hours(line, (at, joint, second[1]), days, glue)):
        return None
    until = zone(line, second[1])
    first_zone, until_zone = said[0] if said else "", until[0] if until else ""
    end = until[1] if until else second[1]
    return Hours(first[0], second[0], first_zone or until_zone, until_zone, link, end)


def _open_hour(line: Line, at: int, days: Days | None) -> Found | None:
    """An hour, even where a dash and another number follow it."""
    number = plain(line, at)
    if number is not None and (
        line[at + 1].text in DASHES or marked(line, at + 1, Mark.TO, Mark.AND, Mark.OR)
    ):
        return (Clock(number, sure=number > HALF_A_DAY), at + 1) if number <= MOST_HOURS else None
    found = hour(line, at)
    if found is not None or (four(line, at) in YEARS and not is_dated(days)):
        return found
    dashed = line[at + 1].text in DASHES and len(line[at + 2].digits) == len(line[at].digits)
    found = military(line, at) if dashed or is_dated(days) else None
    return found or (dotted(line, at) if is_dated(days) or marked(line, at - 1, Mark.AT) else None)


def _second(line: Line, at: int, days: Days | None, first: Clock) -> Found | None:
    found = hour(line, at) or military(line, at)
    return found or (dotted(line, at) if is_dated(days) or line[at - 1].glued or first.minute else None)


def _joint(line: Line, start: int, at: int, glue: frozenset[Mark]) -> tuple[Link, int]:
    """What joins two hours, and the place behind it."""
    if line[at].text in DASHES or marked(line, at, Mark.TO, Mark.UNTIL):
        return Link.TO, at + 1
    if marked(line, at, Mark.AND) and (Mark.BETWEEN in glue or governed(line, start, Mark.BETWEEN)):
        return Link.TO, at + 1
    loose = marked(line, at, Mark.OR) or (line[at].text == "/" and shown(line, at + 1) is not None)
    bound = not glue.isdisjoint({Mark.AT, Mark.ABOUT}) or governed(line, start, Mark.AT, Mark.ABOUT)
    return (Link.OR, at + 1) if loose and bound else (Link.NONE, at)


def _are_hours(line: Line, places: tuple[int, int, int], days: Days | None, glue: frozenset[Mark]) -> bool:
    """Whether two numbers are hours: by their looks, beside a day, or governed by "between", "from" or "at"."""
    first, second, end = places
    if shown(line, first) is not None or shown(line, second) is not None:
        return True
    if line[end].sense.month is not None or line[end].text in {"%", "/"} or line[end].sense.unit is not None:
        return False
    if days is not None and (days.weekday is not None or days.shift is not None):
        return True
    bound = not glue.isdisjoint({*_BOUNDS, Mark.ABOUT}) or governed(line, first, *_BOUNDS)
    in_four = four(line, first) is not None and (days is not None or four(line, second) is not None)
    in_words = not line[first].digits and not line[second].digits and second - first > _HOUR_AND_JOINT
    if bound and (days is not None or in_words or in_four):
        return True
    between = Mark.BETWEEN in glue or governed(line, first, Mark.BETWEEN)
    if (
        between
        and line[end].text in _CLAUSE_ENDS
        and max(four(line, second) or 0, plain(line, second) or 0) <= MOST_HOURS
    ):
        return True  # "I'll call between 2 and 4."
    both_dotted = dotted(line, first) is not None and dotted(line, second) is not None
    return (days is not None and (in_four or both_dotted)) or day_behind(line, end)


def day_behind(line: Line, at: int) -> bool:
    """Whether a day or a part of one follows two numbers, so that they are hours of it."""
    then = skip(line, at, Mark.ON, Mark.IN, Mark.THE)
    behind = line[then].sense
    weekday = behind.weekday is not None or (
        behind.relation is not None and line[then + 1].sense.weekday is not None
    )
    return weekday or behind.day is not None or behind.part is not None or behind.this_part is not None
