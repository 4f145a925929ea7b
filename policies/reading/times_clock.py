"""What clocks show: "3pm", "15:00", "9.30am", "15h30", "half past three", "five thirty p.m.", "17 Uhr"."""

from __future__ import annotations

from dataclasses import replace

from policies.core.when import Clock, Part, Unit
from policies.reading.times_lex import OTHER, Line
from policies.reading.times_numbers import count, four, governed, marked, plain, skip
from policies.reading.times_words import Mark

Found = tuple[Clock, int]
MOST_HOURS, HALF_A_DAY = 24, 12
_MINUTES, _QUARTER, _HALF = 60, 15, 30
_TWO_DIGITS, _FOUR_DIGITS = 2, 4
_LEAST_MINUTES_TO = 13
"""Less than that before "to" and an hour is a range: "5 to 6pm"."""
_NO_CLOCK_BEFORE = frozenset("$#.:+\u20ac\u00a3")


def shown(line: Line, at: int) -> Found | None:
    """A time that shows itself as one, by a colon, "am" or "pm", "o'clock" or the like; and the place behind it."""
    spoken = _spoken(line, at)
    if spoken is not None:
        return spoken
    if not line[at].digits:
        return _in_words(line, at)
    if at and line[at].glued and line[at - 1].text in _NO_CLOCK_BEFORE:
        return None
    if plain(line, at) is None:
        return _unseparated(line, at)
    return _in_digits(line, at)


def hour(line: Line, at: int) -> Found | None:
    """A time, or a number alone that what stands around it makes an hour: "at 5", "9 tomorrow"."""
    found = shown(line, at)
    if found is not None:
        return found
    number = plain(line, at)
    if number is not None:
        spaced = _spaced_minutes(line, at)
        if spaced is not None:
            return spaced
        if number > MOST_HOURS or _counts(line, at + 1):
            return None
        return Clock(number, sure=number > HALF_A_DAY or number == 0), at + 1
    value = line[at].sense.number
    if value is None or line[at].digits or value not in range(1, HALF_A_DAY + 1):
        return None
    minutes = _minutes_in_words(line, at + 1) or (0, at + 1)
    return None if _counts(line, minutes[1]) else (Clock(int(value), minutes[0], sure=False), minutes[1])


def _counts(line: Line, at: int) -> bool:
    """Whether the number before counts something else: "5 stars", "4.7", "3%", "10-20"."""
    here, behind = line[at], line[at + 1]
    sense = here.sense
    if sense.unit is not None or sense.business_unit is not None or Mark.NOT in sense.marks or here.digits:
        return True
    return here.glued and (
        (here.is_word and Mark.ABOUT not in sense.marks)
        or (behind.glued and bool(behind.digits))
        or here.text in {"%", "$", "/"}
    )


def _spaced_minutes(line: Line, at: int) -> Found | None:
    """Minutes behind a space: "at 3 15"."""
    minutes = plain(line, at + 1)
    fits = minutes is not None and len(line[at + 1].digits) == _TWO_DIGITS and minutes < _MINUTES
    value = plain(line, at)
    if not fits or minutes is None or value is None or not 1 <= value < MOST_HOURS or _counts(line, at + 2):
        return None
    return (Clock(value, minutes, sure=value > HALF_A_DAY), at + 2) if marked(line, at - 1, Mark.AT) else None


def _in_digits(line: Line, at: int) -> Found | None:
    hours, then = int(line[at].digits), at + 1
    minute, second, sign = 0, 0, ""
    minutes = _minutes_behind(line, then)
    if minutes is not None:
        minute, sign, then = minutes
        if line[then].text == ":" and len(line[then + 1].digits) == _TWO_DIGITS and line[then].glued:
            second, then = int(line[then + 1].digits), then + 2
        if line[then].text == "h" and sign != "h":
            return _checked(hours, minute, second, then + 1)
    meridiem = meridiem_at(line, then)
    if meridiem is not None:
        return _checked(_in_half(hours, meridiem[0]), minute, second, meridiem[1])
    if marked(line, then, Mark.CLOCK):
        return _before_clock_word(line, then, hours, minute)
    if sign == "." and not (marked(line, at - 1, Mark.AT, Mark.ABOUT) or _is_bound(line, at, then)):
        return None
    if sign:
        sure = hours > HALF_A_DAY or line[at].digits[0] == "0"
        return _checked(hours, minute, second, then, sure=sure)
    lettered = line.words.hour_letter and line[then].text == "h" and line[then].glued
    zoned = line[then + 1].sense.zone is not None or governed(
        line, at, Mark.BY, Mark.AT, Mark.BEFORE, Mark.UNTIL
    )
    return _checked(hours, 0, 0, then + 1) if lettered and (hours > HALF_A_DAY or zoned) else None


