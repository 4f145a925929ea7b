"""The shapes of English threats and hate, and of rough words that are aimed at nobody."""

from __future__ import annotations

from policies.core.conduct import Category, Target
from policies.reading.abuse_words import Aim, Shape, shape

_WILL = "WILL [OTHER SO SWEAR AND]{0,3}"
_WHO = "[PERSON HE I]"
_A_GROUP = "[DET THESE SO SWEAR BAD HE OTHER OF]{0,4} [GROUP SLUR]"
_HARM = "[HARM KILL DIE]"
_HATED = "[BAD VILE TRASH ROGUE ROGUES FOOL FOOLS OAF VERMIN BEAST SCORN]"

_HARMS = "The writer says that they will harm somebody."
_WISHED = "Harm is wished on somebody."
_FINDS = "The writer says that they will find somebody."
_DESPISED = "Contempt for somebody's sex or origin."
_GROUP_HARM = "Harm to a group of people is spoken of."
_GROUP_HATE = "Contempt for a group of people."


def _threat(
    written: str, confidence: float, why: str, aim: Aim = Aim.YOU, target: Target = Target.STAFF
) -> Shape:
    return Shape(shape(written), Category.THREAT, target, confidence, why, aim, 3)


def _hate(
    written: str, confidence: float, why: str, target: Target = Target.STAFF, aim: Aim = Aim.YOU
) -> Shape:
    return Shape(shape(written), Category.SLUR, target, confidence, why, aim, 2)


def _rough(written: str, category: Category, target: Target, confidence: float, why: str) -> Shape:
    aim = Aim.OPEN if category is Category.INSULT else Aim.YOU
    return Shape(shape(written), category, target, confidence, why, aim)


