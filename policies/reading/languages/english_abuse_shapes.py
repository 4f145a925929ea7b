"""The shapes of English insults, each with what it means. A shape names roles of words, never words."""

from __future__ import annotations

from policies.core.conduct import Category, Target
from policies.reading.abuse_words import Aim, Shape, shape

_MOD = "[DET SO SWEAR BAD VILE SLIGHT POOR SHIT GROUPED BUNCH OF THESE AND COMMA OAF FOOL]"
_CALL_MOD = "[SO SWEAR BAD VILE SLIGHT POOR SHIT GROUPED THICK OAF FOOL COMMA]"
"""What stands between "you" and an insult that somebody is addressed with: no article."""
_FOOL = "[FOOL FOOLS DICK SLUR SCORN]"
_OAF = "[OAF VERMIN BEAST]"
_ROGUE = "[ROGUE ROGUES TRASH]"
_STRONG = "[SWEAR BAD VILE SLIGHT SHIT]"
_PERSON = "[PERSON STAFF GROUP]"
_A_STAFF = f"(?:(?:YOUR|THESE) {_MOD}{{0,2}} [OTHER THING]{{0,1}} [STAFF PERSON HAND]{{1,2}}|[DET THIS] {_MOD}{{0,2}} [OTHER THING]{{0,1}} STAFF{{1,2}}) OTHER{{0,2}}"
_NAME = "[HANDLE OTHER]"


def _insult(written: str, confidence: float, why: str, aim: Aim = Aim.YOU) -> Shape:
    return Shape(shape(written), Category.INSULT, Target.STAFF, confidence, why, aim)


_SAID = "A whole insult is said to somebody."
_SWORN = "Somebody is sworn at."
_FOOLISH = "Somebody is told that they are a fool or worse."
_LESS = "Somebody is told that they are worth less than others."
_CALLED = "Somebody is addressed with an insult."
_ALONE = "An insult stands alone, with nobody but the reader to be meant."
_BLAMED = "Somebody is blamed with a hard word, as is often done in anger."
_SCORNED = "Scorn for a person."
_HATED = "Hatred or disgust is said to somebody's face."
_ONE_OF_STAFF = "Somebody is called a fool or worse, where nobody is spoken of but the staff."
_STAFF = "People of the company are called fools or worse."

_TOLD = (
    _insult("TELL", 0.9, _SAID, Aim.TOLD),
    _insult("FUCK SWEAR{0,1} SO{0,1} YOU", 0.9, _SWORN, Aim.TOLD),
    _insult("FUCK YOURSELF", 0.9, _SWORN, Aim.TOLD),
    _insult("CHIDE", 0.4, "A reproach is said to somebody.", Aim.TOLD),
    _insult(
        "YOU [SWEAR SO]{0,2} SWEAR [SWEAR SO]{0,1} SUCK",
        0.75,
        "Contempt is said to somebody's face, with a swear word.",
    ),
    _insult(
        "YOU SO{0,2} SUCK SO{0,2} [OAF VERMIN BEAST DICK SEX_PART]",
        0.75,
        "Contempt is said to somebody's face, with a coarse word.",
    ),
    _insult("YOU SO{0,2} SUCK", 0.5, _BLAMED),
    _insult(
        "I SO{0,1} SWEAR{1,2} HATE SO{0,1} YOU", 0.75, "Hatred is said to somebody's face, with a swear word."
    ),
    _insult(
        "HATE YOU OTHER{0,1} [ROGUES ROGUE FOOLS FOOL OAF SWEAR]",
        0.75,
        "Hatred is said to somebody's face, with an insult.",
    ),
    _insult("I SO{0,2} DESPISE SO{0,1} YOU", 0.7, _HATED),
    _insult("YOU SO{0,2} (?:AND YOUR){0,1} [STAFF OTHER SO]{0,1} LOATHED", 0.7, _HATED),
    _insult("DISDAIN [OTHER I FEEL]{0,4} YOU", 0.65, _HATED),
    _insult("YOUR [GROUPED GROUP]{0,1} LIFE ANY{0,3} [BAD WORTH VILE]", 0.8, _SCORNED),
    _insult("I SO{0,2} HATE SO{0,1} YOU", 0.5, "Hatred of a company or a person, as it is often said."),
)

