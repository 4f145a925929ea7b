"""The times that a text names, each with its meaning: by a small grammar over the words of a language pack.

Nothing here knows a moment, a zone or a calendar: what the words mean stands in a `When`, and `policies.core.due`
makes moments of it. Reading takes time in proportion to the text's length, whatever the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from policies.core.when import Clock, Days, Part, Span, Unit, When
from policies.reading.languages.model import Language
from policies.reading.times_counted import Joined, backwards, is_event, is_past
from policies.reading.times_join import joined
from policies.reading.times_lex import PADDING, Line, line_of
from policies.reading.times_numbers import marked
from policies.reading.times_words import Mark


class Role(StrEnum):
    """The word that governs a time, as far as a deadline hangs on it."""

    NONE = ""
    BY = "by"
    """Also "no later than", "due"; and "at the latest" behind the time."""
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
    """At most: "up to", "less than"."""
    MORE = "more"
    """At least: "more than"."""
    AGO = "ago"
    """It is past: "two days ago"."""
    NOW = "now"
    LATER = "later"
    """Counted from now or from a day: "two days from now", "a week on Monday"."""


@dataclass(frozen=True, slots=True)
class Time:
    """One time in a text."""

    start: int
    end: int
    when: When
    role: Role = Role.NONE
    lead: int = 0
    """Where the governing word begins; `start` where there is none."""
    of_event: bool = False
    """A length that is counted from something that happens, so its due moment is a guess: "2 days after delivery"."""


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
_NIGHT = When(clock=Clock(part=Part.NIGHT))
_OVERNIGHT = When(Days(shift=1), Clock(part=Part.MORNING))
"""The coming night is over in the morning: "over night", "über Nacht"."""
_DEADLINES = frozenset({Role.BY, Role.WITHIN, Role.LESS})
_SKIPPED = 3
_AFTER_ARTICLE = frozenset({Mark.BUSINESS, Mark.TO, Mark.OR, Mark.EXTRA})
_SIGNS_INSIDE = frozenset("-_~./")
_ENDS_OF_SENTENCES = (". ", "! ", "? ", "\n", ";")
_MONEY = frozenset("$\u20ac\u00a3")


def find_times(text: str, language: Language) -> tuple[Time, ...]:
    """The times in a text, from left to right; none overlaps another."""
    line = line_of(text, language.times)
    found: list[Time] = []
    at, last, reached, stop = 0, 0, 0, len(line) - PADDING
    while at < stop:
        if (
            not line[at].sense.starts
            or line[at].start < reached
            or _goes_nowhere(line, at)
            or (at > 0 and _is_inside_a_word(line, at))
        ):
            at += 1
            continue
        time = joined(line, at)
        if time is None or (
            line[time.end].glued and line[time.end].is_word and not marked(line, time.end, Mark.ABOUT)
        ):
            at += 1
            continue
        found.append(_on_its_day(_time(line, at, last, time), found, text))
        reached = found[-1].end  # the rest of a compound stands where its first part does
        at = last = time.end + (line[time.end].end == reached)  # "at the latest" belongs to it
    return tuple(found)


def _on_its_day(time: Time, found: list[Time], text: str) -> Time:
    """A clock without a day, behind "today", "tomorrow" or the like in the same sentence, is one of that day.

    A weekday or a date may have been told of something past, so they pass no day on.
    """
    if not found or time.when.clock is None or time.when.days is not None or time.when.span is not None:
        return time
    before = found[-1].when
    alone = before.clock is None and before.until is None and not before.before
    ahead = (
        before.days is not None
        and before.days == Days(shift=before.days.shift)
        and (before.days.shift or 0) >= 0
    )
    if not alone or not ahead:
        return time
    apart = any(sign in text[found[-1].end : time.start] for sign in _ENDS_OF_SENTENCES)
    return time if apart else replace(time, when=replace(time.when, days=before.days))


def _goes_nowhere(line: Line, at: int) -> bool:
    """Whether no time can begin with an article here: the commonest case, told quickly."""
    here, behind = line[at].sense, line[at + 1].sense
    if Mark.A not in here.marks or behind.starts or here.relation or behind.business_unit is not None:
        return False
    return behind.marks.isdisjoint(_AFTER_ARTICLE)


def _is_inside_a_word(line: Line, at: int) -> bool:
    """Whether letters, digits or money stick to what begins here, so that it is part of a number, a name or an address."""
    before = line[at - 1]
    if before.text in _MONEY:
        return True
    if not line[at].glued:
        return False
    if before.is_word:
        return True
    if at == 1 or not before.glued:
        return False
    inside = before.text in _SIGNS_INSIDE and line[at - 2].is_word
    return inside or (before.text == ":" and bool(line[at - 2].digits))


def _time(line: Line, at: int, last: int, time: Joined) -> Time:
    role, lead = _role(line, at, last)
    end, when = time.end, time.when
    if role is Role.MORE and when == _NIGHT:
        role, when = Role.IN, _OVERNIGHT
    elif role is Role.MORE and (when.days is not None or (when.span is not None and when.span.window)):
        role = Role.IN  # "over the weekend", "over the next two days"
    if role is Role.BEFORE and when.span is not None and when.span.start is None and not time.ago:
        role = Role.AGO
    if time.ago:
        role = Role.AGO
    elif time.later:
        role = role if role in _DEADLINES else Role.LATER  # "within 30 days from today"
    elif when.span == Span() and when.until is None and role is not Role.WITHIN:
        role = Role.NOW
    if marked(line, end, Mark.LATEST) and role is not Role.AGO:
        role, end = Role.BY, end + 1
    event = when.span is not None and when.span.start is None and role is not Role.AGO and is_event(line, end)
    return Time(line[at].start, line[end - 1].end, _bounded(when, role), role, line[lead].start, event)


def _bounded(when: When, role: Role) -> When:
    """With what the governing word changes in the meaning."""
    if role is Role.WITHIN and when.span is not None and when.span.start is None and when.until is None:
        return replace(when, span=replace(when.span, window=True))
    if role is Role.AGO and when.span is not None and not is_past(when):
        return backwards(when)  # where "ago" is a preposition
    part = when.clock.part if when.clock is not None and when.clock.hour is None else Part.NONE
    if when.until is None and (role is Role.BEFORE or (role is Role.BY and part is Part.LUNCH)) and part:
        return replace(when, before=True)
    named = when.days is not None and when.clock is None and when.until is None
    if named and (role is Role.BEFORE or (role is Role.BY and when.days and when.days.unit is Unit.WEEKEND)):
        return replace(when, before=True)
    return when


def _role(line: Line, at: int, last: int) -> tuple[Role, int]:
    """The governing word before a time, behind an article or "about" at most, and where it stands."""
    here = at
    for _ in range(_SKIPPED):
        if here <= last or not marked(line, here - 1, Mark.THE, Mark.ABOUT, Mark.A):
            break
        here -= 1
    if here > last:
        for mark, role in _ROLES.items():
            if mark in line[here - 1].sense.marks:
                return role, here - 1
    return Role.NONE, at
