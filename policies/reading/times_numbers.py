"""Numbers in a line of lexemes: counts ("a couple of", "2.5", "twenty-four") and places in an order ("3rd")."""

from __future__ import annotations

from collections.abc import Sequence

from policies.reading.times_lex import Lexeme
from policies.reading.times_words import Mark, TimeWords

Line = Sequence[Lexeme]
_TENS = range(20, 100, 10)
_ONES = range(1, 10)
RANGE_SIGNS = ("-", "\u2013", "\u2014", "~", "/")
DASHES = ("-", "\u2013", "\u2014")


def marked(line: Line, at: int, *marks: Mark) -> bool:
    """Whether the lexeme here does one of these things."""
    return any(mark in line[at].sense.marks for mark in marks)


def skip(line: Line, at: int, *marks: Mark) -> int:
    """The place behind the lexemes here that do nothing but these things; at most three."""
    for _ in range(3):
        if not marked(line, at, *marks):
            break
        at += 1
    return at


def count(line: Line, at: int, words: TimeWords) -> tuple[float, int] | None:
    """How many: digits with a fraction, words, "a", "half an", "a couple of"."""
    if marked(line, at, Mark.HALF):
        behind = skip(line, at + 1, Mark.OF, Mark.A)
        return 0.5, behind
    if marked(line, at, Mark.A):
        inner = (
            count(line, at + 1, words)
            if not marked(line, at + 1, Mark.A) and not line[at + 1].digits
            else None
        )
        return inner or (1.0, at + 1)
    if line[at].digits:
        return _digits(line, at, words)
    number = line[at].sense.number
    if number is None:
        return None
    at += 1
    if number in _TENS:
        then = at + 1 if line[at].text == "-" and line[at].glued else at
        ones = line[then].sense.number
        if ones is not None and ones in _ONES and not line[then].digits:
            number, at = number + ones, then + 1
    return _and_a_half(number, skip(line, at, Mark.OF), line)


def _digits(line: Line, at: int, words: TimeWords) -> tuple[float, int] | None:
    number = line[at].sense.number or 0.0
    points = (".", ",") if words.decimal_comma else (".",)
    then = line[at + 2]
    if line[at + 1].text in points and line[at + 1].glued and then.digits and then.glued:
        return number + float(f"0.{then.digits}"), at + 3
    if line[at + 1].text == "/" and then.digits in ("2", "4") and line[at].digits in ("1", "3"):
        return number / int(then.digits), at + 3
    return _and_a_half(number, at + 1, line)


def _and_a_half(number: float, at: int, line: Line) -> tuple[float, int]:
    """With the "and a half" behind a number, if it stands there."""
    if marked(line, at, Mark.AND):
        then = skip(line, at + 1, Mark.A)
        if marked(line, then, Mark.HALF) and not marked(line, then + 1, Mark.A):
            return number + 0.5, then + 1
    return number, at


def order(line: Line, at: int, words: TimeWords) -> tuple[int, int] | None:
    """Which in an order: "3rd", "third", "twenty-first", and "3." where the language writes it so."""
    here, behind = line[at], line[at + 1]
    if here.digits and len(here.digits) <= 2:  # noqa: PLR2004
        if behind.text in words.suffixes:
            return int(here.digits), at + 2
        if words.dotted_ordinals and behind.text == "." and behind.glued:
            return int(here.digits), at + 2
        return None
    if here.sense.ordinal is not None:
        return here.sense.ordinal, at + 1
    if here.sense.number in _TENS and here.sense.number is not None:
        then = at + 2 if behind.text == "-" else at + 1
        ones = line[then].sense.ordinal
        if ones in _ONES and ones is not None:
            return int(here.sense.number) + ones, then + 1
    return None


def plain(line: Line, at: int, longest: int = 2) -> int | None:
    """The whole number that is written here in digits, at most so many."""
    digits = line[at].digits
    return int(digits) if digits and len(digits) <= longest else None