_YOU_ARE = (
    _insult(
        f"YOU SO{{0,2}} (?:BE|BE{{0,1}} SO{{0,2}} (?:FEEL{{0,1}} LIKE|FEEL)) {_MOD}{{0,5}} OTHER{{0,1}} {_CALL_MOD}{{0,2}} {_FOOL}",
        0.9,
        _FOOLISH,
    ),
    _insult(f"YOU SO{{0,2}} (?:BE|BE{{0,1}} FEEL LIKE) {_MOD}{{0,5}} {_OAF}", 0.75, _FOOLISH),
    _insult(f"YOUR {_MOD}{{1,5}} [FOOL FOOLS DICK SLUR SCORN]", 0.85, _FOOLISH),
    _insult(f"YOUR DET {_MOD}{{0,4}} {_OAF}", 0.75, _FOOLISH),
    _insult("YOU SO{0,2} (?:BE|SHOULD BE{0,1}) [DET SO SWEAR POOR BAD THIS]{0,4} BAD", 0.85, _LESS),
    _insult("YOU SO{0,2} (?:BE|SHOULD BE{0,1}){0,1} [SO NOT]{0,1} FEEL [SO SWEAR]{0,2} BAD", 0.75, _LESS),
    _insult("YOUR [DET SO SWEAR]{0,3} BAD (?:STOP|COMMA|AND|PERSON)", 0.8, _LESS),
    _insult("YOU SO{0,2} BAD (?:STOP|COMMA|SO SHIT|SHIT|AND)", 0.8, _LESS),
    _insult("START HANDLE{0,3} YOU DET [SO SWEAR BAD POOR]{0,3} [FOOL FOOLS OAF SLUR]", 0.8, _FOOLISH),
    _insult("YOU BE SO{1,3} THICK TO", 0.75, _LESS),
    _insult("YOU BE SO{0,2} SWEAR{1,2} SO{0,1} VILE", 0.75, _LESS),
    _insult(f"YOU BE {_MOD}{{0,4}} VILE {_CALL_MOD}{{0,2}} {_PERSON}", 0.75, _LESS),
    _insult("START HANDLE{0,3} YOU BE SO{0,2} VILE STOP", 0.65, _LESS),
    _insult("YOU BE [DET SO]{0,3} VILE", 0.55, _BLAMED),
    _insult(
        f"YOU BE {_MOD}{{0,4}} {_STRONG} {_MOD}{{0,2}} {_ROGUE}",
        0.8,
        "Somebody is called a rogue, with a swear word or scorn.",
    ),
    _insult(
        f"YOU BE {_MOD}{{0,4}} ROGUE AND {_MOD}{{0,2}} ROGUE", 0.7, "Somebody is called a rogue twice over."
    ),
    _insult(f"YOU BE {_MOD}{{0,4}} {_ROGUE}", 0.5, _BLAMED),
    _insult(f"BE NOT{{0,1}} YOU {_MOD}{{0,4}} {_FOOL}", 0.85, "Somebody is asked whether they are a fool."),
    _insult(
        "BE NOT{0,1} YOU [DET SO SWEAR POOR]{0,3} BAD", 0.8, "Somebody is asked whether they are a fool."
    ),
    _insult(f"{_FOOL} [OTHER SO BE THIS WHO]{{0,3}} (?:YOU BE|BE YOU) STOP", 0.8, _FOOLISH),
    _insult("[BAD VILE OAF VERMIN BEAST] [SO LIKE]{0,2} (?:YOU BE|BE YOU) STOP", 0.75, _FOOLISH),
    _insult("OTHER BAD (?:BE YOU|SHOULD YOU BE)", 0.75, _FOOLISH),
)

