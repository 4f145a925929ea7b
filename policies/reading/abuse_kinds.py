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
    SCENE = "\u00a7"
    """Where people are who are no staff, or what they do: on the road, in a game; blocked, hacked."""
    KIN = "\u00a2"
    """A relative, whose the writer's own is, or who is insulted to hurt the reader."""
    BOT = "\u00a4"
    """A machine that answers: bot, robot."""
    HAND = "%"
    """Somebody who works for a company in the street: a driver, a courier."""
    THING = "o"
    GROUP = "G"
    """People as they are hated for what they are."""
    GROUPED = "1"
    """Says of a person that they belong to such a group: black, gay."""
    HANDLE = "@"
    """How somebody is called in chats, or greeted: "hey", "ok", "lol"."""
    # -- what joins words --------------------------------------------------------------------------------------------
    BE = "B"
    NOT = "x"
    DET = "D"
    WILL = "W"
    SHOULD = "u"
    SO = "V"
    """Strengthens or belittles, and is no swear word."""
    NICE = "*"
    """Praise, which turns an insult into a friendly word: "you lucky bastard"."""
    MERE = "|"
    """Nothing but, no better than."""
    NAG = "["
    """Stop being, don't be."""
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
    CHIDE = "7"
    """A reproach that somebody is told, too common for abuse: "shame on you"."""
    FOOL = "N"
    FOOLS = "K"
    DICK = "4"
    """An insult that names a part of the body as well."""
    OAF = "^"
    """An insult only where somebody is addressed with it: clown, loser."""
    VERMIN = "~"
    """An animal as which people are called, so that it is an insult as a whole message too: pig, maggot."""
    BEAST = "`"
    """Another animal, an illness or a tool: an insult only where somebody is called so."""
    ROGUE = "g"
    """Blames more than it insults: liar, crook, trash."""
    ROGUES = "k"
    TRASH = "\u00b5"
    """What a service is called, and a person only with scorn: trash, garbage."""
    BAD = "A"
    """Says of a person that they are worth less than others."""
    VILE = "="
    """Says so too, and is also said of a company in plain complaints: pathetic, disgusting."""
    SLIGHT = "\\"
    """Weighs on an insult, and is a plain reproach when it stands alone: lying, heartless."""
    THICK = "_"
    """Insults with "too" before it and what it is too much for behind it."""
    POOR = "a"
    """Says that work or a thing is bad, so it is also said of staff in plain criticism."""
    SLUR = "R"
    SCORN = "C"
    """Scorn for a person without a swear word: a waste of space."""
    SCORNED = "3"
    """A whole sentence of scorn: "nobody likes you"."""
    HATE = "v"
    DESPISE = "("
    LOATHED = ")"
    """What somebody does to the writer: makes them sick."""
    SPURN = "]"
    """That the writer will have none of somebody; said of groups alone, for all customers are sick of something."""
    DISDAIN = "<"
    """Contempt, hatred: what somebody has for another."""
    LIFE = ">"
    WORTH = "/"
    """Of no worth, of a life."""
    SUCK = "6"
    REEK = "\u00a5"
    """What is said of somebody's smell."""
    # -- harm ----------------------------------------------------------------------------------------------------------
    KILL = ":"
    HARM = "!"
    """Wounds, or does something harmless to a thing."""
    HUNT = "8"
    """Harms only a person: find, get, come for."""
    HARMED = "9"
    """Killed, shot, fired at: what somebody should be."""
    DIE = "d"
    DEADLY = "L"
    """A whole threat: "watch your back"."""
    ARMED = "\u00a3"
    """That the writer has a weapon."""
    DOOM = "}"
    """What somebody is told to do to themself."""
    BODY = "b"
    """What of a person is threatened: face, family, home."""
    WEAPON = "p"
    """With a gun, with a knife."""
    LAW = "j"
    """Courts, reviews, reports: with what a customer may threaten."""
    # -- sex -----------------------------------------------------------------------------------------------------------
    SEX_ACT = "E"
    SEX_PART = "q"
    SEX = "{"
    LUST = "$"
    """A vulgar word of sex."""
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
        Role.FUCK, Role.SWEAR, Role.SHIT, Role.TELL, Role.CHIDE, Role.FOOL, Role.FOOLS, Role.DICK, Role.ROGUE, Role.ROGUES, Role.TRASH, Role.OAF, Role.VERMIN, Role.BEAST, Role.REEK, Role.VILE, Role.THICK, Role.BAD, Role.SLUR,
        Role.SCORN, Role.SCORNED, Role.HATE, Role.DESPISE, Role.LOATHED, Role.DISDAIN, Role.SPURN, Role.WORTH, Role.SUCK, Role.KILL, Role.DOOM, Role.SEX, Role.HARM, Role.HUNT, Role.HARMED, Role.DIE, Role.DEADLY,
        Role.WEAPON, Role.ARMED, Role.SEX_ACT, Role.SEX_PART, Role.LUST, Role.LEWD, Role.SEXIST, Role.OWN,
    )
)  # fmt: skip
"""Without any of these in it a text is left at once."""

HARMFUL = frozenset((Role.KILL, Role.HARM, Role.HUNT))
"""Rough only where the words behind it say that a person is harmed."""
PEOPLE = frozenset(
    (Role.YOU, Role.YOUR, Role.HE, Role.GROUP, Role.GROUPED, Role.SLUR, Role.THESE, Role.PERSON)
)
"""Who may be harmed or addressed."""
ADDRESSED = frozenset(
    (
        Role.SPURN,
        Role.DISDAIN,
        Role.WORTH,
        Role.DESPISE,
        Role.ROGUE,
        Role.TRASH,
        Role.THICK,
        Role.HATE,
        Role.HARMED,
        Role.BEAST,
        Role.REEK,
    )
)
"""Rough only where somebody is addressed or named."""
