"""Which of a sentence's times a commitment is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from policies.core.when import When
from policies.reading.commitments import Commitment
from policies.reading.grammar import Shape
from policies.reading.kinds import Kind
from policies.reading.times import Role, Time
from policies.reading.words import Words

_DEADLINES = (Role.BY, Role.WITHIN, Role.BEFORE)
_BOUNDS = (*_DEADLINES, Role.IN)
"""Roles that a time keeps though it owns what follows: "before Thursday's call"."""
_NEVER = (Role.AFTER, Role.FROM, Role.AGO)
_AUXILIARIES = (Kind.WILL.value, Kind.SHOULD.value)
_NOUNS = frozenset(
    kind.value
    for kind in (
        Kind.THING,
        Kind.OTHER,
        Kind.CONTACT,
        Kind.LOOK,
        Kind.ACTION,
        Kind.ACTION_DONE,
        Kind.REFUND,
        Kind.REPLY,
        Kind.NICE,
    )
)
_POSSESSIVE = "'s"


@dataclass(frozen=True, slots=True)
class Governed:
    """A commitment's time."""

    when: When
    deadline: bool
    """A word such as "by" or "within" makes it a deadline."""
    span: bool
    """A length of time, which counts from something."""


def governed(
    words: Words,
    commitment: Commitment,
    times: Mapping[tuple[int, int], Time],
    echoes: frozenset[str] = frozenset(),
) -> Governed | None:
    """The time of a commitment: with a deadline word first, else the nearest behind the verb, else one in front.

    Where one time is only a day and another only a time of day, they are one: "Tomorrow I will call you at three".
    Without any, one of `echoes` behind the verb stands for the time said before: "He is in on Monday and will call then".
    """
    behind, front = _candidates(words, commitment, times)
    ranked = [time for time in behind if time.role in _DEADLINES]
    ranked += [time for time in behind if time not in ranked] + front[::-1]
    if not ranked:
        ranked = _echoed(words, commitment, times, echoes)
    if not ranked:
        return None
    chosen = ranked[0]
    when = chosen.when
    for other in ranked[1:]:
        when = joined_times(when, other.when)
    return Governed(when, chosen.role in _DEADLINES, when.span is not None)


def _candidates(
    words: Words, commitment: Commitment, times: Mapping[tuple[int, int], Time]
) -> tuple[list[Time], list[Time]]:
    behind: list[Time] = []
    front: list[Time] = []
    for index in range(commitment.opens, commitment.closes):
        if words.kinds[index] != Kind.TIME.value:
            continue
        if words.kinds[index - 1 : index] == Kind.OF.value or _is_of_subject(words.kinds, index):
            continue
        time = times[words.spans[index]]
        alone = time.role not in _BOUNDS and time.lead == time.start
        if alone and words.said[index + 1 : index + 2] == (_POSSESSIVE,):
            continue
        if _fits(time, commitment.shape):
            (behind if index >= commitment.start else front).append(time)
    return behind, front


def _echoed(
    words: Words,
    commitment: Commitment,
    times: Mapping[tuple[int, int], Time],
    echoes: frozenset[str],
) -> list[Time]:
    """The last time in front of the commitment, where a word behind its verb stands for it; else nothing."""
    if echoes.isdisjoint(words.said[commitment.verb + 1 : commitment.closes]):
        return []
    at = words.kinds.rfind(Kind.TIME.value, 0, commitment.verb)
    said = [times[words.spans[at]]] if at >= 0 else []
    return [
        time
        for time in said
        if time.role not in _NEVER
        and time.when.span is None
        and not (time.when.recurring or is_past(time.when))
    ]


def _is_of_subject(kinds: str, index: int) -> bool:
    """Whether the time at `index` belongs to the noun before it: "Orders before 2pm will be shipped on the same day"."""
    return 0 < index < len(kinds) - 1 and kinds[index + 1] in _AUXILIARIES and kinds[index - 1] in _NOUNS


def _fits(time: Time, shape: Shape) -> bool:
    """Whether a time can be the due moment of a commitment of this shape."""
    when = time.when
    if time.role in _NEVER or when.recurring or is_past(when):
        return False
    if (shape.pointed and when.span is not None) or (
        shape.brief and when.span is None and when.clock is None
    ):
        return False
    lasting = {
        Role.MORE: shape.at_most,
        Role.UNTIL: shape.waits,
        Role.FOR: shape.waits or (shape.dated and when.span is None),
    }
    return lasting.get(time.role, True)


def is_past(when: When) -> bool:
    """Whether it was said as past: yesterday, two days ago."""
    days, span = when.days, when.span
    if days is not None and (days.shift or 0) < 0:
        return True
    return span is not None and (span.months < 0 or span.days < 0 or span.seconds < 0)


def joined_times(when: When, other: When) -> When:
    """A day and a time of day as one; `when` alone where they are anything else."""
    day, clock = (when, other) if when.clock is None else (other, when)
    alone = day.clock is None and day.span is None and clock.days is None and clock.span is None
    if not alone or day.days is None or clock.clock is None or day.until is not None:
        return when
    return replace(clock, days=day.days, zone=clock.zone or day.zone)
