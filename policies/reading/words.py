"""A sentence as words, each with what it does in the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policies.reading.grammar import Grammar, Kind

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?|[^\w\s]")
_MARKS = {
    ",": Kind.COMMA,
    "?": Kind.QUESTION,
    '"': Kind.QUOTE,
    "“": Kind.QUOTE,
    "”": Kind.QUOTE,
    "„": Kind.QUOTE,
    "«": Kind.QUOTE,
    "»": Kind.QUOTE,
    "&": Kind.AND,
    "(": Kind.BREAK,
    ")": Kind.BREAK,
    ":": Kind.BREAK,
    ";": Kind.BREAK,
    "\u2013": Kind.BREAK,
    "\u2014": Kind.BREAK,
    "-": Kind.BREAK,
    "/": Kind.BREAK,
}
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence: `kinds` has one letter for each of `spans`, which are offsets into the text."""

    kinds: str
    said: tuple[str, ...]
    """The words in lower case; empty for a time."""
    spans: tuple[tuple[int, int], ...]


def words_of(text: str, start: int, end: int, grammar: Grammar) -> Words:
    """The words of the sentence between two offsets; phrases of the pack are one word."""
    said: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text, start, end):
        word = match[0].lower()
        if len(word) > 1 and ("'" in word or "\u2019" in word):
            word = word.replace("\u2019", "'")
            cut = _clitic(word, grammar.clitics)
            if cut:
                at = match.end() - cut
                said += [word[:-cut], word[-cut:]]
                spans += [(match.start(), at), (at, match.end())]
                continue
        said.append(word)
        spans.append(match.span())
    return _grouped(said, spans, grammar)


def with_times(words: Words, times: Sequence[tuple[int, int]]) -> Words:
    """The same sentence with each time as one word."""
    kinds: list[str] = []
    said: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for index, (start, end) in enumerate(words.spans):
        while at < len(times) and times[at][1] <= start:
            at += 1
        if at < len(times) and start < times[at][1] and end > times[at][0]:
            if start < times[at][0]:
                # A phrase that reaches into the time: "back on tomorrow".
                kinds.append(words.kinds[index])
                said.append(words.said[index])
                spans.append((start, times[at][0]))
            if not (spans and spans[-1] == times[at]):
                kinds.append(Kind.TIME.value)
                said.append("")
                spans.append(times[at])
            continue
        kinds.append(words.kinds[index])
        said.append(words.said[index])
        spans.append((start, end))
    return Words("".join(kinds), tuple(said), tuple(spans))


def _clitic(word: str, clitics: tuple[str, ...]) -> int:
    return next((len(ending) for ending in clitics if word.endswith(ending) and len(word) > len(ending)), 0)


def _grouped(said: list[str], spans: list[tuple[int, int]], grammar: Grammar) -> Words:
    kinds: list[str] = []
    groups: list[str] = []
    stretches: list[tuple[int, int]] = []
    index = 0
    while index < len(said):
        kind, length = _kind(said, index, grammar)
        kinds.append(kind)
        groups.append(" ".join(said[index : index + length]))
        stretches.append((spans[index][0], spans[index + length - 1][1]))
        index += length
    return Words("".join(kinds), tuple(groups), tuple(stretches))


def _kind(said: list[str], index: int, grammar: Grammar) -> tuple[str, int]:
    """The kind of the word at `index`, and how many words it takes."""
    word = said[index]
    for phrase, kind in grammar.phrases.get(word, ()):
        if tuple(said[index : index + len(phrase)]) == phrase:
            return kind, len(phrase)
    known = grammar.words.get(word)
    if known is None and word in _MARKS:
        known = _MARKS[word].value
    if known is None:
        for prefix in grammar.prefixes:
            if word.startswith(prefix) and len(word) > len(prefix) + _SHORTEST_STEM:
                known = grammar.words.get(word[len(prefix) :])
    return known or Kind.OTHER.value, 1
