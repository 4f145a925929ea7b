"""English."""

from __future__ import annotations

from policies.reading.languages.model import Language

# -- how the language is told ------------------------------------------------------------------------------------------
_COMMON = frozenset(
    [
        "the",
        "and",
        "you",
        "your",
        "we",
        "our",
        "to",
        "is",
        "are",
        "will",
        "for",
        "of",
        "have",
        "this",
        "that",
        "with",
    ]
)

# -- times (words for times.py) ------------------------------------------------------------------------------------------

# -- commitments (words for promises.py) -----------------------------------------------------------------------------------

ENGLISH = Language(code="en", common=_COMMON)