_THREATS = (
    _threat("DEADLY", 0.9, "A threat to somebody."),
    _threat("ARMED (?:STOP|AND|COMMA)", 0.75, _HARMS),
    _threat("YOU BE SO{0,1} HARMED (?:STOP|COMMA|HANDLE)", 0.8, _WISHED),
    _threat("YOU OTHER{0,1} ME TO [KILL HARM] SO{0,1} YOU STOP", 0.75, _HARMS),
    _threat("I SHOULD [OTHER SO SWEAR]{0,2} KILL YOU (?:STOP|COMMA|SO|FOOL|OAF|BREAK)", 0.75, _HARMS),
    _threat(
        "I [BE OTHER SO FEEL LIKE HOPE OF DET WILL TO]{1,5} KILL YOU (?:STOP|COMMA|FOOL|OAF)", 0.75, _HARMS
    ),
    _threat("(?:SHOULD|WILL) I SO{0,1} [KILL HARM] YOU STOP", 0.75, _HARMS),
    _threat("FIRST HANDLE{0,2} TO{0,1} KILL YOU LAST", 0.75, _HARMS),
    _threat("WILL LIKE TO SO{0,2} (?:KILL YOU|HARM YOU (?:STOP|COMMA))", 0.75, _HARMS, Aim.DONE),
    _threat("I SO{0,2} [OTHER HOPE] YOU (?:BE SO{0,1}){0,1} HARMED STOP", 0.8, _WISHED),
    _threat("I SO{0,1} [FEEL OTHER] LIKE [KILL HARM] YOU (?:STOP|COMMA)", 0.75, _HARMS),
    _threat("START I SO{0,1} HARMED YOU STOP", 0.65, _HARMS),
    _threat("IF I SO{0,1} HARMED YOU STOP", 0.7, _HARMS),
    _threat("DOOM", 0.9, "Somebody is told to die.", Aim.TOLD),
    _threat(
        f"{_WILL} {_HARM} SO{{0,1}} YOU (?:STOP|COMMA|AND|BREAK|OTHER|SO|HANDLE|TO|IF|DET|FOOL|OAF|SWEAR|GROUP|GROUPED|NOT|FOOLS)",
        0.75,
        _HARMS,
        Aim.DONE,
    ),
    _threat(
        f"{_WILL} {_HARM} [DET SO OF]{{0,3}} YOUR [OTHER SWEAR BAD GROUPED]{{0,1}} [BODY OUTSIDER KIN BOT STAFF]",
        0.85,
        _HARMS,
        Aim.DONE,
    ),
    _threat(f"{_WILL} {_HARM} ANY{{0,2}} BODY OF YOUR", 0.85, _HARMS, Aim.DONE),
    _threat(f"I BE{{0,1}} {_WILL} HUNT YOU (?:STOP|AND I|AND {_HARM}|COMMA I)", 0.75, _FINDS),
    _threat("HOPE OTHER{0,1} YOUR [OUTSIDER KIN BOT STAFF BODY] ANY{0,3} DIE", 0.8, _WISHED),
    _threat(f"{_WILL} KILL SO{{0,1}} YOU", 0.85, _HARMS, Aim.DONE),
    _threat(f"HOPE ANY{{0,4}} {_HARM} YOU", 0.8, _WISHED),
    _threat("START OTHER{0,2} KILL YOUR [OUTSIDER KIN BOT BODY]", 0.7, _WISHED),
    _threat("COMMA OTHER{0,1} DIE [FOOL DICK OTHER OAF]{0,2} STOP", 0.7, _WISHED),
    _threat("[YOU YOUR] ANY{0,5} WEAPON", 0.8, _HARMS),
    _threat(f"{_WILL} KILL HE", 0.65, _HARMS, Aim.OPEN),
    _threat(f"{_WHO} SHOULD [SO OTHER]{{0,1}} {_HARM} SO{{0,1}} YOU", 0.8, _WISHED),
    _threat(f"{_WHO} SHOULD [SO OTHER]{{0,1}} {_HARM} YOUR [BODY OUTSIDER KIN BOT STAFF]", 0.8, _WISHED),
    _threat(f"{_WHO} SHOULD [SO OTHER]{{0,1}} {_HARM} [HE DET] BODY", 0.65, _WISHED, Aim.OPEN),
    _threat("YOU SO{0,2} SHOULD SO{0,2} TO{0,1} BE SO{0,1} HARMED", 0.85, _WISHED),
    _threat("YOU SO{0,2} (?:SHOULD|WILL) SO{0,2} TO{0,1} DIE", 0.85, _WISHED),
    _threat("HOPE SO{0,1} (?:THIS|OTHER|HE){0,1} SO{0,1} YOU ANY{0,5} DIE", 0.85, _WISHED),
    _threat("HOPE SO{0,1} HE [OTHER SO WILL SHOULD BE]{0,3} HARMED", 0.65, _WISHED, Aim.OPEN),
    _threat(f"{_HARM} YOU SHOULD", 0.8, _WISHED),
    _threat("LIKE IF YOU DIE", 0.8, _WISHED),
    _threat("YOU [OTHER TO SO]{1,2} DIE STOP", 0.75, _WISHED),
    _threat("START DIE [FOOL DICK HANDLE OTHER OAF YOU]{0,2} STOP", 0.75, _WISHED),
    _threat("[GROUP PERSON] LIKE YOU ANY{0,6} [DIE HARMED KILL HARM]", 0.8, _WISHED),
    _threat(f"{_HARM} [DET SO]{{0,2}} [GROUPED GROUP PERSON]{{1,2}} LIKE YOU", 0.85, _WISHED),
    _threat(f"WILL OTHER{{0,2}} {_A_GROUP} DIE", 0.6, _GROUP_HARM, Aim.YOU, Target.THIRD),
    _threat("HUNT [DET SO]{0,2} (?:GROUP|GROUPED PERSON)", 0.55, _GROUP_HARM, Aim.YOU, Target.THIRD),
    _threat(
        "KILL [THIS THESE DET] [GROUPED]{0,1} PERSON",
        0.6,
        "Harm to somebody is spoken of.",
        Aim.YOU,
        Target.THIRD,
    ),
    _threat("HE SHOULD [SO TO]{0,2} (?:BE SO{0,1} HARMED|DIE)", 0.65, _WISHED, Aim.OPEN),
    _threat(f"{_HARM} {_A_GROUP}", 0.6, _GROUP_HARM, Aim.YOU, Target.THIRD),
    _threat(
        f"{_HARM} [DET THESE SO HE]{{0,3}} [GROUPED GROUP] [PERSON BODY OTHER]",
        0.6,
        _GROUP_HARM,
        Aim.YOU,
        Target.THIRD,
    ),
    _threat(
        "GROUP ANY{0,4} (?:SHOULD|BE|WILL) ANY{0,4} [HARMED DIE]", 0.6, _GROUP_HARM, Aim.YOU, Target.THIRD
    ),
    _threat(f"[DIE HARMED] TO {_A_GROUP}", 0.6, _GROUP_HARM, Aim.YOU, Target.THIRD),
    _threat(f"{_WILL} {_HARM} YOU", 0.5, "Harm to somebody is spoken of.", Aim.DONE),
    _threat(f"{_HARM} YOU", 0.3, "Harm to somebody is spoken of."),
)

