"""What a language must tell of its words for times to be found, and what each word may mean by it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from policies.core.when import Edge, Part, Unit


class Mark(StrEnum):
    """What a small word does in a time expression."""

    THE = "the"
    OF = "of"
    AT = "at"
    ON = "on"
    IN = "in"
    BY = "by"
    WITHIN = "within"
    BEFORE = "before"
    UNTIL = "until"
    AFTER = "after"
    AROUND = "around"
    """Before an hour rather than before a number of things: "around 4"."""
    FROM = "from"
    FOR = "for"
    ABOUT = "about"
    BETWEEN = "between"
    TO = "to"
    AND = "and"
    OR = "or"
    LESS = "less"
    """At most: "up to", "less than"."""
    MORE = "more"
    """At least: "more than"."""
    A = "a"
    """Stands for one, or for nothing before "couple"."""
    HALF = "half"
    QUARTER = "quarter"
    PAST = "past"
    """In "half past three"."""
    TO_HOUR = "to hour"
    """In "quarter to three"."""
    HALF_TO = "half to"
    """A half before or at the hour behind it: "half three", "halb drei"."""
    CLOCK = "clock"
    """Makes an hour of the number before: "o'clock", "Uhr"."""
    AGO = "ago"
    LATER = "later"
    """After a span: counted from now."""
    BUSINESS = "business"
    EXTRA = "extra"
    """Between a number and its unit: "5 more minutes"."""
    EVERY = "every"
    LATEST = "latest"
    """After a time: "at the latest"."""
    NUMBERED = "numbered"
    """A week with its number: "week 12", "KW 12"."""
    STARTING = "starting"
    """A week with its first day: "week commencing 4 May"."""
    NOW = "now"
    NOT = "not"
    """Before a number or after it: no time at all ("$ 12", "12 %", "24/7")."""


@dataclass(frozen=True, slots=True)
class Sense:
    """All that one word, or a few words together, may mean in a time expression."""

    marks: frozenset[Mark] = frozenset()
    number: float | None = None
    ordinal: int | None = None
    unit: Unit | None = None
    business_unit: Unit | None = None
    """A unit with the business day in it: "workdays"."""
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    """Days from today: "tomorrow" is 1."""
    relation: int | None = None
    """Units from the present one: "this" is 0, "next" 1, "last" -1."""
    edge: Edge | None = None
    part: Part | None = None
    this_part: Part | None = None
    """A part of today: "tonight"."""
    year_part: Unit | None = None
    """A letter before the number of a part of a year: "Q3"."""
    nearest: bool = False
    """A relation that means the very next: "the coming Friday" is nearer than "next Friday" can be."""
    many: bool = False
    """A unit in the plural: "the coming days" name no day."""
    closing: Unit | None = None
    """The end of working time in a day, a week, a month: "EOD", "EOW"."""
    habit: bool = False
    """A habit by itself: "daily"."""
    meridiem: int | None = None
    """Hours to add: "am" 0, "pm" 12."""
    zone: str | None = None
    feast: str | None = None
    shy: bool = False
    """Also a common word of another meaning ("may", "sat"): needs a number, a preposition or a capital beside it."""
    starts: bool = False
    """Whether a time may begin with it."""


NO_SENSE = Sense()
TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|[^\s\w]|[\d_]")
"""A number, a word or a sign; texts and the spellings of the sections are cut alike."""
T = TypeVar("T")
Phrase = tuple[tuple[str, ...], Sense]
"""The words behind the first two, and what they all mean together."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What may begin with a word."""

    own: Sense | None
    """What the word means alone; None: nothing, and `NO_SENSE` that only its text counts."""
    phrases: Mapping[str, tuple[Phrase, ...]]
    """By the second word, the longest first."""
    expansion: tuple[str, ...] = ()
    """The words that it stands for."""


Index = Mapping[str, Entry]

_OPENING = frozenset({Mark.A, Mark.HALF, Mark.QUARTER, Mark.HALF_TO, Mark.EVERY, Mark.NUMBERED, Mark.NOW})
_CONTENT = frozenset(
    [
        "number",
        "ordinal",
        "unit",
        "weekday",
        "month",
        "day",
        "relation",
        "edge",
        "part",
        "this_part",
        "closing",
        "habit",
        "feast",
        "year_part",
    ]
)


def _no_words() -> dict[str, str]:
    return {}


