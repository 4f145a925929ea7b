"""Whose clock a time that was said is read on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from policies.core.facts import Facts
from policies.core.when import OURS, YOURS, When
from policies.core.zones import known_zone

Zone = Literal["text", "customer", "agent", "account"]
ZONES: tuple[Zone, ...] = ("text", "customer", "agent", "account")


def in_zone(facts: Facts, when: When, author_id: int, order: Sequence[Zone]) -> tuple[When, str]:
    """The words with the zone to read them in: the first of the order that is known, else the calendar's.

    A zone that was said stays in the words, and wins there, where the order has `text`; "your time" is the
    customer's, "our time" the agent's. Said beside one end of a range or of two times alone ("3pm or 4pm EST"), it is
    that of both. The customer's clock is for hours on a clock alone: whoever writes "today" or "by Friday" means the
    day where they sit.
    """
    account = facts.account
    known = {
        "customer": known_zone(facts.ticket.requester_zone),
        "agent": known_zone(account.zones.get(author_id)),
        "account": known_zone(account.zone),
    }
    said = _said(when) if "text" in order else ""
    clocks = [name for name in order if name != "text" and (name != "customer" or _shows_hours(when))]
    wanted = [*_meant(said, known), *(known[name] for name in clocks)]
    return _settled(when, said, known, order), next((zone for zone in wanted if zone), facts.calendar.zone)


def account_zone(facts: Facts) -> str:
    """The account's own zone, else the calendar's."""
    return known_zone(facts.account.zone) or facts.calendar.zone


def _meant(said: str, known: Mapping[str, str | None]) -> tuple[str | None, ...]:
    """The zones that "your time" and "our time" mean, the likeliest first."""
    return {YOURS: (known["customer"],), OURS: (known["agent"], known["account"])}.get(said, ())


def _parts(when: When) -> tuple[When, ...]:
    """The times within a time: a range's other end, and what a length counts from."""
    start = when.span.start if when.span is not None else None
    return tuple(part for part in (when.until, start) if part is not None)


def _shows_hours(when: When) -> bool:
    """Whether an hour on a clock was said, of the whole or a part of it."""
    own = when.clock is not None and when.clock.hour is not None
    return own or any(map(_shows_hours, _parts(when)))


def _said(when: When) -> str:
    """The zone that was said of the whole: beside it, else beside a part of it."""
    return when.zone or next(filter(None, map(_said, _parts(when))), "")


def _settled(when: When, said: str, known: Mapping[str, str | None], order: Sequence[Zone]) -> When:
    """The words with no zone left in them that only the facts know; `said` is that of the whole."""
    settled = _inner(when, said, known, order)
    return replace(settled, zone="" if said in (YOURS, OURS) else said)


def _inner(when: When, said: str, known: Mapping[str, str | None], order: Sequence[Zone]) -> When:
    zone = when.zone if "text" in order and when.zone != said else ""
    if zone in (YOURS, OURS):
        zone = next(filter(None, _meant(zone, known)), "")
    until = _inner(when.until, said, known, order) if when.until is not None else None
    span = when.span
    if span is not None and span.start is not None:
        span = replace(span, start=_inner(span.start, said, known, order))
    return replace(when, zone=zone, until=until, span=span)
