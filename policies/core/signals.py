"""What was said in a comment, without what follows from settings: read once, when the comment arrives.

A signal holds the words' meaning (a weekday, a span, a zone as said), never a moment that depends on a calendar or a
setting: that is made of it each time a ticket is judged, so a holiday added later moves it and nothing is read again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policies.core.conduct import Crisis, Remark
from policies.core.when import When

READER_VERSION = 2
"""Raised when the readers understand more: signals of an older version stand as they were read."""


class About(StrEnum):
    """What a promise is about."""

    CONTACT = "contact"
    """An answer, a call, an update."""
    ACTION = "action"
    """We send, refund, fix."""
    FORECAST = "forecast"
    """It arrives, takes, is back; third parties."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise in a public comment of the service side."""

    about: About
    start: int
    """Where the quote begins in the comment as it came; `end` is where it stops."""
    end: int
    when: When | None
    """The time that was said; None when it was vague ("soon", "as soon as I hear")."""
    confidence: float
    """From 0 to 1."""
    why: tuple[str, ...] = ()
    """Why it was taken for a promise, in short phrases of our own; no word of the comment."""
    quote: str = ""
    """The sentence or clause that it rests on; empty once it was blanked."""

    @property
    def vague(self) -> bool:
        """Whether no time was said."""
        return self.when is None


class Order(StrEnum):
    """What a directive asks of us."""

    FOLLOW_UP = "followup"
    SNOOZE = "snooze"
    KEPT = "kept"
    DISMISS = "dismiss"
    NOT_ABUSE = "not-abuse"
    ABUSE = "abuse"
    APPROVE = "approve"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Directive:
    """One line of an internal note that begins with `#` and one of our words, or nearly one."""

    start: int
    end: int
    order: Order | None
    """None: nearly a directive, and not understood."""
    when: When | None = None
    """For `#followup`."""
    duration: str | None = None
    """For `#snooze`, as `policies.core.durations` writes it."""
    reference: str | None = None
    """`SH-…` where one was given."""
    problem: str = ""
    """Why it was not understood, as a sentence with an example; empty when it was."""
    quote: str = ""
    """The line as written, cut short; empty once it was blanked."""


@dataclass(frozen=True, slots=True)
class Signals:
    """All that was read in one comment."""

    version: int = READER_VERSION
    language: str | None = None
    """`en`, `de`; None: not known, and then no promise is read."""
    promises: tuple[Promise, ...] = ()
    directives: tuple[Directive, ...] = ()
    remarks: tuple[Remark, ...] = ()
    """Rough remarks in what a customer or a third person wrote."""
    upset: int = 0
    """How upset its writer is, staff left out: 0 not, 1 annoyed, 2 angry, 3 furious."""
    crises: tuple[Crisis, ...] = ()
    """Words of distress in it; never stored."""
    distressed: bool = False
    """That there were words of distress, which is all that is kept of them."""
    automatic: bool = False
    """It reads like an automatic reply, so it is nobody's word and keeps nothing."""
    unread: str = ""
    """Why its words were left alone, as a sentence; empty when they were read."""


def kept_of_customers(signals: Signals) -> Signals | None:
    """What is kept of a customer's words: abuse of staff, how upset they are, that there was distress; None: nothing."""
    kept = Signals(
        language=signals.language,
        remarks=tuple(remark for remark in signals.remarks if remark.directed),
        upset=signals.upset,
        distressed=bool(signals.crises),
    )
    return kept if kept.remarks or kept.upset or kept.distressed else None