_HATE = (
    _hate("SEXIST", 0.8, _DESPISED),
    _hate(
        "YOU [SO SWEAR BAD VILE OTHER AND]{0,4} (?:GROUP|GROUPED PERSON) ANY{0,5} " + _HATED, 0.8, _DESPISED
    ),
    _hate("YOU SWEAR{1,2} (?:GROUP|GROUPED PERSON)", 0.8, _DESPISED),
    _hate(f"YOU BE [DET SO OTHER]{{0,4}} [GROUPED GROUP] {_HATED}", 0.85, _DESPISED),
    _hate(f"YOUR [GROUPED GROUP] ANY{{0,3}} {_HATED}", 0.8, _DESPISED),
    _hate(f"(?:GROUP|GROUPED PERSON) LIKE YOU ANY{{0,6}} {_HATED}", 0.85, _DESPISED),
    _hate("(?:GROUP|GROUPED PERSON) LIKE YOU", 0.55, _DESPISED),
    _hate(f"GROUP [OTHER LIKE HE]{{0,2}} BE ANY{{0,4}} {_HATED}", 0.6, _GROUP_HATE, Target.THIRD),
    _hate(f"(?:HATE|FUCK|SWEAR) {_A_GROUP}", 0.6, _GROUP_HATE, Target.THIRD),
    _hate("GROUP ANY{0,2} LOATHED", 0.6, _GROUP_HATE, Target.THIRD),
    _hate("YOU SO{0,2} (?:GROUP|GROUPED PERSON) ANY{0,3} [LOATHED POOR]", 0.75, _DESPISED),
    _hate("(?:GROUP|GROUPED PERSON) LIKE YOU ANY{0,3} [LOATHED WORTH]", 0.75, _DESPISED),
    _hate("LIFE ANY{0,3} [WORTH BAD] ANY{0,4} (?:GROUP|GROUPED PERSON)", 0.6, _GROUP_HATE, Target.THIRD),
    _hate("(?:GROUP|GROUPED) LIFE{0,1} ANY{0,2} WORTH", 0.6, _GROUP_HATE, Target.THIRD),
    _hate("DISDAIN OTHER [DET SO THESE]{0,2} (?:GROUP|GROUPED PERSON)", 0.6, _GROUP_HATE, Target.THIRD),
    _hate("SLUR", 0.5, "A slur.", Target.THIRD, Aim.OPEN),
)

_REST = (
    _rough(
        "[FOOL DICK FOOLS]", Category.INSULT, Target.NOBODY, 0.1, "An insult that is aimed at nobody here."
    ),
    _rough("[BAD VILE]", Category.PROFANITY, Target.THING, 0.2, "A hard word about a thing or a situation."),
    _rough(
        "[SWEAR SHIT FUCK SUCK]",
        Category.PROFANITY,
        Target.NOBODY,
        0.3,
        "A swear word that is aimed at nobody.",
    ),
)

GRAVE = (*_THREATS, *_HATE)
LEFT_OVER = _REST
