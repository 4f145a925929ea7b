"""Dates of the calendar: "3 March 2026", "March 3rd", "3/4", "03.04.", "2026-04-03", "March 2026", "Q2", "week 12"."""

from __future__ import annotations

from dataclasses import replace

from policies.core.when import Days, Unit
from policies.reading.times_lex import Line
from policies.reading.times_numbers import (
    DASHES,
    FULL_YEAR,
    LONGEST_DAY,
    four,
    governed,
    marked,
    order,
    plain,
    skip,
)
from policies.reading.times_words import Mark

Found = tuple[Days, int]
LAST_DAY, LAST_MONTH, LAST_QUARTER, LAST_WEEK = 31, 12, 4, 53
YEARS = range(1900, 2100)
_WHOLE_DATE = 3
"""Numbers of a date with its year."""
_AFTER_MONTH = frozenset(",-/")
_BEFORE_YEAR = (Mark.IN, Mark.BY, Mark.UNTIL, Mark.BEFORE, Mark.AFTER, Mark.FROM, Mark.BETWEEN)


# -- a day and its month


def day_and_month(line: Line, at: int, day: int) -> Found | None:
    """With the month behind the number of a day: "3 March", "3rd of March, 2026", "the 3rd day of March"."""
    then = at + 1 if line[at].text in {".", "-", "/"} else at
    if line[then].sense.unit is Unit.DAY and marked(line, then + 1, Mark.OF):
        then += 1
    then = skip(line, then, Mark.OF, Mark.THE)
    month = line[then].sense.month
    if month is None or not 1 <= day <= LAST_DAY:
        return None
    return with_year(line, then + _dotted(line, then), Days(day=day, month=month))


def _dotted(line: Line, at: int) -> int:
    """How many lexemes a word has with the dot of its abbreviation: one that cannot end a sentence."""
    dot = line[at + 1].text == "." and line[at + 1].glued
    goes_on = bool(line[at + 2].digits) or line[at + 2].text == "," or line[at + 2].sense.month is not None
    return 2 if dot and goes_on else 1


def month_first(line: Line, at: int) -> Found | None:
    """What begins with a month's name: "March 3", "March 3rd, 2026", "March 2026", "March"."""
    month = line[at].sense.month
    if month is None:
        return None
    then = at + _dotted(line, at)
    behind = skip(line, then + 1 if line[then].text in DASHES or line[then].text == "/" else then, Mark.THE)
    number = _day_number(line, behind)
    if number is not None and 1 <= number[0] <= LAST_DAY and not clocklike(line, number[1]):
        return with_year(line, number[1], Days(day=number[0], month=month))
    found = with_year(line, then, Days(Unit.MONTH, month=month))
    if found[0].year is None and line[at].sense.shy and not _named(line, at):
        return None
    return found


def _named(line: Line, at: int) -> bool:
    """Whether a month that is another word too ("may", "march") is meant as one."""
    if governed(
        line, at, Mark.IN, Mark.BY, Mark.OF, Mark.UNTIL, Mark.BEFORE, Mark.FROM, Mark.BETWEEN, Mark.TO
    ):
        return True
    before = line[at - 1].sense if at else line[at].sense
    edged = before.edge is not None or line[at - 1].text in DASHES
    return line[at].capital and (before.relation is not None or (bool(at) and edged))


def _day_number(line: Line, at: int) -> tuple[int, int] | None:
    found = order(line, at)
    if found is not None:
        return found
    number = plain(line, at)
    if number is not None:
        split = line[at + 1].text in {"th", "st"}  # "December 7 th"
        return number, at + 2 if split else at + 1
    word = line[at].sense.number
    return (int(word), at + 1) if word is not None and not line[at].digits and word == int(word) else None


def clocklike(line: Line, at: int) -> bool:
    """Whether the number before this place belongs to a clock: "March 3pm", "March 3:30"."""
    return line[at].sense.meridiem is not None or (line[at].text in {":", "h"} and line[at].glued)


def with_year(line: Line, at: int, found: Days) -> Found:
    """With the year behind a date, if one stands there."""
    then = at + 1 if line[at].text in _AFTER_MONTH else at
    year = year_at(line, skip(line, then, Mark.OF, Mark.IN))
    return (replace(found, year=year[0]), year[1]) if year is not None else (found, at)


def year_at(line: Line, at: int) -> tuple[int, int] | None:
    """A year in four digits, or in two behind an apostrophe."""
    year = four(line, at)
    if year in YEARS and year is not None and not clocklike(line, at + 1):
        return year, at + 1
    if line[at].text == "'" and len(line[at + 1].digits) == LONGEST_DAY and line[at + 1].glued:
        return int(line[at + 1].digits), at + 2
    return None


