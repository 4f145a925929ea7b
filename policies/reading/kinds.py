"""What a word does in a sentence, and what a commitment with it is about."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from policies.core.signals import About


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
