"""German rough words: how they are aimed at somebody, and what around them says who is meant.

Smaller than the English lists: the usual insults, threats, advances and slurs, addressed with du, ihr or Sie. "Sie sind" is
taken for "you are", since in small letters nothing tells it from "they are". Not read are dialect, most compounds made up for
the moment, and contempt that needs none of these words.
"""

from __future__ import annotations

from policies.core.conduct import Category, Manner, Target
from policies.reading.abuse_words import (
    AbuseWords,
    Aim,
    Shape,
    load_spellings,
    load_words,
    shape,
)

_MOD = "[DET SO SWEAR BAD VILE POOR SHIT BUNCH AND COMMA OAF FOOL]"
_CALL_MOD = "[SO SWEAR BAD VILE POOR SHIT OAF COMMA]"
"""What stands between "ihr" and an insult that somebody is addressed with: no article."""
_FOOL = "[FOOL FOOLS SLUR SCORN]"
_OAF = "[OAF VERMIN]"
_ROGUE = "[ROGUE ROGUES]"
_STRONG = "[SWEAR BAD SHIT]"
_HARM = "HARMED"
"""Its verbs stand behind whom they harm, so they are what somebody should be, for the look-up as well."""

_SAID = "A whole insult is said to somebody."
_FOOLISH = "Somebody is told that they are a fool or worse."
_LESS = "Somebody is told that they are worth less than others."
_CALLED = "Somebody is addressed with an insult."
_ALONE = "An insult stands alone, with nobody but the reader to be meant."
_BLAMED = "Somebody is blamed with a hard word, as is often done in anger."
_STAFF = "People of the company are called fools or worse."
_HARMS = "The writer says that they will harm somebody."
_WISHED = "Harm is wished on somebody."


def _insult(written: str, confidence: float, why: str, aim: Aim = Aim.YOU) -> Shape:
    return Shape(shape(written), Category.INSULT, Target.STAFF, confidence, why, aim)


def _threat(written: str, confidence: float, why: str, aim: Aim = Aim.YOU) -> Shape:
    return Shape(shape(written), Category.THREAT, Target.STAFF, confidence, why, aim, 3)


def _rough(written: str, category: Category, target: Target, confidence: float, why: str) -> Shape:
    return Shape(shape(written), category, target, confidence, why)


_INSULTS = (
    _insult("TELL", 0.9, _SAID, Aim.TOLD),
    _insult("CHIDE", 0.4, "A reproach is said to somebody.", Aim.TOLD),
    _insult(f"YOU SO{{0,2}} BE {_MOD}{{0,5}} {_FOOL}", 0.9, _FOOLISH),
    _insult(f"YOU SO{{0,2}} BE {_MOD}{{0,4}} {_OAF}", 0.75, _FOOLISH),
    _insult("YOU SO{0,2} BE [DET SO SWEAR POOR]{0,4} BAD", 0.85, _LESS),
    _insult("YOU SO{0,2} BE [DET SO]{0,3} VILE", 0.5, _BLAMED),
    _insult(
        f"YOU BE {_MOD}{{0,3}} {_STRONG} {_MOD}{{0,2}} {_ROGUE}",
        0.8,
        "Somebody is called a rogue, with a swear word.",
    ),
    _insult(f"YOU BE {_MOD}{{0,4}} {_ROGUE}", 0.5, _BLAMED),
    _insult(f"BE YOU {_MOD}{{0,4}} (?:{_FOOL}|BAD)", 0.85, "Somebody is asked whether they are a fool."),
    _insult(f"BE YOU {_MOD}{{0,4}} {_OAF}", 0.7, "Somebody is asked whether they are a fool."),
    _insult(f"(?:{_FOOL}|BAD) [OTHER SO]{{0,2}} (?:YOU BE|BE YOU)", 0.8, _FOOLISH),
    _insult(f"YOU {_CALL_MOD}{{0,4}} {_FOOL}", 0.85, _CALLED),
    _insult(f"YOU {_CALL_MOD}{{0,2}} [SWEAR BAD VILE] {_CALL_MOD}{{0,2}} {_OAF}", 0.7, _CALLED),
    _insult(f"(?:START|COMMA|BREAK) YOU {_OAF} (?:STOP|COMMA|BREAK|I|YOU)", 0.7, _CALLED),
    _insult(f"YOU BUNCH {_MOD}{{0,4}} {_FOOL}", 0.85, _CALLED),
    _insult(f"YOU {_CALL_MOD}{{0,3}} {_STRONG} {_CALL_MOD}{{0,2}} {_ROGUE}", 0.8, _CALLED),
    _insult("YOU BAD{1,2} [PERSON STAFF]", 0.8, _CALLED),
    _insult(
        f"START HANDLE{{0,4}} [SO SWEAR BAD VILE POOR SHIT BUNCH]{{0,3}} {_FOOL} HANDLE{{0,2}} STOP",
        0.75,
        _ALONE,
    ),
    _insult(f"[COMMA BREAK] [SO SWEAR BAD POOR]{{0,3}} {_FOOL} STOP", 0.7, _CALLED, Aim.OPEN),
    _insult(f"(?:{_FOOL}|OAF|BAD PERSON) LIKE YOU", 0.85, "Somebody is likened to a fool."),
    _insult("YOU ANY{0,8} SCORN", 0.85, "Scorn for a person."),
    _insult("SCORNED", 0.85, "Scorn for a person, said to their face."),
    _insult(
        f"YOUR [SO SWEAR]{{0,2}} STAFF OTHER{{0,2}} BE {_MOD}{{0,4}} (?:{_FOOL}|OAF|VERMIN|BAD)",
        0.75,
        _STAFF,
        Aim.STAFF,
    ),
    _insult(f"YOUR {_MOD}{{0,2}} BAD {_MOD}{{0,2}} STAFF", 0.7, _STAFF, Aim.STAFF),
    _insult(f"(?:BUNCH|SHIT|SWEAR) {_MOD}{{0,3}} FOOLS", 0.7, _STAFF, Aim.OPEN),
)

