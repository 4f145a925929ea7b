"""What became of one try to send a message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What is known after a try."""

    SENT = "sent"
    LATER = "later"
    """Nothing was accepted, and another try may do better."""
    REFUSED = "refused"
    """Nothing was accepted, and no try will do better."""
    UNKNOWN = "unknown"
    """It may have arrived: the bytes left and no answer says what became of them. Never sent again."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One try's outcome."""

    outcome: Outcome
    sentence: str = ""
    """What happened, for status and logs; no address, no secret, no answer's text."""
    retry_after_s: float | None = None
    """How long the receiver asks to be left alone."""
