"""What can be known of a pattern without running it: whether RE2 has it, and whether Python's `re` may need very long."""

from __future__ import annotations

import re
import re._constants as codes
import re._parser as parser
from collections.abc import Iterable, Iterator
from typing import Any

Argument = Any
Operator = Any
Tree = Iterable[Any]
"""A pattern as `re` parses it: operators with their arguments."""

MANY = 2
UNBOUNDED = 1000
SAMPLE = [chr(code) for code in range(9, 256)] + ["\u0107", "\u0430", "\u2019", "\u2014", "\u4e00"]
LOOKS = (codes.ASSERT, codes.ASSERT_NOT)
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def without_looks(pattern: str) -> str:
    """The pattern with its looks ahead and behind taken out, and possessive repetitions made plain ones."""
    kept: list[str] = []
    at, depth, in_class, skip_from = 0, 0, False, None
    while at < len(pattern):
        letter = pattern[at]
        step = 2 if letter == "\\" else 1
        if not in_class and letter == "(":
            depth += 1
            if skip_from is None and re.match(r"\(\?<?[=!]", pattern[at:]):
                skip_from = depth
        if skip_from is None:
            kept.append(pattern[at : at + step])
        if not in_class and letter == ")":
            if skip_from == depth:
                skip_from = None
                kept.append("(?:)")
            depth -= 1
        if step == 1 and letter == "[" and not in_class:
            in_class = True
            if pattern[at + 1 : at + 3] == "^]" or pattern[at + 1 : at + 2] == "]":
                kept.append(
                    pattern[at + 1 : at + 2 + (pattern[at + 1] == "^")]
                ) if skip_from is None else None
                at += 1 + (pattern[at + 1] == "^")
        elif step == 1 and letter == "]":
            in_class = False
        at += step
    return "".join(kept)


