"""What a language must tell of its words for times to be found, and what each word may mean by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType

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
    """A half before the hour that follows, as in German."""
    CLOCK = "clock"
    """Makes an hour of the number before: "o'clock", "Uhr"."""
    AGO = "ago"
    LATER = "later"
    """After a span: counted from now."""
    BUSINESS = "business"
    EVERY = "every"
    LATEST = "latest"
    """After a time: "at the latest"."""
    NUMBERED = "numbered"
    """A week with its number: "week 12", "KW 12"."""
    OR_SO = "or so"
    NOT = "not"
    """Before a number or after it: no time at all ("$ 12", "12 %")."""


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
    closing: Unit | None = None
    """The end of working time in a day, a week, a month: "EOD", "EOW"."""
    habit: bool | None = None
    """A habit by itself: "daily"."""
    meridiem: int | None = None
    """Hours to add: "am" 0, "pm" 12."""
    zone: str | None = None
    feast: str | None = None
    shy: bool | None = None
    """Also a common word of another meaning ("may", "sat"): needs a number, a preposition or a capital beside it."""


NO_SENSE = Sense()
TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|[^\s\w]|_")
"""A number, a word or a sign; texts and the keys of the sections are cut alike."""

_Words = Mapping[str, object]
_NONE: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class TimeWords:
    """The words of a language's times; a key of several words has spaces, small letters throughout."""

    marks: Mapping[Mark, Iterable[str]]
    numbers: Mapping[str, float]
    ordinals: Mapping[str, int]
    units: Mapping[str, Unit]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]
    relations: Mapping[str, int]
    edges: Mapping[str, Edge]
    parts: Mapping[str, Part]
    business_units: Mapping[str, Unit] = field(default_factory=dict)
    this_parts: Mapping[str, Part] = field(default_factory=dict)
    closings: Mapping[str, Unit] = field(default_factory=dict)
    habits: Iterable[str] = ()
    meridiems: Mapping[str, int] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    feasts: Mapping[str, str] = field(default_factory=dict)
    shy: Iterable[str] = ()
    expansions: Mapping[str, str] = field(default_factory=dict)
    """Words that stand for several: compounds ("freitagabend") and contractions."""
    suffixes: frozenset[str] = frozenset()
    """Endings that make an ordinal of the number before: "st", "th"."""
    dotted_ordinals: bool = False
    """Whether "3." is an ordinal."""
    decimal_comma: bool = False
    clock_is_sure: bool = False
    """Whether hours are counted to 24: "3 Uhr" is in the night."""
    index: Mapping[str, tuple[tuple[tuple[str, ...], Sense], ...]] = field(init=False, repr=False)
    """By first word: the words that follow, and what they all mean; the longest first."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", _index(_senses(self)))


def _senses(words: TimeWords) -> dict[str, dict[str, object]]:
    senses: dict[str, dict[str, object]] = {}
    sections: dict[str, _Words] = {
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
        "habit": dict.fromkeys(words.habits, True),
        "shy": dict.fromkeys(words.shy, True),
    }
    for name, section in sections.items():
        for spelling, value in section.items():
            senses.setdefault(spelling, {})[name] = value
    marks: dict[str, set[Mark]] = {}
    for mark, spellings in words.marks.items():
        for spelling in spellings:
            marks.setdefault(spelling, set()).add(mark)
    for spelling, found in marks.items():
        senses.setdefault(spelling, {})["marks"] = frozenset(found)
    return senses


def _index(
    senses: Mapping[str, Mapping[str, object]],
) -> Mapping[str, tuple[tuple[tuple[str, ...], Sense], ...]]:
    known = {each.name for each in fields(Sense)}
    index: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    for spelling, values in senses.items():
        first, *rest = TOKEN.findall(spelling)
        sense = Sense(**{name: value for name, value in values.items() if name in known})  # type: ignore[arg-type]
        index.setdefault(first, []).append((tuple(rest), sense))
    return {first: tuple(sorted(found, key=lambda each: -len(each[0]))) for first, found in index.items()}
