"""Phrases as a language pack writes them, and where a text holds one.

A phrase is a line of words. `a|b` is either, `<near>` a word of that class, `x?` a word that may be missing, `stem*` a
word with any ending, `<soft>..3` up to three words of a class, `..3` up to three words whatever they are (no negation
among them), and `$` the end of a clause. `!` stands before the rarest word, by which the phrase is looked for; without
it that is the first. A phrase without a meaning is a veto: what overlaps with it was not said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Final

VETO: Final = ""
"""The meaning of a phrase that takes the meaning from others."""

_TOKEN = re.compile(r"[^\W_]+|['\u2019][^\W_]{1,2}\b|[.,;:!?\u2026()\"\u201c\u201d]|\n\s{0,3}\n")
_COMMA = ","
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "\u2019": "'"})
_NOT = re.compile(r"n't\b")
_T = frozenset({"'t", "'T", "\u2019t", "\u2019T"})
"""Behind an n they are one word with what they follow, as `fold` makes them."""
_ELEMENT = re.compile(r"(!)?([^\s!?.]*)(?:(\?)|\.\.(\d))?")


@dataclass(frozen=True, slots=True)
class Element:
    """One part of a phrase: from `least` to `most` words of these, or of any where neither words nor stems are named."""

    words: frozenset[str]
    stems: tuple[str, ...]
    least: int
    most: int

    def takes(self, word: str, book: Book) -> bool:
        """Whether the word is one of these."""
        if self.words or self.stems:
            return word in self.words or (bool(self.stems) and word.startswith(self.stems))
        return word not in book.negators and (word[0].isalnum() or word[0] == "'" or word == _COMMA)


@dataclass(frozen=True, slots=True)
class Side:
    """The part of a phrase on one side of the word by which it is looked for, from there outwards."""

    elements: tuple[Element, ...]
    step: int
    """1 for what follows, -1 for what precedes."""
    beside: frozenset[str]
    """One of these is the next word; empty where that cannot be said."""
    closes: bool = False
    """Whether a clause has to end there."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, parted at the word by which it is looked for."""

    meaning: str
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class Book:
    """Phrases by the words by which they are looked for."""

    by_word: Mapping[str, Sequence[Phrase]]
    by_stem: tuple[tuple[str, Phrase], ...]
    stems: tuple[str, ...]
    negators: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found; offsets into the text."""

    meaning: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text as phrases are compared: casing, umlauts and the apostrophe of `n't` make no difference."""
    folded = text.lower() if text.isascii() else text.replace("\u0130", "i").lower().translate(_SPELT)
    return _NOT.sub("nt", folded) if "n't" in folded else folded


def book_of(
    meanings: Mapping[str, str | Iterable[str]],
    classes: Mapping[str, str] | None = None,
    negators: Iterable[str] = (),
) -> Book:
    """A book of phrases, one a line, under their meanings. `classes` are lists of words by name."""
    sides: dict[Side, Side] = {}
    known = {name: frozenset(fold(listed).split()) for name, listed in (classes or {}).items()}
    by_word: dict[str, list[Phrase]] = {}
    by_stem: list[tuple[str, Phrase]] = []
    for meaning, listed in meanings.items():
        lines = listed.splitlines() if isinstance(listed, str) else listed
        for line in filter(None, (line.strip() for line in lines)):
            phrase, anchor = _phrase(meaning, fold(line), known, sides)
            for word in anchor.words:
                by_word.setdefault(word, []).append(phrase)
            by_stem += [(stem, phrase) for stem in anchor.stems]
    stems = tuple(dict.fromkeys(stem for stem, _ in by_stem))
    return Book(by_word, tuple(by_stem), stems, frozenset(fold(word) for word in negators))


def later(
    meanings: Mapping[str, str], classes: Mapping[str, str] | None = None, negators: Iterable[str] = ()
) -> Callable[[], Book]:
    """The same book, laid out when it is first opened: not every process reads every language."""
    return cache(partial(book_of, meanings, classes, negators))


def _phrase(
    meaning: str, line: str, classes: Mapping[str, frozenset[str]], sides: dict[Side, Side]
) -> tuple[Phrase, Element]:
    """The phrase, and what it is looked for by; a side that another phrase has too is one and the same value."""
    parts = line.split()
    closes = parts[-1] == "$"
    elements = [_element(part, classes) for part in parts[: len(parts) - closes]]
    marked = next((place for place, part in enumerate(parts) if part[0] == "!"), None)
    at = marked if marked is not None else next(place for place, one in enumerate(elements) if one.least)
    before, after = tuple(reversed(elements[:at])), tuple(elements[at + 1 :])
    heads, tails = Side(before, -1, _beside(before)), Side(after, 1, _beside(after), closes)
    return Phrase(meaning, sides.setdefault(heads, heads), tails), elements[at]


