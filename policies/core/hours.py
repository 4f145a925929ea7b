"""Opening hours as people and Zendesk write them, as minutes of a week; holidays as dates."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

Span = tuple[int, int]
"""Minutes from the first to before the second: of a week since Sunday 00:00, or of a day since midnight."""

WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
MINUTES_A_DAY = 24 * 60
MINUTES_A_WEEK = 7 * MINUTES_A_DAY

_LONGEST_HOLIDAY = 731
"""Days; two years with a leap day."""


def spans_of_week(week: Mapping[str, Sequence[str]]) -> tuple[Span, ...]:
    """The minutes since Sunday 00:00 of opening hours in words, by the days of `WEEKDAYS`.

    Raises:
        ValueError: an unknown day, or hours that are not like "09:00-17:30"; the sentence names them.

    """
    spans: list[Span] = []
    for day, hours in week.items():
        if day not in WEEKDAYS:
            raise ValueError(f"'{day}' is no day of the week; write one of {', '.join(WEEKDAYS)}.")
        midnight = WEEKDAYS.index(day) * MINUTES_A_DAY
        spans += [(midnight + start, midnight + end) for start, end in map(_span, hours)]
    return tuple(spans)


def dates_from(ranges: Iterable[tuple[date, date]]) -> frozenset[date]:
    """All dates of the ranges, first and last date included, as Zendesk means its holidays.

    Raises:
        ValueError: a range ends before it starts or is longer than two years.

    """
    dates: set[date] = set()
    for first, last in ranges:
        days = (last - first).days
        if not 0 <= days <= _LONGEST_HOLIDAY:
            raise ValueError(f"A holiday from {first} to {last} is no range of dates of at most two years.")
        dates.update(first + timedelta(days=past) for past in range(days + 1))
    return frozenset(dates)


def _span(hours: str) -> Span:
    """The minutes since midnight of hours like "09:00-17:30"."""
    clock = "([01]?[0-9]|2[0-4]):([0-5][0-9])"
    match = re.fullmatch(rf"{clock} ?[-\u2013] ?{clock}", hours)  # people write a dash, too
    if match is None:
        raise ValueError(f"'{hours}' are no opening hours; write them like '09:00-17:30'.")
    first_hour, first_minute, last_hour, last_minute = map(int, match.groups())
    start, end = 60 * first_hour + first_minute, 60 * last_hour + last_minute
    if end > MINUTES_A_DAY:
        raise ValueError(f"'{hours}' end after midnight; the last minute of a day is '24:00'.")
    if start >= end:
        raise ValueError(
            f"'{hours}' end before they start; a night is two parts: until '24:00', and from '00:00' on the next day."
        )
    return start, end


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans of a week in order, those that touch or overlap made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if not 0 <= start < end <= MINUTES_A_WEEK:
            raise ValueError(
                f"Opening hours from minute {start} to {end} do not lie within a week, in this order."
            )
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def of_day(spans: tuple[Span, ...], weekday: int) -> tuple[Span, ...]:
    """The spans of one day (0 is Sunday), in minutes since its midnight."""
    midnight = weekday * MINUTES_A_DAY
    clipped = ((max(start - midnight, 0), min(end - midnight, MINUTES_A_DAY)) for start, end in spans)
    return tuple((start, end) for start, end in clipped if start < end)
