"""Words that close a letter, and names below them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policies.reading.spoken import speaks
from policies.reading.wordlist import any_of, holds_any, words

_REGARDS = any_of(r"""
    (?:with )?(?:(?:my|our) )?(?:very )?(?:(?:best|kind|kindest|warm|warmest|many)(?: and (?:best|kind|warm))? )?regards(?: from [\w ]{2,20})?
    (?:with )?(?:all )?(?:my |our )?(?:best|warm|good) wishes
    all the best|best|warmly|cheers|take care|cordially|respectfully
    sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|yours
    have a (?:great|good|nice|lovely|wonderful|fantastic|pleasant) (?:day|one|weekend|evening|afternoon|week|rest of your day)(?: ahead)?
    (?:mit )?(?:freundlichen?|besten?|herzlichen?|lieben?|vielen?|schönen?|sonnigen?)(?: und (?:besten?|herzlichen?))? gr(?:ü|ue)(?:ß|ss)en?(?: aus [\w ]{2,20})?
    (?:freundlicher |lieber |schöner )?gru(?:ß|ss)|gr(?:ü|ue)(?:ß|ss)e|mfg|lg|vg|hochachtungsvoll|ihr|ihre|euer|eure
    (?:bien |très )?cordialement|bien à vous|(?:sincères|meilleures) salutations|(?:un )?cordial saludo|(?:un )?saludos?(?: cordiales)?|atentamente
    (?:cordiali |distinti )?saluti|atenciosamente|(?:com os melhores )?cumprimentos
    (?:met )?vriendelijke groet(?:en)?|groet(?:en|jes)?|z poważaniem|pozdrawiam
    (?:med )?vänliga? hälsning(?:ar)?|hälsningar|(?:med )?venlig hilsen|mvh
""")
_THANKS = any_of(r"""
    (?:many |kind |best )?thanks(?: again| so much| a lot| in advance| and (?:(?:best|kind) )?regards)?
    thank you(?: again| so much| very much| in advance| kindly)?|thx|ta
    (?:vielen |besten |herzlichen )?dank(?: im voraus)?|danke(?: im voraus)?
    merci(?: d'avance)?|gracias|grazie|obrigad[oa]|dank je(?:wel)?|bedankt|tack|dziękuję
""")
_CLOSING = re.compile(
    rf"^(?:(?P<regards>{_REGARDS})|(?P<thanks>{_THANKS}))(?: ?[^\w\s]{{1,4}})?(?: (?P<name>[^\n]{{1,60}}))?$",
    re.IGNORECASE,
)
_CLOSING_BEHIND = re.compile(
    rf"[.!?] (?P<regards>{_REGARDS})(?P<comma> ?[,.!-])? (?P<name>[^\n]{{1,300}})$", re.IGNORECASE
)
_BEHIND_WORDS = (
    "regards", "wishes", "best", "cheers", "sincerely", "yours", "warmly", "have a ", "grü", "grue", "gruß", "mfg", "lg", "vg", "salut",
    "cordial", "saludo", "atenta", "atencio", "cumprimentos", "groet", "poważaniem", "pozdrawiam", "hälsning", "hilsen", "mvh",
)  # fmt: skip
_PLAIN_WITHOUT_COMMA = 10
"""A closing as long as this is one also without a comma behind it: "Kind regards Maya", not "Best Maya"."""
_REACHED_BY = re.compile(
    r"\b(?:t|tel|phone|mobile|fax|e-?mail|web|telefon|mobil) ?[:.]|\S@\S|www\.|https?://|\+[0-9]{2}|(?:hours|zeiten) ?:",
    re.IGNORECASE,
)

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PART = rf"{_CAPITAL}[\w.'-]{{0,24}}"
_SMALL = r"of|and|the|&|\||/|-|@|at|von|van|der|den|de|du|da|la|und|für|bei|from|for|to|in|im|am|aus|vom|zum|zur|dem|des|et|y|e|i\.[aAvV]\.|\([\w. /]{1,20}\)"
_NAME = re.compile(
    rf"^(?:(?:the|das|ihr|dein|eure?|your|i\. ?[aAvV]\.) )?{_PART}(?:,? (?:{_PART}|{_SMALL})){{0,7}}$"
)
_LONGEST_NAME = 80
_LONGEST_CLOSING = 140
_LONGEST_IN_ONE = 420
_LONGEST_ROLE = 60
_BEGINS_WITH_NAME = re.compile(rf"^{_PART}\b")
_STRONG = re.compile(
    r"regards|wishes|sincerely|faithfully|gr(?:ü|ue)(?:ß|ss)|gru(?:ß|ss)|salut|cordial|saludos|atentamente|groet|hälsning|hilsen",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:we|we'(?:ll|ve|re)|will|you|your|please|is|are|can|could|has|have|wir|sie|werden|wird|ist|sind|bitte)\b|[.!?]$",
    re.IGNORECASE,
)
_FIRST_NAME = re.compile(r"^[^\W\d_]{2,15}$")
_NO_NAMES = words("""
    monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight montag dienstag mittwoch donnerstag freitag
    samstag sonntag heute morgen yes no ok okay ja nein done sent fixed shipped refunded erledigt
""")
OWN = re.compile(r"\b(?:I|I'(?:ll|ve|m|d)|ich)\b")
"""Words by which an author speaks of himself: the mark of a sentence that is no signature."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What a line is that closes a letter."""

    name: str = ""
    """The name in the same line."""
    column: int = 0
    """Where it begins, when it stands at the end of a line of words."""
    thanks: bool = False
    """Thanks are words of their own: they stay, the name below them goes."""
    strong: bool = False
    """No sentence begins like this."""


def closing_of(line: str) -> Closing | None:
    """What closes the letter in this line, if it does."""
    found = _CLOSING.search(line) if len(line) <= _LONGEST_CLOSING else None
    if found is None:
        return _closing_behind(line)
    thanks, name = found["thanks"] is not None, found["name"] or ""
    if name and (thanks or not is_name(name)):
        return None
    return Closing(name, 0, thanks, _STRONG.search(line) is not None)


def _closing_behind(line: str) -> Closing | None:
    """A closing with a name at the end of a line of words, as where all line ends were lost."""
    before = max(0, len(line) - _LONGEST_IN_ONE)
    if not holds_any(line[before:].lower(), _BEHIND_WORDS):
        return None
    found = _CLOSING_BEHIND.search(line, before)
    if found is None or not (found["comma"] or len(found["regards"]) >= _PLAIN_WITHOUT_COMMA):
        return None
    name = found["name"]
    signed = _BEGINS_WITH_NAME.search(name) and _REACHED_BY.search(name) and not OWN.search(name)
    signed = signed and not speaks(name)
    return Closing(name, found.start() + 1) if signed or is_name(name) else None


def is_role(line: str) -> bool:
    """Whether this may be a line below closing words that nobody doubts: short, and no sentence."""
    return len(line) <= _LONGEST_ROLE and not OWN.search(line) and not _SAYS.search(line)


def is_name(line: str) -> bool:
    """Whether this is a name, with or without a role, and no sentence."""
    line = line.strip(" ,;-~*")
    if len(line) > _LONGEST_NAME or line.lower().rstrip(".!") in _NO_NAMES or OWN.search(line):
        return False
    return bool(_NAME.search(line) or _FIRST_NAME.search(line))
