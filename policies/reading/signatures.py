"""What stands below the author's words: closing words and names, contact lines, disclaimers, advertisements."""

from __future__ import annotations

from policies.reading.closings import OWN, Closing, closing_of, is_name, is_role
from policies.reading.footers import (
    CONTACT,
    DASHES,
    DEVICE,
    DEVICE_WORDS,
    DISCLAIMER,
    DISCLAIMER_WORDS,
    FOOTER,
    HOURS,
    INITIALS,
    LONGEST_FOOTER,
    LONGEST_LINE,
    POSTSCRIPT,
    RULE,
)
from policies.reading.sheet import Sheet
from policies.reading.spoken import names_a_day, speaks
from policies.reading.wordlist import holds_any

SIGNATURE = "signature"
DISCLAIMED = "disclaimer"
ADVERTISED = "footer"

_MOST_LINES = 24
"""No signature is longer: further up nothing is taken for one."""
_MOST_CONTACTS = 8
_FEW_WORDS = 3


def cut_signatures(sheet: Sheet) -> None:
    """Cross out what is below the author's words. Sentences stay, and a postscript stays."""
    small = sheet.text.lower()
    if holds_any(small, DEVICE_WORDS):
        _cut_devices(sheet)
    if holds_any(small, DISCLAIMER_WORDS):
        _cut_disclaimers(sheet)
    _cut_closing(sheet)
    _cut_tail(sheet)
    _cut_initials(sheet)


def _cut_devices(sheet: Sheet) -> None:
    """A line of a telephone, "sent from my …", goes wherever it stands."""
    for index in sheet.standing():
        line = sheet.line(index)
        if len(line) <= LONGEST_LINE and DEVICE.search(line):
            sheet.cross_out(index, index + 1, SIGNATURE)


def _cut_disclaimers(sheet: Sheet) -> None:
    """A disclaimer goes from the sentence in which it begins to the end of its paragraph; lines in which we speak stay."""
    inside = False
    for index, line in enumerate(sheet.lines):
        if not line:
            inside = False
        elif not sheet.stands(index):
            continue
        elif inside:
            if not speaks(line):
                sheet.cross_out(index, index + 1, DISCLAIMED)
        elif found := DISCLAIMER.search(sheet.line(index)):
            before = max(line.rfind(mark, 0, found.start()) for mark in (". ", "! ", "? ")) + 1
            if speaks(line[before:]):
                continue
            inside = True
            sheet.shorten(index, before, DISCLAIMED)
            sheet.cross_out(index + (before > 0), index + 1, DISCLAIMED)


def _cut_closing(sheet: Sheet) -> None:
    """The first closing near the end, with all that belongs to it."""
    standing = sheet.standing()[-_MOST_LINES:]
    lines = [sheet.line(index) for index in standing]
    for place, line in enumerate(lines):
        if place and DASHES.search(line):
            return sheet.cross_out(
                standing[place], standing[_until_words(lines, place + 1) - 1] + 1, SIGNATURE
            )
        closing = closing_of(line)
        if closing is None:
            continue
        end = _end(lines, place + 1, closing)
        if end is None:
            continue
        alone = place == 0 and end == len(lines)
        first = place + (alone or closing.thanks or closing.column > 0)
        if closing.column:
            sheet.shorten(standing[place], closing.column, SIGNATURE)
        if first < end:
            sheet.cross_out(standing[first], standing[end - 1] + 1, SIGNATURE)
        return None
    return None


def _end(lines: list[str], after: int, closing: Closing) -> int | None:
    """Where the signature ends whose closing stands before `after`; None: it was no closing."""
    if closing.name:
        return _until_words(lines, after)
    if after == len(lines):
        return None if closing.thanks else after
    below = lines[after]
    if not closing.thanks and POSTSCRIPT.search(below):
        return after
    if len(below) <= LONGEST_LINE and (is_name(below) or CONTACT.search(below) or INITIALS.search(below)):
        return _until_words(lines, after + 1)
    return _until_words(lines, after + 1) if closing.strong and is_role(below) else None


def _until_words(lines: list[str], place: int) -> int:
    """The place of the first line that is a sentence of the author again, or a postscript."""
    for at in range(place, len(lines)):
        line = lines[at][:LONGEST_LINE]
        if POSTSCRIPT.search(line) or _is_sentence(line):
            return at
    return len(lines)


def _is_sentence(line: str) -> bool:
    """Whether the author speaks in this line, so that it is none of a signature."""
    if line.count(" ") < _FEW_WORDS:
        return False
    return names_a_day(line) or (OWN.search(line) is not None and not FOOTER.search(line))


def _cut_tail(sheet: Sheet) -> None:
    """From the last line up: advertisements; then contact lines, if a name stands above them."""
    standing = sheet.standing()
    while standing and _is_advertisement(sheet.line(standing[-1])):
        last = standing.pop()
        sheet.cross_out(last, last + 1, ADVERTISED)
    contacts = 0
    for place in range(len(standing) - 1, max(-1, len(standing) - 1 - _MOST_CONTACTS), -1):
        line = sheet.line(standing[place])
        if len(line) <= LONGEST_LINE and (CONTACT.search(line) or HOURS.search(line)):
            contacts += 1
        elif not is_name(line):
            return
        elif contacts:
            if place and sheet.line(standing[place - 1]).endswith(":"):
                return
            sheet.cross_out(standing[place], standing[-1] + 1, SIGNATURE)
            return


def _is_advertisement(line: str) -> bool:
    """Also a rule below which nothing stands; not what promises something."""
    if len(line) > LONGEST_FOOTER:
        return False
    return RULE.search(line) is not None or (FOOTER.search(line) is not None and not speaks(line))


def _cut_initials(sheet: Sheet) -> None:
    """Who wrote it, in a few letters at the very end; the last of a list of names is not that."""
    standing = sheet.standing()
    if not standing:
        return
    line = sheet.line(standing[-1])
    tail = max(0, len(line) - 40)
    initials = INITIALS.search(line[tail:])
    if initials is None:
        return
    start = tail + initials.start()
    start += line[start] in ".!?)"
    above = sheet.line(standing[-2]) if len(standing) > 1 else ""
    if start == 0 and (above.endswith(":") or above[:1] == line[0]):
        return
    if start or len(standing) > 1:
        sheet.shorten(standing[-1], start, SIGNATURE)
