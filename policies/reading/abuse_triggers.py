"""What of a text shows, in one pass over its words, that it may hold a rough remark."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from policies.reading.abuse_kinds import ADDRESSED, HARMFUL, PEOPLE, ROUGH, Role
from policies.reading.abuse_letters import unmasked
from policies.reading.wordlist import holds_any

ANY_ENDING = "*"
STRETCHED = tuple(letter * 3 for letter in "abcdefghijklmnopqrstuvyz")
"""Letters that are written too often; "www" and the "XXX" that masks a name are none."""

_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"\b[^\W\d_](?: {1,3}[^\W\d_]\b){2}")
"""Letters that are written one by one."""
_AROUND = ".,;:!?\"'()[]{}<>/\u2026-"
"""What stands around words and is no part of them."""
_REACH = 4
"""Words behind a verb of harm in which it says whom it harms."""


@dataclass(frozen=True, slots=True)
class Known:
    """A word or phrase that is looked for."""

    words: tuple[str, ...]
    """Only a word of an account may end with `*`."""
    role: Role
    grade: int

    def stands_at(self, index: int, words: list[str]) -> bool:
        """Whether these are the words from `index` on."""
        said = words[index : index + len(self.words)]
        return len(said) == len(self.words) and all(map(fits, self.words, said))


@dataclass(frozen=True, slots=True)
class Triggers:
    """Words without which a text holds no remark; most texts hold none."""

    alone: frozenset[str] = frozenset()
    addressed: frozenset[str] = frozenset()
    """Words that are rough only where one of `people` stands in the text too."""
    near: frozenset[str] = frozenset()
    """Common verbs that are rough only a few words before one of `people`."""
    people: frozenset[str] = frozenset()
    together: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    """The longest word of a phrase, and the others that must stand in the text as well."""
    rough: frozenset[str] = frozenset()
    """All single words that may be rough."""
    signs: tuple[str, ...] = ()
    """Rough signs that are no words."""
    spelt: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words that are written as one and read as several."""

    def found(self, lowered: str) -> bool:
        """Whether a text in small letters may hold a remark, as far as it is written plainly."""
        words = _WORD.findall(lowered)
        there = set(words)
        for written in there & self.spelt.keys():
            there.update(self.spelt[written])
        if not self.alone.isdisjoint(there):
            return True
        if any(others <= there for word in there & self.together.keys() for others in self.together[word]):
            return True
        if not self.people.isdisjoint(there):
            if not self.addressed.isdisjoint(there):
                return True
            if not self.near.isdisjoint(there) and self._harms(words):
                return True
        return holds_any(lowered, self.signs)

    def _harms(self, words: list[str]) -> bool:
        return any(
            word in self.near and not self.people.isdisjoint(words[at + 1 : at + 1 + _REACH])
            for at, word in enumerate(words)
        )


def disguised(lowered: str, rough: Container[str], masked: tuple[str, ...]) -> bool:
    """Whether a text may hold a rough word behind signs, digits or spaces, or with stretched letters."""
    if _LETTERS.search(lowered) or holds_any(lowered, STRETCHED):
        return True
    for chunk in lowered.split():
        if chunk.isalpha():
            continue
        bare = chunk.strip(_AROUND)
        if bare.isalnum() and (bare.isalpha() or bare.isdigit()):
            continue
        if bare[:1] == "@":
            bare = "a" + bare[1:]
        if not bare.replace("'", "").isalpha() and unmasked(bare, rough, masked):
            return True
        if bare in masked and chunk[:1] == "@":
            return True
    return False


def fits(listed: str, said: str) -> bool:
    """Whether a word is the one that is listed, which may have any ending."""
    return said.startswith(listed[:-1]) if listed.endswith(ANY_ENDING) else said == listed


def triggers_of(everything: Iterable[Known], spelt: Mapping[str, tuple[str, ...]]) -> Triggers:
    """The triggers of a language's words, of which some are spelt in other ways too."""
    sets: dict[str, set[str]] = {
        "alone": set(),
        "addressed": set(),
        "near": set(),
        "people": set(),
        "signs": set(),
    }
    together: dict[str, list[frozenset[str]]] = {}
    for known in everything:
        needed = _needed(known.words)
        longest = max(needed, key=len)
        if known.role in PEOPLE:
            sets["people"].add(known.words[0])
        if known.role not in ROUGH:
            continue
        others = needed - {longest}
        if known.role in HARMFUL:
            sets["near"].add(longest)
        elif others:
            together.setdefault(longest, []).append(frozenset(others))
        elif not longest[0].isalnum():
            sets["signs"].add(longest)
        else:
            sets["addressed" if known.role in ADDRESSED else "alone"].add(longest)
    sets["people"] |= {word for word, meant in spelt.items() if meant[0] in sets["people"]}
    return Triggers(
        frozenset(sets["alone"]),
        frozenset(sets["addressed"]),
        frozenset(sets["near"]),
        frozenset(sets["people"]),
        {word: tuple(listed) for word, listed in together.items() if word not in sets["alone"]},
        frozenset(sets["alone"] | sets["addressed"] | sets["near"]),
        tuple(sets["signs"]),
        spelt,
    )


def _needed(words: tuple[str, ...]) -> set[str]:
    """The words of a phrase that stand in a text as they are; the "do" of "don't" does not."""
    following = (*words[1:], "")
    plain = {
        word
        for word, then in zip(words, following, strict=True)
        if word.isalpha() and not (then[:1].isalpha() and "'" in then)
    }
    return plain or {words[0]}
