"""When a follow-up that an agent planned in a note is due."""

from __future__ import annotations

from policies.core.clocks import in_zone
from policies.core.due import Due, due_of
from policies.core.facts import Comment, Facts
from policies.core.when import When


def planned_for(facts: Facts, note: Comment, when: When) -> Due:
    """The moment that a note's words mean, on the clock of the agent who wrote it unless it says another."""
    said, zone = in_zone(facts, when, note.author_id, ("text", "agent", "account"))
    return due_of(said, note.at, zone, facts.calendar)
