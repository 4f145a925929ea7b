"""Moments and spans in the words of the page, on the account's own clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from policies.core.zones import instant, zone_rules

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_SPANS = ((_DAY, "day", 2), (_HOUR, "hour", 2), (_MINUTE, "minute", 2))
"""A unit is used from so many of it on."""


@dataclass(frozen=True, slots=True)
class Wall:
    """The clock on the wall: the account's zone, and what it shows now."""

    now: datetime
    zone: tzinfo
    name: str
    """The zone's name."""

    @classmethod
    def of(cls, now: datetime, zone: str | None) -> Wall:
        """In the zone with this IANA name; UTC where none is known."""
        return cls(now, UTC if zone is None else zone_rules(zone), zone or "UTC")

    def local(self, moment: datetime) -> datetime:
        """The moment as this clock shows it."""
        return moment.astimezone(self.zone)

    @property
    def today(self) -> date:
        """The date on this clock."""
        return self.local(self.now).date()

    def day_of(self, moment: datetime) -> date:
        """The date of a moment on this clock."""
        return self.local(moment).date()

    def begins(self, day: date) -> datetime:
        """When a day begins here, as an instant."""
        return instant(datetime.combine(day, time()), self.zone)

    def days_back(self, count: int) -> tuple[date, ...]:
        """So many days up to today, oldest first."""
        return tuple(self.today - timedelta(days=back) for back in range(count - 1, -1, -1))

    def days_ahead(self, count: int) -> tuple[date, ...]:
        """So many days from today on."""
        return tuple(self.today + timedelta(days=ahead) for ahead in range(count))

    def clock(self, moment: datetime) -> str:
        """`14:05`."""
        return f"{self.local(moment):%H:%M}"

    def told(self, moment: datetime) -> str:
        """`Wed 11 Mar 14:05`, with the year where it is another one."""
        return f"{self.day(self.day_of(moment))} {self.clock(moment)}"

    def day(self, day: date) -> str:
        """`Wed 11 Mar`, with the year where it is another one."""
        year = "" if day.year == self.today.year else f" {day.year}"
        return f"{day:%a} {day.day} {day:%b}{year}"

    def ago(self, moment: datetime) -> str:
        """How long ago it was, or how long it is until then: `4 minutes ago`, `in 3 hours`."""
        span = self.now - moment
        if abs(span) < _MINUTE:
            return "just now" if span >= timedelta(0) else "in a moment"
        return f"{in_words(span)} ago" if span > timedelta(0) else f"in {in_words(-span)}"


def in_words(span: timedelta) -> str:
    """A span in its one fitting unit: `45 seconds`, `1 minute`, `26 hours`, `3 days`."""
    for unit, noun, least in _SPANS:
        if span >= unit * least:
            return f"{span // unit} {noun}s"
    return "1 minute" if span >= _MINUTE else f"{max(0, int(span.total_seconds()))} seconds"


def share_of(moment: datetime, first: datetime, last: datetime) -> float:
    """Where a moment lies between two others, from 0 to 1."""
    whole = (last - first).total_seconds()
    return min(1.0, max(0.0, (moment - first).total_seconds() / whole)) if whole > 0 else 0.0


def weekday_letters(days: Sequence[date]) -> list[str]:
    """`M`, `T`, `W` … for the foot of a chart."""
    return [f"{day:%a}"[0] for day in days]
