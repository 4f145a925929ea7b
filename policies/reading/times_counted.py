"""Lengths and what they are counted from: "in 2 days", "two days ago", "next two weeks", "three weeks from tomorrow"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policies.core.when import Days, Unit, When
from policies.reading.times_clock import hour, shown
from policies.reading.times_draft import moment
from policies.reading.times_lex import OTHER, Line
from policies.reading.times_numbers import count, governed, marked, skip
from policies.reading.times_spans import alone, length, measured, span_of
from policies.reading.times_words import Mark

_MOST_WEEKS = 60


@dataclass(frozen=True, slots=True)
class Joined:
    """A whole time and the place behind it."""

    when: When
    end: int
    ago: bool = False
    later: bool = False


def counted(line: Line, at: int) -> Joined | None:
    """The length that begins here, with what it is counted from."""
    found = _window(line, at) or _weekdays_on(line, at) or length(line, at) or _unit_alone(line, at)
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
    if marked(line, end, Mark.AGO) and not is_event(line, end) and not _day_behind(line, end + 1):
        return Joined(backwards(when), end + 1, ago=True)
    anchored = _anchored(line, end, when, window=governed(line, at, Mark.FOR))
    if anchored is not None:
        return anchored
    later = marked(line, end, Mark.LATER) and not is_event(line, end)
    end = end + 1 if later else end
    behind = skip(line, end, Mark.AT)
    at_hour = hour(line, behind) if behind > end and when.span is not None and not when.span.seconds else None
    if at_hour is not None:
        return Joined(replace(when, clock=at_hour[0]), at_hour[1], later=later)
    return Joined(when, end, later=later)


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
    if unit is None or line[at].sense.many or not governed(line, at, Mark.WITHIN):
        return None
    if unit is Unit.DAY:
        return When(Days(shift=0)), at + 1
    span = span_of(1, unit)
    return (When(span=span), at + 1) if span is not None else None


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
