"""What a language pack holds for the tone of a customer's words: who is in distress, and how upset somebody is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from policies.reading.phrases import Book


class Sign(StrEnum):
    """What shows that somebody is upset; the phrases of a pack have these meanings, and the rest is seen in the letters."""

    FURY = "fury"
    """Strong anger, said: furious, disgusted, worst ever."""
    DISPLEASURE = "displeasure"
    """Unacceptable, ridiculous, disappointed."""
    REPEAT = "repeat"
    """Not the first time: asked again, still no answer, weeks of waiting."""
    DEMAND = "demand"
    """A manager, the money back, at once."""
    THREAT = "threat"
    """To sue, to complain elsewhere, to write a bad review, to leave; harm to a person is abuse, and no part of this."""
    SARCASM = "sarcasm"
    SWEARING = "swearing"
    """Rough words aimed at nobody of the staff."""
    CAPITALS = "capitals"
    MARKS = "marks"
    """Runs of marks, as !!! and ???."""
    PLEASED = "pleased"
    """Thanks and praise, beside which rough words and marks show no anger."""


@dataclass(frozen=True, slots=True)
class ToneWords:
    """The phrases of one language."""

    crisis: Callable[[], Book]
    """The meanings are those of `policies.core.conduct.Topic`."""
    upset: Callable[[], Book]
    """The meanings are those of `Sign`."""
