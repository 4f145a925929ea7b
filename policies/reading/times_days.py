"""Days and stretches of days: "next Tuesday", "the 15th", "3 March 2026", "end of next week", "mid-Q2"."""

from __future__ import annotations

from dataclasses import replace

from policies.core.when import Days, Edge, Unit
from policies.reading.times_numbers import DASHES, Line, marked, order, plain, skip
from policies.reading.times_words import Mark, TimeWords

Found = tuple[Days, int]
_YEARS = range(1900, 2100)
_MONTHS, _DAYS, _QUARTERS, _WEEKS = 12, 31, 4, 53
_FULL = 4
_PERIODS = (Unit.DAY, Unit.WEEK, Unit.WEEKEND, Unit.MONTH, Unit.QUARTER, Unit.HALF, Unit.YEAR)


def days(line: Line, at: int, words: TimeWords) -> Found | None:
    """The day or stretch that begins here."""
    for rule in (_edged, _numeric, _related, _weekday, _named, _ordinal, _month, _numbered):
        found = rule(line, at, words)
        if found is not None:
            return found
    return None


# -- by words


def _named(line: Line, at: int, words: TimeWords) -> Found | None:
    """ "today", "tomorrow", "Christmas", "EOW"."""
    sense = line[at].sense
    if sense.day is not None:
        return Days(shift=sense.day), at + 1
    if sense.unit is Unit.WEEKEND and at and marked(line, at - 1, Mark.THE):
        return Days(Unit.WEEKEND, 0), at + 1
    if sense.feast is not None:
        year = _year(line, at + 1)
        return (
            (Days(holiday=sense.feast, year=year[0]), year[1])
            if year
            else (Days(holiday=sense.feast), at + 1)
        )
    if sense.closing is not None and sense.closing is not Unit.DAY:
        return Days(sense.closing, 0, edge=Edge.END), at + 1
    return None


def _weekday(line: Line, at: int, words: TimeWords) -> Found | None:
    """ "Friday", "Monday week", "Tuesday of next week", "Wednesday after next"."""
    if line[at].sense.weekday is None or not _confident(line, at):
        return None
    found = Days(weekday=line[at].sense.weekday)
    then = (
        at + 2
        if line[at + 1].text == "." and line[at].text != "." and line[at + 1].glued and _goes_on(line, at + 2)
        else at + 1
    )
    if line[then].sense.unit is Unit.WEEK and line[then].sense.relation is None:
        return replace(found, shift=2), then + 1
    return _of_week(found, line, then, words) or (found, then)


def _goes_on(line: Line, at: int) -> bool:
    """Whether a dot before this place cannot have ended a sentence."""
    return bool(line[at].digits) or line[at].sense.month is not None


def _of_week(found: Days, line: Line, at: int, words: TimeWords) -> Found | None:
    """A weekday with the week it lies in behind it."""
    relation = line[at].sense.relation
    if relation is not None and line[at + 1].sense.unit is None and not _content(line, at + 1):
        return (replace(found, shift=relation), at + 1) if relation > 1 else None
    then = at + 1 if line[at].text == "," else at
    then = skip(line, then, Mark.OF, Mark.IN, Mark.THE)
    outer = _related(line, then, words)
    if outer is not None and outer[0].unit is Unit.WEEK and outer[0].weekday is None:
        return Days(weekday=found.weekday, of=outer[0]), outer[1]
    return None


def _content(line: Line, at: int) -> bool:
    sense = line[at].sense
    return (
        sense.weekday is not None
        or sense.unit is not None
        or sense.month is not None
        or sense.number is not None
    )


