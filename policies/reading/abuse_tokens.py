"""A text as words with their roles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from policies.reading.abuse_kinds import Role
from policies.reading.abuse_letters import squeezed, unmasked
from policies.reading.abuse_lexicon import AbuseLexicon

_TOKEN = re.compile(
    r"[a-z](?: {1,3}[a-z]\b){2,40}|https?://\S+|[@#]\w{1,60}|[*$]{0,2}[^\W_]+(?:['*@$!#%^&_.+|-]{1,6}[^\W_]+)*[*$%#@&]{0,8}|[.!?\u2026]+|\n+|[^\w\s]"
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
    "://": Role.HANDLE,
}
_ENDS = frozenset(".!?\u2026\n")
_LONGEST_SPACED = 16
_NO_ROLE = (Role.OTHER, 1)


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

    def __init__(self, text: str, lexicon: AbuseLexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.words: list[str] = []
        self.spans: list[tuple[int, int]] = []

    def put(self, word: str, start: int, end: int) -> None:
        self.words.append(word)
        self.spans.append((start, end))

    def add(self, word: str, start: int, end: int) -> None:
        """Add a word of letters, which may stand for several."""
        pack = self.lexicon.pack
        spelt = pack.spelt.get(word)
        if spelt is None and "'" in word:
            for ending in pack.clitics:
                if word.endswith(ending) and len(word) > len(ending):
                    at = end - len(ending)
                    self.add(word[: -len(ending)], start, at)
                    self.put(ending, at, end)
                    return
        for part in spelt or (word,):
            self.put(part, start, end)

    def take(self, raw: str, start: int) -> None:
        """Add what is written without a space in it: a word, a masked word, or several that are joined by signs."""
        singles = self.lexicon.singles
        first, end = raw[0], start + len(raw)
        if " " in raw:
            self._take_letters(raw, start)
        elif raw.isalpha():
            if raw not in singles and len(raw) - len(set(raw)) > 1:
                raw = squeezed(raw, singles) or raw
            self.add(raw, start, end)
        elif first == "\n":
            if self._ends_line(end, len(raw)):
                self.put(raw, start, end)
        elif first in _ENDS or len(raw) == 1:
            self.put(raw, start, end)
        elif first == "h" and "://" in raw:
            self.put("://", start, end)
        elif first == "#":
            self.put(raw[1:] if raw[1:] in singles else "#", start, end)
        elif first == "@" and "a" + raw[1:] not in self.lexicon.pack.masked:
            self.put("@", start, end)
        elif raw.replace("'", "").isalpha():
            self.add(raw, start, end)
        else:
            self._take_signs(raw, start)

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

    def _take_letters(self, raw: str, start: int) -> None:
        """Add letters that are written one by one: as one word, from where a rough one begins that ends them."""
        letters = raw.replace(" ", "")
        longest = range(max(0, len(letters) - _LONGEST_SPACED), len(letters) - 2)
        cut = next((at for at in longest if letters[at:] in self.lexicon.triggers), len(letters))
        places = [start + at for at, letter in enumerate(raw) if letter != " "]
        for letter, at in zip(letters[:cut], places[:cut], strict=True):
            self.add(letter, at, at + 1)
        if cut < len(letters):
            self.put(letters[cut:], places[cut], start + len(raw))


def said_in(text: str, lowered: str, lexicon: AbuseLexicon) -> Said:
    """The words of a text, whose `lowered` form is as long; phrases of the lexicon are one word."""
    draft = _Draft(text, lexicon)
    for match in _TOKEN.finditer(lowered):
        draft.take(match[0], match.start())
    return _grouped(draft)


def _grouped(draft: _Draft) -> Said:
    lexicon, words, spans = draft.lexicon, draft.words, draft.spans
    roles: list[str] = []
    said: list[str] = []
    stretches: list[tuple[int, int]] = []
    grades: list[int] = []
    index, count = 0, len(words)
    opened = False
    while index < count:
        word = words[index]
        role, grade, length = *_NO_ROLE, 1
        for phrase, its_role, its_grade in lexicon.phrases.get(word, ()):
            if tuple(words[index : index + len(phrase)]) == phrase:
                role, grade, length = its_role, its_grade, len(phrase)
                break
        else:
            role, grade = lexicon.singles.get(word) or (_role_of(word), 1)
        if word == "'" and opened != _opens(draft.text, *spans[index]):
            opened = not opened
            role = Role.QUOTE
        roles.append(role.value)
        said.append(" ".join(words[index : index + length]))
        stretches.append((spans[index][0], spans[index + length - 1][1]))
        grades.append(grade)
        index += length
    joined = "".join(roles)
    return Said(
        joined,
        tuple(said),
        tuple(stretches),
        tuple(grades),
        tuple(_places(joined, Role.END)),
        tuple(_places(joined, Role.QUOTE)),
    )


def _places(roles: str, role: Role) -> Iterator[int]:
    at = roles.find(role)
    while at >= 0:
        yield at
        at = roles.find(role, at + 1)


def _role_of(word: str) -> Role:
    if word.isalnum() or word[0] == "'":
        return Role.OTHER
    if word[0] in _ENDS:
        return Role.END
    return _MARKS.get(word, Role.BREAK)


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a single quote stands at the beginning of a word."""
    return text[end : end + 1].isalnum() and not text[max(0, start - 1) : start].isalnum()
