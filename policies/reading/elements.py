"""Where an element of HTML ends whose end is not written: a paragraph at the next one, an entry at the next entry."""

from __future__ import annotations

from policies.reading.wordlist import words

BLOCKS = words(
    """address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section summary table tbody tfoot thead title tr ul br"""
)
"""Elements that stand on lines of their own."""
_INLINE = frozenset(["br", "title"])
_HOLDERS = words("""ul ol dl table""")
"""What holds entries: those inside belong to it, and its end is the end of the entry around which it stands."""
_ENDED_BY = {
    "p": BLOCKS - _INLINE,
    "li": frozenset(["li"]),
    "dt": frozenset(["dt", "dd"]),
    "dd": frozenset(["dt", "dd"]),
    "td": words("td th tr tbody tfoot"),
    "th": words("td th tr tbody tfoot"),
    "tr": words("tr tbody tfoot"),
    "option": frozenset(["option", "optgroup"]),
}
"""By the element that may stay open: which ones end it by beginning. As the parsers of browsers do it."""
_ENDED_WITH = {
    "td": frozenset(["tr", "tbody", "thead", "tfoot"]),
    "th": frozenset(["tr", "tbody", "thead", "tfoot"]),
    "tr": frozenset(["tbody", "thead", "tfoot"]),
    "p": BLOCKS - _INLINE | words("td th"),
}
"""And which ones end it by ending, besides what holds entries."""


class LeftOut:
    """An element that is left out, and how deep in it the scanner is. True until its end."""

    __slots__ = ("_depth", "_name")

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._depth = 1 if name else 0

    def __bool__(self) -> bool:
        return self._depth > 0

    def ends_before(self, name: str, *, empty: bool) -> bool:
        """An element begins: whether it stands behind this one."""
        ended_by = _ENDED_BY.get(self._name)
        if ended_by and self._depth == 1 and name in ended_by:
            self._depth = 0
        elif not empty and (name in _HOLDERS if ended_by else name == self._name):
            self._depth += 1
        return self._depth == 0

    def ends_behind(self, name: str) -> bool:
        """An element ends: whether it is one around this one, whose end is then this one's too."""
        if self._name not in _ENDED_BY:
            self._depth -= name == self._name
            return False
        if self._depth > 1:
            self._depth -= name in _HOLDERS
            return False
        around = name in _HOLDERS or name in _ENDED_WITH.get(self._name, ())
        if around or name == self._name:
            self._depth = 0
        return around and name != self._name
