"""The shapes of English rough remarks, each with what it means. A shape names roles of words, never words."""

from __future__ import annotations

from policies.core.conduct import Category, Target
from policies.reading.abuse_words import Shape, shape

_MOD = "[DET SO SWEAR BAD POOR SHIT GROUPED BUNCH OF THESE AND COMMA]"
_FOOL = "[FOOL FOOLS DICK SLUR SCORN]"
_ROGUE = "[ROGUE ROGUES]"
_STRONG = "[SWEAR BAD SHIT]"
_MINE = "[I ME]"


def _insult(written: str, confidence: float, why: str, *, staff: bool = False) -> Shape:
    return Shape(shape(written), Category.INSULT, Target.STAFF, confidence, why, names_staff=staff)


def _threat(written: str, confidence: float, why: str, target: Target = Target.STAFF) -> Shape:
    return Shape(shape(written), Category.THREAT, target, confidence, why, severity=3)


def _other(written: str, category: Category, target: Target, confidence: float, why: str) -> Shape:
    return Shape(shape(written), category, target, confidence, why)


_TOLD = (
    _insult("TELL", 0.9, "A whole insult is said to somebody's face."),
    _insult("FUCK SWEAR{0,1} SO{0,1} YOU", 0.9, "Somebody is sworn at."),
    _insult("FUCK YOURSELF", 0.9, "Somebody is sworn at."),
    _insult("YOU SWEAR{1,2} SUCK", 0.75, "Contempt is said to somebody's face, with a swear word."),
    _insult("YOU SO{0,2} SUCK", 0.5, "Contempt for a company or a person, as it is often said."),
    _insult(
        "[I] SO{0,1} SWEAR{1,2} HATE SO{0,1} YOU",
        0.75,
        "Hatred is said to somebody's face, with a swear word.",
    ),
    _insult("[I] SO{0,2} HATE YOU", 0.5, "Hatred for a company or a person, as it is often said."),
)

_YOU_ARE = (
    _insult(
        f"YOU (?:BE|FEEL LIKE|LIKE|FEEL) {_MOD}{{0,5}} OTHER{{0,1}} {_MOD}{{0,2}} {_FOOL}",
        0.9,
        "Somebody is told that they are a fool or worse.",
    ),
    _insult(f"YOUR {_MOD}{{1,5}} {_FOOL}", 0.85, "Somebody is told that they are a fool or worse."),
    _insult(
        f"YOU (?:BE|FEEL) {_MOD}{{0,4}} OTHER{{0,1}} BAD",
        0.85,
        "Somebody is told that they are worth less than others.",
    ),
    _insult(
        "YOUR [DET SO SWEAR]{0,3} BAD (?:STOP|COMMA|AND)",
        0.8,
        "Somebody is told that they are worth less than others.",
    ),
    _insult(
        f"YOU BE {_MOD}{{0,4}} {_STRONG} {_MOD}{{0,2}} {_ROGUE}",
        0.8,
        "Somebody is called a rogue, with a swear word.",
    ),
    _insult(
        f"YOU BE {_MOD}{{0,4}} ROGUE AND {_MOD}{{0,2}} ROGUE", 0.7, "Somebody is called a rogue twice over."
    ),
    _insult(f"YOU BE {_MOD}{{0,4}} {_ROGUE}", 0.5, "Somebody is blamed with a hard word."),
    _insult(f"BE YOU {_MOD}{{0,4}} (?:{_FOOL}|BAD)", 0.85, "Somebody is asked whether they are a fool."),
    _insult(
        f"(?:{_FOOL}|BAD) ANY{{0,4}} (?:YOU BE|BE YOU) STOP",
        0.8,
        "Somebody is told that they are a fool or worse.",
    ),
)

_ADDRESSED = (
    _insult(
        f"YOU {_MOD}{{0,4}} OTHER{{0,2}} {_MOD}{{0,2}} {_FOOL}", 0.85, "Somebody is addressed with an insult."
    ),
    _insult(
        f"YOU {_MOD}{{0,3}} {_STRONG} OTHER{{0,1}} {_MOD}{{0,2}} {_ROGUE}",
        0.8,
        "Somebody is addressed as a rogue, with a swear word.",
    ),
    _insult(f"YOU {_MOD}{{0,3}} {_ROGUE}", 0.55, "Somebody is addressed with a hard word."),
    _insult("YOU [SWEAR BAD]{1,3} PERSON", 0.8, "Somebody is addressed with an insult."),
    _insult(
        f"START HANDLE{{0,4}} {_MOD}{{0,3}} FOOLS STOP",
        0.75,
        "An insult stands alone, said to nobody else than the reader.",
    ),
    _insult(
        f"START HANDLE{{0,4}} {_MOD}{{0,3}} [FOOL DICK SLUR] HANDLE{{0,2}} STOP",
        0.75,
        "An insult stands alone, said to nobody else than the reader.",
    ),
    _insult(
        "START HANDLE{0,4} [FOOL FOOLS] (?:COMMA|I|YOU|NOT|OTHER I)",
        0.65,
        "Somebody is addressed with an insult.",
    ),
    _insult(
        "COMMA [SWEAR BAD SO]{0,3} [FOOL FOOLS DICK] HANDLE{0,2} STOP",
        0.75,
        "Somebody is addressed with an insult.",
    ),
    _insult(
        "START OTHER{1,2} COMMA [SWEAR BAD SO]{0,3} [FOOL DICK FOOLS] [COMMA BREAK]",
        0.8,
        "Somebody is addressed with an insult.",
    ),
    _insult(f"{_FOOL} LIKE YOU", 0.85, "Somebody is likened to a fool."),
    _insult("SCORN", 0.7, "Scorn for a person."),
    _insult("SCORNED", 0.85, "Scorn for a person, said to their face."),
)

