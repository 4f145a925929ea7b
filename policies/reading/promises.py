"""The promises in a text: each commitment of the writer's side to answer or act, with the time that was said for it.

>>> from policies.reading.languages.english import ENGLISH
>>> [promise] = find_promises("Thanks! I'll get back to you by Friday.", ENGLISH)
>>> promise.quote, promise.about.value, promise.why
("I'll get back to you by Friday.", 'contact', ('we will', 'a time with a deadline word'))
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policies.core.signals import About, Promise
from policies.core.when import When
from policies.reading.attached import Governed, governed
from policies.reading.commitments import Commitment, commitments_of
from policies.reading.grammar import Grammar
from policies.reading.kinds import ABOUT, Kind
from policies.reading.languages.model import Language
from policies.reading.sentences import sentences
from policies.reading.times import Role, Time, find_times
from policies.reading.vetoes import objection, waits_for_event
from policies.reading.words import Words, with_times, words_of

MOST = 50
"""Promises that are taken from one text; nobody gives more, save a hostile text."""
_LEAST = 0.5
"""Below this confidence nothing is called a promise."""
_SAYS_ALONE = frozenset(
    kind.value for kind in (Kind.CONTACT, Kind.CONTACT_NOW, Kind.CONTACT_ING, Kind.CONTACT_DONE, Kind.HEAR)
)
_LOOKS = Kind.LOOK.value
_ACTS = frozenset(
    kind.value
    for kind in (
        Kind.ACTION,
        Kind.ACTION_NOW,
        Kind.ACTION_ING,
        Kind.ACTION_DONE,
        Kind.GET,
        Kind.ENSURE,
        Kind.HAVE,
        Kind.LET,
        Kind.RECEIVE,
    )
)
_PEOPLE = frozenset((Kind.SELF.value, Kind.STAFF.value))
_JOINTS = (Kind.AND.value, Kind.COMMA.value, Kind.BREAK.value)
_THINGS = frozenset((Kind.IT.value, Kind.THING.value, Kind.YOUR.value, Kind.REFUND.value))
_REACHES = frozenset((Kind.ACTION.value, Kind.CONTACT.value))
_GIVES = frozenset((Kind.ACTION.value, Kind.GET.value))
_AN_ANSWER = re.compile("Y[DoyT.v]{0,3}[1r]")
"""Behind a verb: to you, and a noun that is an answer; letters as in `Kind`."""


def find_promises(text: str, language: Language) -> tuple[Promise, ...]:
    """The promises in a cleaned text from left to right, with offsets into it; costs grow with the text's length."""
    grammar = language.commitments
    found: list[Promise] = []
    for start, end in sentences(text, grammar.abbreviations):
        words = words_of(text, start, end, grammar)
        if grammar.triggers.isdisjoint(words.kinds) and not grammar.hints.search(words.kinds):
            continue
        found += _promises(text, (start, end), words, language)
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def _promises(text: str, sentence: tuple[int, int], words: Words, language: Language) -> list[Promise]:
    start, end = sentence
    times = {
        (start + time.lead, start + time.end): time
        for time in find_times(text[start:end], language)
        if time.role is not Role.NOW
    }
    words = with_times(words, tuple(times))
    commitments = commitments_of(words, language.commitments)
    read = [
        (commitment, promise)
        for index, commitment in enumerate(commitments)
        if (promise := _promise(words, commitments, index, times, language.commitments)) is not None
    ]
    if len(read) > 1:
        read = _telling(words, read)
    if len(read) == 1:
        return [_quoted(read[0][1], text, start, end)]
    quoted = []
    free = 0
    for said, promise in read:
        begins = _begins(words, said.opens, free)
        ends = said.closes
        while ends > said.verb + 1 and words.kinds[ends - 1] in _JOINTS:
            ends -= 1
        quoted.append(_quoted(promise, text, words.spans[begins][0], words.spans[ends - 1][1]))
        free = said.closes
    return quoted


def _begins(words: Words, opens: int, free: int) -> int:
    """Where the quote of a clause begins: what is joined to another clause by "and" has its subject there.

    Words before `free` are another promise's.
    """
    begins = opens
    if words.kinds[opens] in _JOINTS:
        while begins > free and (begins == opens or words.kinds[begins - 1] not in _JOINTS):
            begins -= 1
    while begins < opens + 1 and words.kinds[begins] in _JOINTS:
        begins += 1
    return begins


