"""When things happen in the week: opening hours in London, and the valleys of nights and weekends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES, EVENING_ENDS = 9 * 60, 17 * 60 + 30, 22 * 60
"""Minutes of the day."""
_WORKDAYS = 5
_MORNING = 170
"""How many minutes it takes in the morning to go through what came in over night."""
_EVENING_SHARE = 0.25
_WEEKDAY = (0.5,) * 7 + (3, 6) + (12,) * 8 + (9, 3) + (2.5,) * 3 + (1, 0.7)
_WEEKEND = (0.4,) * 9 + (1.6,) * 9 + (0.8,) * 6
"""How much comes in by the hour of the day, relative to each other."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The week that begins with `monday`, a midnight by London's clocks."""

    monday: datetime

    def on(self, day: int, minute: int) -> datetime:
        """The moment at a minute of a day, 0 for the Monday, by London's clocks; in UTC."""
        local = self.monday.replace(tzinfo=None) + timedelta(days=day, minutes=minute)
        return local.replace(tzinfo=LONDON).astimezone(UTC)

    def is_open(self, moment: datetime) -> bool:
        """Whether the office is open."""
        local = moment.astimezone(LONDON)
        return local.weekday() < _WORKDAYS and OPENS <= _minute(local) < CLOSES

    def work_after(self, moment: datetime, minutes: int, rng: Random) -> datetime:
        """The moment some minutes later, if anybody works then; else on the next morning.

        On a weekday's evening colleagues across the ocean are at work, and take a part of it.
        """
        later = moment + timedelta(minutes=minutes, seconds=rng.randrange(60))
        local = later.astimezone(LONDON)
        late = local.weekday() < _WORKDAYS and CLOSES <= _minute(local) < EVENING_ENDS
        if self.is_open(later) or (late and rng.random() < _EVENING_SHARE):
            return later
        day = (local.replace(tzinfo=None) - self.monday.replace(tzinfo=None)).days
        morning = self.on(day, OPENS)
        while morning < later or not self.is_open(morning):
            day += 1
            morning = self.on(day, OPENS)
        return morning + timedelta(minutes=rng.randrange(_MORNING), seconds=rng.randrange(60))

    def arrivals(self, rng: Random, count: int, first_day: int = 0, days: int = 7) -> list[datetime]:
        """Moments at which customers write, ascending: many by day, few at night and at the weekend."""
        slots = [(day, hour) for day in range(first_day, first_day + days) for hour in range(24)]
        weights = [(_WEEKDAY if day % 7 < _WORKDAYS else _WEEKEND)[hour] for day, hour in slots]
        chosen = rng.choices(slots, weights, k=count)
        within = timedelta(hours=1).seconds
        return sorted(self.on(d, h * 60) + timedelta(seconds=rng.randrange(within)) for d, h in chosen)


def is_at_work(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether somebody in this zone is at work: from eight to six on their own clock."""
    return 8 <= moment.astimezone(zone).hour < 18  # noqa: PLR2004 - hours of the day


def monday_of(moment: datetime) -> datetime:
    """The midnight in London with which the week of a moment begins."""
    local = moment.astimezone(LONDON)
    day = local.date() - timedelta(days=local.weekday())
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute
