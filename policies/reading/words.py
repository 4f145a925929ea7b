"""A sentence as words, each with what it does in the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policies.reading.grammar import Grammar
from policies.reading.kinds import Kind

_WORD = re.compile(r"(?<!\w)@\w{1,40}|[^\W_]+(?:['\u2019-][^\W_]+){0,3}|[^\w\s]")
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
        if word.isalnum() and word not in grammar.spelt:
            said.append(word)
            spans.append(match.span())
            continue
        if "-" in word and len(word) > 1:
            _take_joined(word, match.span(), said, spans, grammar)
            continue
        if "'" in word or "\u2019" in word:
            word = word.replace("\u2019", "'")
            cut = _clitic(word, grammar.clitics)
            if cut:
                at = match.end() - cut
                said += [word[:-cut], word[-cut:]]
                spans += [(match.start(), at), (at, match.end())]
                continue
        elif word in grammar.spelt:
            meant = grammar.spelt[word]
            at = match.end() if len(meant) == 1 else match.start() + len(meant[0])
            said += meant
            spans += [(match.start(), at), (at, match.end())][: len(meant)]
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


def _take_joined(
    word: str, span: tuple[int, int], said: list[str], spans: list[tuple[int, int]], grammar: Grammar
) -> None:
    """Take a word with hyphens as the pack knows it: in one ("followup"), in two ("check in"), or as it stands."""
    plain = word.replace("-", "")
    if plain in grammar.words or plain.startswith(grammar.prefixes):
        said.append(plain)
        spans.append(span)
        return
    parts = tuple(word.split("-"))
    if any(phrase == parts for phrase, _ in grammar.phrases.get(parts[0], {}).get(parts[1], ())):
        at = span[0]
        for part in parts:
            said.append(part)
            spans.append((at, at + len(part)))
            at += len(part) + 1
        return
    said.append(word)
    spans.append(span)


def _clitic(word: str, clitics: tuple[str, ...]) -> int:
    return next((len(ending) for ending in clitics if word.endswith(ending) and len(word) > len(ending)), 0)


def _grouped(said: list[str], spans: list[tuple[int, int]], grammar: Grammar) -> Words:
    kinds: list[str] = []
    groups: list[str] = []
    stretches: list[tuple[int, int]] = []
    singles, phrases = grammar.words, grammar.phrases
    index, count = 0, len(said)
    while index < count:
        word = said[index]
        if word in phrases and index + 1 < count and said[index + 1] in phrases[word]:
            kind, length = _phrase(said, index, phrases[word][said[index + 1]])
            if length:
                kinds.append(kind)
                groups.append(" ".join(said[index : index + length]))
                stretches.append((spans[index][0], spans[index + length - 1][1]))
                index += length
                continue
        kinds.append(singles.get(word) or _unlisted(word, grammar))
        groups.append(word)
        stretches.append(spans[index])
        index += 1
    return Words("".join(kinds), tuple(groups), tuple(stretches))


def _phrase(said: list[str], index: int, phrases: tuple[tuple[tuple[str, ...], str], ...]) -> tuple[str, int]:
    """The longest phrase that begins at `index`, with how many words it takes; none without one."""
    for phrase, kind in phrases:
        length = len(phrase)
        if length == 2 or tuple(said[index : index + length]) == phrase:  # noqa: PLR2004 - its two words were compared
            return kind, length
    return "", 0


def _unlisted(word: str, grammar: Grammar) -> str:
    """The kind of a mark, of a name as it is called in chats, or of a verb with something before it, as "redeposit"."""
    if word in _MARKS:
        return _MARKS[word].value
    if word[0] == "@":
        return Kind.BREAK.value
    for prefix in grammar.prefixes:
        if word.startswith(prefix) and len(word) > len(prefix) + _SHORTEST_STEM:
            return grammar.words.get(word[len(prefix) :], Kind.OTHER.value)
    return Kind.OTHER.value
