"""The conventions: by when something is due on a day, in a longer stretch, and at a time of day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from policies.core.due_clock import END_OF_DAY, begins_at, ends, is_over, shown
from policies.core.due_moment import Due
from policies.core.due_office import Office
from policies.core.due_stretch import DAY, Stretch
from policies.core.due_targets import target
from policies.core.when import Clock, Edge, Part, Unit

_SECOND = timedelta(seconds=1)
_MIDNIGHT = timedelta(0)
_AT_CLOSING = "a day without a time is due at closing"


def on_day(day: date, office: Office, *, named: bool) -> Due:
    """Due at closing on a day; `named` if the words name it, so that a closed one cannot be kept.

    A holiday moves to the next open day: it was forgotten. A day of the week on which the office never opens stays,
    at the hour at which the last open day closed: whoever says "Saturday" knows that it is one.
    """
    closing = office.closing(day)
    if closing is not None:
        begins = office.moment(day, _MIDNIGHT)
        return _not_before(Due(closing, begins, assumptions=(_AT_CLOSING,)), day, office)
    told = f"{day:%A}, {day.day} {day:%B %Y} is closed"
    if office.never_opens(day):
        found = _not_before(Due(office.usual_closing(day), office.moment(day, _MIDNIGHT)), day, office)
        return replace(found, impossible=f"{told}.") if named else found.assuming(told)
    opened = office.business_day(day, 1)
    found = Due(office.closing(opened) or office.said_at, office.moment(day, _MIDNIGHT))
    return (
        replace(found, impossible=f"{told}.")
        if named
        else found.assuming(f"{told}, so the next open day counts")
    )


def _not_before(found: Due, day: date, office: Office) -> Due:
    """Said after closing, the end of the day itself is left: whoever still works then means it."""
    if found.moment > office.said_at or day != office.today:
        return found.judged(office)
    late = replace(found, moment=max(office.moment(day, END_OF_DAY), office.said_at))
    return late.assuming("it was said after closing, so the end of the day counts")


def within(stretch: Stretch, edge: Edge, office: Office) -> Due:
    """Due at closing of the day that the convention names in a longer stretch, or of the last open one before it."""
    aim = target(stretch, edge)
    if aim < office.today <= stretch.last and edge not in (Edge.EARLY, Edge.MIDDLE):
        aim = stretch.last  # "this week", said on a Saturday, leaves the weekend
    day = aim
    while office.is_holiday(day) and day > max(stretch.first, office.today):
        day -= DAY
    if office.closing(day) is None:
        day = aim
    named = stretch.unit is Unit.WEEKEND or office.is_holiday(day)
    found = replace(
        on_day(day, office, named=named),
        begins=office.moment(stretch.first, _MIDNIGHT),
        grain=str(stretch.unit),
    )
    if day == aim:
        return found
    return found.assuming(f"{aim:%A}, {aim.day} {aim:%B %Y} is closed, so the open day before counts")


def starting_today(clock: Clock, office: Office) -> Due:
    """The first end of a range of clocks on the present day, past or not."""
    passed = shown(clock).time if clock.hour is not None else begins_at(clock)
    return Due(office.moment(office.today, passed), None, "minute")


def on_the_clock(clock: Clock, day: date | None, office: Office, after: Due | None) -> Due:
    """Due at a time of day, or at the end of a part of it. Without a day it is the next such time."""
    if clock.hour is None:
        return _in_part(clock, day, office)
    if day is not None:
        return _open(_at(clock, day, office, after, named=True), office)
    found = _at(clock, office.today, office, after, named=False)
    if found.moment > office.said_at:
        return _open(found, office)
    told = f"{office.clock_of(found.moment)} had passed, so it is the next day's"
    return _open(_at(clock, office.today + DAY, office, after, named=False).assuming(told), office)


def _at(clock: Clock, day: date, office: Office, after: Due | None, *, named: bool) -> Due:
    """A clock on a day, on the present one if it was `named` the next of its kind.

    The second end of a range is the first time of its kind past the first end.
    """
    since = office.passed(office.now) if named and day == office.today else None
    if after is not None and office.wall(after.moment).date() == day:
        since = office.passed(office.wall(after.moment))
    found = shown(clock, since)
    moment = office.moment(day, found.time)
    if after is not None and moment < after.moment:
        moment = office.moment(day + DAY, found.time)
    return Due(moment, None, "minute").assuming(found.assumption)


def _in_part(clock: Clock, day: date | None, office: Office) -> Due:
    if day is None:
        day = office.today + DAY if is_over(clock, office.now) else office.today
    if clock.part is Part.CLOSING:
        return on_day(day, office, named=True)
    begins, moment = office.moment(day, begins_at(clock)), office.moment(day, ends(clock))
    if clock.part is Part.OPENING:
        begins = moment = office.opening(day) or moment
    closing = office.closing(day) if office.keeps_hours else None
    if closing is not None and begins < closing < moment:
        moment = closing
    found = Due(moment, begins, "part").assuming(
        f"the {clock.part} is taken to end at {office.clock_of(moment)}"
    )
    if moment <= office.said_at and day == office.today:
        found = replace(found, moment=max(office.moment(day, END_OF_DAY), office.said_at))
    return _open(found, office)


def _open(found: Due, office: Office) -> Due:
    """With the sentence that it is past, or that the office is closed at that time, if so."""
    found = found.judged(office)
    if found.impossible or not office.keeps_hours:
        return found
    day = office.wall(found.moment - _SECOND).date()
    closing = office.closing(day)
    if closing is None:
        return replace(found, impossible=f"{day:%A}, {day.day} {day:%B %Y} is closed.")
    if found.moment > closing:
        return replace(found, impossible=f"That is after closing on {day:%A}, {day.day} {day:%B %Y}.")
    return found
