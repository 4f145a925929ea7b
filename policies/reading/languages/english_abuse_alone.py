"""The shapes of English insults that are a whole message, begin a sentence, or meet the reader's family or a machine."""

from __future__ import annotations

from policies.core.conduct import Category, Target
from policies.reading.abuse_words import Aim, Shape, shape

_MOD = "[SO SWEAR BAD VILE SLIGHT POOR SHIT GROUPED]"
_FOOL = "[FOOL FOOLS DICK SLUR]"
_LOUT = "[OAF VERMIN]"

_WHOLE = "The whole message is an insult."
_CALLED = "Somebody is addressed with an insult."
_MACHINE = "Whoever answers is called a worthless machine."
_FAMILY = "Somebody's family is insulted to their face."
_REEKS = "Scorn for how somebody is, said to their face."
_MAKER = "Who made or decided something is called a fool."


def _insult(written: str, confidence: float, why: str, aim: Aim = Aim.YOU) -> Shape:
    return Shape(shape(written), Category.INSULT, Target.STAFF, confidence, why, aim)


ALONE = (
    _insult(f"FIRST HANDLE{{0,3}} {_MOD}{{0,4}} {_LOUT} HANDLE{{0,2}} LAST", 0.75, _WHOLE),
    _insult(
        "FIRST HANDLE{0,3} [SO SWEAR]{0,2} [BAD VILE SWEAR SHIT FOOL] [OAF FOOL SO SWEAR BAD]{0,2} BOT LAST",
        0.7,
        _MACHINE,
    ),
    _insult(
        f"YOU {_MOD}{{0,3}} [BAD VILE SWEAR SHIT FOOL] [OAF FOOL SO SWEAR BAD POOR]{{0,2}} BOT", 0.8, _MACHINE
    ),
    _insult(
        f"YOU BE [DET SO]{{0,2}} {_MOD}{{0,3}} [BAD VILE SWEAR SHIT FOOL] [OAF FOOL SO SWEAR BAD POOR]{{0,2}} BOT",
        0.8,
        _MACHINE,
    ),
    _insult(f"(?:START|COMMA) {_MOD}{{0,2}} [BAD SWEAR] BOT (?:COMMA|YOU|I)", 0.65, _MACHINE),
    _insult("(?:CHIDE|SUCK) [COMMA SO]{0,1} [FOOL DICK OAF SLUR] STOP", 0.75, _CALLED),
    _insult(
        f"START OTHER{{0,1}} {_MOD}{{0,2}} {_FOOL} (?:YOU|YOUR|COMMA YOU|I WILL)", 0.7, _CALLED, Aim.OPEN
    ),
    _insult("BAD [SO OTHER THING BOT STAFF] LIKE YOU", 0.8, "Somebody is likened to a fool."),
    _insult("START BE YOU SO{0,2} VILE STOP", 0.65, "Somebody is asked whether they are a fool."),
    _insult(
        "(?:START|COMMA) [NOT SO COMMA HANDLE]{0,3} YOU SO{0,2} REEK (?:STOP|SO STOP|LIKE|POOR|BAD|VILE|COMMA)",
        0.7,
        _REEKS,
    ),
    _insult(
        "YOUR KIN [OTHER SO]{0,1} BE [DET SO SWEAR BAD VILE SLIGHT OTHER]{0,4} [FOOL FOOLS OAF VERMIN BEAST SLUR SCORN BAD VILE LUST]",
        0.8,
        _FAMILY,
    ),
    _insult(
        "START HANDLE{0,3} WHO BE{0,1} DET [SO SWEAR BAD VILE]{0,3} [FOOL FOOLS] (?:WHO|THIS)",
        0.65,
        _MAKER,
        Aim.OPEN,
    ),
    _insult(
        f"FIRST HANDLE{{0,3}} OTHER{{0,1}} SO{{0,1}} DET {_MOD}{{0,3}} [FOOL SLUR] HANDLE{{0,2}} LAST",
        0.65,
        _WHOLE,
        Aim.OPEN,
    ),
    _insult(
        f"START HANDLE{{1,4}} {_MOD}{{0,3}} {_FOOL} (?:COMMA|WHO|I|YOU|YOUR|NOT|TELL|SHOULD|WILL|BE|MY|FUCK)",
        0.65,
        _CALLED,
        Aim.OPEN,
    ),
    _insult(
        f"YOUR DET {_MOD}{{0,3}} [BAD VILE SWEAR SHIT FOOL] [OAF FOOL SO SWEAR BAD POOR]{{0,2}} BOT",
        0.75,
        _MACHINE,
    ),
    _insult(
        "YOU [SO SWEAR]{0,2} [BAD VILE SLIGHT POOR SWEAR] [SO SWEAR BAD VILE SLIGHT POOR]{0,2} FUCK (?:STOP|COMMA|AND|I)",
        0.8,
        _CALLED,
    ),
    _insult(
        "START HANDLE{0,4} [SO SWEAR BAD VILE SLIGHT POOR SHIT GROUPED ROGUE OAF VERMIN BEAST TRASH FOOL]{1,4} [FOOL SLUR] HANDLE{0,3} STOP",
        0.75,
        _CALLED,
    ),
    _insult(
        "BE NOT{0,1} YOU DET [SO SWEAR BAD POOR]{0,3} OAF", 0.7, "Somebody is asked whether they are a fool."
    ),
    _insult(f"YOU BE MY {_MOD}{{0,2}} [FOOL OAF]", 0.75, _CALLED),
    _insult(
        "YOU SO{0,2} [REEK SUCK] [LIKE OF] DET{0,1} [SHIT FOOL OAF DICK BEAST VERMIN SEX_PART POOR SO]",
        0.75,
        _REEKS,
    ),
    _insult("YOUR [SO SWEAR]{0,2} SCORN", 0.75, _REEKS),
    _insult("START HANDLE{1,4} [SO SWEAR BAD]{0,3} [FOOL FOOLS SLUR] OTHER", 0.65, _CALLED, Aim.OPEN),
)
