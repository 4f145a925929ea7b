"""Patterns over kinds of words: how they are written, and what a sentence must hold for one of them to match at all.

A language has some seventy shapes and a sentence fits one or two of them; knowing beforehand which cannot match makes
reading several times faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_PART = re.compile(
    r"(?P<open>\((?:\?P<[a-z]{1,20}>|\?<?[:=!])?)|(?P<close>\))|(?P<or>\|)|\[(?P<not>\^)?(?P<any>[A-Z_ ]{0,600})\]|(?P<name>[A-Z][A-Z_]{0,40})"
    r"|(?P<times>[?*+]\??|\{(?P<least>[0-9]{1,3})[^}]{0,9}\}\??)|[\s^$]"
)
_NAME = re.compile("(?<![?])[A-Z][A-Z_]*")
_AROUND = ("(?=", "(?!", "(?<=", "(?<!")

Needs = tuple[frozenset[str], ...]
"""Of each of these sets a sentence holds at least one kind, or the pattern cannot match."""


def compiled(pattern: str, letters: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern written with names, as one over letters.

    Raises:
        KeyError: it uses a name that has no letter.

    """
    return re.compile("".join(_NAME.sub(lambda name: re.escape(letters[name[0]]), pattern).split()))


def needs_of(pattern: str, letters: Mapping[str, str]) -> Needs:
    """What a string must hold for `pattern` to match in it; what few kinds can meet comes first.

    Raises:
        ValueError: the pattern uses marks that shapes do without.

    """
    return tuple(sorted(set(_branches(_parts(pattern), letters)), key=len))


def _parts(pattern: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(pattern):
        part = _PART.match(pattern, at)
        if part is None:
            raise ValueError(f"a shape cannot be read from here: {pattern[at : at + 20]!r}")
        at = part.end()
        yield part


def _branches(parts: Iterator[re.Match[str]], letters: Mapping[str, str]) -> Needs:
    """The needs of what stands up to the end of the group; one of alternatives is met by a need of each."""
    branches: list[list[Needs]] = [[]]
    for part in parts:
        if part["close"]:
            break
        if part["or"]:
            branches.append([])
        elif part["open"]:
            inside = _branches(parts, letters)
            branches[-1].append(() if part["open"] in _AROUND else inside)
        elif part["name"]:
            branches[-1].append((frozenset(letters[part["name"]]),))
        elif part["any"] is not None:
            names = () if part["not"] else part["any"].split()
            branches[-1].append((frozenset(letters[name] for name in names),) if names else ())
        elif part["times"] and (part["times"][0] in "?*" or part["least"] == "0"):
            branches[-1][-1] = ()
    needs = [tuple(need for item in branch for need in item) for branch in branches]
    if len(needs) == 1:
        return needs[0]
    if not all(needs):
        return ()
    return (frozenset().union(*(min(need, key=len) for need in needs)),)
