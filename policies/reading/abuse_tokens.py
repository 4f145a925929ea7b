"""A text as words with their roles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from policies.reading.abuse_kinds import ROUGH, Role
from policies.reading.abuse_letters import squeezed, unmasked
from policies.reading.abuse_lexicon import AbuseLexicon
from policies.reading.abuse_triggers import STRETCHED
from policies.reading.wordlist import holds_any

_TOKEN = re.compile(
    r"[^\W\d_](?: {1,3}[^\W\d_]\b){2,40}|(?<=\s)'[a-z]{1,2}\b(?!')|https?://\S+|[@#]\w{1,60}|"
    r"[*$]{0,2}[^\W_]+(?:['*@$!#%^&_.+|-]{1,6}[^\W_]+)*[*$%#@&]{0,8}|[.!?\u2026]+|\n+|[^\w\s]"
)
_PART = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.!?\u2026]+|[^\w\s]")
_MARKS = {
    ",": Role.COMMA,
    '"': Role.QUOTE,
    "&": Role.AND,
    "'": Role.OTHER,
    ";": Role.END,
    "\u2022": Role.END,
    "#": Role.HANDLE,
    "@": Role.HANDLE,
    "-": Role.OTHER,
}
_NAME = "@"
"""What stands for a link, a hashtag, or how somebody is called in chats."""
_DASH = "--"
"""What stands for a dash; one without spaces around it joins words and stands for itself."""
_SOMEBODY = "~name"
"""What stands for a word that is somebody's name where it stands."""
_ENDS = frozenset(".!?\u2026\n")
_LONGEST_SPACED = 16


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a text: `roles` has one letter for each of the others."""

    roles: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    grades: tuple[int, ...]
    ends: tuple[int, ...]
    """Where a sentence ends, as places in `roles`."""
    quotes: tuple[int, ...]
    """Where a quotation mark stands, as places in `roles`."""

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence of a word begins and ends, as places in `roles`."""
        index = bisect_left(self.ends, at)
        start = self.ends[index - 1] + 1 if index else 0
        return start, self.ends[index] if index < len(self.ends) else len(self.roles)