def _related(line: Line, at: int, words: TimeWords) -> Found | None:
    """ "next week", "this Friday", "next March", "the following quarter", "week after next"."""
    relation = line[at].sense.relation
    if relation is None:
        if (
            (unit := line[at].sense.unit) is not None
            and unit in _PERIODS
            and (after := line[at + 1].sense.relation) is not None
            and after > 1
        ):
            return Days(unit, after), at + 2
        return None
    then = at + 1
    if relation == 0 and (more := line[then].sense.relation) is not None:  # "this coming Monday"
        relation, then = (more if line[then + 1].sense.weekday is None else 0), then + 1
    sense = line[then].sense
    if sense.weekday is not None:
        found = Days(weekday=sense.weekday, shift=relation)
        return found, then + 1
    if sense.unit is not None and sense.unit in _PERIODS:
        return _stretch(line, then + 1, Days(sense.unit, relation), words)
    if sense.month is not None:
        return Days(Unit.MONTH, relation, month=sense.month), then + 1
    if sense.feast is not None:
        return Days(shift=relation, holiday=sense.feast), then + 1
    return None


def _stretch(line: Line, at: int, outer: Days, words: TimeWords) -> Found:
    """A stretch with the weekday in it behind: "next week Tuesday", "next week on Wednesday"."""
    if outer.unit is not Unit.WEEK:
        return outer, at
    then = at + 1 if line[at].text == "," else at
    then = skip(line, then, Mark.ON)
    if line[then].sense.weekday is not None and _confident(line, then):
        return Days(weekday=line[then].sense.weekday, of=outer), then + 1
    return outer, at


def _edged(line: Line, at: int, words: TimeWords) -> Found | None:
    """ "early next week", "end of the month", "mid-March", "late Friday"."""
    edge = line[at].sense.edge
    if edge is None:
        return None
    then = at + 1
    if line[then].text in DASHES:
        then += 1
    of = marked(line, then, Mark.OF)
    then = skip(line, then, Mark.OF, Mark.IN)
    the = marked(line, then, Mark.THE)
    then = skip(line, then, Mark.THE, Mark.A)
    if (
        line[then].sense.unit in _PERIODS
        and (of or the or edge is Edge.END)
        and line[then].sense.unit is not Unit.DAY
    ):
        unit = line[then].sense.unit
        assert unit is not None
        return Days(unit, 0, edge=edge), then + 1
    found = (
        _related(line, then, words)
        or _named(line, then, words)
        or _month(line, then, words)
        or _numbered(line, then, words)
    )
    if found is None and line[then].sense.weekday is not None:
        found = Days(weekday=line[then].sense.weekday), then + 1
    if found is None and (of or the):
        year = _year(line, then)
        found = (Days(Unit.YEAR, year=year[0]), year[1]) if year else None
    return (replace(found[0], edge=edge), found[1]) if found else None


# -- by numbers


def _ordinal(line: Line, at: int, words: TimeWords) -> Found | None:
    """ "15th", "3rd of March", "the first Monday of next month", "20th of next month", "2nd quarter"."""
    found = order(line, at, words)
    number = plain(line, at) if found is None else None
    if found is None and number is None:
        return None
    value, then = found if found is not None else (number or 0, at + 1)
    if not 1 <= value <= _DAYS:
        return None
    if found is not None:
        inner = _nth(line, then, value, words)
        if inner is not None:
            return inner
    dated = _day_month(line, then, value)
    if dated is not None:
        return dated
    outer_at = skip(line, then, Mark.OF, Mark.THE)
    outer = _related(line, outer_at, words) if marked(line, then, Mark.OF) else None
    if outer is not None and outer[0].unit is Unit.MONTH:
        return Days(day=value, of=outer[0]), outer[1]
    if found is not None and line[at].digits and line[then].text != "-":
        return Days(day=value), then
    return None


def _nth(line: Line, at: int, value: int, words: TimeWords) -> Found | None:
    """The nth weekday, week or quarter of something."""
    sense = line[at].sense
    if sense.unit is Unit.QUARTER and value <= _QUARTERS:
        year = _year(line, skip(line, at + 1, Mark.OF))
        return (
            (Days(Unit.QUARTER, number=value, year=year[0]), year[1])
            if year
            else (Days(Unit.QUARTER, number=value), at + 1)
        )
    if sense.weekday is None and sense.unit not in _PERIODS:
        return None
    then = skip(line, at + 1, Mark.OF, Mark.IN, Mark.THE)
    if then == at + 1:
        return None
    outer = _related(line, then, words) or _month(line, then, words) or _whole(line, then)
    if outer is None:
        return None
    return Days(sense.unit or Unit.DAY, weekday=sense.weekday, number=value, of=outer[0]), outer[1]


