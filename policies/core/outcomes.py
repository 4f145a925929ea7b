"""What came of a rung that was written: whether it was right, as far as what happened afterwards tells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from policies.core.calendar import ALWAYS_OPEN, Calendar
from policies.core.durations import Duration
from policies.core.evaluation import calendar_of
from policies.core.facts import Facts
from policies.core.settings import Settings

HOPED_WITHIN = Duration.parse("2 business days")
"""How long after a rung was written the act that it hoped for speaks for it."""
_NEVER_OPEN = timedelta(days=2)
"""The same on a calendar that has no opening in sight."""
ENOUGH = 20
"""So many confirmed and dismissed make a precision; of fewer it would say little."""


class Outcome(StrEnum):
    """What came of it."""

    CONFIRMED = "confirmed"
    """What it hoped for happened within two business days."""
    DISMISSED = "dismissed"
    """A person said that it was none of our business."""
    EXPIRED = "expired"
    """Neither."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung that stands in Zendesk, and what became of its occasion."""

    written_at: datetime
    ended_at: datetime | None = None
    """When its occasion ended by itself; None: it has not, or that is not known."""
    dismissed_at: datetime | None = None
    """When a person dismissed its occasion."""


def outcome_of(policy: Settings, facts: Facts, rung: Rung) -> tuple[Outcome, datetime] | None:
    """What came of the rung and when, as of `facts.now`; None while that is open.

    A dismissal within the two business days counts, whatever else happened; a later one, only where what was hoped
    for did not happen in time: the person who says so knows more than the silence before.
    """
    own = replace(facts, calendar=calendar_of(policy, facts) or ALWAYS_OPEN)
    ends = hoped_until(own.calendar, rung.written_at)
    dismissed = rung.dismissed_at
    if dismissed is not None and dismissed <= ends:
        return Outcome.DISMISSED, dismissed
    hoped = policy.hoped_for_at(own, rung.written_at, rung.ended_at)
    if hoped is not None and rung.written_at <= hoped <= ends:
        return Outcome.CONFIRMED, hoped
    if dismissed is not None:
        return Outcome.DISMISSED, dismissed
    return (Outcome.EXPIRED, ends) if facts.now > ends else None


def hoped_until(calendar: Calendar, moment: datetime) -> datetime:
    """When the time is over in which the hoped-for act counts."""
    try:
        return calendar.add(moment, HOPED_WITHIN)
    except ValueError:  # no opening within years
        return moment + _NEVER_OPEN


def precision_of(confirmed: int, dismissed: int) -> float | None:
    """The share of the confirmed among what was confirmed or dismissed; None below 20, where it would say little."""
    known = confirmed + dismissed
    return confirmed / known if known >= ENOUGH else None
