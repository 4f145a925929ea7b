"""What clocks show at the times of day that were said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from policies.core.when import Clock, Edge, Part

HOUR = timedelta(hours=1)
MIDNIGHT = timedelta(0)
NOON = 12 * HOUR
END_OF_DAY = 24 * HOUR - timedelta(seconds=1)
OPENING = 9 * HOUR
"""When a day's work begins where no calendar says so."""
CLOSING = 17 * HOUR
"""When a day's work ends where no calendar says so."""

_ENDS = {
    Part.OPENING: OPENING,
    Part.MORNING: NOON,
    Part.NOON: NOON,
    Part.LUNCH: 14 * HOUR,
    Part.AFTERNOON: CLOSING,
    Part.EVENING: 21 * HOUR,
    Part.NIGHT: 23 * HOUR,
    Part.MIDNIGHT: 24 * HOUR,
}
"""By when something is due that was promised for a part of a day."""

_EARLY = {Part.MORNING: 9 * HOUR, Part.AFTERNOON: 14 * HOUR, Part.EVENING: 19 * HOUR, Part.NIGHT: 21 * HOUR}
_MIDDLE = {
    Part.MORNING: 10.5 * HOUR,
    Part.AFTERNOON: 15 * HOUR,
    Part.EVENING: 20 * HOUR,
    Part.NIGHT: 22 * HOUR,
}
"""And for its early part, and its middle."""

STRETCHES = {
    Part.OPENING: (OPENING, OPENING),
    Part.MORNING: (8 * HOUR, 12 * HOUR),
    Part.NOON: (12 * HOUR, 12 * HOUR),
    Part.LUNCH: (12 * HOUR, 14 * HOUR),
    Part.AFTERNOON: (12 * HOUR, 18 * HOUR),
    Part.EVENING: (18 * HOUR, 22 * HOUR),
    Part.NIGHT: (20 * HOUR, 24 * HOUR),
    Part.MIDNIGHT: (24 * HOUR, 24 * HOUR),
    Part.CLOSING: (17 * HOUR, 24 * HOUR),
}
"""Where the parts of a day lie, when all of one is meant."""

_WAKING = range(7, 19)
"""Hours that an hour without "am" or "pm" is looked for in: "at 5" is 17:00, "at 9" is 09:00."""
_HALF_A_DAY = 12
_SMALL_HOURS = 5
_EARLIEST_EVENING = 5
_BEFORE_DAWN = 5 * HOUR


@dataclass(frozen=True, slots=True)
class Shown:
    """A time of day as the time since midnight, which may be 24 hours or more, and what was assumed."""

    time: timedelta
    assumption: str = ""


def shown(clock: Clock, after: timedelta | None = None) -> Shown:
    """What a clock with an hour shows; of the two readings of "5" the one in waking hours.

    With `after`, the first reading past that time of day is taken if the likelier one is not past it.
    """
    hour = clock.hour or 0
    rest = timedelta(minutes=clock.minute, seconds=clock.second)
    if (
        clock.sure and clock.part is Part.NIGHT and hour < _SMALL_HOURS
    ):  # "tonight at 1am", said in the evening
        past = after is not None and hour * HOUR + rest <= after
        return Shown((hour + 24 if past else hour) * HOUR + rest)
    if clock.part is not Part.NONE and hour <= _HALF_A_DAY:
        return Shown(_in_part(hour, clock.part) * HOUR + rest)
    if clock.sure or hour > _HALF_A_DAY:
        return Shown(hour * HOUR + rest)
    early, late = hour % _HALF_A_DAY, hour % _HALF_A_DAY + _HALF_A_DAY
    likely, other = (early, late) if early in _WAKING else (late, early)
    if after is not None and likely * HOUR + rest <= after < other * HOUR + rest:
        likely = other
    return Shown(likely * HOUR + rest, f"{hour} is taken for {likely:02d}:{clock.minute:02d}")


def readings(clock: Clock) -> tuple[Shown, ...]:
    """All that a clock with an hour may show, the likeliest first."""
    first = shown(clock)
    if clock.sure or clock.part is not Part.NONE or not 1 <= (clock.hour or 0) <= _HALF_A_DAY:
        return (first,)
    half = _HALF_A_DAY * HOUR
    return first, Shown(first.time + half if first.time < half else first.time - half)


def _in_part(hour: int, part: Part) -> int:
    """The hour of the day of an hour up to 12 in a part of it; the small hours of a night are past its midnight."""
    if part is Part.MORNING:
        return hour % _HALF_A_DAY
    if part is Part.NIGHT and hour % _HALF_A_DAY < _EARLIEST_EVENING:
        return hour % _HALF_A_DAY + 24
    if part is Part.NOON and hour >= _HALF_A_DAY - 1:
        return hour
    if part is Part.MIDNIGHT and hour == _HALF_A_DAY:
        return 24
    return hour % _HALF_A_DAY + _HALF_A_DAY


def ends(clock: Clock) -> timedelta:
    """By when something promised for a part of a day is due; `Part.CLOSING` is for the calendar to say."""
    earlier = {Edge.EARLY: _EARLY, Edge.MIDDLE: _MIDDLE}.get(clock.edge, {})
    if clock.part in earlier:
        return earlier[clock.part]
    return _ENDS.get(clock.part, CLOSING)


def begins_at(clock: Clock) -> timedelta:
    """From when on a part of the day is meant."""
    return STRETCHES[clock.part][0] if clock.part in STRETCHES else MIDNIGHT


def is_over(clock: Clock, now: datetime) -> bool:
    """Whether a part of the day that was named without a day must lie in the next one."""
    passed = datetime.combine(now, now.time()) - datetime.combine(now, time.min)
    if clock.part is Part.MORNING and clock.edge is not Edge.LATE:
        return passed >= _BEFORE_DAWN  # who means the morning under way says "this morning"
    return clock.part is not Part.CLOSING and passed >= ends(clock)