def _is_bound(line: Line, at: int, then: int) -> bool:
    """Whether "by" or the like makes a clock of the numbers around a dot, with nothing behind that they could count."""
    behind = line[then]
    loose = behind.text not in {OTHER, "%", "$"} and not behind.digits and not _counts(line, then)
    return loose and governed(line, at, Mark.BY, Mark.BEFORE, Mark.UNTIL, Mark.AROUND)


def _minutes_behind(line: Line, at: int) -> tuple[int, str, int] | None:
    """The minutes behind ":", "." or "h", the sign, and the place behind them."""
    sign, behind = line[at], line[at + 1]
    if (
        sign.text not in {":", ".", "h"}
        or not (sign.glued and behind.glued)
        or len(behind.digits) != _TWO_DIGITS
    ):
        return None
    minute = int(behind.digits)
    return (minute, sign.text, at + 2) if minute < _MINUTES else None


def _in_half(hours: int, added: int) -> int:
    return hours % HALF_A_DAY + added if 1 <= hours <= HALF_A_DAY else hours


def _before_clock_word(line: Line, at: int, hours: int, minute: int) -> Found | None:
    """An hour before "o'clock" or "Uhr", with the minutes or the "am" behind it."""
    then = at + 1
    minutes = plain(line, then) if line.words.minutes_behind_clock else None
    if minutes is not None and len(line[then].digits) == _TWO_DIGITS and not _counts(line, then + 1):
        return _checked(hours, minutes, 0, then + 1, sure=hours > HALF_A_DAY)
    meridiem = meridiem_at(line, then)
    if meridiem is not None:
        return _checked(_in_half(hours, meridiem[0]), minute, 0, meridiem[1])
    return _checked(hours, minute, 0, then, sure=hours > HALF_A_DAY)


def _checked(hours: int, minute: int, second: int, then: int, *, sure: bool = True) -> Found | None:
    past = hours > MOST_HOURS or (hours == MOST_HOURS and minute > 0)
    return (
        None
        if past or minute >= _MINUTES or second >= _MINUTES
        else (Clock(hours, minute, second, sure=sure), then)
    )


def meridiem_at(line: Line, at: int) -> tuple[int, int] | None:
    """The hours that "am" or "p.m." add, and the place behind it."""
    if line[at].text == "." and line[at].glued and line[at + 1].sense.meridiem is not None:  # "9.am"
        at += 1
    here = line[at]
    if here.sense.meridiem is None:
        return None
    lone = here.end - here.start == 1
    if lone and (
        here.capital or not here.glued or (line[at + 1].glued and line[at + 1].is_word)
    ):  # "3 a", not "3a"
        return None
    dotted = line[at + 1].text == "." and line[at + 1].glued and here.end - here.start == len("a.m")
    return here.sense.meridiem, at + 2 if dotted else at + 1


def _unseparated(line: Line, at: int) -> Found | None:
    """Hours and minutes in one number: "1140 a.m.", "330 p.m.", "by 1500 hrs"."""
    digits = line[at].digits
    if len(digits) == _FOUR_DIGITS and line[at + 1].sense.unit is Unit.HOUR:
        bound = governed(line, at, Mark.BY, Mark.AT, Mark.BEFORE, Mark.UNTIL)
        return _checked(int(digits[:2]), int(digits[2:]), 0, at + 2) if bound else None
    meridiem = meridiem_at(line, at + 1)
    lettered = line[at + 1].end - line[at + 1].start == 1  # "602A" is a paragraph
    if len(digits) not in {3, _FOUR_DIGITS} or meridiem is None or lettered:
        return None
    return _checked(_in_half(int(digits[:-2]), meridiem[0]), int(digits[-2:]), 0, meridiem[1])


def dotted(line: Line, at: int) -> Found | None:
    """Hours and minutes around a dot, where a date before or a clock beside makes them a time: "18.00"."""
    hours, minutes = plain(line, at), _minutes_behind(line, at + 1)
    if (
        hours is None
        or minutes is None
        or minutes[1] != "."
        or (line[minutes[2]].text == "." and line[minutes[2] + 1].digits)
    ):
        return None
    then = minutes[2] + 1 if line[minutes[2]].text == "h" else minutes[2]
    return _checked(hours, minutes[0], 0, then, sure=hours > HALF_A_DAY or line[at].digits[0] == "0")


