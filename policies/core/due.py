"""When a time that was said falls due: one convention for each shape of it, on the calendar that is handed in.

A day is due at its closing time (17:00 where there is no calendar), a week on its Friday, a business day is counted
from the day after the comment's, hours are elapsed, and of two times the later one counts. What had to be assumed is
said in words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from policies.core.calendar import Calendar
from policies.core.due_clock import begins_at
from policies.core.due_days import stretches
from policies.core.due_moment import Due
from policies.core.due_office import Office
from policies.core.due_resolve import on_day, on_the_clock, starting_today, within
from policies.core.due_spans import add_months, is_far
from policies.core.due_stretch import DAY, Stretch, goes_on
from policies.core.due_told import taken_for
from policies.core.due_zones import spoken_rules
from policies.core.when import Clock, Days, Edge, Link, Part, Span, Unit, When, inherited
from policies.core.zones import zone_rules

_SECOND = timedelta(seconds=1)
_HOUR = timedelta(hours=1)
_NO_DATE = "There is no such date."
_HABIT = "This is a habit, not a time."
_FAR = "That is more than ten years away."


def due_of(when: When, said_at: datetime, zone: str, calendar: Calendar, *, day_first: bool = False) -> Due:
    """The due moment of a time that was said at `said_at` (aware) by the clocks of `zone`.

    A zone in the words beats `zone`; "your time" and "our time" are for the caller to turn into a `zone`. A time that
    names no date at all ("31 April", "every Friday") is impossible and due at once.

    Raises:
        ValueError: a naive moment, an unknown `zone`, or a calendar that stays closed for two years.

    """
    said_at = utc(said_at)
    if when.recurring:
        return Due(said_at, impossible=_HABIT)
    office = _office(when.zone, said_at, zone, calendar)
    if when.until is None:
        return _due(_resolved(when, office, day_first=day_first), office)
    until = inherited(when.until, when)
    today = _both_today(when, until, office) if until.zone == when.zone else None
    if today is not None:
        return _due(today, office)
    other = _office(until.zone, said_at, zone, calendar)
    first = _resolved(when, office, day_first=day_first)
    ranged = when.link is Link.TO and when.until.days is not None
    from_day = office.wall(first.moment).date() if first is not None and ranged else None
    second = _resolved(
        until, other, day_first=day_first, after=first if when.link is Link.TO else None, from_day=from_day
    )
    return _due(_later(first, second), office)


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone, so it is no moment.")
    return moment.astimezone(UTC).replace(fold=0)


def _office(said_zone: str, said_at: datetime, zone: str, calendar: Calendar) -> Office:
    return Office(calendar, spoken_rules(said_zone) or zone_rules(zone), said_at)


def _due(found: Due | None, office: Office) -> Due:
    if found is None:
        return Due(office.said_at, impossible=_NO_DATE)
    begins = found.begins if found.begins is not None and found.begins < found.moment else None
    return replace(found, begins=begins)


def _both_today(when: When, until: When, office: Office) -> Due | None:
    """A range of clocks without a day is today's while its end is ahead, though it may have begun."""
    if when.clock is None or until.clock is None or when.days or until.days or when.link is Link.OR:
        return None
    begun = starting_today(when.clock, office)
    ends = on_the_clock(until.clock, office.today, office, begun)
    ahead = ends.moment > office.said_at and office.wall(ends.moment).date() == office.today
    return _later(begun, ends) if ahead else None


def _later(first: Due | None, second: Due | None) -> Due | None:
    """The later of two ends; it begins where the earlier one does."""
    if first is None or second is None:
        return first or second
    last, other = (second, first) if second.moment >= first.moment else (first, second)
    begins = min(other.begins or other.moment, last.begins or last.moment)
    return replace(last, begins=begins, assumptions=(*last.assumptions, "of two times the later one counts"))


def _resolved(
    when: When, office: Office, *, day_first: bool, after: Due | None = None, from_day: date | None = None
) -> Due | None:
    """One end. A range's second end lies `after` the first, and its weekday or date is looked for from there on."""
    if when.span is not None:
        return _span(when, when.span, office, day_first=day_first)
    when = _bound(when)
    if when.days is not None:
        today = from_day if from_day is not None and goes_on(when.days) else office.today
        found = stretches(when.days, today, day_first=day_first)
        return (
            _told(_dated(when, when.days, found[0], office, after), when.days, found[0], today)
            if found
            else None
        )
    if when.clock is not None:
        return on_the_clock(when.clock, None, office, after)
    return None


def _told(found: Due, days: Days, stretch: Stretch, today: date) -> Due:
    return replace(found, assumptions=(*taken_for(days, stretch, today), *found.assumptions))


def _bound(when: When) -> When:
    """Before a part of the day is before it begins: "by lunchtime", "before the evening"; noon is both."""
    clock = when.clock
    if not when.before or clock is None or clock.hour is not None or clock.part is Part.CLOSING:
        return when
    return replace(when, clock=Clock(begins_at(clock) // _HOUR))


def _span(when: When, span: Span, office: Office, *, day_first: bool) -> Due | None:
    """A length counted from now or from the time it starts at."""
    if is_far(span):
        return Due(office.said_at, impossible=_FAR)
    moment = office.said_at
    if span.start is not None:
        start = _resolved(span.start, office, day_first=day_first)
        if start is None:
            return None
        moment = start.begins if start.begins is not None and span.window else start.moment
    wall = office.wall(moment)
    if span.business:
        return _business(when, span, moment, office)
    later = add_months(wall.date(), span.months) + DAY * span.days
    if when.clock is not None:
        return on_the_clock(when.clock, later, office, None)
    if span.seconds or not (span.days or span.months):
        moved = moment if later == wall.date() else office.moment(later, office.passed(wall))
        return Due(moved + _SECOND * span.seconds, grain="minute").judged(office)
    return on_day(later, office, named=False)


def _business(when: When, span: Span, moment: datetime, office: Office) -> Due:
    if span.seconds:
        return Due(office.opening_time_later(moment, span.seconds), grain="minute").judged(office)
    later = office.business_day(office.wall(moment).date(), span.days)
    if when.clock is not None:
        return on_the_clock(when.clock, later, office, None)
    assumed = ("business days count from the day after",)
    return replace(on_day(later, office, named=False), assumptions=assumed)


def _dated(when: When, days: Days, stretch: Stretch, office: Office, after: Due | None) -> Due:
    """A day or a longer stretch, with its clock if it has one."""
    if when.clock is not None:
        day = stretch.last if stretch.unit is Unit.WEEKEND else stretch.first
        return on_the_clock(when.clock, day, office, after)
    if when.before and days.edge is not Edge.END:
        return on_day(office.day_before(stretch.first), office, named=False)
    if stretch.unit is not Unit.DAY:
        return within(stretch, days.edge, office)
    clock = {Edge.EARLY: Clock(part=Part.MORNING), Edge.MIDDLE: Clock(14)}.get(days.edge)
    return (
        on_the_clock(clock, stretch.first, office, after)
        if clock
        else on_day(stretch.first, office, named=True)
    )
