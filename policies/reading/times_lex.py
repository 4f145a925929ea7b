"""A text as the lexemes of its times: words and numbers with their places and all that they may mean."""

from __future__ import annotations

from dataclasses import dataclass

from policies.reading.times_words import NO_SENSE, TOKEN, Sense, TimeWords

OTHER = "other"
"""The text of a word that no time has anything to do with, in capitals nowhere else."""
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
    sense: Sense = NO_SENSE
    digits: str = ""
    glued: bool = False
    """Nothing stands between the lexeme before and this one."""
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
    tokens = [(match[0], *match.span()) for match in TOKEN.finditer(text)]
    line = Line()
    line.words = words
    index, expansions, at, last, stop = words.index, words.expansions, 0, -1, len(tokens)
    while at < stop:
        raw, start, end = tokens[at]
        small = raw.lower() if raw != _APOSTROPHE else "'"
        if small in expansions:
            line.extend(_expanded(small, start, end, words))
            at, last = at + 1, end
            continue
        if small in index or small[0] in _DIGITS:
            lexeme, at = _known(tokens, at, small, words)
            lexeme.glued = start == last
            lexeme.capital = raw[0].isupper()
            line.append(lexeme)
            last = lexeme.end
            continue
        if small[0].isalpha():
            line.append(_GLUED_WORD if start == last else _WORD)
        else:
            line.append(Lexeme(small, start, end, glued=start == last))
        at, last = at + 1, end
    line.extend([_END] * PADDING)
    return line


def _known(tokens: list[_Token], at: int, small: str, words: TimeWords) -> tuple[Lexeme, int]:
    """The lexeme that begins here, the longest first, and which token follows it."""
    _, start, end = tokens[at]
    for rest, sense in words.index.get(small, ()):
        stop = at + 1 + len(rest)
        if not rest:
            return Lexeme(small, start, end, sense), at + 1
        if stop <= len(tokens) and _follow(tokens, at + 1, rest):
            return Lexeme(small, start, tokens[stop - 1][2], sense), stop
    if small[0] in _DIGITS:
        return _number(tokens, at, small, words)
    return Lexeme(OTHER if small[0].isalpha() else small, start, end), at + 1


def _follow(tokens: list[_Token], at: int, rest: tuple[str, ...]) -> bool:
    return all(
        tokens[at + past][0].lower().replace(_APOSTROPHE, "'") == word for past, word in enumerate(rest)
    )


def _number(tokens: list[_Token], at: int, small: str, words: TimeWords) -> tuple[Lexeme, int]:
    """A number, or a word that begins with one ("2moro")."""
    _, start, end = tokens[at]
    if at + 1 < len(tokens) and tokens[at + 1][1] == end:
        spelt = small + tokens[at + 1][0].lower()
        for rest, sense in words.index.get(spelt, ()):
            if not rest:
                return Lexeme(spelt, start, tokens[at + 1][2], sense), at + 2
    if len(small) > _LONGEST_NUMBER:
        return Lexeme(small, start, end), at + 1
    return Lexeme(small, start, end, Sense(number=float(small), starts=True), small), at + 1


def _expanded(small: str, start: int, end: int, words: TimeWords) -> list[Lexeme]:
    """The lexemes that a compound stands for; each has the place of the whole."""
    parts = [(part, start, end) for part in TOKEN.findall(words.expansions[small])]
    found: list[Lexeme] = []
    at = 0
    while at < len(parts):
        lexeme, at = _known(parts, at, parts[at][0], words)
        found.append(lexeme)
    return found
