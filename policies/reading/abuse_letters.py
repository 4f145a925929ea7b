"""Rough words behind stars, digits, signs and stretched letters, as they are meant."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import groupby

_LOOKS_LIKE = (str.maketrans("013457@$!+8|", "oieastasitbi"), str.maketrans("013457@$!+8|", "oleastasltbl"))
"""Digits and signs that are written for a letter; 1, ! and | stand for two of them."""
_SIGNS = re.compile(r"[\W_]+")
_HIDING = re.compile(r"[*@$!#%^&]")
_JOINTS = re.compile(r"[._+'*-]+")
_LONGEST = 24
_FEW = 2
"""Signs that hide letters where little of the word is shown; equal letters in a row that English words have."""
_ENOUGH_SHOWN = 3
_SWAPPED_FROM = 5
_SHORTENED_FROM = 7
"""Shorter words become other words when a letter is lost: "morons" and "moons"."""


def unmasked(word: str, known: Container[str], masked: tuple[str, ...]) -> str | None:
    """The known word that is meant by one with digits or signs in it, or None."""
    if len(word) > _LONGEST or word.isdigit():
        return None
    bare = _JOINTS.sub("", word)
    if bare in known and _is_torn(word):
        return bare
    for letters in _LOOKS_LIKE:
        plain = word.translate(letters)
        if plain in known:
            return plain
        single = squeezed(plain, known) if plain.isalpha() else None
        if single is not None:
            return single
    return _behind_signs(word, masked) if _HIDING.search(word) else None


def squeezed(word: str, known: Container[str]) -> str | None:
    """The known word in one with letters that are written too often ("stuuupid"), or None."""
    runs = [(letter, len(list(run))) for letter, run in groupby(word)]
    if max(length for _, length in runs) <= _FEW:
        return None
    doubled = "".join(letter * min(length, _FEW) for letter, length in runs)
    single = "".join(letter if length > _FEW else letter * length for letter, length in runs)
    bare = "".join(letter for letter, _ in runs)
    return next((plain for plain in (doubled, single, bare) if plain in known), None)


def misspelt(word: str) -> Iterator[str]:
    """A long rough word as it is mistyped: two letters inside it changed places, or one is missing."""
    if len(word) >= _SWAPPED_FROM:
        for at in range(1, len(word) - 1):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if len(word) >= _SHORTENED_FROM:
        for at in range(1, len(word) - 1):
            yield word[:at] + word[at + 1 :]


def _is_torn(word: str) -> bool:
    """Whether signs stand between single letters, as in "f.u.c.k", or are such as join no words."""
    return "_" in word or "*" in word or any(len(part) == 1 for part in _JOINTS.split(word))


def _behind_signs(word: str, masked: tuple[str, ...]) -> str | None:
    """The likeliest word of `masked` that shows the letters of `word`, one sign for each that is hidden."""
    parts = _SIGNS.split(word)
    shown = sum(len(part) for part in parts)
    hidden = len(word) - shown
    if not hidden or not parts[0] or any(part.isdigit() for part in parts):
        return None
    if hidden < _FEW and (shown < _ENOUGH_SHOWN or not parts[-1]):
        return None
    return next((meant for meant in masked if _shows(meant, parts, len(word))), None)


def _shows(meant: str, parts: list[str], length: int) -> bool:
    if len(meant) != length or not meant.startswith(parts[0]) or not meant.endswith(parts[-1]):
        return False
    at = len(parts[0])
    for part in parts[1:-1]:
        at = meant.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return at <= length - len(parts[-1])
