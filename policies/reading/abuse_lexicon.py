"""The words of a language and of an account, laid out for quick look-up."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policies.core.conduct import Category
from policies.core.own_words import NO_OWN_WORDS, OwnWords
from policies.reading.abuse_kinds import ROUGH, Role
from policies.reading.abuse_letters import misspelt
from policies.reading.abuse_triggers import ANY_ENDING, Known, Triggers, fits, triggers_of
from policies.reading.abuse_words import AbuseWords, Shape

_KEPT = 64
"""Lexicons of accounts that are kept."""


Phrases = dict[str, dict[str, tuple[Known, ...]]]
"""The phrases that begin with two words, the longest first."""


@dataclass(frozen=True, slots=True)
class AbuseLexicon:
    """What the reader looks words up in."""

    pack: AbuseWords
    singles: dict[str, Known] = field(default_factory=dict)
    phrases: Phrases = field(default_factory=dict)
    listed: dict[str, tuple[Known, ...]] = field(default_factory=dict)
    """An account's own words and phrases by their first letter; what is allowed comes first."""
    triggers: Triggers = field(default_factory=Triggers)
    shapes: tuple[tuple[Shape, frozenset[str]], ...] = ()
    """The shapes to look for, each with the rough roles of which it needs one."""
    stems: tuple[str, ...] = ()
    """Beginnings of an account's own words."""
    categories: tuple[tuple[Known, Category], ...] = ()
    """What an account's own phrases are."""

    @classmethod
    def of(cls, pack: AbuseWords, own: OwnWords) -> AbuseLexicon:
        """The lexicon of a language and an account; made once for each pair, however often it is asked for."""
        key = (id(pack), id(own))
        known = _MADE.get(key)
        if known is not None:
            return known[1]
        made = _of_pack(pack) if own == NO_OWN_WORDS else _with_own(cls.of(pack, NO_OWN_WORDS), own)
        _MADE[key] = (own, made)
        if len(_MADE) > _KEPT:
            _MADE.popitem(last=False)
        return made

    def category_of(self, phrase: str) -> Category:
        """What an account's own phrase is, as it was written."""
        words = phrase.split(" ")
        found = (category for known, category in self.categories if known.stands_at(0, words))
        return next(found, Category.INSULT)

    def known_at(self, index: int, words: list[str]) -> Known | None:
        """The word or phrase that stands at `index`: an account's own before the language's, a longer before a shorter."""
        word = words[index]
        if self.listed:
            for own in self.listed.get(word[0], ()):
                if own.stands_at(index, words):
                    return own
        following = words[index + 1] if index + 1 < len(words) else ""
        for known in self.phrases.get(word, {}).get(following, ()):
            if tuple(words[index : index + len(known.words)]) == known.words:
                return known
        return self.singles.get(word)


_MADE: OrderedDict[tuple[int, int], tuple[OwnWords, AbuseLexicon]] = OrderedDict()
"""By identity: hashing an account's words for each comment would cost more than reading it. Each holds its own words, so
that no other object can take their place."""


def said_as(word: str, pack: AbuseWords) -> tuple[str, ...]:
    """The words that a written word stands for: "youre" is "you" and "'re"."""
    spelt = pack.spelt.get(word)
    if spelt is not None:
        return spelt
    if ending := pack.clitic_of(word):
        head = word[: -len(ending)]
        return (*pack.spelt.get(head, (head,)), ending)
    return (word,)


def _of_pack(pack: AbuseWords) -> AbuseLexicon:
    singles: dict[str, Known] = {}
    phrases: list[Known] = []
    for entry in pack.entries():
        known = Known(tuple(_flat(entry.words, pack)), entry.role, entry.severity)
        if len(known.words) == 1:
            singles.setdefault(known.words[0], known)
        else:
            phrases.append(known)
    for word in pack.masked:
        for mistyped in misspelt(word):
            singles.setdefault(mistyped, singles[word])
    everything = [*(Known((word,), one.role, one.grade) for word, one in singles.items()), *phrases]
    shapes = tuple((shape, ROUGH.intersection(shape.pattern.pattern)) for shape in pack.shapes)
    triggers = triggers_of(everything, pack.spelt)
    return AbuseLexicon(pack, singles, _by_beginning(phrases), triggers=triggers, shapes=shapes)


def _with_own(lexicon: AbuseLexicon, own: OwnWords) -> AbuseLexicon:
    """The lexicon with what an account allows, adds and grades."""
    pack = lexicon.pack
    allowed = [Known(_phrase(words, pack), Role.OTHER, 1) for words in own.allowed]
    added = [Known(_phrase(one.words, pack), Role.OWN, one.severity) for one in own.phrases]
    graded = [(_phrase(words, pack), grade) for words, grade in own.severities.items()]
    singles = {
        word: _graded(one, graded) for word, one in lexicon.singles.items() if not _holds((word,), allowed)
    }
    phrases = [
        _graded(one, graded)
        for following in lexicon.phrases.values()
        for listed in following.values()
        for one in listed
        if not _holds(one.words, allowed)
    ]
    return AbuseLexicon(
        pack,
        singles,
        _by_beginning(phrases),
        _by_letter([*allowed, *added]),
        lexicon.triggers,
        lexicon.shapes,
        tuple(max(known.words, key=len).rstrip(ANY_ENDING) for known in added),
        tuple((known, one.category) for known, one in zip(added, own.phrases, strict=True)),
    )


def _phrase(words: str, pack: AbuseWords) -> tuple[str, ...]:
    """The words of an account's phrase as the reader meets them: a hyphen is a word of its own."""
    return tuple(_flat(words.replace("\u2019", "'").replace("-", " - ").split(), pack))


def _flat(words: Iterable[str], pack: AbuseWords) -> Iterator[str]:
    for word in words:
        yield from said_as(word, pack)


def _graded(known: Known, graded: list[tuple[tuple[str, ...], int]]) -> Known:
    """A word with the grade that an account gives it, if it gives one."""
    for listed, grade in graded:
        if len(listed) == len(known.words) and all(map(fits, listed, known.words)):
            return Known(known.words, known.role, grade)
    return known


def _holds(words: tuple[str, ...], allowed: list[Known]) -> bool:
    """Whether words that are allowed stand in a phrase."""
    return any(
        fits(known.words[0], word) and known.stands_at(index, list(words))
        for known in allowed
        for index, word in enumerate(words)
    )


def _by_beginning(phrases: list[Known]) -> Phrases:
    begun: dict[str, dict[str, list[Known]]] = {}
    for known in sorted(phrases, key=lambda one: -len(one.words)):
        begun.setdefault(known.words[0], {}).setdefault(known.words[1], []).append(known)
    return {
        first: {second: tuple(listed) for second, listed in following.items()}
        for first, following in begun.items()
    }


def _by_letter(listed: list[Known]) -> dict[str, tuple[Known, ...]]:
    letters = {known.words[0][0] for known in listed}
    return {letter: tuple(known for known in listed if known.words[0][0] == letter) for letter in letters}
