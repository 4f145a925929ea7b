"""Whole times: lengths, days and clocks, habits, and two times as the ends of a range."""

from __future__ import annotations

from dataclasses import replace

from policies.core.when import Days, Link, Span, Unit, When
from policies.reading.times_counted import Joined, counted
from policies.reading.times_dates import LAST_DAY, LAST_MONTH
from policies.reading.times_draft import Draft, moment
from policies.reading.times_lex import CLAUSE_ENDS, Line
from policies.reading.times_numbers import count, governed, marked, skip
from policies.reading.times_pairs import link_at
from policies.reading.times_spans import length
from policies.reading.times_words import Mark

_A_WEEK = 7


def joined(line: Line, at: int) -> Joined | None:
    """The time that begins here."""
    sense = line[at].sense
    if Mark.NOW in sense.marks:
        return _ranged(line, at, When(span=Span()), at + 1)
    if sense.habit or Mark.EVERY in sense.marks or _is_rate(line, at):
        return _habit(line, at)
    span = counted(line, at)
    if span is not None:
        return span
    draft = moment(line, at)
    if draft is None:
        return None
    lasting = _lasting(line, at, draft) or _of_a_day(line, draft) or _in_weeks(line, draft)
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


def _of_a_day(line: Line, draft: Draft) -> Joined | None:
    """A clock and the length that its day lies ahead: "3pm in 2 days", "10am the next working day"."""
    if draft.days is not None or draft.until_clock is not None:
        return None
    ahead = marked(line, draft.end, Mark.IN)
    then = draft.end + 1 if ahead else skip(line, draft.end, Mark.ON, Mark.THE)
    if not ahead and line[then].sense.relation != 1:
        return None
    found = counted(line, then)
    span = found.when.span if found is not None and found.when.until is None else None
    if (
        found is None
        or span is None
        or span.seconds
        or span.start is not None
        or not (ahead or span.business)
    ):
        return None
    return Joined(When(clock=draft.clock, span=span, zone=draft.zone), found.end)


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
    then = end + 2 if link is Link.OR and line[end + 1].text == "," else end + 1
    if marked(line, then, Mark.LATEST):  # "Thursday or, at the latest, Friday"
        then = then + 2 if line[then + 1].text == "," else then + 1
    then = skip(line, then, Mark.THE, Mark.ON, Mark.BY, Mark.AT)
    if Mark.NOW in line[then].sense.marks and first.span is None:
        return Joined(replace(first, until=When(span=Span()), link=link), then + 1)
    following = _day_after(line, then, first) if link is Link.OR else None
    if following is not None:
        return Joined(replace(first, until=When(following), link=link), then + 2)
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


def _day_after(line: Line, at: int, first: When) -> Days | None:
    """The day after the one before, where nothing follows that it could come after: "tomorrow or the day after"."""
    days, behind = first.days, line[at + 2]
    ends = not behind.text or behind.text in CLAUSE_ENDS
    if (
        not ends
        or days is None
        or line[at].sense.unit is not Unit.DAY
        or not marked(line, at + 1, Mark.AFTER)
    ):
        return None
    if days == Days(shift=days.shift) and days.shift is not None:
        return Days(shift=days.shift + 1)
    if days == Days(weekday=days.weekday) and days.weekday is not None:
        return Days(weekday=(days.weekday + 1) % _A_WEEK)
    return None


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
