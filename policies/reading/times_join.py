"""Whole times: spans and what they are counted from, habits, and two times as the ends of a range."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policies.core.when import Days, Link, Span, Unit, When
from policies.reading.times_clock import hour, shown
from policies.reading.times_dates import LAST_DAY, LAST_MONTH
from policies.reading.times_draft import Draft, moment
from policies.reading.times_lex import OTHER, Line
from policies.reading.times_numbers import count, governed, marked, skip
from policies.reading.times_pairs import link_at
from policies.reading.times_spans import alone, length, measured, span_of
from policies.reading.times_words import Mark

_MOST_WEEKS = 60
_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Joined:
    """A whole time and the place behind it."""

    when: When
    end: int
    ago: bool = False
    later: bool = False


def joined(line: Line, at: int) -> Joined | None:
    """The time that begins here."""
    sense = line[at].sense
    if Mark.NOW in sense.marks:
        return _ranged(line, at, When(span=Span()), at + 1)
    if sense.habit or Mark.EVERY in sense.marks or _is_rate(line, at):
        return _habit(line, at)
    span = _span(line, at)
    if span is not None:
        return span
    draft = moment(line, at)
    if draft is None:
        return None
    lasting = _lasting(line, at, draft) or _in_weeks(line, draft)
    if lasting is not None:
        return lasting
    first = draft.when()
    return _ranged(line, at, first, draft.end) if first.until is None else Joined(first, draft.end)


# -- habits


def _is_rate(line: Line, at: int) -> bool:
    """Whether a number or a unit stands before "a day", so that it is a rate: "$500 a day", "5 days a week"."""
    if at == 0 or not marked(line, at, Mark.A) or line[at + 1].sense.unit is None:
        return False
    return bool(line[at - 1].digits) or line[at - 1].sense.unit is not None


def _habit(line: Line, at: int) -> Joined | None:
    """A habit: "every Friday at 4pm", "daily", "each two days"."""
    end = at + 1
    if not line[at].sense.habit:
        number = count(line, end)
        end = number[1] if number is not None else end
        sense = line[end].sense
        if (
            not (sense.unit or sense.part or sense.business_unit)
            and sense.weekday is None
            and sense.day is None
        ):
            return None
        end += 1
    behind = moment(line, skip(line, end, Mark.AT, Mark.ON, Mark.IN))
    clocked = behind is not None and behind.clock is not None and behind.days is None
    return Joined(When(recurring=True), behind.end if behind is not None and clocked else end)


# -- spans


def _span(line: Line, at: int) -> Joined | None:
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
    return _counted(line, at, when, end)


def _counted(line: Line, at: int, when: When, end: int) -> Joined:
    """With what it is counted from behind it: "ago", "from now", "after Friday"; and the hour: "in 7 days at 5pm"."""
    if marked(line, end, Mark.AGO) and not is_event(line, end) and not moment_behind(line, end + 1):
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


def moment_behind(line: Line, at: int) -> bool:
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


def _lasting(line: Line, at: int, draft: Draft) -> Joined | None:
    """A time and how long it lasts: "from 10am for three hours", "14 May from 9:30 for 7 hours"."""
    if not marked(line, draft.end, Mark.FOR) or draft.until_clock is not None or draft.until_days is not None:
        return None
    found = length(line, draft.end + 1)
    if found is None or found[0].span is None or found[0].until is not None:
        return None
    start, end = draft, found[1]
    if draft.clock is None and marked(line, end, Mark.FROM):
        clock = moment(line, end + 1)
        if clock is not None and clock.clock is not None and clock.days is None:
            start, end = replace(draft, clock=clock.clock, zone=clock.zone), clock.end
    base = start.when()
    if base.clock is None and (found[0].span.seconds or not governed(line, at, Mark.FROM)):
        return None
    span = replace(found[0].span, start=replace(base, zone=""), window=True)
    return Joined(When(span=span, zone=base.zone), end)


def _in_weeks(line: Line, draft: Draft) -> Joined | None:
    """A day and the weeks after it: "Monday in two weeks", "heute in einer Woche"."""
    days = draft.days
    if days is None or draft.clock is not None or not marked(line, draft.end, Mark.IN):
        return None
    found = length(line, draft.end + 1)
    span = found[0].span if found is not None else None
    if found is None or span is None or found[0].until is not None or not span.days or span.days % _A_WEEK:
        return None
    weeks = span.days // _A_WEEK
    if days == Days(weekday=days.weekday) and days.weekday is not None:
        return Joined(When(replace(days, shift=weeks + 1)), found[1])
    if days == Days(shift=days.shift) and days.shift is not None:
        return Joined(When(replace(days, shift=days.shift + span.days)), found[1])
    return None


# -- ranges and alternatives


def _ranged(line: Line, at: int, first: When, end: int) -> Joined:
    """With the other end, if one is joined to it: "Monday or Tuesday", "2pm today to 6pm Friday"."""
    link = link_at(line, end, between=governed(line, at, Mark.BETWEEN))
    if link is Link.OR and marked(line, end, Mark.AND):
        link = Link.TO
    if link is Link.NONE:
        return Joined(first, end)
    then = skip(line, end + 1, Mark.THE, Mark.ON, Mark.BY, Mark.AT)
    if Mark.NOW in line[then].sense.marks and first.span is None:
        return Joined(replace(first, until=When(span=Span()), link=link), then + 1)
    second = moment(line, then)
    if second is None or second.until_clock is not None or second.until_days is not None:
        hours = (
            second is not None and second.until_clock is not None and _only_weekdays(first.days, second.days)
        )
        return (
            Joined(When(recurring=True), second.end) if second is not None and hours else Joined(first, end)
        )
    last = second.when()
    alike = (first.days is not None and last.days is not None) or (
        first.clock is not None and last.clock is not None
    )
    if not alike and first.span is None:
        return Joined(first, end)
    return Joined(replace(_in_same_year(first, last), until=last, link=link), second.end)


def _only_weekdays(*found: Days | None) -> bool:
    """Whether these are weekdays and nothing more, so that "Mon-Fri 9-5" tells opening hours."""
    return all(
        days is not None and days == Days(weekday=days.weekday) and days.weekday is not None for days in found
    )


def _in_same_year(first: When, last: When) -> When:
    """With the year that only the other end has: "26 June to 28 June 2026", "November to February 2027"."""
    one, other = first.days, last.days
    if one is None or other is None or other.year is None or one.year is not None or one.month is None:
        return first
    turned = (one.month, one.day or 1) > (other.month or LAST_MONTH, other.day or LAST_DAY)
    return replace(first, days=replace(one, year=other.year - turned))
