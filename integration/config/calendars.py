"""Times of the week in the configuration: opening hours, and hours in which notes wait."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from itertools import pairwise
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from integration.config.values import Zone
from policies.core.calendar import Calendar
from policies.core.hours import dates_from, spans_of_week
from policies.core.rationing import QuietHours
from policies.core.steps import Model
from policies.core.zones import iana_zone

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STRETCH = re.compile(
    r"([01]?[0-9]|2[0-3]):([0-5][0-9]) ?[-\u2013] ?(?:([01]?[0-9]|2[0-3]):([0-5][0-9])|24:00)"
)


def _hours(hours: tuple[str, ...]) -> tuple[str, ...]:
    """Check a day's opening hours: each is from an earlier to a later time, and none overlap."""
    for text in hours:
        _begin_first(text)
    spans = sorted((span, text) for text in hours for span in spans_of_week({"sun": [text]}))
    for (earlier, first), (later, second) in pairwise(spans):
        if later[0] < earlier[1]:
            raise ValueError(f"'{first}' and '{second}' overlap")
    return hours


def _begin_first(text: str) -> None:
    match = _STRETCH.fullmatch(text)
    if match is None or match[3] is None:
        return  # no stretch at all is told elsewhere, and 24:00 comes after every time
    first, last = _times(text)
    if first >= last:
        raise ValueError(
            f"'{text}' ends before it starts; are the two times swapped? "
            "A night is two parts: until '24:00', and from '00:00' on the next day"
            if first > last
            else f"'{text}' ends when it starts; a whole day is '00:00-24:00'"
        )


Hours = Annotated[tuple[str, ...], AfterValidator(_hours), Field(examples=[["09:00-12:30", "13:00-17:30"]])]


def _range(text: str) -> tuple[date, date]:
    first, dots, last = text.partition("..")
    parts = (first.strip(), last.strip() if dots else first.strip())
    if not all(_DATE.fullmatch(part) for part in parts):
        raise ValueError(f"'{text[:40]}' is no date; write it like '2026-12-25', or '2026-12-24..2026-12-26'")
    try:
        return date.fromisoformat(parts[0]), date.fromisoformat(parts[1])
    except ValueError:
        raise ValueError(f"'{text[:40]}' does not exist in the calendar") from None


def _holiday(text: str) -> str:
    dates_from([_range(text)])
    return text


Holiday = Annotated[str, AfterValidator(_holiday)]


class CalendarSettings(Model):
    """A team's opening hours: what business hours and business days are counted in.

    Days that are left out are closed. Zendesk's own schedules can be named by a policy as well and need no table here.
    """

    time_zone: Zone
    """IANA or Zendesk's name of the zone that the hours are in; clocks that are set forward or back are minded."""
    mon: Hours = ()
    tue: Hours = ()
    wed: Hours = ()
    thu: Hours = ()
    fri: Hours = ()
    sat: Hours = ()
    sun: Hours = ()
    holidays: Annotated[tuple[Holiday, ...], Field(examples=[["2026-12-24..2026-12-26", "2027-01-01"]])] = ()
    """Dates without opening, and ranges of them with both ends."""

    @property
    def week(self) -> dict[str, tuple[str, ...]]:
        """The opening hours by day, Monday first; closed days are empty."""
        hours = (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)
        return dict(zip(DAYS, hours, strict=True))

    def build(self, name: str) -> Calendar:
        """The calendar that policies count in."""
        return Calendar.weekly(name, self.time_zone, self.week, dates_from(map(_range, self.holidays)))

    @model_validator(mode="after")
    def _opens(self) -> Self:
        if not any(self.week.values()):
            msg = 'is never open; give it opening hours, as mon = ["09:00-17:30"]'
            raise ValueError(msg)
        return self


def _stretch(text: str) -> str:
    match = _STRETCH.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text[:40]}' is no stretch of a day; write it like '20:00-07:00'")
    if _times(text)[0] == _times(text)[1]:
        msg = "begins when it ends; for whole days write days_off"
        raise ValueError(msg)
    return text


def _times(text: str) -> tuple[time, time]:
    """The beginning and end of a checked stretch; 24:00 is midnight."""
    hours = [int(part) for part in re.findall(r"[0-9]+", text)]
    return time(hours[0], hours[1]), time(hours[2] % 24, hours[3])


class QuietHoursSettings(Model):
    """When notes wait: findings are still made, and what is urgent passes."""

    daily: Annotated[str, AfterValidator(_stretch), Field(examples=["20:00-07:00"])] | None = None
    """Every day between these times; may pass midnight."""
    days_off: Annotated[tuple[Day, ...], Field(examples=[["sat", "sun"]])] = ()
    """Whole days."""
    time_zone: Zone
    """IANA or Zendesk's name of the zone that the times are in."""

    def build(self) -> QuietHours:
        """The quiet hours that planning knows."""
        start, end = _times(self.daily) if self.daily else (time(0), time(0))
        days = frozenset(DAYS.index(day) for day in self.days_off)
        return QuietHours(start, end, days, ZoneInfo(iana_zone(self.time_zone)))

    @model_validator(mode="after")
    def _are_sane(self) -> Self:
        if not self.daily and not self.days_off:
            msg = 'holds nothing; give it daily = "20:00-07:00" or days_off = ["sat", "sun"]'
            raise ValueError(msg)
        if _covers(self.days_off, DAYS):
            msg = "days_off names all seven days, so that no note would ever be written"
            raise ValueError(msg)
        return self


def _covers(some: Iterable[Day], every: Iterable[Day]) -> bool:
    return set(every) <= set(some)
