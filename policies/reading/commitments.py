"""Who commits to what in a sentence, and which of its times belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policies.reading.grammar import Grammar, Shape
from policies.reading.kinds import Kind
from policies.reading.words import Words

_BEFORE_SUBJECT = frozenset(
    kind.value
    for kind in (
        Kind.COMMA,
        Kind.ADVERB,
        Kind.SOFTENER,
        Kind.OTHER,
        Kind.ARTICLE,
        Kind.OURS,
        Kind.YOUR,
        Kind.AT,
        Kind.TIME,
        Kind.THING,
        Kind.STAFF,
        Kind.PARTY,
        Kind.VAGUE,
    )
)
"""What may stand between a time in front and the subject of its clause: "By Friday, at the latest, our claims team …"."""
_BORDERS = frozenset((Kind.AND.value, Kind.BREAK.value, Kind.COMMA.value, Kind.QUOTE.value))
_BEFORE_TIME = frozenset(
    kind.value for kind in (Kind.AT, Kind.ADVERB, Kind.SOFTENER, Kind.ARTICLE, Kind.OTHER, Kind.TIME)
)
_HEADED = Kind.TIME.value + Kind.BREAK.value
""""Tomorrow: I'll send it"."""
_FARTHEST = 9


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment by its shape; all numbers are indices of words."""

    shape: Shape
    start: int
    verb: int
    end: int
    opens: int
    """Where its clause begins: at a time in front of its subject, where there is one."""
    closes: int
    """Where what belongs to it ends."""


def commitments_of(words: Words, grammar: Grammar) -> list[Commitment]:
    """The commitments of a sentence from left to right; of two shapes with one verb the one listed first counts."""
    found: dict[int, tuple[int, int, Shape]] = {}
    for shape, pattern in _possible(words, grammar):
        for match in pattern.finditer(words.kinds):
            verb = (match.end("verb") if match.re.groupindex else match.end()) - 1
            if shape.takes(words.said[verb]):
                found.setdefault(verb, (match.start(), match.end(), shape))
    heads = sorted(((start, verb, end, shape) for verb, (start, end, shape) in found.items()), key=_place)
    heads = _apart(heads, words)
    openings = [_opening(words, start) for start, *_ in heads]
    stops = [fence.start() for fence in grammar.fences.finditer(words.kinds)]
    placed = []
    at = 0
    for index, (start, verb, end, shape) in enumerate(heads):
        while at < len(stops) and stops[at] < end:
            at += 1
        closes = min(
            stops[at] if at < len(stops) else len(words.kinds),
            max(end, openings[index + 1]) if index + 1 < len(heads) else len(words.kinds),
        )
        opens = max(openings[index], heads[index - 1][2] if index else 0)
        placed.append(Commitment(shape, start, verb, end, min(opens, start), closes))
    return placed


def _possible(words: Words, grammar: Grammar) -> Iterator[tuple[Shape, re.Pattern[str]]]:
    """The shapes for which the sentence holds what they need; a quick look that spares most of the matching."""
    met = 0
    for letter in set(words.kinds):
        met |= grammar.meets[letter]
    for shape, pattern, needs in grammar.commitments:
        if needs & met == needs:
            yield shape, pattern


def _apart(heads: list[tuple[int, int, int, Shape]], words: Words) -> list[tuple[int, int, int, Shape]]:
    """Without the commitments that hang on another one, and none reaching into another."""
    left: list[tuple[int, int, int, Shape]] = []
    for start, verb, end, shape in heads:
        _, last, after, before = left[-1] if left else (0, -1, 0, shape)
        if left and before.covers and _BORDERS.isdisjoint(words.kinds[last : start + 1]):
            continue
        if start <= last:
            # It reaches back over the one before, whose subject it shares: it begins where they are joined.
            joint = max(words.kinds.rfind(border, last, verb) for border in _BORDERS)
            left.append((max(joint, after), verb, end, shape))
        else:
            left.append((start, verb, end, shape))
    return left


def _place(head: tuple[int, int, int, Shape]) -> tuple[int, int, int]:
    return head[:3]


def _opening(words: Words, start: int) -> int:
    """Where the clause of a subject at `start` begins, seen from a time in front of it; `start` without one.

    The time in front must itself stand near the beginning of the clause: in "Thanks for your order of last Monday, we
    will …" it belongs to what was before.
    """
    if words.kinds[start] in _BORDERS:
        return start
    lowest = max(0, start - _FARTHEST)
    at = start
    while at > lowest and (words.kinds[at - 1] in _BEFORE_SUBJECT or words.kinds[at - 2 : at] == _HEADED):
        at -= 1
    for index in range(at, start):
        if words.kinds[index] == Kind.TIME.value:
            border = _border(words, index)
            if border is not None:
                return border
    return start


def _border(words: Words, time: int) -> int | None:
    """The beginning of the clause that the time at index `time` opens; None where it opens none.

    It also opens one as part of an event: "As soon as I'm back on Monday I'll send it".
    """
    opens = True
    for index in range(time - 1, max(-1, time - _FARTHEST), -1):
        kind = words.kinds[index]
        if kind in _BORDERS:
            return index + 1 if opens else None
        if kind == Kind.EVENT.value:
            return index
        opens = opens and kind in _BEFORE_TIME
    return 0 if opens and time < _FARTHEST else None
