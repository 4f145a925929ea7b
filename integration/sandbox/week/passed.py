"""Tickets that are passed around: at least three counted handoffs, in all the ways in which that happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from integration.sandbox.week import words
from integration.sandbox.week.company import TRIAGE
from integration.sandbox.week.stories import channel
from integration.sandbox.week.tale import Stage, Tale
from integration.sandbox.week.texts import INVOICE, LOGIN, PARCEL, REFUND

TOPICS = (PARCEL, INVOICE, LOGIN, REFUND)
_GROUPS = tuple(topic.group for topic in TOPICS)
_SELDOM = 0.3


def hop(tale: Tale, *, with_agent: bool = False) -> Tale:
    """One handoff to another group; where no agent is named, a member then takes it: counts as one."""
    groups = [group for group in _GROUPS if group != tale.group]
    tale.to_group(tale.rng.choice(groups), with_agent=with_agent)
    return tale if with_agent else tale.wait(10, 80).take(silently=tale.rng.random() < _SELDOM)


def begun(stage: Stage, kind: str, at: datetime, sharing: tuple[int, ...] = ()) -> Tale:
    """A ticket in one of the four groups that pass things around, taken by a member."""
    tale = Tale(stage, kind, stage.rng.choice(TOPICS), at)
    tale.open(channel(stage), sharing_agreement_ids=sharing)
    return tale.wait(5, 60).take()


def group_to_group(stage: Stage, at: datetime, kind: str = "passed") -> Tale:
    """From group to group to group, each time taken by a member who then passes it on."""
    tale = begun(stage, kind, at)
    for _ in range(3):
        hop(tale.wait(15, 90))
    return tale.pause(20, 200).customer_writes(words.TIRED)


def between_colleagues(stage: Stage, at: datetime, kind: str = "passed") -> Tale:
    """Ping-pong between two agents of one group: two owners, three handoffs and more."""
    tale = begun(stage, kind, at)
    first = tale.agent
    second = tale.somebody()
    for turn in range(stage.rng.choice((3, 4))):
        tale.wait(20, 110).to_colleague(second if turn % 2 == 0 else first)
    return tale.wait(15, 60).answer("open")


def with_names(stage: Stage, at: datetime, kind: str = "passed") -> Tale:
    """Each update names group and agent at once."""
    tale = begun(stage, kind, at)
    for _ in range(3):
        hop(tale.wait(20, 150), with_agent=True)
    return tale


def by_way_of_nobody(stage: Stage, at: datetime, kind: str = "passed") -> Tale:
    """Put back into the queue and taken by somebody else, three times."""
    tale = begun(stage, kind, at)
    for _ in range(3):
        last = tale.agent
        tale.wait(15, 70).put_back()
        tale.agent = last  # whom `take` must not choose
        tale.wait(10, 60).take(silently=True)
    return tale.pause(20, 300).customer_writes(words.TIRED)


def with_machines(stage: Stage, at: datetime, kind: str = "passed") -> Tale:
    """Moved by persons three times, and by a trigger and by routing in between, which are not counted."""
    tale = begun(stage, kind, at)
    hop(tale.wait(15, 80))
    tale.pause(10, 60).by_trigger("Error words go to Technical", "Technical")
    tale.pause(1, 3).by_routing()
    hop(tale.wait(15, 80))
    hop(tale.wait(15, 80), with_agent=True)
    return tale


def through_the_front_desk(stage: Stage, at: datetime, kind: str = "passed") -> Tale:
    """Out of triage, back to it and out again: the first hop is free, the others are not."""
    tale = begun(stage, kind, at)
    hop(tale.wait(15, 60))
    tale.wait(15, 60).to_group(TRIAGE).wait(5, 40).take()
    tale.wait(10, 40).to_group("Orders").wait(10, 60).take()
    return hop(tale.wait(10, 60))


WAYS: tuple[Callable[[Stage, datetime], Tale], ...] = (
    group_to_group,
    between_colleagues,
    with_names,
    by_way_of_nobody,
    with_machines,
    through_the_front_desk,
)


def nearly(stage: Stage, at: datetime, third: datetime) -> Tale:
    """Two handoffs in the week; the third comes after the weekend, at `third`."""
    tale = begun(stage, "nearly", at)
    hop(tale.wait(15, 60))
    hop(tale.wait(15, 60), with_agent=True)
    tale.at = third
    return hop(tale)
