"""What a policy may say about a ticket: findings, and when to be asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from policies.core.steps import Step
from policies.core.strikes import Strike


@dataclass(frozen=True, slots=True)
class Finding:
    """A policy is breached now, on one occasion that may be acted on once."""

    episode: str
    """Names the occasion, not the moment of finding: the third handoff, the promise's comment."""
    because: str
    """One sentence with the counted evidence. No customer text."""
    since: datetime
    evidence: tuple[str, ...] = ()
    """Lines for the note, plain text, oldest first."""
    ask: str = ""
    """What would help now, one calm sentence."""
    announced: datetime | None = None
    """Since when the moment `since` was known ahead, for rungs that come before it; None: it was not."""
    ticket_id: int | None = None
    """The ticket on which the occasion began, where that was merged into this one; None: this one."""
    steps: tuple[Step, ...] | None = None
    """Its own ladder, where the kind has one for this sort of occasion; None: the policy's steps."""
    ladder: str = ""
    """The name of its own ladder, where the kind has several: begins the names of its rungs."""
    urgent: bool = False
    """Passes quiet hours and caps (a threat, a crisis)."""
    strike: Strike | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A policy's answer for one ticket at one moment."""

    findings: tuple[Finding, ...] = ()
    recheck: datetime | None = None
    """The earliest moment at which this verdict could change without a new event; None: only an event can."""
    because: str = ""
    """Why nothing was found, in one sentence with the counts."""
    looked: bool = True
    """False where the kind could not look (a conversation that is not read): nothing is known to have ended."""
    marked_ends: frozenset[str] | None = None
    """Of occasions that are not found any more, those whose end `on_end` marks; None: any that had begun."""
    measure: float | None = None
    """The figure that the account's percentiles are made of; None where the kind has none."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a policy asks of a ticket, for `explain`."""

    met: bool | None
    """None: it decides nothing, and is told because it explains something."""
    sentence: str


def earliest(moments: Sequence[datetime | None]) -> datetime | None:
    """The first of the moments that are given, or None when none is."""
    return min((m for m in moments if m is not None), default=None)
