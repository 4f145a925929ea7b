"""The shapes of English sexual harassment: what is offered to the reader, asked of them, or said of their body."""

from __future__ import annotations

from policies.core.conduct import Category, Target
from policies.reading.abuse_words import Shape, shape

_ADVANCE = "A sexual advance or remark."
_COARSE = "[LUST DICK SEX_PART]"
_ASK = "[WILL SHOULD LIKE TO HOPE SO OTHER]"
_LINK = "[SO OTHER LIKE]"
_DONE = "(?:STOP|COMMA|ME|SO STOP|HANDLE|AND|BREAK)"


def _sexual(written: str, confidence: float) -> Shape:
    return Shape(shape(written), Category.SEXUAL, Target.STAFF, confidence, _ADVANCE)


_SAID = (
    _sexual("LEWD", 0.85),
    _sexual("[SEX_ACT SUCK FUCK TELL] (?:MY|YOUR|THIS|DET) OTHER{0,1} [SEX_PART DICK LUST]", 0.8),
    _sexual("MY SO{0,1} DICK (?:STOP|BE|SO|COMMA|YOUR|HANDLE|AND)", 0.75),
    _sexual("START UNQUOTED{0,4} YOU UNQUOTED{0,3} SEX STOP", 0.65),
    _sexual("START UNQUOTED{0,5} [I ME MY YOU YOUR] UNQUOTED{0,5} LUST UNQUOTED{0,4} STOP", 0.65),
    _sexual("START UNQUOTED{0,3} [I ME YOU] UNQUOTED{0,4} [SUCK SEX_ACT LIKE DET] SO{0,2} DICK STOP", 0.65),
    _sexual(
        "START UNQUOTED{0,3} [DICK LUST] UNQUOTED{0,3} [YOUR MY] [SEX_PART DICK] UNQUOTED{0,2} STOP", 0.75
    ),
    _sexual("YOU TO{0,1} FUCK ME STOP", 0.7),
    _sexual("I WILL SEX_ACT [OTHER YOU HE]", 0.65),
    _sexual("START OTHER{0,2} [SUCK SEX_ACT] [DICK SEX_PART LUST] STOP", 0.65),
    _sexual("START HANDLE{0,2} SO{0,2} [LUST DICK]{1,3} STOP", 0.65),
    _sexual("START MY SO{0,1} SEX_PART STOP", 0.65),
    _sexual("MY SEX_PART [OTHER BE SO]{0,4} YOUR [SEX_PART DICK OTHER]", 0.75),
)

_ASKED = (
    _sexual(f"(?:WILL|SHOULD|LIKE) YOU {_ASK}{{0,4}} [FUCK SEX_ACT] {_DONE}", 0.75),
    _sexual(f"YOU [SO OTHER]{{0,1}} (?:WILL|LIKE TO|HOPE TO) [SO OTHER]{{0,2}} [FUCK SEX_ACT] {_DONE}", 0.75),
    _sexual(f"(?:WILL|SHOULD) YOU {_LINK}{{0,1}} FUCK ME", 0.75),
    _sexual(f"I {_ASK}{{0,3}} (?:WILL|HOPE|SHOULD|LIKE) {_ASK}{{0,3}} [FUCK SEX_ACT] SO{{0,1}} YOU", 0.75),
    _sexual(f"I {_LINK}{{0,2}} WILL [FUCK SEX_ACT] [THIS SO] STOP", 0.65),
    _sexual(f"(?:SHOULD|WILL) I {_LINK}{{0,2}} [FUCK SEX_ACT] (?:STOP|COMMA|SO STOP)", 0.7),
    _sexual(f"START [HANDLE OTHER]{{0,2}} SHOULD [FUCK SEX_ACT] {_LINK}{{0,2}} STOP", 0.65),
    _sexual(f"START [HANDLE OTHER]{{0,2}} SHOULD {_LINK}{{0,2}} (?:SEX|LUST) {_LINK}{{0,2}} STOP", 0.65),
    _sexual("(?:I|YOU) SO{0,2} SHOULD [OTHER SO DET SWEAR]{0,1} SEX (?:STOP|COMMA|AND|SO)", 0.7),
    _sexual(f"YOU [OTHER LIKE WILL SO SHOULD TO]{{1,3}} MY SO{{0,2}} {_COARSE}", 0.75),
    _sexual(
        f"(?:I|YOU|ME|TO|WILL|START|LIKE|SHOULD) [OTHER THING SEX_ACT FEEL] ME{{0,1}} YOUR [SO NICE BAD SWEAR]{{0,2}} {_COARSE} (?:STOP|COMMA|AND|SO|BREAK)",
        0.75,
    ),
    _sexual(f"YOU {_LINK}{{0,2}} LIKE [SO DET SWEAR TO SUCK SEX_ACT]{{0,3}} {_COARSE} STOP", 0.7),
    _sexual(f"START [OTHER COMMA HANDLE]{{0,2}} YOU OTHER{{1,2}} DET{{0,1}} SO{{0,2}} {_COARSE} STOP", 0.65),
    _sexual("[I YOU] BE [SO SWEAR NOT OTHER]{0,3} LUST", 0.75),
    _sexual("(?:SHOULD|WILL) I SO{0,1} SEX_ACT YOU", 0.7),
    _sexual("I [BE OTHER SAY LIKE FEEL SO DET OF HOPE]{1,4} SWEAR YOU (?:STOP|COMMA|SO STOP|FOOL)", 0.7),
    _sexual("FIRST HANDLE{0,2} (?:TO FUCK|SWEAR) YOU LAST", 0.65),
)

_COARSELY = (
    _sexual(f"[FUCK SEX_ACT SWEAR] [DET SO]{{0,1}} YOUR (?:SO|SWEAR|BAD){{0,1}} (?:KIN|{_COARSE})", 0.8),
    _sexual(f"YOUR KIN BE{{0,1}} [SO SWEAR BAD DET]{{0,3}} {_COARSE}", 0.75),
    _sexual("YOU [SO SWEAR BAD VILE SLIGHT POOR]{0,3} [SEX_PART LUST] STOP", 0.7),
    _sexual("YOU BE DET [SO SWEAR BAD VILE SLIGHT POOR]{0,3} [SEX_PART LUST] (?:STOP|COMMA|AND)", 0.75),
    _sexual("[SWEAR FUCK] DICK [SHIT FUCK LUST SEX]", 0.65),
    _sexual("[SEX LUST SEX_PART DICK] [DICK LUST] [SEX LUST SEX_PART DICK FUCK SHIT SWEAR]", 0.65),
)

LEWD = (*_SAID, *_ASKED, *_COARSELY)
