"""Feasts that are named rather than dated ("by Christmas"), by key: the civil date in a year.

What a calendar closes for is its own list of holidays; this one only tells which day was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

_DAY = timedelta(days=1)
MONDAY, THURSDAY = 0, 3


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus, as in Meeus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    shift = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    month, day = divmod(epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int, plus: int = 0) -> Callable[[int], date]:
    """The nth weekday of a month, counted from its end if negative, and so many days more."""

    def day(year: int) -> date:
        if nth > 0:
            first = date(year, month, 1)
            return first + _DAY * ((weekday - first.weekday()) % 7 + 7 * (nth - 1) + plus)
        last = date(year + month // 12, month % 12 + 1, 1) - _DAY
        return last - _DAY * ((last.weekday() - weekday) % 7 - 7 * (nth + 1) - plus)

    return day


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + _DAY * days


FEASTS: Mapping[str, Callable[[int], date]] = MappingProxyType(
    {
        "new year": _fixed(1, 1),
        "epiphany": _fixed(1, 6),
        "martin luther king day": _nth(1, MONDAY, 3),
        "groundhog day": _fixed(2, 2),
        "valentine": _fixed(2, 14),
        "womens day": _fixed(3, 8),
        "presidents day": _nth(2, MONDAY, 3),
        "saint patrick": _fixed(3, 17),
        "april fools": _fixed(4, 1),
        "earth day": _fixed(4, 22),
        "cinco de mayo": _fixed(5, 5),
        "carnival monday": _from_easter(-48),
        "good friday": _from_easter(-2),
        "easter": _from_easter(0),
        "easter monday": _from_easter(1),
        "ascension": _from_easter(39),
        "whit sunday": _from_easter(49),
        "whit monday": _from_easter(50),
        "corpus christi": _from_easter(60),
        "may day": _fixed(5, 1),
        "mothers day": _nth(5, 6, 2),
        "memorial day": _nth(5, MONDAY, -1),
        "juneteenth": _fixed(6, 19),
        "fathers day": _nth(6, 6, 3),
        "independence day": _fixed(7, 4),
        "labor day": _nth(9, MONDAY, 1),
        "german unity": _fixed(10, 3),
        "columbus day": _nth(10, MONDAY, 2),
        "halloween": _fixed(10, 31),
        "all saints": _fixed(11, 1),
        "veterans day": _fixed(11, 11),
        "thanksgiving": _nth(11, THURSDAY, 4),
        "black friday": _nth(11, THURSDAY, 4, plus=1),
        "cyber monday": _nth(11, THURSDAY, 4, plus=4),
        "christmas eve": _fixed(12, 24),
        "christmas": _fixed(12, 25),
        "boxing day": _fixed(12, 26),
        "new years eve": _fixed(12, 31),
    }
)


def feast(key: str, year: int) -> date | None:
    """The date of a feast in a year; None when nobody knows it."""
    rule = FEASTS.get(key)
    return rule(year) if rule else None