class _Draft:
    """Words as they are found, before phrases are joined."""

    def __init__(self, text: str, lowered: str, lexicon: AbuseLexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.stretched = holds_any(lowered, STRETCHED)
        self.words: list[str] = []
        self.spans: list[tuple[int, int]] = []

    def put(self, word: str, start: int, end: int) -> None:
        self.words.append(word)
        self.spans.append((start, end))

    def add(self, word: str, start: int, end: int) -> None:
        """Add a word of letters, which may stand for several."""
        pack = self.lexicon.pack
        spelt = pack.spelt.get(word)
        if spelt is None and (ending := pack.clitic_of(word)):
            at = end - len(ending)
            self.add(word[: -len(ending)], start, at)
            self.put(ending, at, end)
            return
        for part in spelt or (word,):
            self.put(part, start, end)

    def take(self, raw: str, start: int) -> None:
        """Add what one pattern found: a word, a masked word, single letters, a mark, or what is no word."""
        if raw.isalpha():
            self._take_word(raw, start)
        elif " " in raw:
            self._take_letters(raw, start)
        elif raw == "-":
            self.put(_DASH, start, start + 1)
        elif raw[0] in _ENDS or len(raw) == 1:
            if raw[0] != "\n" or self._ends_line(start + len(raw), len(raw)):
                self.put(raw, start, start + len(raw))
        elif self._is_name(raw):
            singles = self.lexicon.singles
            self.put(raw[1:] if raw[0] == "#" and raw[1:] in singles else _NAME, start, start + len(raw))
        elif raw[0] == "'" and raw not in self.lexicon.pack.clitics:
            self.put("'", start, start + 1)
            self._take_word(raw[1:], start + 1)
        elif raw.replace("'", "").isalpha():
            self.add(raw, start, start + len(raw))
        else:
            self._take_signs(raw, start)

    def _take_word(self, raw: str, start: int) -> None:
        meant = squeezed(raw, self.lexicon.singles) if self.stretched else None
        self.add(meant or raw, start, start + len(raw))

    def _is_name(self, raw: str) -> bool:
        """Whether it is a link, a hashtag, or how somebody is called in chats, but no word with a sign for a letter."""
        if raw[0] == "@":
            return "a" + raw[1:] not in self.lexicon.pack.masked
        return raw[0] == "#" or "://" in raw

    def _ends_line(self, at: int, breaks: int) -> bool:
        """Whether the text goes on with a new sentence below a line break."""
        return breaks > 1 or not self.text[at : at + 1].islower()

    def _take_signs(self, raw: str, start: int) -> None:
        meant = unmasked(raw, self.lexicon.singles, self.lexicon.pack.masked)
        if meant is not None:
            self.add(meant, start, start + len(raw))
            return
        for part in _PART.finditer(raw):
            self.add(part[0], start + part.start(), start + part.end())

    def _is_rough(self, word: str) -> bool:
        known = self.lexicon.singles.get(word)
        return known is not None and known.role in ROUGH

    def _take_letters(self, raw: str, start: int) -> None:
        """Add letters that are written one by one: as one word, from where a rough one begins that ends them."""
        letters = raw.replace(" ", "")
        longest = range(max(0, len(letters) - _LONGEST_SPACED), len(letters) - 2)
        cut = next((at for at in longest if self._is_rough(letters[at:])), len(letters))
        places = [start + at for at, letter in enumerate(raw) if letter != " "]
        for letter, at in zip(letters[:cut], places[:cut], strict=True):
            self.add(letter, at, at + 1)
        if cut < len(letters):
            self.put(letters[cut:], places[cut], start + len(raw))


def said_in(text: str, lowered: str, lexicon: AbuseLexicon) -> Said:
    """The words of a text, whose `lowered` form is as long; phrases of the lexicon are one word."""
    draft = _Draft(text, lowered, lexicon)
    singles, spelt = lexicon.singles, lexicon.pack.spelt
    names = lexicon.pack.names
    words, spans, stretched = draft.words, draft.spans, draft.stretched
    for match in _TOKEN.finditer(lowered):
        word = match[0]
        if word in names and text[match.start() : match.end()].istitle():
            draft.put(_SOMEBODY, *match.span())
        elif word not in spelt and (word in singles or (word.isalpha() and not stretched)):
            words.append(word)
            spans.append(match.span())
        else:
            draft.take(word, match.start())
    return _grouped(draft)


def _grouped(draft: _Draft) -> Said:
    words, spans, lexicon = draft.words, draft.spans, draft.lexicon
    roles: list[str] = []
    said: list[str] = []
    stretches: list[tuple[int, int]] = []
    grades: list[int] = []
    singles, phrases, listed = lexicon.singles, lexicon.phrases, lexicon.listed
    index, count = 0, len(words)
    opened = False
    while index < count:
        word, span, length = words[index], spans[index], 1
        known = lexicon.known_at(index, words) if listed or word in phrases else singles.get(word)
        if known is None:
            role: str = Role.OTHER if word.isalnum() else _role_of(word)
            if word == "'" and opened != _opens(draft.text, *span):
                opened = not opened
                role = Role.QUOTE
            grades.append(1)
        else:
            role, length = known.role, len(known.words)
            grades.append(known.grade)
            if length > 1:
                word = " ".join(words[index : index + length])
                span = (span[0], spans[index + length - 1][1])
        roles.append(role)
        said.append(word)
        stretches.append(span)
        index += length
    joined = "".join(roles)
    ends, quotes = tuple(_places(joined, Role.END)), tuple(_places(joined, Role.QUOTE))
    return Said(joined, tuple(said), tuple(stretches), tuple(grades), ends, quotes)


def _places(roles: str, role: Role) -> Iterator[int]:
    at = roles.find(role)
    while at >= 0:
        yield at
        at = roles.find(role, at + 1)


def _role_of(word: str) -> Role:
    if word[0] == "'" or word == _SOMEBODY:
        return Role.OTHER
    if word[0] in _ENDS:
        return Role.END
    return _MARKS.get(word, Role.BREAK)


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a single quote stands at the beginning of a word."""
    return text[end : end + 1].isalnum() and not text[max(0, start - 1) : start].isalnum()
