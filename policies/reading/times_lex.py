"""A text as the lexemes of its times: words and numbers with their places and all that they may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policies.reading.times_words import NO_SENSE, TOKEN, Entry, Sense, TimeWords

OTHER = "other"
"""The text of a word that no time has anything to do with."""
CLAUSE_ENDS = frozenset(".,!?;)")
"""The signs that end a clause."""
PADDING = 8
_LONGEST_NUMBER = 8
_DIGITS = frozenset("0123456789")
_APOSTROPHE = "\u2019"
_Token = tuple[str, int, int]


@dataclass(slots=True)
class Lexeme:
    """A word, a few words that mean one thing, a number or a sign."""

    text: str
    """In small letters; of several words the first; `OTHER` for all words without a sense."""
    start: int
    end: int
    glued: bool = False
    """Nothing stands between the lexeme before and this one."""
    sense: Sense = NO_SENSE
    digits: str = ""
    capital: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number rather than a sign."""
        return self.text[-1:].isalnum()


_END = Lexeme("", -1, -1)
_WORD, _GLUED_WORD = Lexeme(OTHER, -1, -1), Lexeme(OTHER, -1, -1, glued=True)


class Line(list[Lexeme]):
    """The lexemes of a text, and `PADDING` empty ones behind them, so that looking ahead needs no care."""

    __slots__ = ("words",)
    words: TimeWords


def line_of(text: str, words: TimeWords) -> Line:
    """The lexemes of a text; places are offsets in it."""
    line = Line()
    line.words = words
    tokens = [(match[0], *match.span()) for match in TOKEN.finditer(_small(text))]
    entries, append = words.index.get, line.append
    at, last, stop = 0, -1, len(tokens)
    while at < stop:
        small, start, end = tokens[at]
        at += 1
        entry = entries(small)
        if entry is None and small[0] not in _DIGITS:
            if small[0].isalpha():
                append(_GLUED_WORD if start == last else _WORD)
            else:
                append(Lexeme(small, start, end, start == last))
            last = end
        elif entry is not None and entry.expansion and _phrase(tokens, at, entry) is None:
            line.extend(_expanded(entry.expansion, start, end, words))
            last = end
        else:
            lexeme, at = _known(tokens, at, entry, words)
            lexeme.glued = start == last
            lexeme.capital = text[start].isupper()
            append(lexeme)
            last = lexeme.end
    line.extend([_END] * PADDING)
    return line


def _small(text: str) -> str:
    """A text in small letters, as long as it was, with one kind of apostrophe."""
    small = text.replace(_APOSTROPHE, "'").lower()
    if len(small) == len(text):
        return small
    # A few letters are longer when small, and the places of all that follows would slip.
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _known(tokens: Sequence[_Token], at: int, entry: Entry | None, words: TimeWords) -> tuple[Lexeme, int]:
    """The lexeme of the token before `at`, with those that belong to it, and which token follows."""
    small, start, end = tokens[at - 1]
    phrase = _phrase(tokens, at, entry) if entry is not None else None
    if phrase is not None:
        sense, stop = phrase
        return Lexeme(small, start, tokens[stop - 1][2], sense=sense), stop
    if small[0] in _DIGITS:
        return _number(tokens, at, words)
    if entry is None or entry.own is None:
        return Lexeme(OTHER if small[0].isalpha() else small, start, end), at
    return Lexeme(small, start, end, sense=entry.own), at


def _phrase(tokens: Sequence[_Token], at: int, entry: Entry) -> tuple[Sense, int] | None:
    """The sense of the longest phrase that begins with the token before `at`, and which token follows it."""
    if not entry.phrases or at == len(tokens):
        return None
    for rest, sense in entry.phrases.get(tokens[at][0], ()):
        stop = at + 1 + len(rest)
        if not rest or (stop <= len(tokens) and _follow(tokens, at + 1, rest)):
            return sense, stop
    return None


def _follow(tokens: Sequence[_Token], at: int, rest: Sequence[str]) -> bool:
    """Whether these words stand from here on."""
    return all(tokens[at + past][0] == word for past, word in enumerate(rest))


def _number(tokens: Sequence[_Token], at: int, words: TimeWords) -> tuple[Lexeme, int]:
    """A number, or a word that begins with one ("2moro")."""
    small, start, end = tokens[at - 1]
    if at < len(tokens) and tokens[at][1] == end:
        entry = words.index.get(small + tokens[at][0])
        if entry is not None and entry.own is not None:
            return Lexeme(small + tokens[at][0], start, tokens[at][2], sense=entry.own), at + 1
    if len(small) > _LONGEST_NUMBER:
        return Lexeme(small, start, end), at
    return Lexeme(small, start, end, sense=Sense(number=float(small), starts=True), digits=small), at


def _expanded(expansion: Sequence[str], start: int, end: int, words: TimeWords) -> list[Lexeme]:
    """The lexemes that a compound stands for; each has the place of the whole."""
    tokens = [(part, start, end) for part in expansion]
    found: list[Lexeme] = []
    at = 0
    while at < len(tokens):
        lexeme, at = _known(tokens, at + 1, words.index.get(tokens[at][0]), words)
        found.append(lexeme)
    return found