_CALLED_OUT = (
    _insult(
        f"YOU {_CALL_MOD}{{0,4}} [OTHER THING STAFF BOT]{{0,1}} {_CALL_MOD}{{0,2}} {_FOOL}", 0.85, _CALLED
    ),
    _insult(f"YOU {_CALL_MOD}{{0,4}} {_OAF}", 0.75, _CALLED),
    _insult(f"YOU BUNCH {_MOD}{{0,4}} OTHER{{0,1}} [FOOLS OAF VERMIN BEAST SLUR]", 0.85, _CALLED),
    _insult(f"YOU {_CALL_MOD}{{0,3}} {_STRONG} OTHER{{0,1}} {_CALL_MOD}{{0,2}} {_ROGUE}", 0.8, _CALLED),
    _insult("YOU [SO POOR]{1,2} ROGUE STOP", 0.6, _CALLED),
    _insult(f"YOU {_CALL_MOD}{{0,3}} {_ROGUE}", 0.5, _BLAMED),
    _insult(f"YOU [SWEAR SO]{{0,2}} [BAD VILE] [SWEAR BAD POOR]{{0,2}} {_PERSON}", 0.8, _CALLED),
    _insult(
        f"START {_NAME}{{0,3}} HANDLE{{0,4}} [SO SWEAR BAD VILE SLIGHT POOR SHIT BUNCH]{{0,3}} FOOLS [HANDLE BREAK]{{0,3}} STOP",
        0.75,
        _ALONE,
    ),
    _insult(
        "START HANDLE{0,4} [SO SWEAR BAD VILE SLIGHT POOR SHIT]{0,3} [FOOL DICK SLUR FOOLS OAF]{0,6} [FOOL DICK SLUR] [HANDLE BREAK]{0,3} STOP",
        0.75,
        _ALONE,
    ),
    _insult("START HANDLE{0,4} [FOOL FOOLS] (?:COMMA|I|YOU|NOT|TELL)", 0.65, _CALLED),
    _insult(
        "[COMMA BREAK] [SWEAR BAD SO POOR VILE SLIGHT]{0,3} [FOOL FOOLS DICK OAF SLUR] [HANDLE BREAK]{0,3} STOP",
        0.75,
        _CALLED,
    ),
    _insult(
        "(?:[YOU ME TELL THIS FUCK NOT DEADLY DIE SHIT DOOM FOOL HANDLE]|(?<!DET) OTHER) FOOL [HANDLE BREAK]{0,3} STOP",
        0.7,
        _CALLED,
        Aim.OPEN,
    ),
    _insult(
        "START [OTHER HANDLE]{1,2} COMMA [SWEAR BAD SO POOR SLIGHT]{0,3} [FOOL DICK FOOLS OAF SLUR] [COMMA BREAK]",
        0.8,
        _CALLED,
    ),
    _insult(f"(?:{_FOOL}|OAF|VERMIN|BEAST|BAD {_PERSON}) LIKE YOU", 0.85, "Somebody is likened to a fool."),
    _insult(
        f"{_PERSON} LIKE YOU ANY{{0,6}} (?:{_FOOL}|[BAD VILE OAF VERMIN BEAST ROGUE ROGUES TRASH])",
        0.8,
        _LESS,
    ),
    _insult("YOU ANY{0,8} SCORN", 0.85, _SCORNED),
    _insult("SCORN", 0.65, _SCORNED, Aim.OPEN),
    _insult(
        f"YOU BE SO{{0,2}} MERE [DET SO OTHER GROUPED GROUP]{{0,3}} (?:{_FOOL}|[OAF VERMIN BEAST TRASH])",
        0.8,
        _LESS,
    ),
    _insult("[BAD VILE] SO YOU STOP", 0.75, _LESS),
    _insult("YOURSELF OTHER{0,2} SO{0,3} BAD", 0.75, _LESS),
    _insult("NAG [DET SO SWEAR LIKE BAD]{0,4} [FOOL FOOLS DICK OAF]", 0.75, _CALLED, Aim.TOLD),
    _insult("START HANDLE{0,3} [SO POOR BUNCH]{0,3} ROGUES [HANDLE AND ROGUES]{0,4} STOP", 0.5, _BLAMED),
    _insult("SCORNED", 0.85, "Scorn for a person, said to them."),
)

_OF_STAFF = (
    _insult(f"{_A_STAFF} BE {_MOD}{{0,4}} (?:{_FOOL}|OAF|VERMIN|BEAST)", 0.75, _STAFF, Aim.STAFF),
    _insult(f"{_A_STAFF} BE [SO SWEAR POOR]{{0,3}} BAD", 0.7, _STAFF, Aim.STAFF),
    _insult(f"(?:YOUR|THESE) {_MOD}{{0,2}} BAD {_MOD}{{0,2}} STAFF", 0.7, _STAFF, Aim.STAFF),
    _insult(f"YOUR {_MOD}{{0,2}} {_FOOL} STAFF", 0.75, _STAFF, Aim.STAFF),
    _insult(
        "(?<!NICE) FOOLS", 0.62, "People are called fools where nobody is spoken of but the staff.", Aim.OPEN
    ),
    _insult(
        f"BUNCH {_MOD}{{0,3}} OTHER{{0,1}} FOOLS",
        0.7,
        "People are called fools where nobody is spoken of but the staff.",
        Aim.OPEN,
    ),
    _insult(
        "BUNCH [SWEAR BAD VILE POOR]{1,3} OAF",
        0.65,
        "People are called fools where nobody is spoken of but the staff.",
        Aim.OPEN,
    ),
    _insult(f"HE SO{{0,1}} BE {_MOD}{{0,4}} [FOOL FOOLS SLUR SCORN]", 0.62, _ONE_OF_STAFF, Aim.OPEN),
    _insult("START HE SO{0,1} BE SO{0,1} BAD TRASH{0,1} STOP", 0.62, _ONE_OF_STAFF, Aim.OPEN),
    _insult(
        "START HE SO{0,1} BE MERE [DET SO OTHER]{0,2} [TRASH VERMIN BEAST OAF]",
        0.62,
        _ONE_OF_STAFF,
        Aim.OPEN,
    ),
    _insult(f"ONLY DET {_MOD}{{0,3}} [FOOL OAF] SHOULD", 0.7, "Who wrote before is called a fool.", Aim.OPEN),
)

INSULTS = (*_TOLD, *_YOU_ARE, *_CALLED_OUT, *_OF_STAFF)
