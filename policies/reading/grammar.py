"""What a language pack says of commitments: its words by what they do in a sentence, and the shapes of a commitment.

A sentence is read as a string of word kinds, one letter a word, so that a shape ("subject, will, adverbs, verb") is a
pattern over a few dozen letters, whatever the words are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policies.core.signals import About
from policies.reading.kinds import Kind
from policies.reading.shapes import compiled, needs_of


@dataclass(frozen=True, slots=True)
class Shape:
    """One form that a commitment takes, written with the names of `Kind` as a pattern over words."""

    why: str
    """What was recognised, as a short phrase."""
    pattern: str
    """Names of kinds in capitals, and the marks of regular expressions; blanks mean nothing. The verb is the group `verb`,
    else the last word."""
    about: About | None = None
    """Where the verb does not tell."""
    confidence: float = 0.9
    soft: bool = False
    """hope, should, try: still a commitment, said softly."""
    timed: bool = True
    """Only a commitment when a time is said with it; False: without one it is a vague commitment."""
    waits: bool = False
    """ "Give me until Friday", "bear with me for ten minutes": a time with "until" or "for" is its due moment."""
    dated: bool = False
    """ "Booked for Friday": so is a day or an hour with "for", yet no length of time."""
    brief: bool = False
    """Only with a length of time or an hour: "Back in ten minutes", and not "Back in 2015"."""
    at_most: bool = False
    """ "It won't take longer than a day": the bound that is denied is the due moment."""
    pointed: bool = False
    """Only with a day or an hour: in the present tense a length of time tells a rule ("ships in two days")."""
    deadline: bool = False
    """Only with a word such as "by" or "within" before the time."""
    covers: bool = False
    """ "I'll make sure that it goes out today": what hangs on it is no commitment of its own."""
    ends: tuple[str, ...] = ()
    """Only with a verb that ends so, where any word may be the verb."""
    spares: frozenset[str] = frozenset()
    """Words that are no such verb, where any other may be one."""
    chained: bool = False
    """Only behind another commitment, whose subject it shares: "and send it"."""

    def takes(self, verb: str) -> bool:
        """Whether the word itself may be the verb, as far as the shape minds."""
        return verb not in self.spares and (not self.ends or verb.endswith(self.ends))


LETTERS: Mapping[str, str] = {kind.name: kind.value for kind in Kind}


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """A language's commitments, ready for reading; `grammar` makes one."""

    words: Mapping[str, str]
    """The letter of each single word, in lower case."""
    phrases: Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]]
    """By first and second word: phrases of several words, the longest first, with their letter."""
    prefixes: tuple[str, ...]
    """What may stand before a known verb: "re" of "redeposit"."""
    clitics: tuple[str, ...]
    """Endings that are words of their own: "'ll", "n't"."""
    spelt: Mapping[str, tuple[str, ...]]
    """Words as they are spelt in haste, each with what it stands for: "pls", or in two words "itll"."""
    abbreviations: frozenset[str]
    commitments: tuple[tuple[Shape, re.Pattern[str], int], ...]
    """Each shape with its pattern over letters, and one bit for each need that a sentence must meet for it."""
    meets: Mapping[str, int]
    """By letter: the bits of the needs that it meets. A need is a set of letters, and any of them meets it."""
    requests: re.Pattern[str]
    """An act that is asked of the customer or left to them."""
    customer_events: re.Pattern[str]
    """An event that the customer must bring about: "once you reply"."""
    own_conditions: re.Pattern[str]
    """A condition that is ours to see to: "if I don't hear from the warehouse"."""
    fences: re.Pattern[str]
    """Where a commitment ends before its sentence does."""
    tags: frozenset[str]
    """Questions behind a statement that take nothing back: "ok", "right"."""
    echoes: frozenset[str]
    """Words behind a verb that stand for a time said before: "then"."""
    idioms: tuple[str, ...]
    """Conditions that are none: "if all goes well"."""
    negation_follows: bool
    """Whether the word for "not" may stand behind the verb that it denies."""
    triggers: frozenset[str]
    """Without one of these letters, or what `hints` finds, a sentence holds no commitment."""
    hints: re.Pattern[str]
    """Words that may be a commitment only where they stand together."""


def grammar(  # noqa: PLR0913 - a language's parts, each by its name
    *,
    words: Mapping[Kind, str],
    shapes: Iterable[Shape],
    requests: str,
    customer_events: str,
    fences: str,
    own_conditions: str = "(?!)",
    hints: str = "(?!)",
    triggers: Iterable[Kind],
    prefixes: tuple[str, ...] = (),
    clitics: tuple[str, ...] = (),
    spelt: str = "",
    abbreviations: str = "",
    tags: str = "",
    echoes: str = "",
    idioms: str = "",
    negation_follows: bool = False,
) -> Grammar:
    """The grammar of a pack's word lists: entries are parted by commas, a later kind's word beats an earlier one's."""
    single: dict[str, str] = {}
    several: dict[str, dict[str, dict[tuple[str, ...], str]]] = {}
    for kind, listed in words.items():
        for entry in _entries(listed):
            first, *rest = parts = entry.split()
            if rest:
                several.setdefault(first, {}).setdefault(rest[0], {})[tuple(parts)] = kind.value
            else:
                single[first] = kind.value
    read = [(shape, compiled(shape.pattern, LETTERS), needs_of(shape.pattern, LETTERS)) for shape in shapes]
    needs = tuple(dict.fromkeys(need for *_, wanted in read for need in wanted))
    return Grammar(
        words=single,
        phrases={
            first: {
                second: tuple(sorted(found.items(), key=lambda item: -len(item[0])))
                for second, found in seconds.items()
            }
            for first, seconds in several.items()
        },
        prefixes=prefixes,
        clitics=clitics,
        spelt={first: tuple(rest) for first, *rest in map(str.split, _entries(spelt))},
        abbreviations=frozenset(_entries(abbreviations)),
        commitments=tuple(
            (shape, pattern, sum(1 << needs.index(need) for need in wanted))
            for shape, pattern, wanted in read
        ),
        meets={
            letter: sum(1 << bit for bit, need in enumerate(needs) if letter in need)
            for letter in LETTERS.values()
        },
        requests=compiled(requests, LETTERS),
        customer_events=compiled(customer_events, LETTERS),
        own_conditions=compiled(own_conditions, LETTERS),
        fences=compiled(fences, LETTERS),
        tags=frozenset(_entries(tags)),
        echoes=frozenset(_entries(echoes)),
        idioms=tuple(f"{entry} " for entry in _entries(idioms)),
        negation_follows=negation_follows,
        hints=compiled(hints, LETTERS),
        triggers=frozenset(kind.value for kind in triggers),
    )


def _entries(listed: str) -> list[str]:
    return [" ".join(entry.split()) for entry in listed.split(",") if entry.strip()]
