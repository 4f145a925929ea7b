"""Words that close a letter, and names below them."""

from __future__ import annotations

import re

from policies.reading.wordlist import any_of, words

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
_CLOSING_BEHIND = re.compile(rf"[.!?] (?P<regards>{_REGARDS}), (?P<name>[^\n]{{1,60}})$", re.IGNORECASE)

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PART = rf"{_CAPITAL}[\w.'-]{{0,24}}"
_SMALL = r"of|and|the|&|\||/|-|@|at|von|van|der|den|de|du|da|la|und|für|bei|from|for|to|in|im|i\.[aAvV]\.|\([\w. /]{1,20}\)"
_NAME = re.compile(rf"^(?:(?:the|das|ihr|dein|eure?|your) )?{_PART}(?:,? (?:{_PART}|{_SMALL})){{0,7}}$")
_LONGEST_NAME = 80
_LONGEST_CLOSING = 140
_FIRST_NAME = re.compile(r"^[^\W\d_]{2,15}$")
_NO_NAMES = words("""
    monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight montag dienstag mittwoch donnerstag freitag
    samstag sonntag heute morgen yes no ok okay ja nein done sent fixed shipped refunded erledigt
""")
OWN = re.compile(r"\b(?:I|I'(?:ll|ve|m|d)|ich)\b")
"""Words by which an author speaks of himself: the mark of a sentence that is no signature."""


class Closing:
    """What a line is that closes a letter."""

    def __init__(self, found: re.Match[str], before: int) -> None:
        self.thanks = found.re is _CLOSING and found["thanks"] is not None
        """Thanks are words of their own: they stay, the name below them goes."""
        self.name = found["name"] or ""
        self.column = before + found.start() + 1 if found.re is _CLOSING_BEHIND else 0
        """Where it begins: at the end of a line of words only with a name."""


def closing_of(line: str) -> Closing | None:
    """What closes the letter in this line, if it does."""
    before = max(0, len(line) - _LONGEST_CLOSING)
    found = None if before else _CLOSING.search(line)
    if found is None and ", " in line[-_LONGEST_NAME:]:
        found = _CLOSING_BEHIND.search(line[before:])
    if found is None:
        return None
    closing = Closing(found, before)
    return None if closing.name and (closing.thanks or not is_name(closing.name)) else closing


def is_name(line: str) -> bool:
    """Whether this is a name, with or without a role, and no sentence."""
    line = line.strip(" ,;-~*")
    if len(line) > _LONGEST_NAME or line.lower().rstrip(".!") in _NO_NAMES or OWN.search(line):
        return False
    return bool(_NAME.search(line) or _FIRST_NAME.search(line))