def _beside(elements: tuple[Element, ...]) -> frozenset[str]:
    """The words one of which has to be next; empty when any word may, or none need."""
    words: frozenset[str] = frozenset()
    for element in elements:
        if element.stems or not element.words:
            return frozenset()
        words |= element.words
        if element.least:
            return words
    return frozenset()


def _element(part: str, classes: Mapping[str, frozenset[str]]) -> Element:
    match = _ELEMENT.fullmatch(part)
    if match is None:
        raise ValueError(f"{part!r} is no part of a phrase")
    words: frozenset[str] = frozenset()
    stems: list[str] = []
    for said in filter(None, match[2].split("|")):
        if said[0] == "<":
            words |= classes[said[1:-1]]
        elif said[-1] == "*":
            stems.append(said[:-1])
        else:
            words |= {said}
    return Element(words, tuple(stems), 0 if match[3] or match[4] else 1, int(match[4] or 1))


def plain(phrase: str) -> str:
    """A phrase of somebody who knows none of this notation, each word of which may end with `*`."""
    said: list[str] = []
    for word in phrase.split():
        said += _TOKEN.findall(fold(word)) or [word]
        said[-1] += "*" if word.endswith("*") else ""
    return " ".join(said)


def meanings(text: str, *books: Book) -> tuple[tuple[str, int, int], ...]:
    """What the text says, from left to right: a meaning, its first word and the one behind its last, counted from 0.

    What a veto takes away is left out, and a word counts once for each meaning.
    """
    words = _words(text)
    if not any(_speaks_to(book, words) for book in books):
        return ()
    return tuple(_standing({one for book in books for one in _found(words, book)}))


@lru_cache(maxsize=1)
def _words(text: str) -> tuple[str, ...]:
    """The words and marks of the folded text; those of the last text are kept, for several books are asked about each."""
    return tuple(_TOKEN.findall(fold(text)))


def hits(text: str, *books: Book) -> tuple[Hit, ...]:
    """The same with its places in the text."""
    said = meanings(text, *books)
    if not said:
        return ()
    spans = _spans(text)
    return tuple(
        Hit(meaning, spans[first][0], spans[end - 1][1]) for meaning, first, end in said if end <= len(spans)
    )


def _standing(found: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """What no veto touches, from left to right; of phrases of one meaning that share a word the first."""
    ordered = sorted(found, key=lambda one: (one[1], -one[2]))
    vetoed = {place for meaning, first, end in ordered if meaning == VETO for place in range(first, end)}
    taken: dict[str, int] = {}
    for meaning, first, end in ordered:
        if meaning != VETO and first >= taken.get(meaning, 0) and vetoed.isdisjoint(range(first, end)):
            taken[meaning] = end
            yield meaning, first, end


def _speaks_to(book: Book, words: Sequence[str]) -> bool:
    """Whether a phrase may be there: much cheaper than looking for one."""
    if not book.by_word.keys().isdisjoint(words):
        return True
    return bool(book.stems) and any(word.startswith(book.stems) for word in words)


def _spans(text: str) -> list[tuple[int, int]]:
    """The places of the words and marks of the text, which are those of the folded text."""
    spans: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match[0] in _T and spans and spans[-1][1] == start and text[start - 1] in "nN":
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _found(words: Sequence[str], book: Book) -> Iterator[tuple[str, int, int]]:
    """Meaning, first word and the word behind the last one of every phrase in the words."""
    by_word, stems = book.by_word, book.stems
    for place, word in enumerate(words):
        phrases = by_word.get(word, ())
        if stems and word.startswith(stems):
            phrases = [*phrases, *(phrase for stem, phrase in book.by_stem if word.startswith(stem))]
        if not phrases:
            continue
        firsts: dict[int, int | None] = {}
        for phrase in phrases:
            before = phrase.before
            if id(before) not in firsts:
                firsts[id(before)] = _reach(words, place, before, book)
            first = firsts[id(before)]
            end = None if first is None else _reach(words, place, phrase.after, book)
            if end is not None and first is not None:
                yield phrase.meaning, first + 1, end


def _reach(words: Sequence[str], place: int, side: Side, book: Book) -> int | None:
    """Where this side of a phrase ends; None when it does not fit."""
    at = place + side.step
    if side.beside and not (0 <= at < len(words) and words[at] in side.beside):
        return None
    return _along(words, at, side.elements, side, book)


def _along(
    words: Sequence[str], at: int, elements: tuple[Element, ...], side: Side, book: Book
) -> int | None:
    """Where the elements end, going on from `at` with as few words as will do; None when they do not fit."""
    if not elements:
        ends = not side.closes or at >= len(words) or not (words[at][0].isalnum() or words[at][0] == "'")
        return at if ends else None
    element = elements[0]
    taken = 0
    while True:
        if taken >= element.least:
            end = _along(words, at, elements[1:], side, book)
            if end is not None:
                return end
        if taken == element.most or not 0 <= at < len(words) or not element.takes(words[at], book):
            return None
        at += side.step
        taken += 1
