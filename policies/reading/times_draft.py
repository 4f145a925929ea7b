"""Days, clocks and zones that stand side by side make one time: they are taken up one after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policies.core.when import Clock, Days, Edge, Link, Part, Unit, When
from policies.reading.times_clock import hour, military, shown
from policies.reading.times_dates import YEARS
from policies.reading.times_days import days
from policies.reading.times_hours import day_behind, is_dated, numbered_clock, two_hours
from policies.reading.times_lex import CLAUSE_ENDS, OTHER, Line
from policies.reading.times_numbers import DASHES, four, governed, marked, skip
from policies.reading.times_pairs import merge, pair
from policies.reading.times_parts import half_of_day, part, this_part, zone
from policies.reading.times_words import Mark

_ATOMS = 6
_GLUES = 3
_GLUE = frozenset(
    {
        Mark.AT,
        Mark.ON,
        Mark.OF,
        Mark.IN,
        Mark.THE,
        Mark.ABOUT,
        Mark.BY,
        Mark.BEFORE,
        Mark.FROM,
        Mark.BETWEEN,
        Mark.AFTER,
    }
)
_BOUNDS = frozenset({Mark.BY, Mark.BEFORE, Mark.BETWEEN, Mark.AFTER})
_NO_GLUE: frozenset[Mark] = frozenset()
_DAY_UNITS = frozenset({Unit.DAY})


@dataclass(slots=True)
class Draft:
    """What was gathered of one time so far, and the place behind it."""

    end: int
    days: Days | None = None
    clock: Clock | None = None
    zone: str = ""
    until_days: Days | None = None
    until_clock: Clock | None = None
    until_zone: str = ""
    link: Link = Link.TO

    @property
    def empty(self) -> bool:
        """Whether nothing was found yet."""
        return self.days is None and self.clock is None

    def when(self) -> When:
        """The meaning of what was gathered."""
        days, clock = self.days, self.clock
        if days is not None and days.edge and clock is not None and clock.hour is None and not clock.edge:
            days, clock = (
                replace(days, edge=Edge.WHOLE),
                replace(clock, edge=days.edge),
            )  # "early tomorrow afternoon"
        if self.until_days is None and self.until_clock is None:
            return When(days, clock, zone=self.zone)
        until = When(self.until_days, self.until_clock, zone=self.until_zone)
        return When(days, clock, None, until, self.link, zone=self.zone)


def moment(line: Line, at: int) -> Draft | None:
    """All days, clocks and zones that belong together from here on."""
    draft = Draft(at)
    for _ in range(_ATOMS):
        here, glue = (at, _NO_GLUE) if draft.empty else _glue(line, draft)
        if not _take(draft, line, here, glue):
            break
    return None if draft.empty else draft


def _glue(line: Line, draft: Draft) -> tuple[int, frozenset[Mark]]:
    """The place behind the small words between two parts of one time, and what they are."""
    at = draft.end
    seen = _NO_GLUE
    if line[at].text in {",", "("} or (
        line[at].text in DASHES and draft.clock is None and not line[at].glued
    ):
        at += 1
    for _ in range(_GLUES):
        marks = line[at].sense.marks & _GLUE
        if not marks:
            break
        seen |= marks
        at += 1
    return at, seen


def _take(draft: Draft, line: Line, at: int, glue: frozenset[Mark]) -> bool:
    """Take up what stands here, if it is a part of a time that the draft has not got."""
    if Mark.IN in glue:
        return _take_part(draft, line, at)
    bound = not glue.isdisjoint(_BOUNDS)
    return (
        (not bound and _take_this_part(draft, line, at))
        or _take_clocks(draft, line, at, glue)
        or (not bound and _take_days(draft, line, at))
        or _take_clock(draft, line, at, glue)
    )


# -- clocks


def _add(draft: Draft, found: Clock, end: int) -> bool:
    """An hour and a part of the day come together; two hours do not, nor an hour and a week."""
    if draft.days is not None and draft.days.unit not in _DAY_UNITS:
        return False
    held = draft.clock
    if held is None:
        draft.clock = found
    elif held.hour is None and found.hour is not None:
        draft.clock = found if found.sure and held.part is not Part.NIGHT else replace(found, part=held.part)
    elif held.hour is not None and found.hour is None and held.part is Part.NONE:
        draft.clock = _within(held, found.part)
        draft.until_clock = _within(draft.until_clock, found.part) if draft.until_clock is not None else None
    elif held.hour is None and (held.part, found.part) == (Part.NIGHT, Part.MIDNIGHT):
        draft.clock = found  # "tonight at midnight"
    elif held.hour is not None or found.hour is not None or held.part is not found.part:
        return False
    draft.end = end
    return True


def _within(clock: Clock, found: Part) -> Clock:
    return clock if clock.sure else replace(clock, part=found)


def _take_part(draft: Draft, line: Line, at: int) -> bool:
    found = part(line, at) or half_of_day(line, at)
    return found is not None and _add(draft, *found)


def _take_this_part(draft: Draft, line: Line, at: int) -> bool:
    found = this_part(line, at)
    if found is None or draft.days is not None or not _add(draft, *found[1:]):
        return False
    draft.days = Days(shift=found[0])
    return True


def _take_clock(draft: Draft, line: Line, at: int, glue: frozenset[Mark]) -> bool:
    found = shown(line, at) or part(line, at)
    if found is None and draft.days is not None and draft.clock is None:
        found = half_of_day(line, at) or (numbered_clock(line, at) if is_dated(draft.days) else None)
    if found is None and draft.empty and four(line, at) not in YEARS and at and _due_by_hour(line, at):
        found = military(line, at)
    if found is None and _hour_expected(draft, line, at, glue):
        found = hour(line, at)
    if found is None or not _add(draft, *found):
        return False
    _take_zone(draft, line)
    return True


def _take_zone(draft: Draft, line: Line) -> None:
    """The zone behind a clock, at once or behind its day: "5pm PST Friday", "EOD Friday PST"."""
    held = draft.clock
    if line[draft.end - 1].sense.closing and line[draft.end - 1].sense.zone:
        draft.zone = line[draft.end - 1].sense.zone or ""  # "the end of your business day"
    if held is None or draft.zone or (held.hour is None and held.part not in (Part.NOON, Part.CLOSING)):
        return
    said = zone(line, draft.end)
    if said is not None:
        draft.zone, draft.end = said


def _hour_expected(draft: Draft, line: Line, at: int, glue: frozenset[Mark]) -> bool:
    """Whether a number alone is an hour here: behind "at", or beside a day or a part of one."""
    if Mark.AT in glue or (
        not draft.empty and not glue.isdisjoint({Mark.ABOUT, Mark.BY, Mark.BEFORE, Mark.AFTER})
    ):
        return True
    if Mark.FROM in glue and not draft.empty and _ends_clause(line, at + 1):
        return True  # "tomorrow from 9."
    if not draft.empty:
        return draft.clock is not None and draft.clock.hour is None and bool(line[at].digits)
    if at and (_governed_by_at(line, at) or _due_by_hour(line, at)):
        return True
    behind = line[at + 1].sense
    if (
        behind.day is not None
        or behind.this_part is not None
        or (behind.relation == 0 and line[at + 2].sense.part)
    ):
        return True
    then = skip(line, at + 1, Mark.IN, Mark.THE)
    return marked(line, at + 1, Mark.IN) and line[then].sense.part is not None


def _due_by_hour(line: Line, at: int) -> bool:
    """Whether a number ends a clause behind "by" or "around": "I'll call you by 5.", "around four to discuss it"."""
    then = skip(line, at + 1, Mark.ABOUT)
    ends = _ends_clause(line, then)
    purpose = marked(line, then, Mark.TO) and line[then + 1].text == OTHER
    fits = ends or purpose or day_behind(line, then) or zone(line, then) is not None
    after = bool(line[at].digits) and governed(line, at, Mark.PAST)
    if not fits or not (after or governed(line, at, Mark.BY, Mark.BEFORE, Mark.UNTIL, Mark.AROUND)):
        return False
    first = at - 1
    while first > 0 and marked(line, first, Mark.ABOUT, Mark.AROUND):
        first -= 1
    return first == 0 or line[first - 1].sense.number is None  # "one by one", "3 by 4"


def _ends_clause(line: Line, at: int) -> bool:
    behind = line[at]
    return not behind.text or (behind.text in CLAUSE_ENDS and not (behind.glued and line[at + 1].digits))


def _governed_by_at(line: Line, at: int) -> bool:
    before = at - 1
    for _ in range(_GLUES):
        if before > 0 and marked(line, before, Mark.ABOUT) and not marked(line, before, Mark.AT):
            before -= 1
    return marked(line, before, Mark.AT)


def _take_clocks(draft: Draft, line: Line, at: int, glue: frozenset[Mark]) -> bool:
    if draft.clock is not None and draft.clock.hour is not None:
        return False
    if draft.days is not None and draft.days.unit not in _DAY_UNITS:
        return False
    found = two_hours(line, at, draft.days, glue)
    if found is None:
        return False
    held = draft.clock
    draft.clock = _within(found.first, held.part) if held is not None else found.first
    draft.until_clock, draft.end, draft.link = found.second, found.end, found.link
    draft.zone, draft.until_zone = found.zone, found.until_zone
    return True


# -- days


def _take_days(draft: Draft, line: Line, at: int) -> bool:
    both = pair(line, at) if draft.until_days is None and draft.until_clock is None else None
    if both is not None:
        first, second, end, link = both
        merged = merge(draft.days, first)
        if merged is not None:
            draft.days, draft.until_days, draft.end, draft.link = merged, second, end, link
            return True
    found = days(line, at)
    merged = merge(draft.days, found[0]) if found is not None else None
    if found is None or merged is None or (draft.clock is not None and merged.unit not in _DAY_UNITS):
        return False
    draft.days, draft.end = merged, found[1]
    _take_zone(draft, line)
    return True
