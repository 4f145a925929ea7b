"""Is a note short, complete and kind? Asked of every note that the tests render, and of templates by `check`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from integration.notes.items import NoteText
from integration.notes.plain import count_words
from integration.notes.visible import Block, visible_blocks
from policies.core.keys import REFERENCE

_MOST_WORDS = 120
_DISMISSAL = "Not helpful here?"
_APOSTROPHE = "\u2019"
_QUOTED = re.compile(r"“[^”]*”")
_SCOLDING = {
    "you failed": re.compile(r"\byou(?:'ve| have)? failed\b", re.IGNORECASE),
    "must": re.compile(r"\bmust\b", re.IGNORECASE),
    "violation": re.compile(r"\bviolat(?:ion|ions|e|ed|es|ing)\b", re.IGNORECASE),
    "you should have": re.compile(r"\byou should(?: have|'ve)\b", re.IGNORECASE),
    "your fault": re.compile(r"\byour fault\b", re.IGNORECASE),
    "!": re.compile("!"),
}


def note_problems(note: NoteText | str) -> tuple[str, ...]:
    """What a note lacks, a sentence each; empty for a good one.

    A good note has at most 120 words and five parts in their order: what was noticed, the evidence (lines of a list, or
    a quote), what would help, how to dismiss, the reference at the end. It does not scold; words in “…” are somebody
    else's and are not judged.
    """
    html = note.html if isinstance(note, NoteText) else note
    return (*_about_length(html), *_about_parts(visible_blocks(html)), *_about_tone(html))


def _about_length(html: str) -> Iterator[str]:
    words = count_words(*(block.text for block in visible_blocks(html)))
    if words > _MOST_WORDS:
        yield f"the note has {words} words; at most {_MOST_WORDS} are read"


def _about_parts(blocks: list[Block]) -> Iterator[str]:
    if not blocks or not REFERENCE.fullmatch(blocks[-1].text.strip()):
        yield "the reference does not stand at the end on a line of its own"
    else:
        blocks = blocks[:-1]
    places = [place for place, block in enumerate(blocks) if block.text.strip().startswith(_DISMISSAL)]
    if not places:
        yield "the note does not say how to dismiss it"
    body = blocks[: places[0]] if places else blocks
    evidence = [place for place, block in enumerate(body) if block.evidence and block.plain.strip(" …\n")]
    if not evidence:
        yield "the note shows no evidence, as a list or a quote"
        return
    if not any(not block.evidence for block in body[: evidence[0]]):
        yield "the note does not begin with what was noticed"
    if body[-1].evidence:
        yield "the note does not say after its evidence what would help"


def _about_tone(html: str) -> Iterator[str]:
    text = _QUOTED.sub(" ", "\n".join(block.text for block in visible_blocks(html)).replace(_APOSTROPHE, "'"))
    for words, pattern in _SCOLDING.items():
        if pattern.search(text):
            yield f"the note scolds: it says '{words}'"