# -- years and their parts


def numbered(line: Line, at: int) -> Found | None:
    """Parts of a year by number: "Q2", "2nd half"'s "H2", "2018Q4", "week 12", "KW 12", and "in 2027"."""
    part = _week(line, at) or _part_of_year(line, at)
    if part is not None:
        return with_year(line, part[1], part[0])
    year = year_at(line, at)
    if year is None:
        return None
    dashed = year[1] + 1 if line[year[1]].text in DASHES else year[1]
    part = _part_of_year(line, dashed)
    if part is not None:
        return replace(part[0], year=year[0]), part[1]
    inverted = line[year[1]].sense.month
    if inverted is not None and line[year[1] + 1].digits == "":
        return Days(Unit.MONTH, month=inverted, year=year[0]), year[1] + 1
    meant = (governed(line, at, *_BEFORE_YEAR) or _ends_range(line, at)) and not _counts(line, year[1])
    return (Days(Unit.YEAR, year=year[0]), year[1]) if meant else None


def _ends_range(line: Line, at: int) -> bool:
    """Whether another year and what joins two stand before."""
    joined = at > 1 and (line[at - 1].text in DASHES or marked(line, at - 1, Mark.TO, Mark.AND))
    return joined and four(line, at - 2) in YEARS


def _week(line: Line, at: int) -> Found | None:
    number = plain(line, at + 1) if marked(line, at, Mark.NUMBERED) else None
    if not number or number > LAST_WEEK or clocklike(line, at + 2):
        return None
    return Days(Unit.WEEK, number=number), at + 2


def _counts(line: Line, at: int) -> bool:
    """Whether the number before counts things: "in 2000 cases"; a year ends a clause or is followed by small words."""
    behind = line[at]
    unit = behind.sense.unit is not None or Mark.NOT in behind.sense.marks
    return unit or (behind.text in {"%", "/", "."} and bool(line[at + 1].digits))


def _part_of_year(line: Line, at: int) -> Found | None:
    here, behind = line[at], line[at + 1]
    unit = here.sense.year_part
    if unit is None or len(behind.digits) != 1 or not behind.glued:
        return None
    number = int(behind.digits)
    last = LAST_QUARTER if unit is Unit.QUARTER else 2
    return (Days(unit, number=number), at + 2) if 1 <= number <= last else None


# -- numbers alone


def numeric(line: Line, at: int) -> Found | None:
    """Numbers with signs between: "3/4", "3/4/2026", "03.04.", "2026-04-03", "2026-04"."""
    sign = line[at + 1].text
    if sign not in {"/", "-", "."} or not line[at].digits or not _sticks(line, at + 1):
        return None
    numbers, then = [line[at].digits, line[at + 2].digits], at + 3
    if line[then].text == sign and _sticks(line, then):
        numbers.append(line[then + 1].digits)
        then += 2
    goes_on = line[then].text in {"/", ".", ":"} and _sticks(line, then)  # an address, a version, a fraction
    if goes_on or len(numbers[0]) not in {1, LONGEST_DAY, FULL_YEAR}:
        return None
    if len(numbers[0]) == FULL_YEAR:
        return _year_first(numbers, then)
    if len(numbers) == _WHOLE_DATE:
        return _three(line, sign, numbers, then) if _is_whole_date(line, at, sign, numbers) else None
    return _two(line, at, sign, numbers, then)


def _sticks(line: Line, at: int) -> bool:
    """Whether a sign stands between two numbers without a space."""
    return line[at].glued and line[at + 1].glued and bool(line[at + 1].digits)


def _year_first(numbers: list[str], then: int) -> Found | None:
    year, month = int(numbers[0]), int(numbers[1])
    if year not in YEARS or len(numbers[1]) > LONGEST_DAY or not 1 <= month <= LAST_MONTH:
        return None
    if len(numbers) == LONGEST_DAY:
        return Days(Unit.MONTH, month=month, year=year), then
    day = int(numbers[2])
    return (Days(day=day, month=month, year=year), then) if 1 <= day <= LAST_DAY else None


