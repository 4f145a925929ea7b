"""What a time names, from its first moment to its last, before any convention makes a deadline of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from policies.core.due_clock import END_OF_DAY, HOUR, MIDNIGHT, STRETCHES, is_over, readings
from policies.core.due_days import stretches
from policies.core.due_spans import added
from policies.core.due_stretch import DAY, Stretch, goes_on
from policies.core.due_targets import portion
from policies.core.due_zones import spoken_rules
from policies.core.when import Clock, Edge, Link, Span, Unit, When, inherited
from policies.core.zones import instant, wall_clock, zone_rules

_SECOND = timedelta(seconds=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a time: from `start` to `end` (UTC), the same for a moment."""

    start: datetime
    end: datetime
    grain: str
    """As `Due.grain`."""


def readings_of(when: When, said_at: datetime, zone: str, *, day_first: bool = False) -> tuple[Reading, ...]:
    """All readings of a time that was said at `said_at` (aware) by the clocks of `zone`, the likeliest first.

    Of alternatives each end's readings are given; a habit has none.
    """
    if when.recurring:
        return ()
    rules = spoken_rules(when.zone) or zone_rules(zone)
    reader = _Reader(rules, wall_clock(said_at, rules), day_first)
    first = tuple(reader.of(when))
    if when.until is None:
        return first
    until = inherited(when.until, when)
    second = readings_of(until, said_at, zone, day_first=day_first)
    if when.link is Link.OR:
        return first + second
    whole_days = when.clock is None and when.span is None
    if when.until.days is not None and goes_on(when.until.days):
        return tuple(
            each
            for one in first
            for each in _ranges(
                (one,), readings_of(until, one.start, zone, day_first=day_first), whole_days=whole_days
            )
        )
    return tuple(_ranges(first, second, whole_days=whole_days))


def _ranges(
    first: tuple[Reading, ...], second: tuple[Reading, ...], *, whole_days: bool
) -> Iterator[Reading]:
    for one in first:
        later = [other for other in second if other.end > one.start]
        if later:
            other = later[0] if len(first) == 1 else min(later, key=lambda each: each.end)
            yield Reading(one.start, other.end, other.grain if whole_days else one.grain)
            if whole_days and one.start < other.start and other.end - other.start > DAY:
                yield Reading(one.start, other.start, other.grain)  # "until October" leaves October out


@dataclass(frozen=True, slots=True)
class _Reader:
    rules: tzinfo
    now: datetime
    day_first: bool

    @property
    def today(self) -> date:
        return self.now.date()

    def of(self, when: When) -> Iterator[Reading]:
        if when.span is not None:
            yield from self._span(when, when.span)
        elif when.days is not None:
            for stretch in stretches(when.days, self.today, day_first=self.day_first):
                yield from self._dated(when.clock, stretch, when.days.edge)
        elif when.clock is not None:
            days = (
                (self.today + DAY, self.today) if self._over(when.clock) else (self.today, self.today + DAY)
            )
            for day in days:
                yield from self._timed(when.clock, day)

    def _over(self, clock: Clock) -> bool:
        if clock.hour is None:
            return is_over(clock, self.now)
        return all(datetime.combine(self.today, time.min) + each.time <= self.now for each in readings(clock))

    def _at(self, day: date, passed: timedelta) -> datetime:
        return instant(datetime.combine(day, time.min) + passed, self.rules)

    def _span(self, when: When, span: Span) -> Iterator[Reading]:
        bases = [Reading(instant(self.now, self.rules), instant(self.now, self.rules), "minute")]
        if span.start is not None:
            bases = list(self.of(span.start))
        for base in bases:
            wall = wall_clock(base.start, self.rules)
            if span.business:
                day = _business_days_later(wall.date(), span.days)
                if when.clock is not None:
                    yield from self._timed(when.clock, day)
                else:
                    yield Reading(self._at(day, MIDNIGHT), self._at(day + DAY, MIDNIGHT), "day")
                continue
            moved = added(wall, span)
            if when.clock is not None:
                yield from self._timed(when.clock, moved.date())
            elif span.window:
                start, end = sorted((instant(wall, self.rules), instant(moved, self.rules)))
                yield Reading(start, end, "window")
            elif span.seconds or not (span.days or span.months):
                moment = (
                    base.start + timedelta(days=span.days, seconds=span.seconds)
                    if not span.months
                    else instant(moved, self.rules)
                )
                yield Reading(moment, moment, "minute")
            else:
                yield Reading(self._at(moved.date(), MIDNIGHT), self._at(moved.date() + DAY, MIDNIGHT), "day")

    def _dated(self, clock: Clock | None, stretch: Stretch, edge: Edge) -> Iterator[Reading]:
        if clock is not None:
            yield from self._timed(clock, stretch.first)
        elif edge is Edge.WHOLE:
            yield Reading(
                self._at(stretch.first, MIDNIGHT), self._at(stretch.last + DAY, MIDNIGHT), str(stretch.unit)
            )
        elif stretch.unit is Unit.DAY:
            start, end = _of_day(edge)
            yield Reading(self._at(stretch.first, start), self._at(stretch.first, end), "part")
        else:
            first, last = portion(stretch, edge)
            yield Reading(self._at(first, MIDNIGHT), self._at(last + DAY, MIDNIGHT), f"{edge} {stretch.unit}")

    def _timed(self, clock: Clock, day: date) -> Iterator[Reading]:
        if clock.hour is None:
            start, end = part_of(clock)
            yield Reading(self._at(day, start), self._at(day, end), "part")
            return
        for each in readings(clock):
            moment = self._at(day, each.time)
            yield Reading(moment, moment, "minute")


def part_of(clock: Clock) -> tuple[timedelta, timedelta]:
    """From when to when a part of a day lasts, or its first or last half."""
    start, end = STRETCHES.get(clock.part, (MIDNIGHT, END_OF_DAY))
    middle = start + (end - start) / 2
    if clock.edge is Edge.EARLY:
        return start, middle
    if clock.edge in (Edge.LATE, Edge.END):
        return middle, end
    return start, end


def _of_day(edge: Edge) -> tuple[timedelta, timedelta]:
    return {
        Edge.EARLY: (MIDNIGHT, 12 * HOUR),
        Edge.MIDDLE: (10 * HOUR, 14 * HOUR),
        Edge.LATE: (12 * HOUR, 24 * HOUR),
    }.get(edge, (END_OF_DAY, END_OF_DAY))


def _business_days_later(day: date, number: int) -> date:
    """Counted from Monday to Friday: this is about words, not about a calendar."""
    step = DAY if number > 0 else -DAY
    left = abs(number)
    while left:
        day += step
        left -= day.weekday() < _SATURDAY
    return day
