"""A text as the lexemes of its times: words and numbers with their places and all that they may mean."""

from __future__ import annotations

from dataclasses import dataclass

from policies.reading.times_words import NO_SENSE, TOKEN, Sense, TimeWords

_LONGEST_NUMBER = 8
PADDING = 8


@dataclass(slots=True)
class Lexeme:
    """A word, a few words that mean one thing, a number or a sign."""

    text: str
    """In small letters; of several words the first."""
    start: int
    end: int
    sense: Sense = NO_SENSE
    digits: str = ""
    glued: bool = False
    """Nothing stands between the lexeme before and this one."""
    capital: bool = False


END = Lexeme("", -1, -1)


def lexemes(text: str, words: TimeWords) -> list[Lexeme]:
    """The lexemes of a text, followed by `PADDING` empty ones, so that looking ahead needs no care."""
    tokens = [(match.group(), match.start(), match.end()) for match in TOKEN.finditer(text)]
    found: list[Lexeme] = []
    index, at, last = words.index, 0, -1
    while at < len(tokens):
        raw, start, end = tokens[at]
        small = raw.lower()
        if small in words.expansions:
            found.extend(_expanded(small, start, end, words))
            at, last = at + 1, end
            continue
        if small[0] in "0123456789":
            lexeme, at = _number(tokens, at, small, words)
        elif small in index:
            lexeme, at = _word(tokens, at, small, words)
        else:
            lexeme, at = Lexeme("'" if small == "\u2019" else small, start, end), at + 1
        lexeme.glued = start == last
        last = lexeme.end
        lexeme.capital = raw[0].isupper()
        found.append(lexeme)
    found.extend([END] * PADDING)
    return found


def _number(tokens: list[tuple[str, int, int]], at: int, small: str, words: TimeWords) -> tuple[Lexeme, int]:
    """A number; or a word that begins with one ("2moro"), or signs around numbers that are no time ("24/7")."""
    _, start, end = tokens[at]
    if at + 1 < len(tokens) and tokens[at + 1][1] == end:
        spelt = small + tokens[at + 1][0].lower()
        for rest, sense in words.index.get(spelt, ()):
            if not rest:
                return Lexeme(spelt, start, tokens[at + 1][2], sense), at + 2
    if small in words.index:
        lexeme, behind = _word(tokens, at, small, words)
        if behind > at + 1:
            return lexeme, behind
    if len(small) > _LONGEST_NUMBER:
        return Lexeme(small, start, end), at + 1
    return Lexeme(small, start, end, Sense(number=float(small)), small), at + 1


def _word(tokens: list[tuple[str, int, int]], at: int, small: str, words: TimeWords) -> tuple[Lexeme, int]:
    _, start, end = tokens[at]
    for rest, sense in words.index[small]:
        stop = at + 1 + len(rest)
        if not rest:
            return Lexeme(small, start, end, sense), at + 1
        if stop <= len(tokens) and all(
            tokens[at + 1 + past][0].lower().replace("\u2019", "'") == word for past, word in enumerate(rest)
        ):
            return Lexeme(small, start, tokens[stop - 1][2], sense), stop
    return Lexeme(small, start, end), at + 1


def _expanded(small: str, start: int, end: int, words: TimeWords) -> list[Lexeme]:
    """The lexemes that a compound stands for; each has the place of the whole."""
    parts = [(part, start, end) for part in TOKEN.findall(words.expansions[small])]
    found: list[Lexeme] = []
    at = 0
    while at < len(parts):
        lexeme, at = (
            _word(parts, at, parts[at][0], words)
            if parts[at][0] in words.index
            else (Lexeme(parts[at][0], start, end), at + 1)
        )
        found.append(lexeme)
    return found
