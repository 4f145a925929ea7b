"""Numbers in a line of lexemes: counts ("a couple of", "2.5", "twenty-four") and places in an order ("3rd")."""

from __future__ import annotations

from policies.reading.times_lex import Line
from policies.reading.times_words import Mark

DASHES = frozenset("-\u2013\u2014~")
LONGEST_DAY = 2
"""Digits that a day, a month or an hour has at most."""
FULL_YEAR = 4
"""Digits of a year, and of a time of day without a sign between."""
_TENS = range(20, 100, 10)
_ONES = range(1, 10)
_SKIPPED = 3


def marked(line: Line, at: int, *marks: Mark) -> bool:
    """Whether the lexeme here does one of these things."""
    found = line[at].sense.marks
    return bool(found) and not found.isdisjoint(marks)


def skip(line: Line, at: int, *marks: Mark) -> int:
    """The place behind the lexemes here that do one of these things; at most three."""
    for _ in range(_SKIPPED):
        if not marked(line, at, *marks):
            break
        at += 1
    return at


def governed(line: Line, at: int, *marks: Mark) -> bool:
    """Whether one of these stands before, with nothing between them but an article or "about"."""
    before = at - 1
    for _ in range(_SKIPPED):
        if before < 0 or marked(line, before, *marks) or not marked(line, before, Mark.THE, Mark.ABOUT):
            break
        before -= 1
    return before >= 0 and marked(line, before, *marks)


def count(line: Line, at: int) -> tuple[float, int] | None:
    """How many: digits with a fraction, words, "a", "half an", "a couple of"; and the place behind."""
    here = line[at]
    if here.digits:
        return _digits(line, at)
    if marked(line, at, Mark.HALF):
        return 0.5, skip(line, at + 1, Mark.OF, Mark.A)
    if marked(line, at, Mark.A):
        inner = None if line[at + 1].digits or marked(line, at + 1, Mark.A) else count(line, at + 1)
        return inner or (1.0, at + 1)
    number = here.sense.number
    if number is None:
        return None
    at += 1
    if number in _TENS:
        then = at + 1 if line[at].text == "-" and line[at].glued else at
        ones = line[then].sense.number
        if ones in _ONES and ones is not None and not line[then].digits:
            number, at = number + ones, then + 1
    if line[at].text == "(" and line[at + 1].digits and line[at + 2].text == ")":  # "three (3) days"
        at += 3
    return _and_a_half(line, number, skip(line, at, Mark.OF))


def _digits(line: Line, at: int) -> tuple[float, int]:
    number = line[at].sense.number or 0.0
    sign, then = line[at + 1], line[at + 2]
    if sign.text in (",." if line.words.decimal_comma else ".") and sign.glued and then.glued and then.digits:
        return number + float(f"0.{then.digits}"), at + 3
    if sign.text == "/" and then.digits in ("2", "4") and line[at].digits in ("1", "3"):
        return number / int(then.digits), at + 3
    return _and_a_half(line, number, at + 1)


def _and_a_half(line: Line, number: float, at: int) -> tuple[float, int]:
    """With the "and a half" behind a number, if it stands there."""
    if marked(line, at, Mark.AND):
        then = skip(line, at + 1, Mark.A)
        if marked(line, then, Mark.HALF) and not marked(line, then + 1, Mark.A):
            return number + 0.5, then + 1
    return number, at


def order(line: Line, at: int) -> tuple[int, int] | None:
    """Which in an order: "3rd", "third", "twenty-first", and "3." where the language writes it so."""
    here, behind, words = line[at], line[at + 1], line.words
    if here.digits:
        if len(here.digits) > LONGEST_DAY:
            return None
        fraction = line[at + 2].glued and bool(line[at + 2].digits)
        dotted = words.dotted_ordinals and behind.text == "." and behind.glued and not fraction
        return (int(here.digits), at + 2) if dotted or behind.text in words.endings else None
    if here.sense.ordinal is not None:
        return here.sense.ordinal, at + 1
    if here.sense.number in _TENS and here.sense.number is not None:
        then = at + 2 if behind.text == "-" else at + 1
        ones = line[then].sense.ordinal
        if ones in _ONES and ones is not None:
            return int(here.sense.number) + ones, then + 1
    return None


def plain(line: Line, at: int, longest: int = LONGEST_DAY) -> int | None:
    """The whole number that is written here in digits, at most so many."""
    digits = line[at].digits
    return int(digits) if digits and len(digits) <= longest else None


def four(line: Line, at: int) -> int | None:
    """The number that is written here in exactly four digits, as years and times of day are."""
    digits = line[at].digits
    return int(digits) if len(digits) == FULL_YEAR else None
