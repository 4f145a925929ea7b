"""Words of somebody who may need help before anything else: self-harm, bereavement, grave illness, violence at home.

Read by phrases of the language pack that name who suffers, so that "my battery died" and "dying to know" are none. A word
of distress brakes what would follow and alarms a person, so what is said for effect, of things, or of strangers is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from policies.core.conduct import Crisis, Topic
from policies.core.own_words import NO_OWN_WORDS, OwnWords
from policies.reading.languages.model import Language
from policies.reading.phrases import VETO, Book, book_of, hits, plain
from policies.reading.sentences import sentences

MOST = 20
"""Crises that are told of one text."""

_WHY = {
    Topic.SELF_HARM: "Its words are those of somebody who may harm themselves.",
    Topic.BEREAVEMENT: "It says that somebody near has died.",
    Topic.ILLNESS: "It tells of a grave illness or an accident of the writer or somebody near.",
    Topic.VIOLENCE: "It tells of violence or stalking by somebody near.",
    Topic.OTHER: "It holds a phrase that this account names as one of people in distress.",
}


def find_crises(text: str, language: Language, own: OwnWords = NO_OWN_WORDS) -> tuple[Crisis, ...]:
    """What in the text tells of distress, from left to right, each topic once in a sentence; never raises.

    `own.crisis` counts besides, and `own.allowed` never does.
    """
    packs = () if language.tone is None else (language.tone.crisis(),)
    found = hits(text, *packs, *_books(own.crisis, own.allowed))
    if not found:
        return ()
    stretches = list(sentences(text, language.commitments.abbreviations))
    told: dict[tuple[Topic, int], Crisis] = {}
    for hit in found:
        topic, (start, end) = Topic(hit.meaning), _around(stretches, hit.start, hit.end)
        told.setdefault((topic, start), Crisis(topic, start, end, _WHY[topic], text[start:end]))
    return tuple(told.values())[:MOST]


@lru_cache(maxsize=64)
def _books(crisis: tuple[str, ...], allowed: tuple[str, ...]) -> tuple[Book, ...]:
    """An account's own phrases, where it has any."""
    if not crisis and not allowed:
        return ()
    phrases = {Topic.OTHER: [plain(phrase) for phrase in crisis], VETO: [plain(phrase) for phrase in allowed]}
    return (book_of(phrases),)


def _around(stretches: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """From where the sentence begins that holds the one offset to where that ends which holds the other."""
    first = bisect_right(stretches, start, key=lambda stretch: stretch[0]) - 1
    last = bisect_right(stretches, end - 1, key=lambda stretch: stretch[0]) - 1
    return stretches[max(0, first)][0], max(end, stretches[max(0, last)][1])
