"""Places in an order: "the 15th", "3rd of March", "first Monday of May", "20th of next month", "2nd quarter"."""

from __future__ import annotations

from dataclasses import replace

from policies.core.when import Days, Edge, Unit
from policies.reading.times_dates import LAST_DAY, LAST_QUARTER, day_and_month, year_at
from policies.reading.times_lex import OTHER, Line
from policies.reading.times_numbers import DASHES, governed, marked, order, plain, skip
from policies.reading.times_related import PERIODS, outer_of
from policies.reading.times_words import Mark

Found = tuple[Days, int]
_ORDINAL = 2
"""Lexemes of an ordinal in digits: "12th", "12."."""
_BOUNDS = (Mark.ON, Mark.BY, Mark.UNTIL, Mark.BEFORE, Mark.FROM, Mark.BETWEEN, Mark.OF, Mark.TO, Mark.AFTER)


def ordinal(line: Line, at: int) -> Found | None:
    """A place in an order: "15th", "3rd of March", "first Monday of May", "20th of next month", "2nd quarter"."""
    found = order(line, at)
    number = plain(line, at)
    if found is None and number is None:
        return None
    value, then = found if found is not None else (number or 0, at + 1)
    if found is not None and (inner := _nth(line, then, value)) is not None:
        return inner
    dated = day_and_month(line, then, value)
    if dated is not None or not 1 <= value <= LAST_DAY:
        return dated
    if marked(line, then, Mark.OF):
        outer = outer_of(line, then)
        if outer is not None and outer[0] == Days(Unit.MONTH, 0) and line[outer[1] - 2].sense.relation != 0:
            return Days(day=value), outer[1]  # "the 1st of the month"
        if outer is not None and outer[0].unit is Unit.MONTH and outer[0].day is None and not outer[0].edge:
            return Days(day=value, of=outer[0]), outer[1]
    return (Days(day=value), then) if _is_a_day(line, at, then, ordinal=found is not None) else None


def _is_a_day(line: Line, at: int, then: int, *, ordinal: bool) -> bool:
    """Whether a number alone is the number of a day: "on the 15th", "Friday 23", "the 22nd" as the whole text."""
    article = at > 1 and (marked(line, at - 1, Mark.THE) or (ordinal and line[at - 1].text == ","))
    comma = article and line[at - 2].text == "," and at > len((Mark.THE, ","))  # "Monday, the 18th"
    before = line[at - 3 if comma else at - 2 if article else at - 1] if at else line[at]
    beside = before.sense.weekday is not None or before.sense.day is not None
    behind = line[then]
    if not ordinal:
        loose = (
            not behind.is_word
            or (bool(behind.sense.marks) and not marked(line, then, Mark.CLOCK, Mark.PAST, Mark.NOT))
            or behind.sense.closing is not None
        )
        apart = loose and behind.text not in {":", "/", "%", "."} | DASHES and not behind.glued
        ends = behind.text in {".", "!", "?", ","} and not line[then + 1].glued
        the = marked(line, at - 1, Mark.THE) and governed(line, at, Mark.ON, Mark.BY)
        return (
            bool(at)
            and (beside or the)
            and (apart or ends)
            and not marked(line, then, Mark.TO, Mark.UNTIL, Mark.AND)
        )
    if marked(line, then, Mark.NOT):
        return False
    if not line[at].digits and (behind.text == OTHER or (bool(behind.sense.number) and not behind.digits)):
        return False  # "the second payment", "the first three"
    if line[at].digits or beside or marked(line, at - 1, Mark.THE):
        first = skip(line, 0, Mark.THE) == at
        return (bool(at) and beside) or _bound(line, at) or (first and _ends_here(line, then))
    return False


def _bound(line: Line, at: int) -> bool:
    """Whether a preposition of time stands before "the 15th", with no "about" between."""
    before = at - 2 if marked(line, at - 1, Mark.THE) else at - 1
    if before < 0 or at == 0:
        return False
    if marked(line, before, *_BOUNDS):
        return True
    joined = line[before].text == "/" or marked(line, before, Mark.OR, Mark.AND)
    if not joined or before < _ORDINAL or order(line, before - _ORDINAL) is None:
        return False
    return governed(line, before - _ORDINAL, *_BOUNDS)  # "between the 12th and the 14th"


def _ends_here(line: Line, then: int) -> bool:
    behind = line[then]
    return (
        not behind.text
        or behind.text in {".", "!"}
        or behind.sense.part is not None
        or behind.sense.edge is not None
    )


def _nth(line: Line, at: int, value: int) -> Found | None:
    """The nth weekday, week, day or quarter of something longer; "third last week" counts from its end."""
    if line[at].sense.relation == -1 or line[at].sense.ordinal == -1:
        at, value = at + 1, -value
    sense = line[at].sense
    if marked(line, at, Mark.HALF) and value <= len((Edge.MIDDLE, Edge.END)):  # "the second half of May"
        longer = outer_of(line, at + 1)
        edge = Edge.MIDDLE if value == 1 else Edge.END
        return (replace(longer[0], edge=edge), longer[1]) if longer is not None else None
    if sense.weekday is None and (sense.unit is None or sense.unit not in PERIODS):
        return None
    outer = outer_of(line, at + 1)
    if outer is not None:
        return Days(sense.unit or Unit.DAY, weekday=sense.weekday, number=value, of=outer[0]), outer[1]
    if sense.unit is Unit.QUARTER and 1 <= value <= LAST_QUARTER:
        year = year_at(line, at + 1)
        return (
            (Days(Unit.QUARTER, number=value, year=year[0]), year[1])
            if year
            else (Days(Unit.QUARTER, number=value), at + 1)
        )
    return None
