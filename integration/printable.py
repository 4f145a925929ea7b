"""Text for a terminal: names and words from outside may not steer it."""

from __future__ import annotations

import json
import re

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""Control signs but the tab and the line's end, signs that turn the direction of text, and halves of letters."""


def printable(text: str) -> str:
    """The text with a space in place of each sign that would move the cursor, colour, hide or reorder what is shown."""
    return _STEERING.sub(" ", text)


def json_of(data: object) -> str:
    """The data as JSON, letters as they are; signs that steer a terminal are escaped, which no parser minds."""
    text = json.dumps(data, indent=2, ensure_ascii=False)
    return _STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
