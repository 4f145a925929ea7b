"""A time as it was said, before a moment, a zone and a calendar make a date of it.

Only the words' meaning is kept ("Friday", "two business days", "3pm your time"): what depends on settings, on the
comment's moment or on holidays is worked out by `due` each time it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

YOURS = "your time"
"""The zone of the one who is addressed, as `When.zone` keeps it."""
OURS = "our time"
"""The zone of the one who writes."""


class Unit(StrEnum):
    """What is counted or named."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half-year"
    YEAR = "year"


MONTHS_OF = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}
"""How many months a unit has."""


class Edge(StrEnum):
    """Which part of a day or of longer stretches."""

    WHOLE = ""
    EARLY = "early"
    MIDDLE = "mid"
    LATE = "late"
    END = "end"


class Part(StrEnum):
    """A part of a day."""

    NONE = ""
    OPENING = "opening"
    """The beginning of the working day: "start of business"."""
    MORNING = "morning"
    NOON = "noon"
    LUNCH = "lunch"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"
    MIDNIGHT = "midnight"
    CLOSING = "closing"
    """The end of the working day: "EOD", "close of business"."""


class Link(StrEnum):
    """How the two ends of a time belong together."""

    NONE = ""
    TO = "to"
    OR = "or"


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or a stretch of days, by the fields that were said; all that is None was not said."""

    unit: Unit = Unit.DAY
    shift: int | None = None
    """So many units from the present one: 0 is this one, 1 the next, -1 the last. With `weekday`: 0 is the nearest, today
    included, 1 that of next week, from 2 on so many from now on, negative so many back; None is a bare "Friday"."""
    weekday: int | None = None
    """0 is Monday."""
    day: int | None = None
    month: int | None = None
    year: int | None = None
    number: int | None = None
    """Which quarter or half of a year, or the number of its week; with `of`, which one in it, from its end if negative."""
    holiday: str = ""
    """A feast by its key in `due_feasts`."""
    edge: Edge = Edge.WHOLE
    of: Days | None = None
    """The longer stretch that this one lies in: the Tuesday of next week, the first Monday of March."""
    unordered: bool = False
    """Day and month were two bare numbers ("3/4"), here as in the United States; who resolves may swap them."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: what a clock shows, or a part of the day, or a clock within a part ("8 in the morning")."""

    hour: int | None = None
    """0 to 24."""
    minute: int = 0
    second: int = 0
    sure: bool = True
    """False where "5" may mean the morning or the afternoon."""
    part: Part = Part.NONE
    edge: Edge = Edge.WHOLE


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, in the measures that cannot be turned into each other; negative in the past."""

    months: int = 0
    days: int = 0
    seconds: int = 0
    business: bool = False
    """Days are business days, seconds are counted in opening hours."""
    window: bool = False
    """Said as a stretch from now on: "in the next two weeks"."""
    start: When | None = None
    """From when it counts; None: from the moment it was said."""


@dataclass(frozen=True, slots=True)
class When:
    """A time expression's meaning."""

    days: Days | None = None
    clock: Clock | None = None
    span: Span | None = None
    until: When | None = None
    """The other end of a range or of two alternatives; it takes the day and the zone from this one unless it has its own."""
    link: Link = Link.NONE
    """How `until` belongs to it."""
    before: bool = False
    """The day or stretch itself is too late: "before Friday", "by the weekend"."""
    zone: str = ""
    """The zone as said: "EST", "UTC+2", "UK", `YOURS`, `OURS`; empty where none was said."""
    recurring: bool = False
    """Said as a habit ("every Friday"): it has no due moment."""


def inherited(until: When, when: When) -> When:
    """The other end with the day, the zone and the bound that only the first one has."""
    days = until.days or (None if until.span else when.days)
    return replace(until, days=days, zone=until.zone or when.zone, before=until.before or when.before)