_THREATS = (
    _threat("DEADLY", 0.9, "A threat to somebody."),
    _threat("DOOM", 0.85, "Somebody is told to die.", Aim.TOLD),
    _threat(f"WILL [SO OTHER]{{0,2}} YOU [SO OTHER SWEAR AND]{{0,3}} {_HARM}", 0.85, _HARMS),
    _threat(f"YOU WILL I [SO OTHER]{{0,3}} {_HARM}", 0.85, _HARMS),
    _threat(f"SHOULD HE{{0,1}} YOU [SO DET OTHER]{{0,3}} {_HARM}", 0.8, _WISHED),
    _threat(f"YOU [SO DET]{{0,2}} SHOULD [HE SO DET OTHER]{{0,3}} {_HARM}", 0.8, _WISHED),
    _threat("HOPE COMMA{0,1} [SO OTHER]{0,1} YOU ANY{0,4} DIE", 0.85, _WISHED),
    _threat("HOPE YOU ANY{0,3} DIE", 0.85, _WISHED),
    _threat("YOU SHOULD [SO DET]{0,2} DIE", 0.85, _WISHED),
)

_OTHERS = (
    Shape(shape("LEWD"), Category.SEXUAL, Target.STAFF, 0.85, "A sexual advance or remark."),
    Shape(
        shape("YOU [SO SWEAR BAD]{0,3} SLUR"),
        Category.SLUR,
        Target.STAFF,
        0.9,
        "Somebody is addressed with a slur.",
        severity=3,
    ),
    Shape(
        shape(f"YOU BE {_MOD}{{0,4}} SLUR"),
        Category.SLUR,
        Target.STAFF,
        0.9,
        "Somebody is called by a slur.",
        severity=3,
    ),
    Shape(shape("SLUR"), Category.SLUR, Target.THIRD, 0.5, "A slur.", severity=2),
    _rough("[FOOL FOOLS]", Category.INSULT, Target.NOBODY, 0.1, "An insult that is aimed at nobody here."),
    _rough("BAD", Category.PROFANITY, Target.THING, 0.2, "A hard word about a thing or a situation."),
    _rough("[SWEAR SHIT]", Category.PROFANITY, Target.NOBODY, 0.3, "A swear word that is aimed at nobody."),
)

GERMAN_ABUSE = AbuseWords(
    lists=("abuse_de_words.txt",),
    masked=load_words("abuse_de_masked.txt"),
    spelt=load_spellings("abuse_de_spelling.txt"),
    clitics=("'s",),
    shapes=(*_INSULTS, *_THREATS, *_OTHERS),
    before=(
        (Manner.NEGATION, shape("(?<=ANY) NOT [OTHER SO DET]{0,2} [YOU HE ME]{0,1} DET{0,1} $")),
        (Manner.QUOTATION, shape("(?<=ANY) (?<!I) SAY [COMMA THIS ME HE BREAK DET PERSON STAFF YOU]{0,3} $")),
        (Manner.QUOTATION, shape("(?<!I) CALL [ME MY HE PERSON OUTSIDER STAFF OTHER]{1,3} [SO DET]{0,2} $")),
        (Manner.CONDITIONAL, shape("IF $")),
    ),
    around=((Manner.QUOTATION, shape("[ME MY HE PERSON OUTSIDER STAFF] ANY{0,8} CALL")),),
    subjects=(
        (
            Target.SELF,
            shape("[I ME] [OTHER SO NOT WILL]{0,3} BE{0,1} [SO NOT DET SWEAR BAD POOR BUNCH OTHER]{0,4} $"),
        ),
        (Target.THIRD, shape("MY [BAD SWEAR SO]{0,2} $")),
        (
            Target.THIRD,
            shape("[HE OUTSIDER WHO PERSON] [BE WILL SHOULD SO NOT DET SWEAR BAD POOR OTHER]{0,4} $"),
        ),
        (Target.THING, shape("[THING THIS] [BE SO NOT DET SWEAR BAD POOR OTHER]{1,4} $")),
    ),
    told=(
        (Target.SELF, shape("[I ME] [WILL SHOULD SO BE OTHER NOT]{0,4} $")),
        (Target.THIRD, shape("[HE OUTSIDER STAFF WHO PERSON] [WILL SHOULD SO BE NOT OTHER]{0,2} $")),
    ),
    done=((Target.THIRD, shape("[HE OUTSIDER WHO THIS] [BE WILL SO OTHER SHOULD NOT]{0,4} $")),),
    after=((Target.THING, shape("[FOOL BAD VILE SHIT SWEAR] [SO OTHER]{0,1} THING")),),
    lawful=shape("LAW"),
    names=frozenset(),
    others=shape("OUTSIDER"),
)
