"""The times that a text names, each with its meaning: by a small grammar over the words of a language pack.

Nothing here knows a moment, a zone or a calendar: what the words mean stands in a `When`, and `policies.core.due`
makes moments of it. Reading takes time in proportion to the text's length, whatever the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from policies.core.when import Unit, When
from policies.reading.languages.model import Language
from policies.reading.times_join import Joined, joined
from policies.reading.times_lex import PADDING, lexemes
from policies.reading.times_numbers import Line, marked
from policies.reading.times_words import NO_SENSE, Mark


class Role(StrEnum):
    """The word that governs a time, as far as a deadline hangs on it."""

    NONE = ""
    BY = "by"
    """ "by", "no later than", "due"; and "at the latest" behind it."""
    WITHIN = "within"
    """Also "in the next"."""
    IN = "in"
    AT = "at"
    ON = "on"
    BEFORE = "before"
    UNTIL = "until"
    AFTER = "after"
    """The time is a start or a lower bound."""
    FROM = "from"
    FOR = "for"
    """How long something lasts, not by when."""
    BETWEEN = "between"
    LESS = "less"
    """ "up to", "less than"."""
    MORE = "more"
    """ "more than", "at least"."""
    AGO = "ago"
    """It is past: "two days ago"."""
    LATER = "later"
    """ "two days from now"."""


@dataclass(frozen=True, slots=True)
class Time:
    """One time in a text."""

    start: int
    end: int
    when: When
    role: Role = Role.NONE
    lead: int = 0
    """Where the governing word begins; `start` where there is none."""


_ROLES = {
    Mark.BY: Role.BY,
    Mark.WITHIN: Role.WITHIN,
    Mark.BEFORE: Role.BEFORE,
    Mark.UNTIL: Role.UNTIL,
    Mark.AFTER: Role.AFTER,
    Mark.FROM: Role.FROM,
    Mark.FOR: Role.FOR,
    Mark.BETWEEN: Role.BETWEEN,
    Mark.LESS: Role.LESS,
    Mark.MORE: Role.MORE,
    Mark.IN: Role.IN,
    Mark.AT: Role.AT,
    Mark.ON: Role.ON,
}
_BETWEEN = (Mark.THE, Mark.ABOUT, Mark.A)


def find_times(text: str, language: Language) -> tuple[Time, ...]:
    """The times in a text, from left to right; none overlaps another."""
    words = language.times
    line = lexemes(text, words)
    found: list[Time] = []
    at, last, stop = 0, 0, len(line) - PADDING
    while at < stop:
        if line[at].sense is NO_SENSE:
            at += 1
            continue
        time = joined(line, at, words)
        if time is None:
            at += 1
            continue
        found.append(_time(line, at, last, time))
        at = last = time.end
    return tuple(found)


def _time(line: Line, at: int, last: int, time: Joined) -> Time:
    role, lead = _role(line, at, last)
    if time.ago or time.later:
        role, lead = (Role.AGO if time.ago else Role.LATER), at
    end, when = time.end, time.when
    named = when.days is not None and when.clock is None and when.until is None
    if named and (role is Role.BEFORE or (role is Role.BY and when.days and when.days.unit is Unit.WEEKEND)):
        when = replace(when, before=True)
    if marked(line, end, Mark.LATEST) and role is not Role.AGO:
        role, end = Role.BY, end + 1
    return Time(line[at].start, line[end - 1].end, when, role, line[lead].start)


def _role(line: Line, at: int, last: int) -> tuple[Role, int]:
    """The governing word before a time, behind an article or "about" at most, and where it stands."""
    here = at
    for _ in range(3):
        if here <= last or not marked(line, here - 1, *_BETWEEN):
            break
        here -= 1
    if here > last:
        for mark, role in _ROLES.items():
            if mark in line[here - 1].sense.marks:
                return role, here - 1
    return Role.NONE, at
