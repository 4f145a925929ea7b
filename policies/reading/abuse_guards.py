"""At whom a rough remark is aimed and how it is meant, by the words around it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from policies.core.conduct import Category, Manner, Target
from policies.reading.abuse_tokens import Said
from policies.reading.abuse_words import AbuseWords, Aim, Shape

_BEFORE = 10
"""Words before a remark that may turn it."""
_NEAR = 40
"""Words on either side of a remark that are looked at for who is spoken of."""
_ASIDE = 0.7
"""What is left of one where somebody or something else is meant."""
_SURE = 0.8
"""From this confidence on a threat is one whatever else a sentence speaks of."""
_BEHIND = 3
"""Words behind a remark that may turn it."""
_TURNED = 0.3
"""What is left of a confidence where the words around a remark turn it."""


@dataclass(frozen=True, slots=True)
class Sense:
    """How a remark is to be taken."""

    target: Target
    manner: Manner
    confidence: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a remark stands: the words from `first` to before `last`, in a sentence from `start` to before `end`."""

    start: int
    end: int
    first: int
    last: int


def sense_of(said: Said, shape: Shape, place: Place, pack: AbuseWords) -> Sense:
    """What a remark that has a shape means where it stands."""
    manner = _manner(said, place, pack, shape.aim)
    target = _target(said, shape, place, pack)
    if shape.category is Category.SLUR and target is Target.SELF:
        manner = Manner.RECLAIMED
    confidence = shape.confidence
    if (
        shape.category is Category.THREAT
        and confidence < _SURE
        and pack.lawful.search(_around(said.roles, place))
    ):
        confidence *= _TURNED
    if manner not in (Manner.STATEMENT, Manner.CONDITIONAL):
        confidence *= _TURNED
    elif target is not shape.target:
        confidence *= _ASIDE
    return Sense(target, manner, round(confidence, 2))


def _manner(said: Said, place: Place, pack: AbuseWords, aim: Aim) -> Manner:
    if _quoted(said, place):
        return Manner.QUOTATION
    if aim is Aim.LISTED:
        return Manner.STATEMENT
    before = said.roles[max(place.start, place.first - _BEFORE) : place.first]
    sentence = _around(said.roles, place)
    for manner, pattern in pack.before:
        if pattern.search(before):
            return manner
    for manner, pattern in pack.around:
        if pattern.search(sentence):
            return manner
    return Manner.STATEMENT


def _quoted(said: Said, place: Place) -> bool:
    """Whether a quotation was opened before the remark and is closed behind it."""
    opened = bisect_left(said.quotes, place.first)
    return opened % 2 == 1 and opened < len(said.quotes)


def _around(roles: str, place: Place) -> str:
    """What of its sentence stands near a remark."""
    return roles[max(place.start, place.first - _NEAR) : min(place.end, place.last + _NEAR)]


def _target(said: Said, shape: Shape, place: Place, pack: AbuseWords) -> Target:
    behind = said.roles[place.last - 1 : min(place.end, place.last + _BEHIND)]
    for target, pattern in pack.after:
        if pattern.match(behind):
            return target
    if shape.aim in (Aim.YOU, Aim.LISTED):
        return shape.target
    before = said.roles[max(place.start, place.first - _BEFORE) : place.first]
    subjects = {Aim.TOLD: pack.told, Aim.DONE: pack.done}.get(shape.aim, pack.subjects)
    for target, pattern in subjects:
        if pattern.search(before):
            return target
    if shape.aim is Aim.OPEN and pack.others.search(_around(said.roles, place)):
        return Target.THIRD
    return shape.target
