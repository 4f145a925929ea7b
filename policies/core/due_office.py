"""The working days that due moments are counted in: those of a calendar, or the usual ones where there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from policies.core.calendar import ALWAYS_OPEN, Calendar
from policies.core.due_clock import CLOSING, OPENING
from policies.core.due_stretch import DAY
from policies.core.durations import Duration
from policies.core.hours import of_day
from policies.core.zones import instant, wall_clock

_INSTANT = timedelta(microseconds=1)
_MIDNIGHT = timedelta(0)
_SATURDAY = 5
_LONGEST_CLOSURE = 731


@dataclass(frozen=True, slots=True)
class Office:
    """A calendar as it is met on the clocks of a zone, from a moment on.

    Without a calendar (`ALWAYS_OPEN`, or any that is open all week) each day closes at 17:00, and business days are
    Monday to Friday, 09:00 to 17:00.
    """

    calendar: Calendar
    rules: tzinfo
    said_at: datetime
    now: datetime = field(init=False)
    """What a clock on the wall shows when it was said."""
    keeps_hours: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "now", wall_clock(self.said_at, self.rules))
        object.__setattr__(self, "keeps_hours", self.calendar.hours != ALWAYS_OPEN.hours)

    @property
    def today(self) -> date:
        """The date on which it was said."""
        return self.now.date()

    @staticmethod
    def passed(wall: datetime) -> timedelta:
        """The time of day that a clock on the wall shows."""
        return wall - datetime.combine(wall, time.min)

    def clock_of(self, moment: datetime) -> str:
        """What clocks show, for people to read."""
        return f"{self.wall(moment):%H:%M}"

    def wall(self, moment: datetime) -> datetime:
        """What a clock on the wall shows at a moment."""
        return wall_clock(moment, self.rules)

    def moment(self, day: date, passed: timedelta) -> datetime:
        """The moment at which clocks show that much past a day's midnight."""
        return instant(datetime.combine(day, time.min) + passed, self.rules)

    def closing(self, day: date) -> datetime | None:
        """The last moment of a day, as the zone's clocks have it, at which the office is open; None if it never is."""
        if not self.keeps_hours:
            return self.moment(day, CLOSING)
        begins, ends = self.moment(day, _MIDNIGHT), self.moment(day + DAY, _MIDNIGHT)
        if self.calendar.is_open(ends - _INSTANT):
            return ends
        dates = {self.calendar.local(moment).date() for moment in (begins, ends)}
        closings = [closing for date_ in dates if (closing := self.calendar.closing_of(date_))]
        return max((closing for closing in closings if begins < closing <= ends), default=None)

    def opening(self, day: date) -> datetime | None:
        """The first moment of a day at which the office is open; None if it never is."""
        begins = self.moment(day, _MIDNIGHT)
        if not self.keeps_hours:
            return self.moment(day, OPENING)
        return self.calendar.opens_at(begins) if self.closing(day) is not None else None

    def never_opens(self, day: date) -> bool:
        """Whether the office is closed on this day of every week."""
        return self.keeps_hours and not of_day(self.calendar.hours, day.isoweekday() % 7)

    def is_holiday(self, day: date) -> bool:
        """Whether the office is closed on a day on which it opens in other weeks."""
        return self.closing(day) is None and not self.never_opens(day)

    def usual_closing(self, day: date) -> datetime:
        """The moment on a day at whose time of day the last open day before it closed."""
        before = self.business_day(day, -1)
        closing = self.closing(before)
        wall = self.wall(closing) if closing is not None else None
        shown = CLOSING if wall is None or wall.date() != before else self.passed(wall)
        return self.moment(day, shown)

    def is_business_day(self, day: date) -> bool:
        """Whether the office is open on a day."""
        if not self.keeps_hours:
            return day.weekday() < _SATURDAY
        if str(self.rules) == self.calendar.zone:  # the office's own dates: told without its clocks
            return self.calendar.is_business_day(day)
        return self.closing(day) is not None

    def business_day(self, day: date, number: int) -> date:
        """The so-manieth business day after a day, or before it if negative.

        Raises:
            ValueError: the calendar stays closed for two years.

        """
        step, left, idle = (DAY if number > 0 else -DAY), abs(number), 0
        while left:
            day += step
            idle += 1
            if self.is_business_day(day):
                left, idle = left - 1, 0
            if idle > _LONGEST_CLOSURE:
                raise ValueError(
                    f"The calendar '{self.calendar.name}' has no opening near {day}: check its holidays."
                )
        return day

    def day_before(self, day: date) -> date:
        """The last business day before a day, or the day before it where that lies in the past already."""
        business = self.business_day(day, -1)
        return business if business >= self.today else max(self.today, day - DAY)

    def opening_time_later(self, moment: datetime, seconds: int) -> datetime:
        """The moment until which the office was open for so many seconds."""
        if self.keeps_hours:
            return self.calendar.add(moment, Duration(seconds // 60, "minutes", business=True))
        return self._usual_time_later(moment, timedelta(seconds=seconds))

    def _usual_time_later(self, moment: datetime, left: timedelta) -> datetime:
        wall = self.wall(moment)
        day, passed = wall.date(), self.passed(wall)
        while True:
            starts = max(passed, OPENING)
            if self.is_business_day(day) and starts < CLOSING:
                if left <= CLOSING - starts:
                    return self.moment(day, starts + left)
                left -= CLOSING - starts
            day, passed = day + DAY, _MIDNIGHT