def _telling(words: Words, read: list[tuple[Commitment, Promise]]) -> list[tuple[Commitment, Promise]]:
    """Those that say more than the rest of the sentence.

    "I'll look into it and call you by four": the look is part of what is promised for four. "I'll ask them and let you
    know": so it is of an answer without a time.
    """
    timed = any(promise.when is not None for _, promise in read)
    answers = any(promise.about is About.CONTACT for _, promise in read)
    return [
        (said, promise)
        for said, promise in read
        if promise.when is not None
        or _says_when(words, said, said.opens)
        or not (timed or (answers and promise.about is not About.CONTACT))
    ]


def _says_when(words: Words, commitment: Commitment, since: int) -> bool:
    """Whether a vague word stands where its time would, or an event, which may stand as far in front as `since`."""
    if Kind.VAGUE.value in words.kinds[commitment.opens : commitment.closes]:
        return True
    return Kind.EVENT.value in words.kinds[since : commitment.closes]


def _promise(
    words: Words,
    commitments: Sequence[Commitment],
    index: int,
    times: dict[tuple[int, int], Time],
    grammar: Grammar,
) -> Promise | None:
    """What the commitment at `index` promises, without its place; None when it is no promise."""
    commitment = commitments[index]
    if commitment.shape.chained and not index:
        return None
    time = governed(words, commitment, times, grammar.echoes)
    if time is None and not _counts_without_time(
        words, commitment, commitments[index - 1].end if index else 0
    ):
        return None
    if time is not None and commitment.shape.deadline and not time.deadline:
        return None
    if objection(words, commitments, index, grammar):
        return None
    confidence, why = _judged(words, commitment, time)
    if confidence < _LEAST:
        return None
    waits = time is not None and time.span and waits_for_event(words, commitment)
    when: When | None = None if time is None or waits else time.when
    if waits:
        why = (*why, "counts from an event")
    return Promise(_about(words, commitment), 0, 0, when, round(confidence, 2), why)


def _counts_without_time(words: Words, commitment: Commitment, since: int) -> bool:
    """Whether it is a promise though no time is said: a vague word or an event is, or somebody will answer or act.

    Who hopes to, or is willing to, has promised nothing without a time.
    """
    if _says_when(words, commitment, since):
        return not commitment.shape.soft or words.kinds[commitment.start] in _PEOPLE
    verb = words.kinds[commitment.verb]
    if commitment.shape.timed:
        return commitment.shape.chained and verb == Kind.CONTACT.value
    if verb in _SAYS_ALONE or verb == _LOOKS:
        return True
    stretch = words.kinds[commitment.start : commitment.end]
    return verb in _ACTS and not commitment.shape.soft and Kind.WILLING.value not in stretch


def _about(words: Words, commitment: Commitment) -> About:
    """What it is about: by its shape, else by its verb, whose subject and object may make something else of it.

    Who sends somebody an answer answers; a thing that reaches somebody only arrives.
    """
    if commitment.shape.about is not None:
        return commitment.shape.about
    kinds, verb = words.kinds, commitment.verb
    if kinds[verb] in _GIVES and _AN_ANSWER.match(kinds, verb + 1):
        return About.CONTACT
    subject = set(kinds[commitment.start : verb])
    if (
        kinds[verb] in _REACHES
        and subject & _THINGS
        and not subject & _PEOPLE
        and Kind.YOU.value not in subject
    ):
        return About.FORECAST
    return ABOUT.get(kinds[verb], About.ACTION)


def _judged(words: Words, commitment: Commitment, time: Governed | None) -> tuple[float, tuple[str, ...]]:
    """How sure it is that this is a promise, and why."""
    why = [commitment.shape.why]
    confidence = commitment.shape.confidence
    if time is None:
        why.append("no time said")
        confidence -= 0.1
    elif time.deadline:
        why.append("a time with a deadline word")
        confidence += 0.05
    else:
        why.append("a time")
    stretch = words.kinds[commitment.opens : commitment.end]
    if commitment.shape.soft or Kind.SOFTENER.value in stretch or Kind.SHOULD.value in stretch:
        why.append("softly said")
        confidence -= 0.05
    return min(confidence, 0.95), tuple(why)


def _quoted(promise: Promise, text: str, start: int, end: int) -> Promise:
    return Promise(promise.about, start, end, promise.when, promise.confidence, promise.why, text[start:end])