def military(line: Line, at: int) -> Found | None:
    """Four digits that are a time because of what stands around them: "0740", "1830"."""
    number = four(line, at)
    return None if number is None else _checked(number // 100, number % 100, 0, at + 1)


# -- in words


def _in_words(line: Line, at: int) -> Found | None:
    """An hour in words before "am", "pm" or "o'clock": "three pm", "seven thirty p.m."."""
    value = line[at].sense.number
    if value is None or value not in range(1, HALF_A_DAY + 1):
        return None
    hours = int(value)
    minute, then = _minutes_in_words(line, at + 1) or (0, at + 1)
    meridiem = meridiem_at(line, then)
    if meridiem is not None:
        return _checked(_in_half(hours, meridiem[0]), minute, 0, meridiem[1])
    return _before_clock_word(line, then, hours, minute) if marked(line, then, Mark.CLOCK) else None


def _minutes_in_words(line: Line, at: int) -> tuple[int, int] | None:
    """Minutes in words behind an hour in words: "thirty", "forty-five"."""
    then = at + 1 if line[at].text == "-" else at
    value = line[then].sense.number
    if value is None or line[then].digits or value not in range(10, _MINUTES):
        return None
    found = count(line, then)
    whole = found is not None and found[0] == int(found[0]) and line[found[1]].sense.unit is None
    return (int(found[0]), found[1]) if found is not None and whole else None


def _spoken(line: Line, at: int) -> Found | None:
    """Minutes before or after an hour: "half past three", "quarter to noon", "20 past 3pm", "halb vier"."""
    start = skip(line, at, Mark.A)
    half = _half_hour(line, start)
    if half is not None:
        return half
    fraction = _fraction(line, start)
    if fraction is None:
        return None
    minutes, then, plainly = fraction
    at_ten_to_five = at > 0 and not line[at].digits and marked(line, at - 1, Mark.AT)
    plainly = plainly or at_ten_to_five or not marked(line, then, Mark.TO)
    if marked(line, then, Mark.PAST):
        sign = 1
    elif marked(line, then, Mark.TO_HOUR) and (
        plainly or (minutes >= _LEAST_MINUTES_TO and minutes % 5 == 0)
    ):
        sign = -1
    else:
        return None
    base = _half_hour(line, then + 1) or _whole_hour(line, then + 1)
    if base is None or (sign < 0 and not plainly and (base[0].hour or 0) > HALF_A_DAY):
        return None
    return _moved(base[0], sign * minutes), base[1]


def _half_hour(line: Line, at: int) -> Found | None:
    base = _whole_hour(line, at + 1) if marked(line, at, Mark.HALF_TO) else None
    return (_moved(base[0], line.words.half_to), base[1]) if base is not None else None


def _fraction(line: Line, at: int) -> tuple[int, int, bool] | None:
    """The minutes here, the place behind them, and whether they are told as minutes."""
    if marked(line, at, Mark.HALF):
        return _HALF, at + 1, True
    if marked(line, at, Mark.QUARTER):
        return _QUARTER, at + 1, True
    number = count(line, at) if line[at].sense.number is not None else None
    if number is None or number[0] not in range(1, _MINUTES):
        return None
    told = line[number[1]].sense.unit is Unit.MINUTE
    return int(number[0]), number[1] + 1 if told else number[1], told


def _whole_hour(line: Line, at: int) -> Found | None:
    part = line[at].sense.part
    if part is Part.NOON:
        return Clock(HALF_A_DAY), at + 1
    if part is Part.MIDNIGHT:
        return Clock(0), at + 1
    if line[at].sense.number is None:
        return None
    digits = plain(line, at)
    found = _in_digits(line, at) if digits is not None else _in_words(line, at)
    if found is None:
        value = line[at].sense.number
        if value not in range(1, MOST_HOURS) or value is None or _counts(line, at + 1):
            return None
        found = Clock(int(value), sure=value > HALF_A_DAY), at + 1
    return found if found[0].minute == 0 else None


def _moved(clock: Clock, minutes: int) -> Clock:
    """A clock so many minutes later, or earlier if negative."""
    total = (clock.hour or 0) * _MINUTES + clock.minute + minutes
    if total <= 0:
        total += (MOST_HOURS if clock.sure else HALF_A_DAY) * _MINUTES
    return replace(clock, hour=total // _MINUTES, minute=total % _MINUTES)
