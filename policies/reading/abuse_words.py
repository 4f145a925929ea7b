"""What a language pack holds for the reader of abuse: its words by what they do, and the shapes of a remark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources

from policies.core.conduct import Category, Manner, Target
from policies.reading.abuse_kinds import Role

_NAME = re.compile(r"[A-Z_]{1,12}")
_SECTION = re.compile(r"\[([A-Z_]{1,12})(?: ([123]))?\]")
_SIBILANTS = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"
PLURALS = {Role.FOOL: Role.FOOLS, Role.ROGUE: Role.ROGUES}
"""Which role the plural of a word has, where it differs."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase, as the words it is written with."""

    words: tuple[str, ...]
    role: Role
    severity: int


class Aim(StrEnum):
    """What a shape itself says about who is meant."""

    YOU = "you"
    """The reader: it holds "you", or calls out to them."""
    TOLD = "told"
    """The reader, unless somebody else is its subject: "she should shut up"."""
    DONE = "done"
    """The reader, unless somebody or something else is who does it: "the door may hit you"."""
    STAFF = "staff"
    """People of the company, unless somebody else is its subject."""
    OPEN = "open"
    """Nothing: staff if the sentence speaks of nobody else."""
    LISTED = "listed"
    """The reader, wherever it stands but in a quotation: an account's own phrase."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to be rough: a pattern over roles, and what it means where it is found."""

    pattern: re.Pattern[str]
    category: Category
    target: Target
    confidence: float
    """Of 0.6 and more it is abuse, if nothing around it says otherwise."""
    why: str
    aim: Aim = Aim.YOU
    severity: int = 0
    """At least so grave, whatever its words are."""


@dataclass(frozen=True, slots=True)
class AbuseWords:
    """All that the reader of abuse knows of a language."""

    lists: tuple[str, ...]
    """The files of its words, under `data`; what stands in an earlier one counts."""
    masked: tuple[str, ...]
    """Words that are written with stars or mistyped, the likeliest first."""
    spelt: Mapping[str, tuple[str, ...]]
    """Words that are written as one and read as several, as "youre"."""
    clitics: tuple[str, ...]
    """Endings behind an apostrophe that are words of their own."""
    shapes: tuple[Shape, ...]
    before: tuple[tuple[Manner, re.Pattern[str]], ...]
    """How a remark is meant that has these words right before it; the first that fits."""
    around: tuple[tuple[Manner, re.Pattern[str]], ...]
    """How the remarks of a sentence are meant that has these words in it."""
    subjects: tuple[tuple[Target, re.Pattern[str]], ...]
    """Who is meant by a remark with these words right before it; the first that fits."""
    told: tuple[tuple[Target, re.Pattern[str]], ...]
    """The same for what is told somebody."""
    done: tuple[tuple[Target, re.Pattern[str]], ...]
    """The same for what is done to somebody."""
    after: tuple[tuple[Target, re.Pattern[str]], ...]
    """What is meant by an insult with these words right behind it."""
    lawful: re.Pattern[str]
    """Words by which a sentence threatens with what a customer may do."""
    names: frozenset[str]
    """Rough words that are names of people where they are written so."""
    others: re.Pattern[str]
    """Words by which a sentence speaks of people of neither side."""

    def clitic_of(self, word: str) -> str:
        """The ending of a word that is a word of its own; empty where it has none."""
        if "'" not in word:
            return ""
        return next((end for end in self.clitics if word.endswith(end) and len(word) > len(end)), "")

    def entries(self) -> Iterator[Entry]:
        """All of its words and phrases, read from the lists: a few thousand, so asked for once."""
        for file in self.lists:
            yield from load_entries(file)


_PLACES = {
    "START": "(?<![^;])",
    "STOP": "(?![^;])",
    "ANY": "[^;]",
    "UNQUOTED": '[^;"]',
    "FIRST": "(?<![\\s\\S])",
    "LAST": "(?=[;-]{0,9}(?![\\s\\S]))",
}
"""Where a sentence begins and ends, any word of it, any but a quotation mark, and where a text begins and, but for its last marks, ends."""


def shape(written: str) -> re.Pattern[str]:
    """The pattern over role letters that is written with the roles' names; spaces in it only part them."""
    return re.compile(_NAME.sub(_letter, written).replace(" ", ""))


def _letter(name: re.Match[str]) -> str:
    return _PLACES.get(name[0]) or re.escape(Role[name[0]].value)


def load_entries(file: str) -> Iterator[Entry]:
    """The entries of a packaged list.

    A line `[ROLE 2]` says what the words below it do and how grave they are. `_` joins the words of a phrase, `+` behind a
    noun stands for its plural too, and `#` begins a comment. `a,b:c,d` stands for the words that are made of one of `a` and
    `b` and one of `c` and `d`.
    """
    role, severity = Role.OTHER, 1
    for line in _lines(file):
        section = _SECTION.fullmatch(line)
        if section:
            role, severity = Role[section[1]], int(section[2] or 1)
        else:
            yield from (entry for item in line.split() for entry in _entries(item, role, severity))


def load_words(file: str) -> tuple[str, ...]:
    """The words of a packaged list, in its order."""
    return tuple(word for line in _lines(file) for word in line.split())


def load_spellings(file: str) -> Mapping[str, tuple[str, ...]]:
    """What the words of a packaged list stand for; its lines read "youre = you 're"."""
    pairs = (line.split(" = ") for line in _lines(file))
    return {written: tuple(meant.split()) for written, meant in pairs}


def _lines(file: str) -> Iterator[str]:
    text = resources.files("policies.reading").joinpath("data", file).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _entries(item: str, role: Role, severity: int) -> Iterable[Entry]:
    if ":" in item:
        heads, tails = item.removesuffix("+").split(":")
        ending = "+" if item.endswith("+") else ""
        for one in (begin + end + ending for begin in heads.split(",") for end in tails.split(",")):
            yield from _entries(one, role, severity)
        return
    *head, last = item.removesuffix("+").split("_")
    yield Entry((*head, last), role, severity)
    if item.endswith("+"):
        yield Entry((*head, _plural(last)), PLURALS.get(role, role), severity)


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(_SIBILANTS) else "s")
