"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 1_200
"""A sentence is cut here: a text without full stops is still read in pieces of bounded length."""

_WRAPPED = 55
"""A line at least this long, without an end mark, was probably broken by a mail program and goes on below."""
_END = re.compile(r"[.!?…]{1,8}[\"'\u201d\u2019)\]]{0,2}(?=\s|$)|[!?]+|[;•]|\n")
_BULLET = re.compile(r"[ \t]{0,16}(?:[-*•>#]|[0-9]{1,2}[.)])[ \t]")
_MONTH = re.compile(
    r"\s{1,3}(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]{0,6}\b", re.IGNORECASE
)
_LAST_WORD = re.compile(r"[^\s(\"']{1,12}$")


def sentences(text: str, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence without the white space around it; every printed character is in one of them.

    A full stop after one of `abbreviations` (written without it, in lower case) or after an initial ends nothing
    where the text goes on; a line break ends a sentence unless the line was broken only for its length.
    """
    start = line = 0
    for mark in _END.finditer(text):
        if mark[0] == "\n":
            goes_on = _goes_on(text, start, line, mark.start())
            line = mark.end()
        else:
            goes_on = mark[0] == "." and _is_abbreviation(text, start, mark.start(), abbreviations)
        if not goes_on:
            yield from _pieces(text, start, mark.end())
            start = mark.end()
    yield from _pieces(text, start, len(text))


def _goes_on(text: str, start: int, line: int, at: int) -> bool:
    """Whether the sentence goes on below the line break at `at`."""
    head = text[at + 1 : at + 40]
    following = head.lstrip()
    if not following or head.startswith("\n") or _BULLET.match(head) or text[max(start, at - 1) : at] == ":":
        return False
    return following[0].islower() or following[0].isdigit() or at - line >= _WRAPPED


def _is_abbreviation(text: str, start: int, at: int, abbreviations: frozenset[str]) -> bool:
    word = _LAST_WORD.search(text, max(start, at - 12), at)
    following = text[at + 1 : at + 3].lstrip()
    if word is None or not following:
        return False
    said = word[0].lower()
    if said in abbreviations or (said.isdigit() and _MONTH.match(text, at + 1)):
        return True
    # "3 p.m. tomorrow", "v1.2. is": a small letter or a number goes on; "J. Smith" too.
    return following[0].islower() or (len(said) == 1 and said.isalpha() and said != "i")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without the white space around it, in pieces of at most `LONGEST`."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end:
        stop = min(end, start + LONGEST)
        yield start, stop
        start = stop
