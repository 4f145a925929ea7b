"""Whether somebody of the author's side speaks in a line: what is promised is neither a footer nor a disclaimer."""

from __future__ import annotations

import re

from policies.reading.wordlist import any_of

_DOES = any_of(r"""
    werden?|rufen?|melden?|schicken?|senden?|erstatten?|überweisen?|liefern|prüfen?|klären?|geben?|kümmern|sagen?|bringen?|buchen?|holen?
    kommen?|erledigen?|reparieren?|tauschen?|ersetzen?|schreiben?|beheben?|lösen?|bearbeiten?|verschicken?|versenden?|machen?|stornieren?
""")
_SPOKEN = re.compile(
    r"\b(?:I|[Ww]e)(?:'ll| will| shall) (?!not\b|never\b|ask\b|delete|archive|store|monitor|accept|process)\w"
    rf"|\b(?:[Ii]ch|[Ww]ir) {_DOES}\b|\b{_DOES} (?:ich|wir)\b"
)
_WILL = re.compile(r"\bwill\b|'ll\b|\bwird\b|\bwerden\b")
DAY = re.compile(
    r"\b"
    + any_of(r"""
    today|tonight|tomorrow|(?:by|until|on|this|next|before) (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:this|next) week
    heute|morgen|übermorgen|(?:bis|am|bis zum|diesen|nächsten|kommenden) (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|(?:diese|nächste) woche
    """)
    + r"\b",
    re.IGNORECASE,
)
"""A day that a person names; a machine that writes at any hour to anybody names none."""


def speaks(line: str) -> bool:
    """Whether "we will" or "I will" do something, or something will be on a day that is named."""
    return _SPOKEN.search(line) is not None or names_a_day(line)


def names_a_day(line: str) -> bool:
    """Whether something will be on a day that is named: no signature that stands below every reply says so."""
    says = _WILL.search(line) is not None or _SPOKEN.search(line) is not None
    return says and DAY.search(line) is not None
