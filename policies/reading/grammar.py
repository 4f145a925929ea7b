"""What a language pack says of commitments: its words by what they do in a sentence, and the shapes of a commitment.

A sentence is read as a string of word kinds, one letter a word, so that a shape ("subject, will, adverbs, verb") is a
pattern over a few dozen letters, whatever the words are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from policies.core.signals import About
from policies.reading.shapes import compiled, needs_of


class Kind(StrEnum):
    """What a word does in a sentence; its letter stands for it in a shape."""

    OTHER = "."
    TIME = "@"
    VAGUE = "~"
    """"soon", "as soon as possible"."""
    COMMA = ","
    BREAK = ";"
    """Parentheses, dashes, colons."""
    QUOTE = '"'
    QUESTION = "?"
    AND = "&"
    """Joins clauses: and, but, so, then."""
    SELF = "S"
    US = "<"
    """us, me: whom a request is made for."""
    OURS = "o"
    STAFF = "T"
    """People of the service side by what they are: team, colleague, technician."""
    PARTY = "p"
    """Others who act: courier, seller, bank."""
    THIRD = "P"
    IT = "I"
    THING = "n"
    """What is served: refund, order, fix."""
    YOU = "Y"
    YOUR = "y"
    ARTICLE = "D"
    WILL = "W"
    """Future auxiliary."""
    GOING = "G"
    SHOULD = "H"
    SOFT = "F"
    """hope, aim, plan, try."""
    EXPECT = "#"
    CAN = "C"
    """Ability, wish or permission: no commitment."""
    MUST = "M"
    BE = "B"
    BE_FINITE = "b"
    HAVE = "h"
    GET = "g"
    LET = "l"
    TAKE = "t"
    ENSURE = "_"
    """make sure, see to it."""
    TO = "2"
    NOT = "N"
    DOUBT = "d"
    """What, denied, takes a commitment back: promise, guarantee, sure."""
    DENIAL = "X"
    """Takes one back alone: doubt, wish, no guarantee."""
    ADVERB = "v"
    SOFTENER = "V"
    """probably, hopefully, "do our best to"."""
    GENERIC = "u"
    """usually, typically, always."""
    IF = "f"
    EVENT = "e"
    """once, when, after, as soon as."""
    SUBORDINATE = "w"
    """because, which, although: what follows is no part of the commitment."""
    PLEASE = "L"
    SAID = "q"
    """said, mentioned, wrote."""
    COMPLEMENT = "k"
    """know, see, ask, wonder: an "if" behind it is no condition."""
    PAST = "x"
    """was, had, did: no commitment."""
    STOP = "s"
    """Verbs that commit to nothing towards the reader: need, meet, attend, travel."""
    CALM = "c"
    """Requests that ask for nothing: rest assured, please note."""
    WAIT = "a"
    """give me, allow, bear with me: the time behind it is ours."""
    AT = "i"
    """Prepositions and words before a time."""
    DUE = "E"
    """Nouns that name a time to come: ETA, next update."""
    ARRIVAL = ":"
    """Nouns that name when something comes: ETA, expected delivery."""
    OF = "/"
    """Before a time it makes it part of a noun: "your notes of Monday"."""
    REPLY = "r"
    """Nouns that make a receipt an answer: call, reply, email."""
    REFUND = "m"
    """Nouns that make a receipt our act: refund, credit."""
    NICE = "z"
    """great, good: "have a great day" gives nothing."""
    PRIVATE = "`"
    """What one does for oneself: lunch, kids, birthday."""
    # verbs by what they are about, each with its forms
    CONTACT = "1"
    LOOK = "3"
    ACTION = "4"
    FORECAST = "5"
    RECEIVE = "6"
    CONTACT_ING = "7"
    ACTION_ING = "8"
    FORECAST_ING = "9"
    CONTACT_DONE = "A"
    ACTION_DONE = "J"
    FORECAST_DONE = "K"
    ARRANGED = "Q"
    READY = "R"
    """done, ready, back up, live."""
    PRESENT = "O"
    """with you, on site: where someone who comes will be."""
    HEAR = "="
    PLANNED = "+"
    """due to, expected to, set to."""
    BACK = "0"
    """back, right back."""
    WITH_YOU = "'"
    FORECAST_NOW = "U"
    """A forecast in the present: arrives, ships."""
    CONTACT_NOW = "Z"
    """A commitment in the present, where a language has it: melde."""
    ACTION_NOW = "j"
    AGREED = ">"
    """promised, agreed: others have committed themselves."""
    WILLING = "$"
    """be happy to, be able to: an offer, and a promise only with a time."""
    PERFORM = "!"
    """promise, guarantee, commit to."""
    REQUEST = "%"
    """Verbs that a request to the customer begins with and that are no other kind: DM, visit."""


ABOUT: Mapping[str, About] = {
    kind.value: about
    for about, kinds in (
        (About.CONTACT, (Kind.CONTACT, Kind.CONTACT_ING, Kind.CONTACT_DONE, Kind.CONTACT_NOW, Kind.REPLY)),
        (
            About.FORECAST,
            (
                Kind.FORECAST,
                Kind.FORECAST_ING,
                Kind.FORECAST_DONE,
                Kind.FORECAST_NOW,
                Kind.READY,
                Kind.PRESENT,
                Kind.WITH_YOU,
                Kind.TAKE,
            ),
        ),
    )
    for kind in kinds
}
"""What a commitment is about, by its verb's letter; ACTION for all others."""


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
    chained: bool = False
    """Only behind another commitment, whose subject it shares: "and send it"."""


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
    joined: Mapping[str, tuple[str, str]]
    """Words whose apostrophe was left out, as two: "itll"."""
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
    idioms: tuple[str, ...]
    """Conditions that are none: "if all goes well"."""
    negation_follows: bool
    """Whether the word for "not" may stand behind the verb that it denies."""
    triggers: frozenset[str]
    """Without one of these letters a sentence holds no commitment."""


def grammar(  # noqa: PLR0913 - a language's parts, each by its name
    *,
    words: Mapping[Kind, str],
    shapes: Iterable[Shape],
    requests: str,
    customer_events: str,
    fences: str,
    own_conditions: str = "(?!)",
    triggers: Iterable[Kind],
    prefixes: tuple[str, ...] = (),
    clitics: tuple[str, ...] = (),
    joined: str = "",
    abbreviations: str = "",
    tags: str = "",
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
        joined={
            first + last.replace("'", ""): (first, last) for first, last in map(str.split, _entries(joined))
        },
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
        idioms=tuple(f"{entry} " for entry in _entries(idioms)),
        negation_follows=negation_follows,
        triggers=frozenset(kind.value for kind in triggers),
    )


def _entries(listed: str) -> list[str]:
    return [" ".join(entry.split()) for entry in listed.split(",") if entry.strip()]
