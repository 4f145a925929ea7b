"""Days and stretches of days by words: "next Tuesday", "the 15th", "end of next week", "first Monday of March"."""

from __future__ import annotations

from dataclasses import replace

from policies.core.when import Days, Edge, Unit
from policies.reading.times_dates import month_first, numbered, numeric, year_at
from policies.reading.times_lex import Line
from policies.reading.times_numbers import DASHES, marked, skip
from policies.reading.times_order import ordinal
from policies.reading.times_related import PERIODS, confident, related
from policies.reading.times_words import Mark

Found = tuple[Days, int]
_LONGEST_SHORT = 5
"""Letters of the longest short name of a weekday."""


def days(line: Line, at: int) -> Found | None:
    """The day or stretch that begins here, and the place behind it."""
    here = line[at]
    if here.digits:
        return numeric(line, at) or ordinal(line, at) or numbered(line, at)
    sense = here.sense
    found = None
    if sense.edge is not None:
        found = _edged(line, at)
    if found is None and sense.relation is not None:
        found = related(line, at)
    if found is None and sense.weekday is not None:
        found = _weekday(line, at)
    if found is None and sense.month is not None:
        found = month_first(line, at)
    return found or _named(line, at) or ordinal(line, at) or _unit_first(line, at) or numbered(line, at)


# -- names


def _named(line: Line, at: int) -> Found | None:
    """A day with a name of its own: "today", "tomorrow", "Christmas", "EOW"."""
    sense = line[at].sense
    if sense.day is not None:
        week = line[at + 1].sense.unit is Unit.WEEK and line[at + 1].is_word and not line[at + 1].sense.shy
        week = week and not (line[at + 1].sense.many or line[at + 2].digits)
        return (
            (Days(shift=sense.day + 7), at + 2)
            if week and sense.day >= 0
            else (Days(shift=sense.day), at + 1)
        )
    if sense.feast is not None:
        year = year_at(line, at + 1)
        return (
            (Days(holiday=sense.feast, year=year[0]), year[1])
            if year
            else (Days(holiday=sense.feast), at + 1)
        )
    if sense.closing is not None and sense.closing is not Unit.DAY:
        return Days(sense.closing, 0, edge=Edge.END), at + 1
    return None


def _weekday(line: Line, at: int) -> Found | None:
    """A weekday and its week: "Friday", "Monday week", "Tuesday of next week", "Wednesday after next"."""
    if not confident(line, at):
        return None
    found = Days(weekday=line[at].sense.weekday)
    dot = line[at + 1].text == "." and line[at + 1].glued
    then = at + 2 if dot and _goes_on(line, at) else at + 1
    if line[then].sense.unit is Unit.WEEK and not marked(line, then - 1, Mark.THE):
        return replace(found, shift=2), then + 1
    if line[then].sense.unit is Unit.FORTNIGHT and not line[then].sense.many:
        return replace(found, shift=3), then + 1
    if (after := _after_next(line, then)) is not None:
        return replace(found, shift=2), after
    comma = then + 1 if line[then].text == "," else then
    outer = related(line, skip(line, comma, Mark.OF, Mark.IN, Mark.THE))
    if outer is not None and outer[0].unit is Unit.WEEK and outer[0].weekday is None:
        return Days(weekday=found.weekday, of=outer[0]), outer[1]
    return found, then


def _goes_on(line: Line, at: int) -> bool:
    """Whether the dot behind a weekday ends an abbreviation rather than a sentence: "Mon. 18", "Wed. noon"."""
    behind = line[at + 2]
    short = len(line[at].text) <= _LONGEST_SHORT
    dated = bool(behind.digits) or behind.sense.month is not None or behind.text == ","
    return dated or (short and behind.sense.part is not None)


def _after_next(line: Line, at: int) -> int | None:
    """The place behind "after next", where nothing follows that it could belong to."""
    behind = line[at + 2].sense
    bare = behind.weekday is None and behind.unit is None and behind.month is None
    return at + 2 if marked(line, at, Mark.AFTER) and line[at + 1].sense.relation == 1 and bare else None


# -- this, next, last


# -- beginnings, middles and ends


def _edged(line: Line, at: int) -> Found | None:
    """A part of a stretch: "early next week", "end of the month", "mid-March", "late Friday"."""
    edge = line[at].sense.edge
    if edge is None:
        return None
    then = at + 2 if line[at + 1].text in DASHES else at + 1
    joined = skip(line, then, Mark.OF, Mark.IN, Mark.ABOUT)
    the = skip(line, joined, Mark.THE, Mark.A)
    the = skip(line, the, Mark.ABOUT)
    sense = line[the].sense
    if (
        sense.unit is not None
        and sense.unit in PERIODS
        and (the > then or edge is Edge.END or line[at + 1].text in DASHES)
    ):
        number = numbered(line, the) if marked(line, the, Mark.NUMBERED) else None
        return (
            (replace(number[0], edge=edge), number[1])
            if number
            else (Days(sense.unit, 0, edge=edge), the + 1)
        )
    found = (
        related(line, the)
        or _named(line, the)
        or month_first(line, the)
        or numbered(line, the)
        or _weekday_at(line, the)
    )
    year = year_at(line, the) if found is None and joined > then else None
    if year is not None:
        found = Days(Unit.YEAR, year=year[0]), year[1]
    return (replace(found[0], edge=edge), found[1]) if found is not None and not found[0].edge else None


def _weekday_at(line: Line, at: int) -> Found | None:
    return _weekday(line, at) if line[at].sense.weekday is not None else None


# -- places in an order


# -- units


def _unit_first(line: Line, at: int) -> Found | None:
    """What begins with a unit: "the weekend", "week of 4 May", "the week after next", "weekend of Easter"."""
    unit = line[at].sense.unit
    if unit is None or unit not in PERIODS:
        return None
    after = _after_next(line, at + 1)
    if after is not None:
        return Days(unit, 2), after
    named = marked(line, at, Mark.STARTING) or marked(line, at + 1, Mark.OF, Mark.STARTING, Mark.FROM)
    if unit in (Unit.WEEK, Unit.WEEKEND) and named:
        outer = _one_day(line, skip(line, at + 1, Mark.OF, Mark.STARTING, Mark.FROM, Mark.ON, Mark.THE))
        if outer is not None and outer[0].unit is Unit.DAY:
            return Days(unit, of=outer[0]), outer[1]
    if (
        unit is Unit.WEEKEND
        and at
        and marked(line, at - 1, Mark.THE, Mark.ON, Mark.IN, Mark.BY, Mark.UNTIL, Mark.BEFORE)
    ):
        return Days(Unit.WEEKEND, 0), at + 1
    return None


def _one_day(line: Line, at: int) -> Found | None:
    """A day that a week is named by."""
    if line[at].digits:
        return numeric(line, at) or ordinal(line, at)
    weekday = line[at].sense.weekday
    if weekday is None:
        return month_first(line, at) or _named(line, at) or ordinal(line, at)
    then = skip(line, at + 2 if line[at + 1].text == "," else at + 1, Mark.THE)
    dated = None if line[then].sense.weekday is not None else _one_day(line, then)
    return dated if dated is not None and dated[0].day else (Days(weekday=weekday), at + 1)
