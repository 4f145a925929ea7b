"""Days and stretches counted from the present one: "next week", "this Friday", "last Friday of October"."""

from __future__ import annotations

from policies.core.when import Days, Unit
from policies.reading.times_dates import month_first, year_at
from policies.reading.times_lex import Line
from policies.reading.times_numbers import DASHES, governed, marked, skip
from policies.reading.times_words import Mark

Found = tuple[Days, int]
PERIODS = frozenset(
    {Unit.DAY, Unit.WEEK, Unit.WEEKEND, Unit.FORTNIGHT, Unit.MONTH, Unit.QUARTER, Unit.HALF, Unit.YEAR}
)


def related(line: Line, at: int, *, within: bool = True) -> Found | None:
    """A day or stretch counted from the present one: "next week", "this Friday", "next March".

    Without `within`, what it may lie in is left alone ("last week" of "last week of May").
    """
    relation = line[at].sense.relation
    if relation is None:
        return None
    then = at + 1
    more = line[then].sense.relation
    if (
        more is not None and relation >= 0 and not line[then].digits
    ):  # "this coming Monday", "the following next week"
        relation, then = (0 if line[then + 1].sense.weekday is not None else more), then + 1
    sense = line[then].sense
    if sense.weekday is not None:
        found = Days(
            weekday=sense.weekday,
            shift=None if line[at].sense.nearest or line[then - 1].sense.nearest else relation,
        )
    elif sense.unit is not None and sense.unit in PERIODS and not sense.many:
        return _stretch(line, then + 1, Days(sense.unit, relation), within=within)
    elif sense.month is not None and (line[then].capital or not sense.shy or relation > 0):
        found = Days(Unit.MONTH, relation, month=sense.month)
    elif sense.feast is not None:
        found = Days(shift=relation, holiday=sense.feast)
    else:
        return None
    return (last_of(line, then + 1, found) if within else None) or (found, then + 1)


def _stretch(line: Line, at: int, outer: Days, *, within: bool) -> Found:
    """A stretch and what it lies in or what lies in it: "last week of May", "next week Tuesday"."""
    longer = last_of(line, at, outer) if within else None
    if longer is not None:
        return longer
    if outer.unit is not Unit.WEEK:
        return outer, at
    then = skip(line, at + 1 if line[at].text == "," else at, Mark.ON)
    if line[then].sense.weekday is not None and confident(line, then):
        return Days(weekday=line[then].sense.weekday, of=outer), then + 1
    return outer, at


def last_of(line: Line, at: int, found: Days) -> Found | None:
    """Before a stretch "last" is a place in an order: "last Friday of October"."""
    if found.shift != -1 or not marked(line, at, Mark.OF, Mark.IN):
        return None
    outer = outer_of(line, at)
    if outer is None:
        return None
    return Days(found.unit, weekday=found.weekday, number=-1, of=outer[0]), outer[1]


def outer_of(line: Line, at: int) -> Found | None:
    """The longer stretch behind "of" or "in": "of next month", "in March 2026", "of the year", "of 2027"."""
    then = skip(line, at, Mark.OF, Mark.IN, Mark.THE)
    if then == at:
        return None
    found = related(line, then, within=False) or month_first(line, then)
    if found is not None:
        return found
    unit = line[then].sense.unit
    if unit in (Unit.MONTH, Unit.QUARTER, Unit.YEAR) and unit is not None:
        return Days(unit, 0), then + 1
    year = year_at(line, then)
    return (Days(Unit.YEAR, year=year[0]), year[1]) if year is not None else None


def confident(line: Line, at: int) -> bool:
    """Whether a weekday that is another word too ("sat", "sun") is meant as one: by what stands around it."""
    return not line[at].sense.shy or _told_before(line, at) or _told_behind(line, at) or _alone(line, at)


def _told_before(line: Line, at: int) -> bool:
    """Whether a preposition, a relation, a date or another weekday with what joins two stands before."""
    if at == 0:
        return False
    before = line[at - 1]
    if before.sense.month is not None or before.sense.ordinal is not None or before.digits:
        return True
    joined = before.text in DASHES or before.text == "/" or marked(line, at - 1, Mark.TO, Mark.OR, Mark.AND)
    if joined and at > 1 and line[at - 2].sense.weekday is not None:
        return True
    bound = governed(line, at, Mark.ON, Mark.BY, Mark.UNTIL, Mark.BEFORE, Mark.FROM, Mark.BETWEEN, Mark.EVERY)
    return bound or before.sense.relation is not None


def _told_behind(line: Line, at: int) -> bool:
    """Whether a part of the day stands behind, or, after a capital, a date or the other end of a range."""
    behind = line[at + 2 if line[at + 1].text == "," else at + 1]
    if line[at + 1].sense.part is not None:
        return True
    dated = bool(behind.digits) or behind.sense.ordinal is not None or behind.sense.month is not None
    ranged = behind.text in DASHES or marked(line, at + 1, Mark.TO)
    return line[at].capital and (dated or ranged)


def _alone(line: Line, at: int) -> bool:
    return at == 0 and not line[at + 1].text.replace(".", "")
