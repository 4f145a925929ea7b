"""When a time that was said falls due: one convention for each shape of it, on the calendar that is handed in.

A day is due at its closing time (17:00 where there is no calendar), a week on its Friday, a business day is counted
from the day after the comment's, hours are elapsed, and of two times the later one counts. What had to be assumed is
said in words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from policies.core.calendar import Calendar
from policies.core.due_clock import END_OF_DAY, ends, is_over, shown
from policies.core.due_days import stretches
from policies.core.due_office import Office
from policies.core.due_spans import add_months
from policies.core.due_stretch import DAY, Stretch
from policies.core.due_targets import target
from policies.core.due_zones import spoken_rules
from policies.core.when import Clock, Days, Edge, Link, Part, Span, Unit, When
from policies.core.zones import zone_rules

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Due:
    """When a time that was said falls due. Moments are UTC."""

    moment: datetime
    begins: datetime | None = None
    """Where the time that was named begins, when that is earlier: of "next week" its Monday, of a range its first end."""
    grain: str = "day"
    """How finely it was said: `minute`, `part` (of a day), `day`, or a longer unit."""
    impossible: str = ""
    """Why it cannot be kept, as a sentence; empty when it can. Only then `moment` may lie before the comment."""
    assumptions: tuple[str, ...] = ()
    """What the words left open and how it was taken, in short phrases."""


def due_of(when: When, said_at: datetime, zone: str, calendar: Calendar, *, day_first: bool = False) -> Due:
    """The due moment of a time that was said at `said_at` (aware) by the clocks of `zone`.

    A zone in the words beats `zone`; "your time" and "our time" are for the caller to turn into a `zone`. A time that
    names no date at all ("31 April", "every Friday") is impossible and due at once.
    """
    rules = spoken_rules(when.zone) or zone_rules(zone)
    if when.recurring:
        return Due(said_at, impossible="This is a habit, not a time.")
    office = Office(calendar, rules, said_at)
    first = _resolve(when, office, day_first=day_first)
    if when.until is None or first is None:
        return first or Due(said_at, impossible="There is no such date.")
    second = _resolve(_inherited(when.until, when), office, day_first=day_first, after=first)
    if second is None:
        return first
    return _later(first, second, when.link)


def _inherited(until: When, when: When) -> When:
    """The other end with the day and the part of the day that only the first one has."""
    days = until.days or (None if until.span else when.days)
    return replace(until, days=days, zone=until.zone or when.zone, before=until.before or when.before)


def _later(first: Due, second: Due, link: Link) -> Due:
    if second.moment < first.moment and link is Link.OR:
        first, second = second, first
    begins = min(first.begins or first.moment, second.begins or second.moment)
    taken = () if link is Link.NONE else ("of two times the later one counts",)
    return replace(second, begins=begins, assumptions=second.assumptions + taken)


def _resolve(when: When, office: Office, *, day_first: bool, after: Due | None = None) -> Due | None:
    if when.span is not None:
        return _span_due(when, when.span, office, day_first=day_first)
    if when.days is not None:
        found = stretches(when.days, office.today, day_first=day_first)
        return _dated(when, when.days, found[0], office, after) if found else None
    if when.clock is not None:
        return _next_time(when.clock, office, after)
    return None


# -- spans


def _span_due(when: When, span: Span, office: Office, *, day_first: bool) -> Due | None:
    if span.start is not None:
        base = _resolve(span.start, office, day_first=day_first)
        if base is None:
            return None
        begins = office.wall(base.moment)
        day, moment = begins.date(), base.moment
    else:
        day, moment = office.today, office.said_at
    if span.business:
        return _business(span, day, moment, office)
    later = add_months(day, span.months) + DAY * span.days
    if span.seconds and when.clock is None:
        moved = (
            office.moment(later, office.wall(moment) - datetime.combine(day, time.min))
            if later != day
            else moment
        )
        return _judged(Due(moved + _SECOND * span.seconds, grain="minute"), office)
    if when.clock is not None:
        return _at(when.clock, later, office, None)
    return _on(later, office, named=False)


def _business(span: Span, day: date, moment: datetime, office: Office) -> Due:
    if span.seconds:
        return _judged(Due(office.opening_time_later(moment, span.seconds), grain="minute"), office)
    later = office.business_day(day, span.days)
    return Due(
        office.closing(later) or moment, grain="day", assumptions=("business days count from the day after",)
    )


# -- days


def _dated(when: When, days: Days, stretch: Stretch, office: Office, after: Due | None) -> Due:
    if when.clock is not None:
        return _at(when.clock, stretch.last if stretch.unit is Unit.WEEKEND else stretch.first, office, after)
    if when.before and days.edge is not Edge.END:
        return _on(office.day_before(stretch.first), office, named=False)
    if stretch.unit is Unit.DAY:
        clock = {Edge.EARLY: Clock(part=Part.MORNING), Edge.MIDDLE: Clock(14)}.get(days.edge)
        return _at(clock, stretch.first, office, after) if clock else _on(stretch.first, office, named=True)
    return _in_stretch(stretch, days.edge, office)


def _on(day: date, office: Office, *, named: bool) -> Due:
    """Due at closing on a day; a closed one moves to the next that is open, which is impossible if it was named."""
    closing = office.closing(day)
    if closing is None:
        opened = office.business_day(day, 1)
        said = f"{day:%A, %-d %B %Y} is closed"
        due = Due(office.closing(opened) or office.said_at, grain="day")
        return (
            replace(due, impossible=f"{said}.")
            if named
            else replace(due, assumptions=(f"{said}, so the next open day counts",))
        )
    begins = office.moment(day, timedelta(0))
    due = Due(closing, begins, "day", assumptions=("a day without a time is due at closing",))
    if closing > office.said_at:
        return due
    if day == office.today:
        late = replace(due, moment=max(office.moment(day, END_OF_DAY), office.said_at))
        if office.keeps_hours:
            return replace(late, impossible=f"It was said after closing on {day:%A, %-d %B %Y}.")
        return replace(late, assumptions=("said after 17:00, so the end of that day counts",))
    return _judged(due, office)


def _in_stretch(stretch: Stretch, edge: Edge, office: Office) -> Due:
    """Due at closing of the last open day up to the one that the convention names."""
    aim = target(stretch, edge)
    begins = office.moment(stretch.first, timedelta(0))
    day = aim
    while office.keeps_hours and day > stretch.first and office.closing(day) is None:
        day -= DAY
    due = replace(_on(day, office, named=True), begins=begins, grain=str(stretch.unit))
    if day < office.today <= stretch.last and edge not in (Edge.EARLY, Edge.MIDDLE):
        due = replace(_on(stretch.last, office, named=True), begins=begins, grain=str(stretch.unit))
    if day != aim and not due.impossible:
        due = replace(
            due,
            assumptions=(*due.assumptions, f"{aim:%A, %-d %B %Y} is closed, so the open day before counts"),
        )
    return due


# -- times of day


def _at(clock: Clock, day: date, office: Office, after: Due | None) -> Due:
    begins = office.moment(day, timedelta(0))
    if clock.hour is None and clock.part is Part.CLOSING:
        return _on(day, office, named=True)
    if clock.hour is None:
        due = Due(
            office.moment(day, ends(clock)),
            begins,
            "part",
            assumptions=(f"the {clock.part} ends at {_hhmm(ends(clock))}",),
        )
        if due.moment <= office.said_at and day == office.today:
            due = replace(due, moment=max(office.moment(day, END_OF_DAY), office.said_at))
    else:
        now = office.passed if day == office.today else None
        found = shown(clock, now)
        due = Due(
            office.moment(day, found.time),
            None,
            "minute",
            assumptions=(found.assumption,) if found.assumption else (),
        )
    if after is not None and due.moment < after.moment and clock.hour is not None:
        due = _after(due, clock, day, office, after)
    return _judged(due, office, clock=True)


def _after(due: Due, clock: Clock, day: date, office: Office, after: Due) -> Due:
    """The end of a range of clock times is the first one past its start."""
    late = shown(clock, office.wall(after.moment) - datetime.combine(day, time.min))
    moment = office.moment(day, late.time)
    return replace(due, moment=moment if moment > after.moment else office.moment(day + DAY, late.time))


def _next_time(clock: Clock, office: Office, after: Due | None) -> Due:
    """The next time of this kind; said without a day, it is today's unless that has passed."""
    if clock.hour is None:
        day = office.today + DAY if is_over(clock, office.now) else office.today
        return _at(clock, day, office, after)
    found = shown(clock)
    if office.moment(office.today, found.time) > office.said_at:
        return _at(clock, office.today, office, after)
    due = _at(clock, office.today + DAY, office, after)
    return replace(
        due, assumptions=(*due.assumptions, f"{_hhmm(found.time)} had passed, so it is the next day's")
    )


def _judged(due: Due, office: Office, *, clock: bool = False) -> Due:
    """With the sentence that says why it cannot be kept, if so."""
    if due.impossible:
        return due
    if due.moment < office.said_at:
        return replace(due, impossible="That time was already past.")
    if not (clock and office.keeps_hours):
        return due
    day = office.wall(due.moment - _SECOND).date()
    closing = office.closing(day)
    if closing is None:
        return replace(due, impossible=f"{day:%A, %-d %B %Y} is closed.")
    if due.moment > closing:
        return replace(due, impossible=f"That is after closing on {day:%A, %-d %B %Y}.")
    return due


def _hhmm(passed: timedelta) -> str:
    minutes = passed // timedelta(minutes=1)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