def _is_whole_date(line: Line, at: int, sign: str, numbers: list[str]) -> bool:
    """Whether three numbers are a date rather than a version: by a full year, two digits each, or a governing word."""
    year = numbers[2]
    if len(year) == FULL_YEAR or sign == "/":
        return len(year) in {LONGEST_DAY, FULL_YEAR}
    before = line[at - 1].sense if at else line[at].sense
    beside = bool(at) and (before.weekday is not None or before.day is not None)
    padded = sign == "." and all(len(number) == LONGEST_DAY for number in numbers)
    return len(year) == LONGEST_DAY and (padded or beside or governed(line, at, Mark.ON, *_BEFORE_YEAR))


def _three(line: Line, sign: str, numbers: list[str], then: int) -> Found | None:
    first, second, year = (int(number) for number in numbers)
    if sign == "." or line.words.day_first:
        return _ordered(second, first, year, then)
    return _either(first, second, year, then)


def _two(line: Line, at: int, sign: str, numbers: list[str], then: int) -> Found | None:
    first, second = int(numbers[0]), int(numbers[1])
    if sign == "/":
        if len(numbers[1]) == FULL_YEAR and 1 <= first <= LAST_MONTH and second in YEARS:
            return Days(Unit.MONTH, month=first, year=second), then
        counted = len(numbers[1]) > LONGEST_DAY or _is_share(line, at, then, numbers)
        if counted:
            return None
        ordered = _ordered(second, first, None, then) if line.words.day_first else None
        return ordered or _either(first, second, None, then)
    if sign == "." and len(numbers[1]) <= LONGEST_DAY and _is_date(line, at, then, numbers):
        closed = line[then].text == "." and line[then].glued and not _sticks(line, then)
        return _ordered(second, first, None, then + 1 if closed else then)
    return None


def _is_date(line: Line, at: int, then: int, numbers: list[str]) -> bool:
    """Whether two numbers around a dot are a day and a month rather than a fraction, an hour or a version."""
    if line.words.dotted_ordinals:
        return len(numbers[1]) == LONGEST_DAY or line[then].text == "."
    dot = line[then].text == "." and line[then].glued
    closed = (dot and _is_timely(line, then + 1)) or _ends_dates(line, at)
    alone = at == 0 and not line[then].text
    before = line[at - 1].sense if at else line[at].sense
    beside = bool(at) and (before.weekday is not None or before.day is not None)
    behind = line[then + 1] if line[then].text in DASHES else line[then]
    clock = plain(line, then) is not None and line[then + 1].text in {":", "."} and _sticks(line, then + 1)
    ranged = behind is not line[then] and bool(behind.digits)
    if marked(line, then, Mark.IN) and line[skip(line, then, Mark.IN, Mark.THE)].sense.part is not None:
        return True
    return closed or alone or beside or clock or ranged or governed(line, at, Mark.ON)


def _is_share(line: Line, at: int, then: int, numbers: list[str]) -> bool:
    """Whether two small numbers around a slash tell a part of a whole ("1/2" of two messages) rather than a date."""
    first, second = numbers
    if len(first) > 1 or len(second) > 1 or first > second:
        return False
    before = line[at - 1].sense if at else line[at].sense
    beside = bool(at) and (before.weekday is not None or before.day is not None)
    alone = at == 0 and not line[then].text
    clock = marked(line, then, Mark.AT) or clocklike(line, then + 1)
    bound = governed(line, at, Mark.ON, *_BEFORE_YEAR)
    return not (beside or alone or clock or bound)


def _ends_dates(line: Line, at: int) -> bool:
    """Whether a date with dots and what joins two stand before: "25.10. to 26.10."."""
    joined = at > 1 and (line[at - 1].text in DASHES or marked(line, at - 1, Mark.TO, Mark.AND, Mark.OR))
    return joined and (line[at - 2].text == "." or (line[at - 3].text == "." and _sticks(line, at - 3)))


def _is_timely(line: Line, at: int) -> bool:
    """Whether what stands here belongs to a day: a weekday, a part of it, a clock, the other end of a range."""
    sense = line[at].sense
    timely = sense.weekday is not None or sense.part is not None or sense.edge is not None
    return timely or line[at].text in DASHES or bool(line[at].digits) or Mark.TO in sense.marks


def _either(first: int, second: int, year: int | None, then: int) -> Found | None:
    """A month and a day, or a day and a month: settled by the numbers if one is above twelve."""
    found = _ordered(first, second, year, then)
    if found is not None:
        return replace(found[0], unordered=second <= LAST_MONTH and first != second), then
    return _ordered(second, first, year, then)


def _ordered(month: int, day: int, year: int | None, then: int) -> Found | None:
    if 1 <= month <= LAST_MONTH and 1 <= day <= LAST_DAY:
        return Days(day=day, month=month, year=year), then
    return None
