"""Lengths and what they are counted from: "in 2 days", "two days ago", "next two weeks", "three weeks from tomorrow"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policies.core.when import Days, Span, Unit, When
from policies.reading.times_clock import hour, shown
from policies.reading.times_draft import moment
from policies.reading.times_lex import CLAUSE_ENDS, OTHER, Line
from policies.reading.times_numbers import count, governed, marked, plain, skip
from policies.reading.times_parts import part
from policies.reading.times_spans import alone, length, measured, span_of
from policies.reading.times_words import Mark

_MOST_WEEKS = 60
_AN_HOUR = 3600
_MOST_MINUTES = 90


@dataclass(frozen=True, slots=True)
class Joined:
    """A whole time and the place behind it."""

    when: When
    end: int
    ago: bool = False
    later: bool = False


def counted(line: Line, at: int) -> Joined | None:
    """The length that begins here, with what it is counted from."""
    found = (
        _hours_and_minutes(line, at)
        or _window(line, at)
        or _weekdays_on(line, at)
        or length(line, at)
        or _unit_alone(line, at)
        or _minutes_left_out(line, at)
    )
    if found is None:
        return None
    when, end = found
    if (line[end].glued and line[end].is_word) or _is_hour(line, at, end):
        return None  # "15h30", "15h GMT"
    if marked(line, end, Mark.PAST, Mark.TO_HOUR) and when.until is None and shown(line, at):
        return None  # "15 minutes past noon"
    if when.days is not None or is_past(when):
        past = when.days is None or (when.days.shift or 0) < 0
        counted = when.days is not None and when.days.weekday is not None
        return Joined(when, end, ago=past, later=counted and not past)
    return _with_base(line, at, when, end)


def _with_base(line: Line, at: int, when: When, end: int) -> Joined:
    """With what it is counted from behind it: "ago", "from now", "after Friday"; and the hour: "in 7 days at 5pm"."""
    timed = _at_hour(line, when, end)
    if timed is not None:
        return timed
    if marked(line, end, Mark.AGO) and not is_event(line, end) and not _day_behind(line, end + 1):
        return Joined(backwards(when), end + 1, ago=True)
    anchored = _anchored(line, end, when, window=governed(line, at, Mark.FOR))
    if anchored is not None:
        return anchored
    later = marked(line, end, Mark.LATER) and not is_event(line, end)
    end = end + 1 if later else end
    timed = _at_hour(line, when, end)
    return replace(timed, later=later) if timed is not None else Joined(when, end, later=later)


def _at_hour(line: Line, when: When, end: int) -> Joined | None:
    """With the hour of its last day: "in 7 days at 5pm", "the next working day by 10am"."""
    if when.span is None or when.span.seconds or when.until is not None:
        return None
    window = when.span.business and when.span.window
    behind = skip(line, end, Mark.AT, Mark.BY, Mark.BEFORE) if window else skip(line, end, Mark.AT)
    at_hour = hour(line, behind) or part(line, behind) if behind > end else None
    return Joined(replace(when, clock=at_hour[0]), at_hour[1]) if at_hour is not None else None


def _is_hour(line: Line, at: int, end: int) -> bool:
    """Whether "15h" is an hour of the day, since a zone follows."""
    zoned = line[end].sense.zone is not None or governed(line, at, Mark.BY, Mark.AT, Mark.BEFORE, Mark.UNTIL)
    return end == at + 2 and zoned and shown(line, at) is not None


def is_event(line: Line, at: int) -> bool:
    """Whether what stands here ties a length to something that happens: "after placing the order", "of receipt"."""
    return (
        marked(line, at, Mark.AFTER, Mark.BEFORE, Mark.OF, Mark.FROM)
        and line[skip(line, at + 1, Mark.THE, Mark.A)].text == OTHER
    )


def _day_behind(line: Line, at: int) -> bool:
    """Whether a day follows: "two days before Friday" is not two days ago."""
    behind = moment(line, skip(line, at, Mark.THE))
    return behind is not None and behind.days is not None


def is_past(when: When) -> bool:
    """Whether a length goes back from now."""
    span = when.span
    return span is not None and (span.months < 0 or span.days < 0 or span.seconds < 0)


def _window(line: Line, at: int) -> tuple[When, int] | None:
    """A stretch from now on, or up to now: "next two weeks", "2 upcoming months", "past 3 days"."""
    relation = line[at].sense.relation
    if relation:
        found = length(line, at + 1) or _one(line, at, relation)
        return (_windowed(found[0], relation), found[1]) if found is not None else None
    if not line[at].sense.number and not marked(line, at, Mark.A):
        return None
    number = count(line, at)
    if number is None or not (relation := line[number[1]].sense.relation):
        return None
    if relation < 0 and not line[number[1] + 1].sense.many:  # "13 last minute"
        return None
    span_behind = measured(line, number[1] + 1, number[0])
    return (
        (_windowed(When(span=span_behind[0]), relation), span_behind[1]) if span_behind is not None else None
    )


def _one(line: Line, at: int, relation: int) -> tuple[When, int] | None:
    """A unit without a number behind "next": an hour, a business day; a week only behind "within"."""
    found = alone(line, at + 1)
    if found is None or line[at + 1].sense.many or found[0].span is None:
        return None
    span = found[0].span
    ahead = relation > 0 and governed(line, at, Mark.WITHIN)
    return found if span.seconds or (span.business and relation > 0) or ahead else None


def _windowed(when: When, relation: int) -> When:
    found = when if relation > 0 else backwards(when)
    return replace(found, span=replace(found.span, window=True)) if found.span is not None else found


def backwards(when: When) -> When:
    """The same length into the past."""
    if when.span is None:
        return when
    span = replace(when.span, months=-when.span.months, days=-when.span.days, seconds=-when.span.seconds)
    return replace(when, span=span, until=backwards(when.until) if when.until is not None else None)


def _unit_alone(line: Line, at: int) -> tuple[When, int] | None:
    """A unit that only the preposition makes a span: "within the hour"."""
    unit = line[at].sense.unit
    if unit is None or not governed(line, at, Mark.WITHIN):
        return None
    if line[at].sense.many:
        return _some(unit, at + 1)
    if unit is Unit.DAY:
        return When(Days(shift=0)), at + 1
    span = span_of(1, unit)
    return (When(span=span), at + 1) if span is not None else None


def _some(unit: Unit, end: int) -> tuple[When, int] | None:
    """What a plural alone is behind "within": minutes are an hour at most, hours today; days could be any."""
    if unit is Unit.HOUR:
        return When(Days(shift=0)), end
    return (When(span=Span(seconds=_AN_HOUR)), end) if unit in (Unit.SECOND, Unit.MINUTE) else None


def _hours_and_minutes(line: Line, at: int) -> tuple[When, int] | None:
    """Hours and minutes around an "h" that a preposition makes a length: "in 1h30"."""
    hours, minutes = plain(line, at), plain(line, at + 2)
    if hours is None or minutes is None or line[at + 1].sense.unit is not Unit.HOUR:
        return None
    glued = line[at + 1].glued and line[at + 2].glued and not (line[at + 3].glued and line[at + 3].is_word)
    if not glued or not governed(line, at, Mark.IN, Mark.WITHIN) or minutes * 60 >= _AN_HOUR:
        return None
    return When(span=Span(seconds=hours * _AN_HOUR + minutes * 60)), at + 3


def _minutes_left_out(line: Line, at: int) -> tuple[When, int] | None:
    """Minutes without their word at the end of a clause: "back in 15!"."""
    number, behind = plain(line, at), line[at + 1]
    ends = not behind.text or (
        behind.text in CLAUSE_ENDS and not (line[at + 2].glued and line[at + 2].digits)
    )
    round_number = number is not None and 0 < number <= _MOST_MINUTES and number % 5 == 0
    if number is None or not ends or not round_number or marked(line, at - 1, Mark.MORE):
        return None
    return (When(span=Span(seconds=number * 60)), at + 1) if at and governed(line, at, Mark.IN) else None


def _weekdays_on(line: Line, at: int) -> tuple[When, int] | None:
    """Weekdays counted from now: "three Fridays from now"."""
    number = count(line, at) if line[at].sense.number is not None else None
    if number is None or not marked(line, number[1] + 1, Mark.LATER, Mark.AGO):
        return None
    weekday = line.words.plurals.get(line[number[1]].text)
    if weekday is None or number[0] != int(number[0]) or number[0] > _MOST_WEEKS:
        return None
    weeks = int(number[0])
    shift = -weeks if marked(line, number[1] + 1, Mark.AGO) else weeks if weeks > 1 else None
    return When(Days(weekday=weekday, shift=shift)), number[1] + 2


def _anchored(line: Line, at: int, when: When, *, window: bool) -> Joined | None:
    """A span from a day on: "three weeks from tomorrow", "two days after Friday", "for 2 hours from 2pm"."""
    if when.span is None:
        return None
    weekly = (
        marked(line, at, Mark.ON) and when.span.days > 0 and when.span.days % 7 == 0
    )  # "a week on Monday"
    today = _a_week_today(line, at, when)
    if today is not None:
        return today
    if not (weekly or marked(line, at, Mark.FROM, Mark.AFTER, Mark.BEFORE, Mark.STARTING)):
        return None
    base = moment(line, skip(line, at + 1, Mark.THE, Mark.FROM, Mark.ON))
    if base is None or (base.days is None and not (window or marked(line, at, Mark.STARTING))):
        return None
    window = window or marked(line, at, Mark.STARTING)
    moved = backwards(when) if marked(line, at, Mark.BEFORE) else when
    if moved.span is None:
        return None
    start = base.when()
    span = replace(moved.span, start=replace(start, zone=""), window=window)
    return Joined(replace(moved, span=span, zone=start.zone), base.end, later=True)


def _a_week_today(line: Line, at: int, when: When) -> Joined | None:
    """Weeks with the day they are counted from at once behind them: "a week today", "two weeks tomorrow"."""
    day = line[at].sense.day
    if day is None or day < 0 or when.span is None or when.until is not None or when.clock is not None:
        return None
    weeks = when.span.days > 0 and when.span.days % 7 == 0
    return Joined(When(Days(shift=day + when.span.days)), at + 1, later=True) if weeks else None
