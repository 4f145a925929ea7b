r"""The author's own new words in a comment: no quotation, no signature, nothing that the reader does not see.

>>> cleaned = clean("I'll call you tomorrow.\n\nKind regards,\nMaya\n\n> When will you call?")
>>> cleaned.text
"I'll call you tomorrow."
>>> cleaned.cut
('quoted history', 'signature')
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from policies.reading.automatic import reads_automatic
from policies.reading.letters import normalised, tidy
from policies.reading.markup import visible
from policies.reading.quotes import cut_quotes
from policies.reading.sheet import Sheet
from policies.reading.signatures import cut_signatures
from policies.reading.traced import Traced, whole

LONGEST = 64 * 1024
"""Letters that are read; Zendesk cuts comments at 64 kB itself."""
_FAR_BELOW = 240
_PASSES = 8
"""A text that is not done by then is no letter that we know, and is read as it came."""


@dataclass(frozen=True, slots=True)
class Clean:
    """What is left of a comment."""

    text: str
    """The author's own new words, each letter in its plain form; one blank line at most between paragraphs."""
    automatic: bool
    """Reads like an automatic reply."""
    cut: tuple[str, ...]
    """What was left out: "quoted history", "forwarded message", "signature", "disclaimer", "footer", "hidden text", "struck
    text", "end of a very long text"."""
    _traced: Traced = field(repr=False, compare=False)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the comment as it was given; never falls as `start` and `end` rise."""
        return self._traced.place(start, end)


def clean(text: str, *, html: bool = False) -> Clean:
    """The author's own new words in a comment. Cleaning what is clean changes nothing; costs grow with the length.

    Takes `plain_body`, or `html_body` with `html=True`. The first 65,536 letters are read.
    """
    cut: dict[str, None] = {}
    traced = _capped(whole(text), cut)
    if html:
        traced = visible(traced, cut)
    traced = _capped(normalised(traced), cut)
    own = _own_words(traced, cut)
    return Clean(own.text, reads_automatic(own.text, _below(own, traced)), tuple(cut), own)


def _below(own: Traced, traced: Traced) -> str:
    """The first of what was left out below the author's words."""
    end = own.ends[-1] if own.text else 0
    at = bisect_left(traced.starts, end)
    return traced.text[at : at + _FAR_BELOW]


def _own_words(given: Traced, cut: dict[str, None]) -> Traced:
    """What is left when nothing more can be taken off: below one signature there may be another."""
    traced, also = given, dict(cut)
    for _ in range(_PASSES):
        sheet = Sheet(traced, also)
        cut_quotes(sheet)
        cut_signatures(sheet)
        if not sheet.touched:
            cut |= also
            return traced
        traced = tidy(sheet.left())
    return given


def _capped(traced: Traced, cut: dict[str, None]) -> Traced:
    if len(traced.text) <= LONGEST:
        return traced
    cut["end of a very long text"] = None
    return tidy(traced.part(0, LONGEST))
