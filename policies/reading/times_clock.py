"""Times of day: "3pm", "15:00", "half past three", "noon", "tomorrow morning"'s morning, "EOD", and their zones."""

from __future__ import annotations

from dataclasses import replace

from policies.core.when import Clock, Edge, Part, Unit
from policies.reading.times_numbers import DASHES, Line, count, marked, plain, skip
from policies.reading.times_words import Mark, TimeWords

Found = tuple[Clock, int]
_HOURS, _MINUTES, _HALF_A_DAY, _QUARTER, _HALF = 24, 60, 12, 15, 30
_FOUR, _TWO = 4, 2


def clock(line: Line, at: int, words: TimeWords) -> Found | None:
    """A clock time or a part of the day that shows itself as one."""
    for rule in (_spoken, _shown, _part):
        found = rule(line, at, words)
        if found is not None:
            return found
    return None


def bare_hour(line: Line, at: int, words: TimeWords) -> Found | None:
    """A number alone that what stands around it makes an hour: "at 5", "9 tomorrow"."""
    found = clock(line, at, words)
    if found is not None and found[0].hour is not None:
        return found
    number = plain(line, at)
    then = at + 1
    if number is None:
        value = line[at].sense.number
        if value is None or value != int(value) or line[at].digits or value > _HALF_A_DAY:
            return None
        number = int(value)
        minutes = _minutes_in_words(line, then, words)
        if minutes is not None:
            return Clock(number, minutes[0], sure=False), minutes[1]
    if number > _HOURS or _is_no_hour(line, then):
        return None
    return Clock(number, sure=number > _HALF_A_DAY or number == 0), then


def _is_no_hour(line: Line, at: int) -> bool:
    """Whether the number before is of something else: "5 stars", "4.7", "3%", "10-20"."""
    here, behind = line[at], line[at + 1]
    sense = here.sense
    if sense.unit is not None or sense.business_unit is not None or Mark.NOT in sense.marks or here.digits:
        return True
    return here.glued and (
        here.text.isalpha() or (behind.glued and bool(behind.digits)) or here.text in "%$#/"
    )


def _shown(line: Line, at: int, words: TimeWords) -> Found | None:
    """ "3pm", "3:30", "9.30am", "15h30", "17 Uhr", "five thirty p.m."."""
    here = line[at]
    hour = plain(line, at)
    if hour is None:
        return _in_words(line, at, words) or _four_digits(line, at)
    if at and here.glued and line[at - 1].text in ("$", "#", "/", ".", ":", "+"):
        return None
    then, minute, second, colon = at + 1, 0, 0, False
    sign, behind = line[at + 1], line[at + 2]
    if (
        sign.text in (":", ".", "h")
        and sign.glued
        and behind.glued
        and len(behind.digits) == _TWO
        and int(behind.digits) < _MINUTES
    ):
        minute, then, colon = int(behind.digits), at + 3, sign.text in (":", "h")
        if line[then].text == ":" and len(line[then + 1].digits) == _TWO:
            second, then = int(line[then + 1].digits), then + 2
    elif sign.text == "h" and sign.glued and hour > _HALF_A_DAY:
        return _checked(hour, 0, 0, True, at + 2)
    meridiem = _meridiem(line, then)
    if meridiem is not None:
        if not 1 <= hour <= _HALF_A_DAY:
            return _checked(hour, minute, second, True, meridiem[1])
        return _checked(hour % _HALF_A_DAY + meridiem[0], minute, second, True, meridiem[1])
    if marked(line, then, Mark.CLOCK):
        return _after_clock_word(line, then, hour, minute, words)
    if colon or (then > at + 1 and marked(line, at - 1, Mark.AT)):
        return _checked(hour, minute, second, hour > _HALF_A_DAY or here.digits[0] == "0", then)
    return None


def _after_clock_word(line: Line, at: int, hour: int, minute: int, words: TimeWords) -> Found | None:
    """Behind "o'clock" or "Uhr" minutes may stand ("17 Uhr 30"), or "am" and "pm"."""
    then = at + 1
    minutes = plain(line, then)
    if (
        minutes is not None
        and minute == 0
        and len(line[then].digits) == _TWO
        and not line[then + 1].sense.unit
        and words.clock_is_sure
    ):
        return _checked(hour, minutes, 0, True, then + 1)
    meridiem = _meridiem(line, then)
    if meridiem is not None and 1 <= hour <= _HALF_A_DAY:
        return _checked(hour % _HALF_A_DAY + meridiem[0], minute, 0, True, meridiem[1])
    return _checked(hour, minute, 0, words.clock_is_sure or hour > _HALF_A_DAY, then)


def _checked(hour: int, minute: int, second: int, sure: bool, at: int) -> Found | None:  # noqa: FBT001
    if hour > _HOURS or (hour == _HOURS and minute) or second >= _MINUTES:
        return None
    return Clock(hour, minute, second, sure=sure), at


def _meridiem(line: Line, at: int) -> tuple[int, int] | None:
    """The hours that "am" or "p.m." add, and the place behind it."""
    if line[at].text == "." and line[at].glued and line[at + 1].sense.meridiem is not None:  # "9.am"
        at += 1
    meridiem = line[at].sense.meridiem
    if meridiem is None:
        return None
    if (
        len(line[at].text) == 1 and line[at].end - line[at].start == 1 and not line[at].glued
    ):  # "3 a", not "3a"
        return None
    then = at + 1
    if line[then].text == "." and line[then].glued and line[at].text != "am" and line[at].text != "pm":
        then += 1
    return meridiem, then


