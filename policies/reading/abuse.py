"""Rough remarks in a customer's own words: what is said, at whom, how, and whether it is abuse of the staff.

Shapes over the roles of words find the remarks ("you" + "are" + an insult); what stands around each of them then says
at whom it is aimed and how it is meant. No word of a language stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policies.core.conduct import Category, Manner, Remark, Target
from policies.core.own_words import NO_OWN_WORDS, OwnWords
from policies.reading.abuse_guards import Place, Sense, sense_of
from policies.reading.abuse_kinds import ROUGH, Role
from policies.reading.abuse_lexicon import AbuseLexicon
from policies.reading.abuse_tokens import Said, said_in
from policies.reading.abuse_triggers import disguised
from policies.reading.abuse_words import Aim, Shape, shape
from policies.reading.languages.model import Language
from policies.reading.letters import normalised
from policies.reading.traced import Traced, whole
from policies.reading.wordlist import holds_any

DIRECTED_FROM = 0.6
"""So sure it must be that a remark is abuse of the staff, for it to count as directed."""
MOST = 20
"""Remarks of one text that are told."""

_OWN = Shape(
    shape("OWN"), Category.INSULT, Target.STAFF, 0.95, "The account lists this phrase as abuse.", Aim.LISTED
)
_TURNED = (Manner.NEGATION, Manner.QUOTATION, Manner.COUNTER_SPEECH, Manner.QUESTION, Manner.RECLAIMED)
"""Ways of saying something that mean it not."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """A shape that was found, as the words from `first` to before `last`."""

    shape: Shape
    first: int
    last: int
    sense: Sense


def find_remarks(text: str, language: Language, own: OwnWords = NO_OWN_WORDS) -> tuple[Remark, ...]:
    """The rough remarks of a text, from left to right, each with its sentence; never raises. Time grows with the length.

    Of one sentence each sort of remark is told once.
    """
    if language.abuse is None:
        return ()
    lexicon = AbuseLexicon.of(language.abuse, own)
    if text.isascii():
        return tuple(_remarks(text, lexicon))
    plain = normalised(whole(text))
    return tuple(_moved(remark, plain, text) for remark in _remarks(plain.text, lexicon))


def _remarks(text: str, lexicon: AbuseLexicon) -> list[Remark]:
    lowered = _lowered(text)
    if not _may_hold_one(lowered, lexicon):
        return []
    said = said_in(text, lowered, lexicon)
    if ROUGH.isdisjoint(said.roles):
        return []
    hits = sorted(_hits(said, lexicon), key=_weight, reverse=True)
    turned = bytearray(len(said.roles))
    for hit in hits:
        if hit.sense.manner in _TURNED:
            turned[hit.first : hit.last] = b"\1" * (hit.last - hit.first)
    taken = bytearray(len(said.roles))
    told: dict[tuple[int, Category, Target], Remark] = {}
    for hit in hits:
        # What is quoted or denied as a whole is not said in part.
        if any(taken[hit.first : hit.last]) or (_directed(hit) and all(turned[hit.first : hit.last])):
            continue
        taken[hit.first : hit.last] = b"\1" * (hit.last - hit.first)
        sentence = said.sentence(hit.first)
        category = _category(said, hit, lexicon)
        told.setdefault((sentence[0], category, hit.sense.target), _remark(text, said, hit, category))
    return sorted(list(told.values())[:MOST], key=lambda remark: remark.start)


def _lowered(text: str) -> str:
    """The text in small letters, each in its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _may_hold_one(lowered: str, lexicon: AbuseLexicon) -> bool:
    """Whether a text holds a rough word, or something that may be one in disguise; quick, for most hold none."""
    return (
        lexicon.triggers.found(lowered)
        or disguised(lowered, lexicon.triggers.rough, lexicon.pack.masked)
        or holds_any(lowered, lexicon.stems)
    )


def _hits(said: Said, lexicon: AbuseLexicon) -> Iterator[_Hit]:
    there = frozenset(said.roles)
    found = [shape for shape, rough in lexicon.shapes if not rough or not rough.isdisjoint(there)]
    for one in (_OWN, *found) if lexicon.listed else found:
        for match in one.pattern.finditer(said.roles):
            first, last = match.span()
            place = Place(*said.sentence(first), first, last)
            yield _Hit(one, first, last, sense_of(said, one, place, lexicon.pack))


def _weight(hit: _Hit) -> tuple[bool, float, int]:
    return _directed(hit), hit.sense.confidence, hit.last - hit.first


def _directed(hit: _Hit) -> bool:
    return (
        hit.sense.target is Target.STAFF
        and hit.sense.confidence >= DIRECTED_FROM
        and hit.sense.manner not in _TURNED
    )


def _category(said: Said, hit: _Hit, lexicon: AbuseLexicon) -> Category:
    """What a hit is: an account says it of its own phrases, and an insult by a slur is a slur."""
    if hit.shape is _OWN:
        return lexicon.category_of(said.words[hit.first])
    slurs = hit.shape.category is Category.INSULT and Role.SLUR in said.roles[hit.first : hit.last]
    return Category.SLUR if slurs else hit.shape.category


def _remark(text: str, said: Said, hit: _Hit, category: Category) -> Remark:
    first, last = said.sentence(hit.first)
    start, end = said.spans[first][0], said.spans[last - 1][1]
    words = range(hit.first, hit.last)
    rough = [index for index in words if said.roles[index] in ROUGH] or words
    return Remark(
        category=category,
        target=hit.sense.target,
        manner=hit.sense.manner,
        severity=max(hit.shape.severity, *(said.grades[index] for index in rough)),
        confidence=hit.sense.confidence,
        directed=_directed(hit),
        start=start,
        end=end,
        why=hit.shape.why,
        words=tuple(text[slice(*said.spans[index])] for index in rough),
        quote=text[start:end],
    )


def _moved(remark: Remark, plain: Traced, text: str) -> Remark:
    """The same remark in the text as it was given."""
    start, end = plain.place(remark.start, remark.end)
    return replace(remark, start=start, end=end, quote=text[start:end])