def _whole(line: Line, at: int) -> Found | None:
    """A bare stretch behind "of the": the present one; or a year."""
    unit = line[at].sense.unit
    if unit in (Unit.MONTH, Unit.QUARTER, Unit.YEAR):
        return Days(unit, 0), at + 1
    year = _year(line, at)
    return (Days(Unit.YEAR, year=year[0]), year[1]) if year else None


def _day_month(line: Line, at: int, day: int) -> Found | None:
    """A month behind the number of a day: "3 March", "3rd of March, 2026", "3. März"."""
    then = at + 1 if line[at].text in (".", "-", "/") else at
    then = skip(line, then, Mark.OF, Mark.THE)
    month = line[then].sense.month
    if month is None:
        return None
    then = (
        then + 2
        if line[then + 1].text == "." and line[then + 1].glued and _goes_on(line, then + 2)
        else then + 1
    )
    year = _year(line, skip(line, then + 1 if line[then].text in (",", "-", "/") else then, Mark.OF))
    if year is None:
        return Days(day=day, month=month), then
    return Days(day=day, month=month, year=year[0]), year[1]


def _month(line: Line, at: int, words: TimeWords) -> Found | None:
    """ "March 3", "March 3rd, 2026", "March 2026", "March"."""
    month = line[at].sense.month
    if month is None:
        return None
    then = at + 2 if line[at + 1].text == "." and line[at + 1].glued and line[at + 2].digits else at + 1
    dashed = then + 1 if line[then].text in ("-", "/") else then
    behind = skip(line, dashed, Mark.THE)
    number = order(line, behind, words) or (
        (plain(line, behind) or 0, behind + 1) if plain(line, behind) else None
    )
    if number and 1 <= number[0] <= _DAYS and not _clocklike(line, number[1]):
        return _with_year(line, number[1], Days(day=number[0], month=month))
    year = _year(line, skip(line, dashed + 1 if line[dashed].text == "," else dashed, Mark.OF))
    if year is not None and year[0] in _YEARS:
        return Days(Unit.MONTH, month=month, year=year[0]), year[1]
    if line[at].sense.shy and not _confident(line, at):
        return None
    return Days(Unit.MONTH, month=month), at + 1


def _clocklike(line: Line, at: int) -> bool:
    """Whether the number before belongs to a clock: "March 3pm"."""
    return line[at].sense.meridiem is not None or (line[at].text == ":" and line[at].glued)


def _with_year(line: Line, at: int, found: Days) -> Found:
    then = at + 1 if line[at].text in (",", "-", "/") else at
    year = _year(line, skip(line, then, Mark.OF))
    if year is None or year[0] not in _YEARS:
        return found, at
    return replace(found, year=year[0]), year[1]


def _year(line: Line, at: int) -> tuple[int, int] | None:
    here = line[at]
    if len(here.digits) == _FULL and int(here.digits) in _YEARS and not _clocklike(line, at + 1):
        return int(here.digits), at + 1
    if here.text == "'" and len(line[at + 1].digits) == 2 and line[at + 1].glued:  # noqa: PLR2004
        return int(line[at + 1].digits), at + 2
    return None


def _numbered(line: Line, at: int, words: TimeWords) -> Found | None:
    """ "Q2", "week 12", "KW 12", "in 2027"."""
    here, behind = line[at], line[at + 1]
    if (
        here.text in ("q", "h")
        and len(behind.digits) == 1
        and behind.glued
        and 1 <= int(behind.digits) <= (_QUARTERS if here.text == "q" else 2)
    ):
        unit = Unit.QUARTER if here.text == "q" else Unit.HALF
        year = _year(line, skip(line, at + 2, Mark.OF))
        return (
            (Days(unit, number=int(behind.digits), year=year[0]), year[1])
            if year
            else (Days(unit, number=int(behind.digits)), at + 2)
        )
    if marked(line, at, Mark.NUMBERED) and (number := plain(line, at + 1)) and number <= _WEEKS:
        return Days(Unit.WEEK, number=number), at + 2
    return None


