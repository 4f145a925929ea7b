"""When a ticket is to be left alone, because a person of the service side asked for it."""

from __future__ import annotations

from datetime import datetime

from policies.core.actions import Memory
from policies.core.calendar import ALWAYS_OPEN
from policies.core.durations import Duration
from policies.core.facts import Comment, Facts
from policies.core.signals import Directive, Order
from policies.core.speech import orders_in, said_on

DIRECTIVES = "#directives"
"""The built-in policy that answers directives; no policy of a configuration can be called so."""


def answer_to(note: Comment, place: int) -> str:
    """The name of the occasion that answers one directive of a note."""
    return f"directive/{note.id}/{place}"


def end_of_snooze(facts: Facts, note: Comment, directive: Directive) -> datetime:
    """The moment at which one `#snooze` ends, counted from its note in the account's calendar."""
    calendar = facts.account.default_calendar or ALWAYS_OPEN
    return calendar.add(note.at, Duration.parse(directive.duration or "0h"))


def snoozed_until(facts: Facts, memory: Memory) -> datetime | None:
    """The end of the ticket's latest snooze; None when it is not snoozed now.

    Whoever takes the tag of a snooze off ends the snooze.
    """
    last = None
    for note in said_on(facts.ticket):
        for place, directive in orders_in(note, Order.SNOOZE):
            answer = memory.occasions.get((DIRECTIVES, answer_to(note, place)))
            ended = answer is not None and answer.dismissed
            last = None if ended else end_of_snooze(facts, note, directive)
    return last if last is not None and last > facts.now else None
