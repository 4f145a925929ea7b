"""Whose clock a time that was said is read on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from policies.core.facts import Facts
from policies.core.when import OURS, YOURS, When
from policies.core.zones import iana_zone

Zone = Literal["text", "customer", "agent", "account"]
ZONES: tuple[Zone, ...] = ("text", "customer", "agent", "account")


def in_zone(facts: Facts, when: When, author_id: int, order: Sequence[Zone]) -> tuple[When, str]:
    """The words with the zone to read them in: the first of the order that is known, else the calendar's.

    A zone that was said stays in the words, and wins there, where the order has `text`; "your time" is the
    customer's, "our time" the agent's.
    """
    account = facts.account
    known = {
        "customer": _zone(facts.ticket.requester_zone),
        "agent": _zone(account.zones.get(author_id)),
        "account": _zone(account.zone),
    }
    wanted = [known[name] for name in order if name != "text"]
    if when.zone == YOURS and "text" in order:
        wanted.insert(0, known["customer"])
    if when.zone == OURS and "text" in order:
        wanted[:0] = [known["agent"], known["account"]]
    if when.zone in (YOURS, OURS) or "text" not in order:
        when = replace(when, zone="")
    return when, next((zone for zone in wanted if zone), facts.calendar.zone)


def _zone(name: str | None) -> str | None:
    """The IANA name of a zone; None for one that is missing or that nobody knows."""
    try:
        return iana_zone(name) if name else None
    except ValueError:
        return None
