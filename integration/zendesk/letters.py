"""What is no letter is replaced where an answer is read: no database holds a NUL, and no encoding half of a pair."""

import re

_ESCAPES = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a whole pair is one letter
    rb"|(?P<none>\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2}))"
    rb"|\\.",
    re.DOTALL,
)
_NONE = re.compile("[\x00\ud800-\udfff]")
_INSTEAD = "\ufffd"
ESCAPED_NUL = rb"\u0000"
"""How JSON spells the one of them that its parsers take."""


def only_letters(json: bytes) -> bytes:
    """The same JSON with U+FFFD in place of NULs, halves of pairs, and bytes that are no UTF-8.

    Customers send such things, by mail above all, and one of them must not cost a page of tickets.
    """
    text = json.decode("utf-8", errors="replace").encode()
    return _ESCAPES.sub(lambda found: rb"\ufffd" if found["none"] else found[0], text)


def word_of(value: object) -> str:
    """A value of an answer that was read elsewhere as text of letters; empty for None."""
    return _NONE.sub(_INSTEAD, str(value or ""))
