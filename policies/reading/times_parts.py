"""Parts of days and zones: "tomorrow morning"'s morning, "late afternoon", "tonight", "EOD"; "EST", "your time"."""

from __future__ import annotations

from policies.core.when import Clock, Edge, Part, Unit
from policies.reading.times_lex import Line
from policies.reading.times_numbers import DASHES, marked, plain, skip
from policies.reading.times_words import Mark

Found = tuple[Clock, int]
_MINUTE_DIGITS = 2


def part(line: Line, at: int) -> Found | None:
    """A part of the day: "morning", "early morning", "late in the afternoon", "lunchtime", "midnight", "EOD"."""
    sense = line[at].sense
    if sense.edge is not None:
        then = skip(line, at + 1, Mark.IN, Mark.OF, Mark.THE)
        then = then + 1 if line[then].text in DASHES else then
        found = line[then].sense.part
        return (Clock(part=found, edge=sense.edge), then + 1) if found is not None else None
    if sense.closing is Unit.DAY:
        return Clock(part=Part.CLOSING), at + 1
    if sense.part is None or (sense.shy and not _meant(line, at)):
        return None
    edge = line[at + 1].sense.edge if marked(line, at + 1, Mark.IN) else None
    return Clock(part=sense.part, edge=edge or Edge.WHOLE), at + 1


def _meant(line: Line, at: int) -> bool:
    """Whether a word that is another one too ("dinner") is meant as a time."""
    before = line[at - 1].sense if at else line[at].sense
    behind = line[at + 1].sense
    return at > 0 and (
        before.day is not None
        or before.weekday is not None
        or behind.day is not None
        or marked(line, at - 1, Mark.AT, Mark.AROUND, Mark.AFTER, Mark.BEFORE, Mark.BY)
    )


def this_part(line: Line, at: int) -> tuple[int, Clock, int] | None:
    """A part of today or of the day beside, with that day's shift: "tonight", "this afternoon", "last night"."""
    edge = line[at].sense.edge
    then = at if edge is None else at + 1
    sense = line[then].sense
    found, shift = sense.this_part, 0
    if found is None and sense.relation is not None:
        shift = sense.relation
        then += 1
        edge = edge or line[then].sense.edge
        then = then + 1 if line[then].sense.edge is not None else then
        found = line[then].sense.part
        if line[then].sense.shy:
            return None
    return (shift, Clock(part=found, edge=edge or Edge.WHOLE), then + 1) if found is not None else None


def half_of_day(line: Line, at: int) -> Found | None:
    """The half of a day, where "am" or "pm" stands behind a day rather than a number: "tomorrow am"."""
    here = line[at]
    if here.sense.meridiem is None or here.end - here.start == 1:
        return None
    return Clock(part=Part.AFTERNOON if here.sense.meridiem else Part.MORNING), at + 1


def zone(line: Line, at: int) -> tuple[str, int] | None:
    """The zone behind a clock time, and the place behind it: "EST", "(CET)", "your time", "UTC+2"."""
    opened = line[at].text == "("
    then = at + 1 if opened or line[at].text == "," else at
    here = line[then]
    said = here.sense.zone
    if said is None or (here.sense.shy and not here.capital):
        return None
    then += 1
    hours = plain(line, then + 1)
    if (
        said in {"UTC", "GMT"}
        and line[then].text in {"+", "-"}
        and hours is not None
        and line[then + 1].glued
    ):
        said, then = f"UTC{line[then].text}{hours}", then + 2
        if line[then].text == ":" and len(line[then + 1].digits) == _MINUTE_DIGITS:
            said, then = f"{said}:{line[then + 1].digits}", then + 2
    return said, then + 1 if opened and line[then].text == ")" else then
