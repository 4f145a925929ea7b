"""The words of a language and of an account, laid out for quick look-up."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policies.core.own_words import OwnWords
from policies.reading.abuse_kinds import ROUGH, Role
from policies.reading.abuse_words import AbuseWords

Phrases = dict[str, tuple[tuple[tuple[str, ...], Role, int], ...]]
"""The phrases that begin with a word, the longest first: their words, role and severity."""

_KEPT = 64
_ENDING = "*"


@dataclass(frozen=True, slots=True)
class AbuseLexicon:
    """What the reader looks words up in."""

    pack: AbuseWords
    singles: dict[str, tuple[Role, int]]
    phrases: Phrases
    triggers: frozenset[str]
    """A text without any of these words holds no remark."""
    own: OwnWords
    stems: tuple[str, ...] = ()
    """Beginnings of the account's words that may have any ending."""

    @classmethod
    def of(cls, pack: AbuseWords, own: OwnWords) -> AbuseLexicon:
        """The lexicon of a pack and an account; made once for each pair of values."""
        key = (id(pack), own.model_dump_json())
        made = _MADE.get(key)
        if made is None:
            made = _made(pack, own)
            _MADE[key] = made
            if len(_MADE) > _KEPT:
                _MADE.popitem(last=False)
        return made


_MADE: OrderedDict[tuple[int, str], AbuseLexicon] = OrderedDict()


def said_as(word: str, pack: AbuseWords) -> tuple[str, ...]:
    """The words that a written word stands for: "youre" is "you" and "'re"."""
    spelt = pack.spelt.get(word)
    if spelt is not None:
        return spelt
    if "'" in word:
        for ending in pack.clitics:
            if word.endswith(ending) and len(word) > len(ending):
                head = word[: -len(ending)]
                return (*pack.spelt.get(head, (head,)), ending)
    return (word,)


def _made(pack: AbuseWords, own: OwnWords) -> AbuseLexicon:
    singles: dict[str, tuple[Role, int]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Role, int]]] = {}
    triggers: set[str] = set()
    for entry in pack.entries:
        said = tuple(_flat(entry.words, pack))
        if len(said) == 1:
            singles.setdefault(said[0], (entry.role, entry.severity))
        else:
            phrases.setdefault(said[0], []).append((said, entry.role, entry.severity))
        if entry.role in ROUGH:
            triggers.add(max(said, key=len))
    ordered = {first: tuple(sorted(listed, key=lambda it: -len(it[0]))) for first, listed in phrases.items()}
    return AbuseLexicon(pack, singles, ordered, frozenset(triggers), own)


def _flat(words: Iterable[str], pack: AbuseWords) -> Iterator[str]:
    for word in words:
        yield from said_as(word, pack)