def _numeric(line: Line, at: int, words: TimeWords) -> Found | None:
    """ "3/4", "3/4/2026", "03.04.", "2026-04-03"."""
    first, sign, second = line[at], line[at + 1].text, line[at + 2]
    if (
        not first.digits
        or sign not in ("/", "-", ".")
        or not (line[at + 1].glued and second.glued and second.digits)
    ):
        return None
    if at and line[at].glued and line[at - 1].text in ("-", "/", ".", ":", "+", "#", "$"):
        return None
    third = (
        line[at + 4]
        if line[at + 3].text == sign and line[at + 3].glued and line[at + 4].glued and line[at + 4].digits
        else None
    )
    if line[at + 3].text == "/" and sign == "/" and third is None:
        return None
    if third is not None and line[at + 5].text == sign and line[at + 5].glued and line[at + 6].digits:
        return None
    if len(first.digits) == _FULL:
        return _iso(first.digits, second.digits, third.digits, at) if third else None
    if len(first.digits) > 2 or len(second.digits) > 2:  # noqa: PLR2004
        return None
    if sign == ".":
        return _dotted(line, at, third.digits if third else "", words)
    if third is not None and len(third.digits) in (2, _FULL):
        return _slashed(int(first.digits), int(second.digits), int(third.digits), at + 5)
    if sign == "/" and third is None:
        return _slashed(int(first.digits), int(second.digits), None, at + 3)
    return None


def _iso(year: str, month: str, day: str, at: int) -> Found | None:
    if int(year) in _YEARS and 1 <= int(month) <= _MONTHS and 1 <= int(day) <= _DAYS and len(day) <= 2:  # noqa: PLR2004
        return Days(day=int(day), month=int(month), year=int(year)), at + 5
    return None


def _slashed(first: int, second: int, year: int | None, then: int) -> Found | None:
    if 1 <= first <= _MONTHS and 1 <= second <= _DAYS:
        return Days(day=second, month=first, year=year, unordered=second <= _MONTHS and first != second), then
    if 1 <= second <= _MONTHS and 1 <= first <= _DAYS:
        return Days(day=first, month=second, year=year), then
    return None


def _dotted(line: Line, at: int, year: str, words: TimeWords) -> Found | None:
    """Days come first between dots; without a year a dot behind, or the language's custom, tells it from a fraction."""
    day, month = int(line[at].digits), int(line[at + 2].digits)
    if not (1 <= day <= _DAYS and 1 <= month <= _MONTHS):
        return None
    if len(year) in (2, _FULL):
        return Days(day=day, month=month, year=int(year)), at + 5
    if not year and words.dotted_ordinals and len(line[at + 2].digits) == 2:  # noqa: PLR2004
        closed = line[at + 3].text == "." and line[at + 3].glued
        return Days(day=day, month=month), at + 4 if closed else at + 3
    return None


def _confident(line: Line, at: int) -> bool:
    """Whether a word that is also another common word is meant as a time: by a capital, or by what stands around it."""
    here = line[at]
    if not here.sense.shy:
        return True
    before = line[at - 1] if at else None
    governed = before is not None and bool(
        before.sense.marks & {Mark.ON, Mark.BY, Mark.UNTIL, Mark.BEFORE, Mark.FROM, Mark.BETWEEN, Mark.EVERY}
        or before.sense.relation is not None
        or (here.sense.month is not None and before.sense.marks & {Mark.IN, Mark.OF})
    )
    dated = bool(line[at + 1].digits) or line[at + 1].sense.ordinal is not None
    if here.sense.month is not None:
        return governed and here.capital
    return governed or (here.capital and dated) or line[at + 1].text == "."
