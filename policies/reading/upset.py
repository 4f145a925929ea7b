"""How upset somebody is who writes, apart from any abuse of the staff: signs, each worth some points, added up.

Anger is no offence. What is told here is for a lead who wants to see who is at the end of their patience, and for letting
nothing harsh be sent to them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from policies.core.conduct import Category, Manner, Remark
from policies.reading.languages.model import Language
from policies.reading.phrases import Book, meanings
from policies.reading.tone_words import Sign

POINTS: Mapping[Sign, tuple[int, int]] = MappingProxyType(
    {
        Sign.FURY: (4, 6),
        Sign.DISPLEASURE: (2, 4),
        Sign.REPEAT: (2, 3),
        Sign.DEMAND: (2, 3),
        Sign.THREAT: (2, 3),
        Sign.SARCASM: (3, 4),
        Sign.SWEARING: (4, 5),
        Sign.CAPITALS: (1, 1),
        Sign.MARKS: (1, 2),
    }
)
"""What the first of a sign is worth, and what all of them are worth at most; each further one adds one."""
LEVELS = (2, 4, 7)
"""From so many points on it is 1 annoyed, 2 angry, 3 furious."""

_MARKS = re.compile(r"[!?]{2,}")
_QUIETER = {1: 2, 2: 1}
"""How much less a mild or plain rough word is worth than a grave one, by its severity."""
_FEWEST_SHOUTED, _SHORTEST_SHOUT = 3, 12
"""Words and letters that a stretch in capitals has at least: names of products are shorter."""
_INSISTENT = 3
"""Question marks in a row that insist; two are a habit."""
_SAID = frozenset({Manner.STATEMENT, Manner.CONDITIONAL})


def upset_of(text: str, language: Language, remarks: Sequence[Remark] = ()) -> int:
    """How upset its writer is: 0 calm, 1 annoyed, 2 angry, 3 furious. `remarks` are what was found rough in it."""
    points = sum(signs_of(text, language, remarks).values())
    return sum(points >= level for level in LEVELS)


def signs_of(text: str, language: Language, remarks: Sequence[Remark] = ()) -> dict[Sign, int]:
    """The signs that were found, each with its points; none when nothing shows anger."""
    if language.tone is None:
        return {}
    said = _said(text, language.tone.upset())
    pleased = Sign.PLEASED in said
    counts = {sign: number for sign in POINTS if (number := said.count(sign))}
    signs = {sign: _worth(sign, number) for sign, number in counts.items()}
    swearing = _swearing(remarks)
    if swearing and (signs or not pleased):
        signs[Sign.SWEARING] = swearing
    loud = _loudness(text)
    if not signs and (pleased or not loud.get(Sign.MARKS)):
        return {}
    return signs | loud


def _said(text: str, book: Book) -> list[Sign]:
    """What the words mean; of meanings that share a word the one worth most."""
    last, behind = None, 0
    said: list[Sign] = []
    for meaning, first, end in meanings(text, book):
        sign = Sign(meaning)
        if last is None or first >= behind:
            said.append(sign)
        elif _first(sign) > _first(last):
            said[-1] = sign
        else:
            continue
        last, behind = sign, end
    return said


def _first(sign: Sign) -> int:
    return POINTS[sign][0] if sign in POINTS else 0


def _worth(sign: Sign, number: int) -> int:
    first, most = POINTS[sign]
    return min(most, first + number - 1)


def _swearing(remarks: Sequence[Remark]) -> int:
    """The points of rough words aimed at nobody of the staff."""
    rough = [
        one.severity
        for one in remarks
        if one.category is Category.PROFANITY and not one.directed and one.manner in _SAID
    ]
    return max(0, _worth(Sign.SWEARING, len(rough)) - _QUIETER.get(max(rough), 0)) if rough else 0


def _loudness(text: str) -> dict[Sign, int]:
    """Runs of marks, and stretches in capitals."""
    loud: dict[Sign, int] = {}
    runs = _MARKS.findall(text) if "!!" in text or "??" in text or "!?" in text or "?!" in text else []
    if runs:
        asked = any("?" in run and (len(run) >= _INSISTENT or "!" in run) for run in runs)
        loud[Sign.MARKS] = _worth(Sign.MARKS, len(runs) + asked)
    if _is_shouted(text):
        loud[Sign.CAPITALS] = POINTS[Sign.CAPITALS][0]
    return loud


def _is_shouted(text: str) -> bool:
    """Whether several words on end stand in capitals; what has no letters interrupts nothing."""
    words = letters = 0
    for word in text.split():
        if word.isupper():
            words, letters = words + 1, letters + len(word)
            if words >= _FEWEST_SHOUTED and letters >= _SHORTEST_SHOUT:
                return True
        elif word.islower() or word != word.lower():
            words = letters = 0
    return False
