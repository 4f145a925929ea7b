"""Why a commitment by its shape is none: a question, a condition, a denial, somebody else's words."""

from __future__ import annotations

from collections.abc import Sequence

from policies.reading.commitments import Commitment
from policies.reading.grammar import Grammar
from policies.reading.kinds import Kind
from policies.reading.words import Words

_BORDERS = (Kind.AND.value, Kind.BREAK.value, Kind.COMMA.value)
_INQUIRIES = (Kind.COMPLEMENT.value, Kind.LOOK.value)
_LINKS = (Kind.ADVERB.value, Kind.SOFTENER.value, Kind.TIME.value, Kind.OTHER.value)
_INSISTS = (Kind.CONTACT.value, Kind.LOOK.value)
"""Verbs that a condition of our own leaves a promise: "if they don't answer, I'll chase them tomorrow"."""
_DOUBTS = frozenset(
    kind.value
    for kind in (Kind.DOUBT, Kind.PERFORM, Kind.COMPLEMENT, Kind.CONTACT, Kind.CONTACT_NOW, Kind.EXPECT)
)
"""Verbs that, denied, take back what follows: "we cannot confirm that it will ship"."""
_BEFORE_SUBJECT = (Kind.ADVERB.value, Kind.ARTICLE.value, Kind.OURS.value, Kind.YOUR.value)
_ASIDES = ("as", "wie")
"""What makes a report an aside: "as you requested, we will …"."""
_ENDS_REPORT = frozenset(Kind.AND.value)
_ENDS_ASIDE = frozenset((Kind.AND.value, Kind.COMMA.value))
_FAR = 40
"""So many words back a condition, a request or an event is looked for: a bound that keeps reading linear."""


def objection(words: Words, commitments: Sequence[Commitment], index: int, grammar: Grammar) -> str:
    """Why the commitment at `index` is none, in a word or two; empty when nothing speaks against it."""
    commitment = commitments[index]
    earlier = commitments[index - 1].end if index else 0
    clause = max(earlier, _clause(words, commitment.start))
    quotes = words.kinds.count(Kind.QUOTE.value, max(0, commitment.start - _FAR), commitment.start)
    objections = {
        "a question": _asks(words, grammar),
        "quoted": quotes % 2 == 1,
        "denied": _is_denied(words, commitment, clause, grammar),
        "a general fact": Kind.GENERIC.value
        in words.kinds[max(earlier, _part(words, commitment.start)) : commitment.closes],
        "an event": _is_event(words.kinds, commitment.start),
        "reported": _is_reported(words, commitment),
        "a condition": _has_condition(words, commitment, grammar)
        or _answers_request(words, commitments, commitment, grammar),
    }
    return next((name for name, holds in objections.items() if holds), "")


def waits_for_event(words: Words, commitment: Commitment) -> bool:
    """Whether it counts from something whose time nobody knows: "once it is processed", "as soon as we hear"."""
    joint = words.kinds.find(Kind.AND.value, commitment.end, commitment.closes)
    closes = commitment.closes if joint < 0 else joint
    return Kind.EVENT.value in words.kinds[max(0, commitment.start - _FAR) : closes]


def _is_event(kinds: str, at: int) -> bool:
    """Whether what begins at `at` is itself what is waited for: "once it ships"."""
    while at and kinds[at - 1] in _BEFORE_SUBJECT:
        at -= 1
    return at > 0 and kinds[at - 1] == Kind.EVENT.value


def _asks(words: Words, grammar: Grammar) -> bool:
    """Whether the sentence is a question, and more than a statement with "ok?" behind it."""
    if not words.kinds.endswith(Kind.QUESTION.value):
        return False
    last = max(words.kinds.rfind(Kind.COMMA.value), words.kinds.rfind(Kind.BREAK.value))
    return last < 0 or " ".join(words.said[last + 1 : -1]) not in grammar.tags


def _clause(words: Words, at: int) -> int:
    """Where the clause around `at` begins; what hangs on "that" or "whether" belongs to the clause before."""
    if _is_border(words.kinds, at):
        return at
    start = at
    while start > max(0, at - _FAR) and not _is_border(words.kinds, start - 1):
        start -= 1
    return start


def _is_border(kinds: str, at: int) -> bool:
    if kinds[at] not in _BORDERS:
        return False
    return kinds[at] != Kind.COMMA.value or kinds[at + 1 : at + 2] != Kind.COMPLEMENT.value


def _part(words: Words, at: int) -> int:
    """Where the part of the sentence around `at` begins, commas or not."""
    first = max(0, at - _FAR)
    return 1 + max(
        first - 1, *(words.kinds.rfind(mark, first, at) for mark in (Kind.AND.value, Kind.BREAK.value))
    )


def _is_denied(words: Words, commitment: Commitment, clause: int, grammar: Grammar) -> bool:
    before = words.kinds[clause : commitment.start]
    if Kind.DENIAL.value in before or before.endswith(Kind.NOT.value):
        return True
    denied = before.find(Kind.NOT.value)
    if denied >= 0 and not _DOUBTS.isdisjoint(before[denied:]):
        return True
    return grammar.negation_follows and Kind.NOT.value in words.kinds[commitment.start : commitment.closes]


def _is_reported(words: Words, commitment: Commitment) -> bool:
    """Whether the customer is quoted: "you mentioned that …"."""
    said = words.kinds.rfind(Kind.SAID.value, max(0, commitment.start - _FAR), commitment.start)
    if said <= 0 or Kind.YOU.value not in words.kinds[max(0, said - 2) : said]:
        return False
    ends = _ENDS_ASIDE if said > 1 and words.said[said - 2] in _ASIDES else _ENDS_REPORT
    return ends.isdisjoint(words.kinds[said + 1 : commitment.start])


def _has_condition(words: Words, commitment: Commitment, grammar: Grammar) -> bool:
    kinds = words.kinds
    first = max(0, commitment.start - _FAR)
    at = kinds.find(Kind.IF.value, first, commitment.closes)
    while at >= 0:
        if not (
            _is_complement(kinds, at, commitment)
            or _is_idiom(words, at, grammar)
            or (kinds[commitment.verb] in _INSISTS and grammar.own_conditions.match(kinds, at))
        ):
            return True
        at = kinds.find(Kind.IF.value, at + 1, commitment.closes)
    return grammar.customer_events.search(kinds, first, commitment.closes) is not None


def _is_complement(kinds: str, at: int, commitment: Commitment) -> bool:
    """Whether the "if" at index `at` says what is asked or checked: "let you know tomorrow if it works"."""
    if at and kinds[at - 1] in _INQUIRIES:
        return True
    asked = at > commitment.verb and any(kind in _INQUIRIES for kind in kinds[commitment.verb : at])
    return asked and kinds[at + 1 : at + 2] != Kind.YOU.value


def _is_idiom(words: Words, at: int, grammar: Grammar) -> bool:
    following = " ".join(words.said[at : at + 6]) + " "
    return following.startswith(grammar.idioms)


def _answers_request(
    words: Words, commitments: Sequence[Commitment], commitment: Commitment, grammar: Grammar
) -> bool:
    """Whether it is what follows when a request is met: "send us the serial number and we will …"."""
    first = next(
        (said.start for said in commitments if not _is_event(words.kinds, said.start)), commitment.start
    )
    request = grammar.requests.search(words.kinds, max(0, first - _FAR), first)
    if request is None:
        return False
    at = commitment.start
    while at > request.end() and words.kinds[at - 1] in _LINKS:
        at -= 1
    return words.kinds[at - 1] in _BORDERS or words.kinds[commitment.start] in _BORDERS
