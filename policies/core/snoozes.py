"""When a ticket is to be left alone, because a person of the service side asked for it."""

from __future__ import annotations

from datetime import datetime

from policies.core.calendar import ALWAYS_OPEN
from policies.core.durations import Duration
from policies.core.facts import Comment, Facts
from policies.core.signals import Directive, Order
from policies.core.speech import orders_in, said_on


def end_of_snooze(facts: Facts, note: Comment, directive: Directive) -> datetime:
    """The moment at which one `#snooze` ends, counted from its note in the account's calendar."""
    calendar = facts.account.default_calendar or ALWAYS_OPEN
    return calendar.add(note.at, Duration.parse(directive.duration or "0h"))


def snoozed_until(facts: Facts) -> datetime | None:
    """The end of the ticket's latest snooze; None when it is not snoozed now."""
    last = None
    for note in said_on(facts.ticket):
        for _, directive in orders_in(note, Order.SNOOZE):
            last = end_of_snooze(facts, note, directive)
    return last if last is not None and last > facts.now else None
