"""What a word may do in a rough remark, as one letter each, so that a shape is a pattern over a few letters."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a word or phrase does where somebody may be insulted, threatened or sworn at."""

    OTHER = "."
    # -- who ---------------------------------------------------------------------------------------------------------
    YOU = "Y"
    YOUR = "y"
    """Also "you are" as it is misspelt."""
    YOURSELF = "z"
    I = "I"  # noqa: E741 - the word's own name
    ME = "m"
    MY = "M"
    HE = "H"
    """A third person: he, her, they, them."""
    WHO = "w"
    THIS = "T"
    THESE = "S"
    NOBODY = "0"
    PERSON = "P"
    STAFF = "s"
    """Somebody of the company: an agent, the team, the management."""
    OUTSIDER = "t"
    """Somebody of neither side: a courier, a passenger, a fraudster, a relative of the writer."""
    THING = "o"
    GROUP = "G"
    """People as they are hated for what they are."""
    GROUPED = "1"
    """Says of a person that they belong to such a group: black, gay."""
    HANDLE = "@"
    # -- what joins words --------------------------------------------------------------------------------------------
    BE = "B"
    NOT = "x"
    DET = "D"
    WILL = "W"
    SHOULD = "u"
    SO = "V"
    """Strengthens or belittles, and is no swear word."""
    LIKE = "l"
    TO = "2"
    IF = "i"
    AND = "&"
    OF = "O"
    BUNCH = "Q"
    """A bunch of, a load of."""
    SAY = "r"
    CALL = "c"
    FEEL = "e"
    """Feel, look, sound, act."""
    HOPE = "h"
    ONLY = "n"
    # -- rough words ---------------------------------------------------------------------------------------------------
    FUCK = "f"
    """A verb that insults with "you" behind it."""
    SWEAR = "F"
    """A swear word that strengthens another word."""
    SHIT = "5"
    """A swear word that stands for itself."""
    TELL = "X"
    """A whole insult that somebody is told: "shut up"."""
    FOOL = "N"
    FOOLS = "K"
    DICK = "4"
    """An insult that names a part of the body as well."""
    ROGUE = "g"
    """Blames more than it insults, or means an animal or a thing as well: liar, clown."""
    ROGUES = "k"
    BAD = "A"
    """Says of a person that they are worth less than others."""
    POOR = "a"
    """Says that work or a thing is bad, so it is also said of staff in plain criticism."""
    SLUR = "R"
    SCORN = "C"
    """Scorn for a person without a swear word: a waste of space."""
    SCORNED = "3"
    """A whole sentence of scorn: "nobody likes you"."""
    HATE = "v"
    SUCK = "6"
    # -- harm ----------------------------------------------------------------------------------------------------------
    HARM = "!"
    """Kills or wounds."""
    HUNT = "8"
    """Harms only a person: find, get, come for."""
    HARMED = "9"
    """Killed, shot, fired at: what somebody should be."""
    DIE = "d"
    DEADLY = "L"
    """A whole threat: "watch your back"."""
    BODY = "b"
    """What of a person is threatened: face, family, home."""
    WEAPON = "p"
    LAW = "j"
    """Courts, reviews, reports: what makes a threat a consumer's."""
    # -- sex -----------------------------------------------------------------------------------------------------------
    SEX_ACT = "E"
    SEX_PART = "q"
    LEWD = "U"
    """A whole sexual advance."""
    SEXIST = "J"
    # -- marks ---------------------------------------------------------------------------------------------------------
    COMMA = ","
    QUOTE = '"'
    QUESTION = "?"
    BREAK = "-"
    END = ";"
    """The end of a sentence."""
    OWN = "+"
    """A phrase that the account itself lists."""


ROUGH = frozenset(
    (
        Role.FUCK, Role.SWEAR, Role.SHIT, Role.TELL, Role.FOOL, Role.FOOLS, Role.DICK, Role.ROGUE, Role.ROGUES, Role.BAD, Role.SLUR,
        Role.SCORN, Role.SCORNED, Role.HATE, Role.SUCK, Role.HARM, Role.HUNT, Role.HARMED, Role.DIE, Role.DEADLY,
        Role.WEAPON, Role.SEX_ACT, Role.SEX_PART, Role.LEWD, Role.SEXIST, Role.OWN,
    )
)  # fmt: skip
"""Without any of these in it a text is left at once."""
