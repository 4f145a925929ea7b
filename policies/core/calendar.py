"""Opening hours: weekly hours and holidays in a time zone, and the arithmetic on them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Self

from policies.core.durations import Duration
from policies.core.hours import MINUTES_A_WEEK, Span, merged, of_day, spans_of_week
from policies.core.zones import iana_zone, instant, turning_point, wall_clock, zone_rules

Opening = tuple[datetime, datetime]
"""Moments in UTC, from opening to closing."""

_NO_TIME = timedelta(0)
_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_HALF_A_WEEK = 3 * _DAY
_LONGEST_CLOSURE = timedelta(days=731)
_HORIZON = timedelta(days=36525)
_YEARS = range(1900, 9000)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The opening hours of a team: the same each week, on the clocks of one zone, but for holidays.

    Open is every minute that a clock on the wall shows within the hours. When clocks are set forward, the skipped hour
    does not exist; when they are set back, the repeated hour counts once, the first time, and the shop clock stands
    still the second time. A business day is a local date with any opening. All moments that go in are aware, all that
    come out are UTC (but for `local`). Naive moments and those outside of the years 1900 to 8999 raise ValueError.
    """

    name: str
    zone: str
    """An IANA key; a Rails name is taken too and turned into its key."""
    hours: tuple[Span, ...]
    """Minutes since local Sunday 00:00, as Zendesk gives them; kept sorted and merged."""
    holidays: frozenset[date] = frozenset()
    """Local dates without opening; see `hours.dates_from` for ranges."""
    _rules: tzinfo = field(init=False, repr=False, compare=False)
    _days: tuple[tuple[Span, ...], ...] = field(init=False, repr=False, compare=False)
    _weekly: timedelta = field(init=False, repr=False, compare=False)
    _closed: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        hours = merged(self.hours)
        if not hours:
            raise ValueError(
                f"The calendar '{self.name}' is never open: give it opening hours on at least one day."
            )
        derived = {
            "zone": iana_zone(self.zone),
            "hours": hours,
            "holidays": frozenset(self.holidays),
            "_rules": zone_rules(self.zone),
            "_days": tuple(of_day(hours, day) for day in range(7)),
            "_weekly": timedelta(minutes=sum(end - start for start, end in hours)),
            "_closed": tuple(sorted(self.holidays)),
        }
        for attribute, value in derived.items():
            object.__setattr__(self, attribute, value)

    @classmethod
    def weekly(
        cls, name: str, zone: str, week: Mapping[str, Sequence[str]], holidays: Iterable[date] = ()
    ) -> Self:
        """The calendar of a week in words, as in `mon = ["09:00-12:30", "13:30-17:30"]`; days left out are closed."""
        return cls(name, zone, spans_of_week(week), frozenset(holidays))

    def add(self, moment: datetime, duration: Duration) -> datetime:
        """The moment that lies `duration` after `moment`.

        Plain durations are elapsed time and may end outside opening hours. Business minutes and hours end when that
        much opening time has passed, at the latest at a closing moment: four hours after 13:00 is a closing at 17:00,
        not the next opening. Business days end at the same time by the wall clock that many business days later; if
        that is neither open nor a closing moment, at the next opening. A start on a date without opening counts as the
        first minute of the next business day. Zero business time moves a moment outside opening hours to the next.

        Raises:
            ValueError: no opening within two years, or a result more than a hundred years away.

        """
        start = _checked(moment)
        if not duration.business:
            return start + duration.timedelta
        if duration.unit == "days":
            return self._settled(self._days_later(start, duration.amount))
        if not duration.amount:
            return self._settled(start)
        return self._hours_later(start, duration.opening_time)

    def subtract(self, moment: datetime, duration: Duration) -> datetime:
        """The moment that lies `duration` before `moment`: the mirror image of `add`, which raises the same.

        Business time goes back to an opening moment at the earliest; days that end outside opening hours go back to
        the closing before, and a start on a date without opening counts as the end of the business day before.
        """
        start = _checked(moment)
        if not duration.business:
            return start - duration.timedelta
        if duration.unit == "days":
            return self._settled_back(self._days_earlier(start, duration.amount))
        if not duration.amount:
            return self._settled_back(start)
        return self._hours_earlier(start, duration.opening_time)

    def between(self, first: datetime, second: datetime) -> timedelta:
        """The opening time from `first` to `second`; negative when `second` is the earlier.

        Costs less than a millisecond a year of distance.
        """
        one, other = _checked(first), _checked(second)
        if one > other:
            return -self.between(other, one)
        start, end = self._date(one), self._date(other)
        return self._opened(start, end) + self._opened_until(end, other) - self._opened_until(start, one)

    def business_days_between(self, first: datetime, second: datetime) -> int:
        """How many business days follow the local date of `first`, up to and with that of `second`; negative if earlier."""
        start, end = self._date(_checked(first)), self._date(_checked(second))
        if start > end:
            return -self.business_days_between(second, first)
        count, day = 0, start + _DAY
        while day <= end:
            if day + _WEEK <= end and self._steady(day):
                count, day = count + self._business_days_a_week, day + _WEEK
            else:
                count, day = count + self.is_business_day(day), day + _DAY
        return count

    def is_open(self, moment: datetime) -> bool:
        """Whether the shop is open; it is at the opening moment and is not at the closing moment."""
        now = _checked(moment)
        return any(start <= now < end for start, end in self._openings(self._date(now)))

    def is_business_day(self, day: date) -> bool:
        """Whether there is any opening on this local date."""
        return bool(self._openings(day))

    def opens_at(self, moment: datetime) -> datetime:
        """The first moment from `moment` on, itself included, at which the shop is open.

        Raises:
            ValueError: there is no opening within two years.

        """
        now = _checked(moment)
        return next(max(now, start) for start, end in self._openings_from(self._date(now)) if now < end)

    def closing_of(self, day: date) -> datetime | None:
        """The last closing moment of a local date; None on a date without opening.

        A night shift that goes on after midnight closes on both dates: on the first one at its midnight.
        """
        openings = self._openings(day)
        return openings[-1][1] if openings else None

    def local(self, moment: datetime) -> datetime:
        """The same moment in the calendar's zone, for people to read."""
        return _checked(moment).astimezone(self._rules)

    @property
    def _business_days_a_week(self) -> int:
        return sum(map(bool, self._days))

    def _date(self, moment: datetime) -> date:
        return wall_clock(moment, self._rules).date()

    def _instant(self, day: date, clock: timedelta = _NO_TIME) -> datetime:
        return instant(datetime.combine(day, time.min) + clock, self._rules)

    def _openings(self, day: date) -> list[Opening]:
        """The openings of a local date in order; none is empty, and those on a day when clocks are set back are split."""
        openings: list[Opening] = []
        for first, last in () if day in self.holidays else self._days[day.isoweekday() % 7]:
            start, end = (
                self._instant(day, timedelta(minutes=first)),
                self._instant(day, timedelta(minutes=last)),
            )
            repeated = (end - start) - timedelta(minutes=last - first)
            if repeated > _NO_TIME:
                turn = turning_point(start, end, self._rules)
                openings.append((start, turn))
                start = turn + repeated
            if start < end:
                openings.append((start, end))
        return openings

    def _openings_from(self, day: date) -> Iterator[Opening]:
        """The openings of `day` and all later dates."""
        last = day
        while True:
            for opening in self._openings(day):
                yield opening
                last = day
            day += _DAY
            self._guard(last, day)

    def _openings_back_from(self, day: date) -> Iterator[Opening]:
        """The openings of `day` and all earlier dates, latest first."""
        last = day
        while True:
            for opening in reversed(self._openings(day)):
                yield opening
                last = day
            day -= _DAY
            self._guard(last, day)

    def _guard(self, last: date, day: date) -> None:
        if abs(day - last) > _LONGEST_CLOSURE:
            first, second = sorted((last, day))
            raise ValueError(
                f"The calendar '{self.name}' has no opening from {first} to {second}: check its holidays."
            )

    def _guard_horizon(self, start: datetime, day: date) -> None:
        if abs(day - start.date()) > _HORIZON:
            raise ValueError(
                f"The calendar '{self.name}' opens so rarely that this would take more than 100 years."
            )

    def _steady(self, day: date) -> bool:
        """Whether the seven dates from `day` on have the weekly hours in full: no holiday, and no hour skipped."""
        return not self._holidays_in_week(day) and self._unskipped(day)

    def _holidays_in_week(self, day: date) -> tuple[date, ...]:
        return self._closed[bisect_left(self._closed, day) : bisect_left(self._closed, day + _WEEK)]

    def _unskipped(self, day: date) -> bool:
        """Whether no clock is set forward in the seven dates from `day` on.

        The offset is looked at in the middle too: Gaza's clocks will go forward and back within one week in 2040.
        """
        midnights = [
            datetime.combine(day + past, time.min, self._rules) for past in (_NO_TIME, _HALF_A_WEEK, _WEEK)
        ]
        # At the end the later reading counts: the clocks may be set forward over that very midnight.
        midnights[-1] = midnights[-1].replace(fold=1)
        if len({midnight.utcoffset() for midnight in midnights}) == 1:
            return True
        start, middle, end = (self._instant(midnight.date()) for midnight in midnights)
        return middle - start >= _HALF_A_WEEK and end - middle >= _WEEK - _HALF_A_WEEK

    def _opened(self, day: date, end: date) -> timedelta:
        """The opening time of the dates from `day` to before `end`."""
        total = _NO_TIME
        while day < end:
            if day + _WEEK <= end and self._unskipped(day):
                lost = sum((self._length_of(holiday) for holiday in self._holidays_in_week(day)), _NO_TIME)
                total, day = total + self._weekly - lost, day + _WEEK
            else:
                total, day = total + _length(self._openings(day)), day + _DAY
        return total

    def _length_of(self, day: date) -> timedelta:
        """The weekly hours of a date's day of the week, if it were no holiday."""
        return timedelta(minutes=sum(end - start for start, end in self._days[day.isoweekday() % 7]))

    def _opened_until(self, day: date, moment: datetime) -> timedelta:
        """The opening time of one date before `moment`."""
        return _length((start, min(end, moment)) for start, end in self._openings(day) if start < moment)

    def _settled(self, moment: datetime) -> datetime:
        """`moment` if the shop is open or just closes, else the next opening."""
        # From the day before, whose closing may be this very midnight.
        openings = self._openings_from(self._date(moment) - _DAY)
        return next(max(moment, start) for start, end in openings if moment <= end)

    def _settled_back(self, moment: datetime) -> datetime:
        """`moment` if the shop is open or just closes, else the closing before."""
        openings = self._openings_back_from(self._date(moment) + _DAY)
        return next(min(moment, end) for start, end in openings if moment >= start)

    def _hours_later(self, moment: datetime, length: timedelta) -> datetime:
        day = last = self._date(moment)
        left = length + self._opened_until(day, moment)
        while True:
            if left > self._weekly and self._steady(day):
                left, day = left - self._weekly, day + _WEEK
                last = day
            else:
                for start, end in self._openings(day):
                    if left <= end - start:
                        return start + left
                    left, last = left - (end - start), day
                day += _DAY
            self._guard(last, day)
            self._guard_horizon(moment, day)

    def _hours_earlier(self, moment: datetime, length: timedelta) -> datetime:
        day = last = self._date(moment)
        left = length + _length(self._openings(day)) - self._opened_until(day, moment)
        while True:
            if left > self._weekly and self._steady(day - 6 * _DAY):
                left, day = left - self._weekly, day - _WEEK
                last = day
            else:
                for start, end in reversed(self._openings(day)):
                    if left <= end - start:
                        return end - left
                    left, last = left - (end - start), day
                day -= _DAY
            self._guard(last, day)
            self._guard_horizon(moment, day)

    def _days_later(self, moment: datetime, days: int) -> datetime:
        wall = wall_clock(moment, self._rules)
        day, clock = wall.date(), wall - datetime.combine(wall, time.min)
        if not self.is_business_day(day):
            day, clock = self._business_day_after(day), _NO_TIME
        while days:
            if days >= self._business_days_a_week and self._steady(day + _DAY):
                days, day = days - self._business_days_a_week, day + _WEEK
            else:
                days, day = days - 1, self._business_day_after(day)
            self._guard_horizon(moment, day)
        return self._instant(day, clock)

    def _days_earlier(self, moment: datetime, days: int) -> datetime:
        wall = wall_clock(moment, self._rules)
        day, clock = wall.date(), wall - datetime.combine(wall, time.min)
        if not self.is_business_day(day):
            day, clock = self._business_day_before(day), _DAY
        while days:
            if days >= self._business_days_a_week and self._steady(day - _WEEK):
                days, day = days - self._business_days_a_week, day - _WEEK
            else:
                days, day = days - 1, self._business_day_before(day)
            self._guard_horizon(moment, day)
        return self._instant(day, clock)

    def _business_day_after(self, day: date) -> date:
        return self._date(next(start for start, _ in self._openings_from(day + _DAY)))

    def _business_day_before(self, day: date) -> date:
        return self._date(next(start for start, _ in self._openings_back_from(day - _DAY)))


def _length(openings: Iterable[Opening]) -> timedelta:
    return sum((end - start for start, end in openings), _NO_TIME)


def _checked(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone, so it is no moment.")
    if moment.year not in _YEARS:
        raise ValueError(f"{moment} is outside of the years 1900 to 8999.")
    return moment.astimezone(UTC)


ALWAYS_OPEN = Calendar("always open", "UTC", ((0, MINUTES_A_WEEK),))
"""Open day and night, in UTC: for accounts without a calendar, whose durations are plain."""