def _in_words(line: Line, at: int, words: TimeWords) -> Found | None:
    """ "three pm", "seven thirty p.m.", "five o'clock"."""
    value = line[at].sense.number
    if value is None or line[at].digits or value not in range(1, _HALF_A_DAY + 1):
        return None
    hour, minute, then = int(value), 0, at + 1
    if (minutes := _minutes_in_words(line, then, words)) is not None:
        minute, then = minutes
    meridiem = _meridiem(line, then)
    if meridiem is not None:
        return _checked(hour % _HALF_A_DAY + meridiem[0], minute, 0, True, meridiem[1])
    if marked(line, then, Mark.CLOCK):
        return _after_clock_word(line, then, hour, minute, words)
    return None


def _minutes_in_words(line: Line, at: int, words: TimeWords) -> tuple[int, int] | None:
    then = at + 1 if line[at].text == "-" else at
    value = line[then].sense.number
    if value is None or line[then].digits or value not in range(10, _MINUTES):
        return None
    found = count(line, then, words)
    if found is None or found[0] != int(found[0]) or line[found[1]].sense.unit is not None:
        return None
    return int(found[0]), found[1]


def _four_digits(line: Line, at: int) -> Found | None:
    """ "1140 a.m.", "330 p.m."."""
    digits = line[at].digits
    if len(digits) not in (3, _FOUR) or (meridiem := _meridiem(line, at + 1)) is None:
        return None
    hour, minute = int(digits[:-2]), int(digits[-2:])
    if minute >= _MINUTES:
        return None
    hour = hour % _HALF_A_DAY + meridiem[0] if hour <= _HALF_A_DAY else hour
    return _checked(hour, minute, 0, True, meridiem[1])


def _spoken(line: Line, at: int, words: TimeWords) -> Found | None:
    """ "half past three", "quarter to noon", "20 past 3pm", "halb vier"."""
    start = skip(line, at, Mark.A)
    if (
        marked(line, start, Mark.HALF_TO)
        and (hour := _hour(line, start + 1, words)) is not None
        and hour[0].minute == 0
    ):
        return _moved(hour[0], -_HALF), hour[1]
    minutes, then = _fraction(line, start, words)
    if minutes is None:
        return None
    if marked(line, then, Mark.PAST):
        sign = 1
    elif marked(line, then, Mark.TO_HOUR):
        sign = -1
    else:
        return None
    hour = _hour(line, then + 1, words)
    if hour is None or hour[0].minute:
        return None
    return _moved(hour[0], sign * minutes), hour[1]


def _fraction(line: Line, at: int, words: TimeWords) -> tuple[int | None, int]:
    if marked(line, at, Mark.HALF):
        return _HALF, at + 1
    if marked(line, at, Mark.QUARTER):
        return _QUARTER, at + 1
    number = count(line, at, words) if line[at].digits or line[at].sense.number else None
    if number is None or not 1 <= number[0] < _MINUTES or number[0] != int(number[0]):
        return None, at
    then = number[1] + 1 if line[number[1]].sense.unit is Unit.MINUTE else number[1]
    return int(number[0]), then


def _hour(line: Line, at: int, words: TimeWords) -> Found | None:
    if line[at].sense.part is Part.NOON:
        return Clock(_HALF_A_DAY), at + 1
    if line[at].sense.part is Part.MIDNIGHT:
        return Clock(0), at + 1
    return bare_hour(line, at, words)


def _moved(hour: Clock, minutes: int) -> Clock:
    total = (hour.hour or 0) * _MINUTES + minutes
    if total <= 0:
        total += (_HALF_A_DAY if not hour.sure else _HOURS) * _MINUTES
    return replace(hour, hour=total // _MINUTES, minute=total % _MINUTES)


def _part(line: Line, at: int, words: TimeWords) -> Found | None:
    """ "morning", "early morning", "late in the afternoon", "lunchtime", "midnight", "EOD"."""
    sense = line[at].sense
    if sense.edge is not None:
        then = skip(line, at + 1, Mark.IN, Mark.OF, Mark.THE)
        then = then + 1 if line[then].text in DASHES else then
        part = line[then].sense.part
        return (Clock(part=part, edge=sense.edge), then + 1) if part and part is not Part.CLOSING else None
    if sense.closing is Unit.DAY:
        return Clock(part=Part.CLOSING), at + 1
    if sense.part is not None and (
        not sense.shy
        or marked(line, at - 1, Mark.THE, Mark.AT)
        or (at and line[at - 1].sense.relation is not None)
    ):
        return Clock(part=sense.part), at + 1
    return None


def this_part(line: Line, at: int) -> tuple[Part, Edge, int] | None:
    """A part of today: "tonight", "this afternoon", "later this evening"."""
    edge = line[at].sense.edge
    then = at + 1 if edge is not None else at
    sense = line[then].sense
    if sense.this_part is not None:
        return sense.this_part, edge or Edge.WHOLE, then + 1
    if sense.relation == 0 and (part := line[then + 1].sense.part) is not None:
        return part, edge or Edge.WHOLE, then + 2
    return None


def zone(line: Line, at: int) -> tuple[str, int] | None:
    """The zone behind a clock time: "EST", "(CET)", "your time", "UTC+2"."""
    opened = line[at].text in ("(", "/", ",")
    then = at + 1 if opened else at
    said = line[then].sense.zone
    if said is None or (line[then].sense.shy and not line[then].capital):
        return None
    then += 1
    sign, hours = line[then].text, plain(line, then + 1)
    if said == "UTC" and sign in ("+", "-") and hours is not None and line[then + 1].glued:
        said, then = f"UTC{sign}{hours}", then + 2
        if line[then].text == ":" and len(line[then + 1].digits) == _TWO:
            said, then = f"{said}:{line[then + 1].digits}", then + 2
    if line[at].text == "(" and line[then].text == ")":
        then += 1
    return said, then