_STAFF = (
    _insult(
        f"(?:YOUR|THIS|THESE|DET) OTHER{{0,1}} STAFF OTHER{{0,2}} BE {_MOD}{{0,4}} (?:{_FOOL}|BAD)",
        0.75,
        "Staff are called fools or worse.",
        staff=True,
    ),
    _insult(
        f"(?:YOUR|THESE) {_MOD}{{0,2}} BAD {_MOD}{{0,2}} STAFF",
        0.7,
        "Staff are called fools or worse.",
        staff=True,
    ),
    _insult(f"(?:YOUR) {_MOD}{{0,2}} {_FOOL} STAFF", 0.75, "Staff are called fools or worse.", staff=True),
    _insult("FOOLS", 0.62, "People are called fools where nobody else than the staff is spoken of."),
    _insult(
        f"BUNCH {_MOD}{{0,3}} OTHER{{0,1}} FOOLS",
        0.7,
        "People are called fools where nobody else than the staff is spoken of.",
    ),
    _insult(f"ONLY DET {_MOD}{{0,2}} [FOOL ROGUE] SHOULD", 0.7, "Who wrote before is called a fool."),
)

_HARM = "[HARM HUNT]"
_THREATS = (
    _threat("DEADLY", 0.9, "A threat, or a wish that somebody may die."),
    _threat(
        "I BE{0,1} WILL{1,2} OTHER{0,1} SO{0,1} HARM SO{0,1} YOU",
        0.9,
        "The writer says that they will harm somebody.",
    ),
    _threat(
        "I BE{0,1} WILL{1,2} OTHER{0,1} SO{0,1} HARM SO{0,1} YOUR BODY",
        0.9,
        "The writer says that they will harm somebody.",
    ),
    _threat(
        "I BE{0,1} WILL{1,2} OTHER{0,1} SO{0,1} HUNT YOU (?:STOP|AND|COMMA)",
        0.75,
        "The writer says that they will find somebody.",
    ),
    _threat("[PERSON HE] SHOULD OTHER{0,1} HARM YOU", 0.8, "Harm is wished on somebody."),
    _threat("YOU SO{0,2} SHOULD SO{0,1} TO{0,1} BE SO{0,1} HARMED", 0.85, "Harm is wished on somebody."),
    _threat("YOU SO{0,2} SHOULD TO DIE", 0.85, "Death is wished on somebody."),
    _threat("HOPE OTHER{0,1} YOU ANY{0,4} DIE", 0.85, "Harm is wished on somebody."),
    _threat("HARM YOU", 0.5, "Harm to somebody is spoken of."),
    _threat("START DIE [FOOL DICK HANDLE OTHER]{0,1} STOP", 0.8, "Death is wished on somebody."),
    _threat(
        "[HARM HARMED DIE] OTHER{0,2} (?:DET|THESE|SO){0,2} [GROUP GROUPED]",
        0.6,
        "Harm to a group of people is spoken of.",
        Target.THIRD,
    ),
)

_SEX = (
    _other("LEWD", Category.SEXUAL, Target.STAFF, 0.85, "A sexual advance."),
    _other("MY OTHER{0,1} [SEX_PART DICK]", Category.SEXUAL, Target.STAFF, 0.65, "A sexual remark."),
    _other(
        "[SEX_ACT SUCK FUCK] YOUR [SEX_PART DICK]", Category.SEXUAL, Target.STAFF, 0.8, "A sexual advance."
    ),
    _other("SEXIST", Category.SLUR, Target.STAFF, 0.8, "Contempt for somebody's sex or origin."),
)

_REST = (
    _other("SLUR", Category.SLUR, Target.THIRD, 0.5, "A slur."),
    _other(
        "[FOOL DICK FOOLS]", Category.INSULT, Target.NOBODY, 0.3, "An insult that is aimed at nobody here."
    ),
    _other("BAD", Category.PROFANITY, Target.THING, 0.2, "A hard word that is aimed at nobody here."),
    _other(
        "[SWEAR SHIT FUCK]", Category.PROFANITY, Target.NOBODY, 0.3, "A swear word that is aimed at nobody."
    ),
)

SHAPES = (*_TOLD, *_YOU_ARE, *_ADDRESSED, *_STAFF, *_THREATS, *_SEX, *_REST)