def for_re2(pattern: str) -> str:
    """The pattern with its letters written out that RE2 would want escaped in another way."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), pattern)


def flags_of(pattern: re.Pattern[str]) -> str:
    """Its flags as RE2 reads them."""
    letters = {re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s"}
    chosen = "".join(letter for flag, letter in letters.items() if pattern.flags & flag)
    return f"(?{chosen})" if chosen else ""


def parts(tree: Tree) -> Iterator[tuple[Operator, Argument]]:
    """Every node of a parsed pattern, at whatever depth."""
    for operator, argument in tree:
        yield operator, argument
        for inner in inner_of(operator, argument):
            yield from parts(inner)


def inner_of(operator: Operator, argument: Argument) -> list[Argument]:
    """The parsed patterns that a node holds."""
    if operator in REPEATS:
        return [argument[2]]
    if operator is codes.SUBPATTERN:
        return [argument[3]]
    if operator is codes.BRANCH:
        return list(argument[1])
    if operator in LOOKS:
        return [argument[1]]
    if operator is codes.ATOMIC_GROUP:
        return [argument]
    return []


def letters_of(tree: Tree, flags: int) -> set[str]:
    """Which letters of the sample a pattern can hold, wherever in it."""
    found: set[str] = set()
    for operator, argument in parts(tree):
        if operator in (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN):
            found |= one_letter(operator, argument, flags)
    return found


def one_letter(operator: Operator, argument: Argument, flags: int) -> set[str]:
    """Which letters of the sample a node for one letter takes."""
    if operator is codes.LITERAL:
        letter = chr(argument)
        return {letter, letter.lower(), letter.upper()} if flags & re.IGNORECASE else {letter}
    if operator is codes.NOT_LITERAL:
        return set(SAMPLE) - {chr(argument)}
    if operator is codes.ANY:
        return set(SAMPLE)
    found: set[str] = set()
    negated = False
    for kind, what in argument:
        if kind is codes.NEGATE:
            negated = True
        elif kind is codes.LITERAL:
            found |= one_letter(kind, what, flags)
        elif kind is codes.RANGE:
            found |= {letter for letter in SAMPLE if what[0] <= ord(letter) <= what[1]}
        elif kind is codes.CATEGORY:
            shape = {
                codes.CATEGORY_WORD: r"\w", codes.CATEGORY_NOT_WORD: r"\W", codes.CATEGORY_DIGIT: r"\d",
                codes.CATEGORY_NOT_DIGIT: r"\D", codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_NOT_SPACE: r"\S",
            }[what]  # fmt: skip
            found |= {letter for letter in SAMPLE if re.match(shape, letter)}
    return set(SAMPLE) - found if negated else found


def needed(tree: Tree, flags: int) -> list[set[str]]:
    """The letters that stand in every match, each as the set it is taken from."""
    sets: list[set[str]] = []
    for operator, argument in tree:
        if operator in (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN):
            sets.append(one_letter(operator, argument, flags))
        elif operator is codes.SUBPATTERN:
            sets += needed(argument[3], flags)
        elif operator in REPEATS and argument[0] > 0:
            sets += needed(argument[2], flags)
        elif operator is codes.BRANCH:
            each = [needed(branch, flags) for branch in argument[1]]
            if all(each):
                sets.append(set().union(*(branch[0] for branch in each)))
    return sets


def rounds_of(body: Argument) -> list[Argument]:
    """The ways in which one round of a repetition can go."""
    while len(body) == 1 and body[0][0] is codes.SUBPATTERN:
        body = body[0][1][3]
    return list(body[0][1][1]) if len(body) == 1 and body[0][0] is codes.BRANCH else [body]


def ambiguous(tree: Tree, flags: int) -> bool:
    """Whether a repetition without bound holds another one, and nothing in each round tells where the round begins or ends.

    A round is told by a letter that it must hold and that the repetition inside it cannot take; where a round can go several
    ways, their first letters must tell which way it goes.
    """
    for operator, argument in parts(tree):
        if operator not in (codes.MAX_REPEAT, codes.MIN_REPEAT) or argument[1] is not codes.MAXREPEAT:
            continue
        ways = rounds_of(argument[2])
        for way in ways:
            inside = [
                letters_of(of[2], flags) for inner, of in parts(way) if inner in REPEATS and of[1] >= MANY
            ]
            borders = needed(way, flags)
            firsts = [needed(other, flags)[:1] for other in ways if other is not way]
            told = all(any(border.isdisjoint(letters) for border in borders) for letters in inside)
            if inside and not (told and all(first and borders[0].isdisjoint(first[0]) for first in firsts)):
                return True
    return False


def starts_over(tree: Tree, flags: int, before: tuple[set[str], ...] = (), *, goes_on: bool = False) -> bool:
    """Whether a search can fail at the end of a long repetition and begin the same repetition again one letter further.

    It cannot where the pattern begins with `^`, where nothing follows that may fail, or where something must stand before
    the repetition that the repetition itself cannot hold.
    """
    borders = list(before)
    for index, (operator, argument) in enumerate(tree):
        rest = list(tree)[index + 1 :]
        more = goes_on or bool(needed(rest, flags)) or any(kind in (codes.AT, *LOOKS) for kind, _ in rest)
        if operator is codes.AT:
            if argument in (codes.AT_BEGINNING, codes.AT_BEGINNING_STRING):
                borders.append({"\n"} if flags & re.MULTILINE else set())
            elif argument is codes.AT_BOUNDARY:
                borders.append({letter for letter in SAMPLE if re.match(r"\W", letter)})
        elif operator in REPEATS and argument[1] >= UNBOUNDED:
            letters = letters_of(argument[2], flags)
            if more and not any(border.isdisjoint(letters) for border in borders):
                return True
        elif any(
            starts_over(inner, flags, tuple(borders), goes_on=more) for inner in inner_of(operator, argument)
        ):
            return True
        borders += needed([(operator, argument)], flags)
    return False


def parse(pattern: str) -> Argument:
    """A pattern without flags, parsed."""
    return parser.parse(pattern)


def tree_of(pattern: re.Pattern[str]) -> Argument:
    """The pattern, parsed."""
    return parser.parse(pattern.pattern, pattern.flags)


def beginnings(tree: Tree, flags: int) -> Iterator[str]:
    """Texts by which a match may begin, for repetitions that make a careless pattern begin again and again."""
    text = ""
    for operator, argument in tree:
        if operator is codes.LITERAL:
            text += chr(argument)
        elif operator in (codes.IN, codes.ANY, codes.NOT_LITERAL):
            text += next(
                iter(sorted(one_letter(operator, argument, flags) & set("a 1.-:\n>'<"), reverse=True)), ""
            )
        elif operator is codes.BRANCH:
            for branch in argument[1][:6]:
                for rest in [*beginnings(branch, flags)][:2]:
                    yield text + rest
            return
        else:
            for inner in inner_of(operator, argument):
                longest = [*beginnings(inner, flags)]
                yield from (text + rest for rest in longest[:6])
                text += longest[-1] if longest else ""
        if len(text) > 40:
            break
    if text:
        yield text
