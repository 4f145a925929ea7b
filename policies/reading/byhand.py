"""Signs that a person wrote: who speaks of himself, tells what was done for the one who asked, or signs with a name."""

from __future__ import annotations

import re

from policies.reading.closings import closing_of
from policies.reading.wordlist import any_of

_MYSELF = re.compile(
    r"\b(?:I|I'(?:ll|ve|m|d)|[Mm]e|[Mm]y|[Ii]ch|[Mm]ir|[Mm]ich|[Mm]eine?[mnrs]?|[Jj]e|[Jj]'ai|[Yy]o)\b"
)
_OFTEN = r"(?:\w{2,12}ly |also |already |just |now |since )?"
_DONE = "checked|looked|asked|found|fixed|refunded|shipped|ordered|cancell?ed|changed|reviewed|tested|replaced|booked|spoken|spoke|contacted|resolved|reset|issued|credited|confirmed"
_DOES = "refund|ship|replace|repair|fix|cancel|exchange|call|credit|deliver|pick|book|order|change|collect|visit|reimburse|issue|send you|correct"
_DEED = re.compile(
    r"\b"
    + any_of(rf"""
    we(?:'ve| have)? {_OFTEN}(?:{_DONE}|sent|passed|forwarded|escalated|opened|raised|told|put|added|updated)\b
    (?:have|and|'ve) {_OFTEN}(?:{_DONE})\b
    (?:\w{{2,20}}'ll|will) {_OFTEN}(?:{_DOES})\b
    will {_OFTEN}be (?:{_DONE}|sent|repaired|fixed|exchanged|delivered|collected|called|corrected)\b
    (?:haben|und)(?: (?:sie|es|das|ihn|alles|bereits|schon|auch|gleich|direkt|sofort)){{0,3}} (?:geprüft|gefunden|behoben|erstattet|storniert|bestellt|versendet|verschickt|ausgetauscht|angesehen|getestet|geklärt|veranlasst|gesprochen|weitergegeben)
    engineers?|technicians?|drivers?|couriers?|carriers?|warehouse|workshop|developers?|techniker|werkstatt|lager|fahrer|spedition
    (?:erstatten|liefern|versenden|verschicken|schicken|tauschen|ersetzen|reparieren|stornieren|rufen|überweisen|buchen)
    """)
    + r"(?:\b|$)",
    re.IGNORECASE,
)

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PERSON = re.compile(rf"^\^?{_CAPITAL}[\w'-]{{1,14}}\.?(?: {_CAPITAL}[\w.'-]{{0,20}})?$")
_LAST = re.compile(rf"(?:[.!?] |\n)[-~*^]? ?({_CAPITAL}[\w'-]{{1,14}}(?: {_CAPITAL}[\w'-]{{1,20}})?)$")
_LONGEST_LAST = 50
_OURSELVES = re.compile(
    r"team|support|service|desk|care\b|cent(?:er|re)|help|kunden|gmbh|\bltd|\binc\b|\bag\b|group|customer|thank|danke|regards|supplies|shop|store",
    re.IGNORECASE,
)
_LINES = 3


def speaks_for_itself(text: str) -> bool:
    """Whether somebody says "I" or "my"."""
    return _MYSELF.search(text) is not None


def does_something(text: str) -> bool:
    """Whether it tells a deed for the one who asked: "we have checked it", "we will refund you"."""
    return _DEED.search(text) is not None


def is_signed(text: str, below: str) -> bool:
    """Whether a person's name stands at the end of the words, or first of all below them."""
    last = _LAST.search(text, max(0, len(text) - _LONGEST_LAST))
    if last and not _OURSELVES.search(last[1]):
        return True
    lines = [line for line in below.split("\n") if line.strip()]
    for line in lines[:_LINES]:
        closing = closing_of(line.strip())
        name = closing.name if closing else line.strip(" ,;-~*")
        if closing and not name:
            continue
        return _PERSON.search(name) is not None and not _OURSELVES.search(name)
    return False