@dataclass(frozen=True, slots=True, eq=False)
class TimeWords:
    """The words of a language's times: by each meaning its spellings, in small letters, with commas between.

    A spelling may be several words. `closings` and `units` may share spellings with others: a word has all its meanings.
    """

    marks: Mapping[Mark, str]
    numbers: Mapping[float, str]
    ordinals: Mapping[int, str]
    units: Mapping[Unit, str]
    weekdays: Mapping[int, str]
    months: Mapping[int, str]
    days: Mapping[int, str]
    relations: Mapping[int, str]
    edges: Mapping[Edge, str]
    parts: Mapping[Part, str]
    business_units: Mapping[Unit, str] = field(default_factory=dict)
    this_parts: Mapping[Part, str] = field(default_factory=dict)
    closings: Mapping[Unit, str] = field(default_factory=dict)
    habits: str = ""
    meridiems: Mapping[int, str] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=_no_words)
    feasts: Mapping[str, str] = field(default_factory=_no_words)
    nearest: str = ""
    """Relations that mean the very next day of a name."""
    many: str = ""
    """Plurals of units."""
    shy: str = ""
    expansions: Mapping[str, str] = field(default_factory=_no_words)
    """Words that stand for several: compounds ("freitagabend") and contractions, each with what it stands for."""
    suffixes: str = ""
    """Endings that make an ordinal of the number before: "st", "th"."""
    dotted_ordinals: bool = False
    """Whether "3." is an ordinal, and "3.4." a date wherever it stands."""
    decimal_comma: bool = False
    minutes_behind_clock: bool = False
    """Whether minutes may follow the word for the hour: "17 Uhr 30"."""
    day_first: bool = False
    """Whether "3/4/2026" is the third of April for all who write the language."""
    hour_letter: bool = False
    """Whether "17h" is an hour of the day rather than a span."""
    half_to: int = -30
    """Minutes that `Mark.HALF_TO` adds to the hour behind it."""
    year_parts: Mapping[Unit, str] = field(default_factory=lambda: {Unit.QUARTER: "q", Unit.HALF: "h"})
    """Letters before the number of a part of a year."""
    weekday_plurals: Mapping[int, str] = field(default_factory=dict)
    index: Index = field(init=False, repr=False)
    """By first word."""
    plurals: Mapping[str, int] = field(init=False, repr=False)
    endings: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", _index(_senses(self), self.expansions))
        object.__setattr__(self, "plurals", _by_spelling(self.weekday_plurals))
        object.__setattr__(self, "endings", frozenset(_cut(self.suffixes)))


def _cut(spellings: str) -> list[str]:
    return [spelling for part in spellings.split(",") if (spelling := part.strip())]


def _by_spelling(section: Mapping[T, str]) -> dict[str, T]:
    return {spelling: value for value, spellings in section.items() for spelling in _cut(spellings)}


def _senses(words: TimeWords) -> dict[str, dict[str, object]]:
    """By spelling the fields of its `Sense`."""
    sections: dict[str, Mapping[Any, str]] = {
        "number": words.numbers,
        "ordinal": words.ordinals,
        "unit": words.units,
        "business_unit": words.business_units,
        "weekday": words.weekdays,
        "month": words.months,
        "day": words.days,
        "relation": words.relations,
        "edge": words.edges,
        "part": words.parts,
        "this_part": words.this_parts,
        "closing": words.closings,
        "meridiem": words.meridiems,
        "zone": words.zones,
        "feast": words.feasts,
        "year_part": words.year_parts,
        "many": {True: words.many},
        "nearest": {True: words.nearest},
        "habit": {True: words.habits},
        "shy": {True: words.shy},
    }
    senses: dict[str, dict[str, object]] = {}
    for name, section in sections.items():
        for spelling, value in _by_spelling(section).items():
            senses.setdefault(spelling, {})[name] = value
    for spelling in (
        *_cut(words.suffixes),
        *_by_spelling(words.weekday_plurals),
    ):
        senses.setdefault(spelling, {})
    for spelling, marks in _marks(words).items():
        senses.setdefault(spelling, {})["marks"] = marks
    return senses


def _marks(words: TimeWords) -> dict[str, frozenset[Mark]]:
    found: dict[str, set[Mark]] = {}
    for mark, spellings in words.marks.items():
        for spelling in _cut(spellings):
            found.setdefault(spelling, set()).add(mark)
    return {spelling: frozenset(marks) for spelling, marks in found.items()}


def _index(senses: Mapping[str, Mapping[str, object]], expansions: Mapping[str, str]) -> Index:
    own: dict[str, Sense] = {}
    phrases: dict[str, dict[str, list[Phrase]]] = {}
    for spelling, values in senses.items():
        marks = values.get("marks")
        opens = isinstance(marks, frozenset) and not _OPENING.isdisjoint(marks)
        sense = Sense(**values, starts=opens or not _CONTENT.isdisjoint(values))  # type: ignore[arg-type]
        first, *rest = TOKEN.findall(spelling)
        if rest:
            phrases.setdefault(first, {}).setdefault(rest[0], []).append((tuple(rest[1:]), sense))
        else:
            own[first] = sense
    stands_for = {word: tuple(TOKEN.findall(words)) for word, words in expansions.items()}
    return {
        word: Entry(own.get(word), _longest_first(phrases.get(word, {})), stands_for.get(word, ()))
        for word in {*own, *phrases, *stands_for}
    }


def _longest_first(phrases: Mapping[str, list[Phrase]]) -> dict[str, tuple[Phrase, ...]]:
    return {
        second: tuple(sorted(found, key=lambda phrase: -len(phrase[0]))) for second, found in phrases.items()
    }
