"""What a language pack holds."""

from __future__ import annotations

from dataclasses import dataclass

from policies.reading.abuse_words import AbuseWords
from policies.reading.grammar import Grammar
from policies.reading.times_words import TimeWords
from policies.reading.tone_words import ToneWords


@dataclass(frozen=True, slots=True)
class Language:
    """One language that comments are read in. Adding one is adding a file with such a value, and its case table."""

    code: str
    """ISO 639-1, as `en`."""
    common: frozenset[str]
    """Its commonest short words, by which a text in it is told."""
    times: TimeWords
    """The words of its times."""
    commitments: Grammar
    """How it commits: its words by what they do in a sentence, and the shapes of a commitment."""
    abuse: AbuseWords | None = None
    """Its rough words, and how they are aimed at somebody; None: abuse in it is not read."""
    tone: ToneWords | None = None
    """How somebody sounds who is upset, or in distress; None: neither is read in it."""
