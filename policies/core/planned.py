"""When a follow-up that an agent planned in a note is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from policies.core.clocks import Zone, in_zone
from policies.core.due import due_of
from policies.core.due_moment import Due
from policies.core.durations import MAX_DAYS
from policies.core.facts import Comment, Facts
from policies.core.when import When

_ORDER: tuple[Zone, ...] = ("text", "agent", "account")
_FAR = timedelta(days=MAX_DAYS)


def planned_for(facts: Facts, note: Comment, when: When) -> Due:
    """The moment that a note's words mean, on the clock of the agent who wrote it unless it says another."""
    said, zone = in_zone(facts, when, note.author_id, _ORDER)
    return due_of(said, note.at, zone, facts.calendar)


def clock_of(facts: Facts, when: When, note: Comment) -> str:
    """The zone on whose clock a note's words are read."""
    return in_zone(facts, when, note.author_id, _ORDER)[1]


def why_never(due: Due, said_at: datetime) -> str:
    """Why no follow-up can be planned for it, as a sentence: the 31st of April, a habit, ten years away; else empty.

    What names no date at all is due at once, at the very moment at which it was said.
    """
    if due.impossible and due.moment == said_at:
        return due.impossible
    return "That is more than ten years away." if abs(due.moment - said_at) > _FAR else ""
