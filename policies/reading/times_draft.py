"""Days, clocks and zones that stand side by side make one time: they are taken up one after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policies.core.when import Clock, Days, Edge, Link, Part, Unit, When
from policies.reading.times_clock import HALF_A_DAY, MOST_HOURS, hour, military, shown
from policies.reading.times_dates import YEARS
from policies.reading.times_days import days
from policies.reading.times_lex import Line
from policies.reading.times_numbers import DASHES, four, governed, marked, plain, skip
from policies.reading.times_pairs import merge, pair
from policies.reading.times_parts import half_of_day, part, this_part, zone
from policies.reading.times_words import Mark

_ATOMS = 6
_HOUR_AND_JOINT = 2
"""Lexemes from an hour to the next one where no minutes stand between."""
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
_CLAUSE_ENDS = frozenset(".,!?;)")
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
        found = half_of_day(line, at) or (military(line, at) if _dated(draft) else None)
    if found is None and draft.empty and four(line, at) not in YEARS and at and _due_by_hour(line, at):
        found = military(line, at)
    if found is None and _hour_expected(draft, line, at, glue):
        found = hour(line, at)
    if found is None or not _add(draft, *found):
        return False
    said = (
        zone(line, draft.end)
        if found[0].hour is not None or found[0].part in (Part.NOON, Part.CLOSING)
        else None
    )
    if said is not None:
        draft.zone, draft.end = said
    return True


def _dated(draft: Draft) -> bool:
    found = draft.days
    return (
        found is not None and found.unit is Unit.DAY and (found.day is not None or found.weekday is not None)
    )


def _hour_expected(draft: Draft, line: Line, at: int, glue: frozenset[Mark]) -> bool:
    """Whether a number alone is an hour here: behind "at", or beside a day or a part of one."""
    if Mark.AT in glue or (
        not draft.empty and not glue.isdisjoint({Mark.ABOUT, Mark.BY, Mark.BEFORE, Mark.AFTER})
    ):
        return True
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
    """Whether a number ends a clause behind "by": "I'll call you by 5."."""
    behind = line[at + 1]
    ends = not behind.text or (behind.text in _CLAUSE_ENDS and not (behind.glued and line[at + 2].digits))
    return ends and bool(line[at].digits) and governed(line, at, Mark.BY, Mark.BEFORE, Mark.UNTIL)


def _governed_by_at(line: Line, at: int) -> bool:
    before = at - 1
    for _ in range(_GLUES):
        if before > 0 and marked(line, before, Mark.ABOUT) and not marked(line, before, Mark.AT):
            before -= 1
    return marked(line, before, Mark.AT)


# -- ranges of clocks


def _take_clocks(draft: Draft, line: Line, at: int, glue: frozenset[Mark]) -> bool:
    """Two hours of which one shows what both are: "2 to 4pm", "9am-5pm", "between 8 and 12"."""
    if draft.clock is not None and draft.clock.hour is not None:
        return False
    if draft.days is not None and draft.days.unit not in _DAY_UNITS:
        return False
    first = _open_hour(line, at, draft)
    if first is None:
        return False
    said = zone(line, first[1])
    joint = _joint(
        line, said[1] if said else first[1], between=Mark.BETWEEN in glue or governed(line, at, Mark.BETWEEN)
    )
    second = (hour(line, joint) or (military(line, joint))) if joint else None
    if joint is None or second is None or not _are_hours(draft, line, (at, joint, second[1]), glue):
        return False
    held = draft.clock
    draft.clock = _within(first[0], held.part) if held is not None else first[0]
    draft.until_clock, draft.end = second[0], second[1]
    draft.zone = said[0] if said else ""
    until = zone(line, draft.end)
    if until is not None:
        draft.until_zone, draft.end = until
        draft.zone = draft.zone or until[0]
    return True


def _open_hour(line: Line, at: int, draft: Draft) -> tuple[Clock, int] | None:
    """An hour, even where a dash and another number follow it."""
    number = plain(line, at)
    if number is not None and (line[at + 1].text in DASHES or marked(line, at + 1, Mark.TO, Mark.AND)):
        return (Clock(number, sure=number > HALF_A_DAY), at + 1) if number <= MOST_HOURS else None
    found = hour(line, at)
    dashed = line[at + 1].text in DASHES and len(line[at + 2].digits) == len(line[at].digits)
    if four(line, at) in YEARS and not _dated(draft):
        return found
    return found or (military(line, at) if dashed or _dated(draft) else None)


def _joint(line: Line, at: int, *, between: bool) -> int | None:
    """The place behind what joins two hours."""
    if line[at].text in DASHES or marked(line, at, Mark.TO, Mark.UNTIL):
        return at + 1
    return at + 1 if between and marked(line, at, Mark.AND) else None


def _are_hours(draft: Draft, line: Line, places: tuple[int, int, int], glue: frozenset[Mark]) -> bool:
    """Whether two numbers are hours: by their looks, beside a day, or governed by "between", "from" or "at"."""
    first, second, end = places
    if shown(line, first) is not None or shown(line, second) is not None:
        return True
    if line[end].sense.month is not None or line[end].text in {"%", "/"} or line[end].sense.unit is not None:
        return False
    if draft.days is not None and (draft.days.weekday is not None or draft.days.shift is not None):
        return True
    bound = not glue.isdisjoint({Mark.BETWEEN, Mark.FROM, Mark.AT}) or governed(
        line, first, Mark.BETWEEN, Mark.FROM, Mark.AT
    )
    in_four = four(line, first) is not None and (draft.days is not None or four(line, second) is not None)
    in_words = not line[first].digits and not line[second].digits and second - first > _HOUR_AND_JOINT
    if bound and (draft.days is not None or in_words or in_four):
        return True
    return (draft.days is not None and in_four) or _day_behind(line, end)


def _day_behind(line: Line, at: int) -> bool:
    """Whether a day or a part of one follows two numbers, so that they are hours of it."""
    then = skip(line, at, Mark.ON, Mark.IN, Mark.THE)
    behind = line[then].sense
    weekday = behind.weekday is not None or (
        behind.relation is not None and line[then + 1].sense.weekday is not None
    )
    return weekday or behind.day is not None or behind.part is not None or behind.this_part is not None


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
    return True
