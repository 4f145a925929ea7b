"""Tickets that moved a lot and are not passed around: the moves were not a person's, or do not count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from integration.sandbox.week.company import LEAVERS_GROUP
from integration.sandbox.week.passed import TOPICS, begun, hop
from integration.sandbox.week.tale import Stage, Tale
from integration.sandbox.week.texts import ADVICE, PARCEL, REFUND
from integration.sandbox.world import World

BULK = 14
"""How many tickets the lead moves at once."""


def by_triggers(stage: Stage, at: datetime) -> None:
    """The customer's words send it around: no person moved it."""
    tale = Tale(stage, "by_triggers", PARCEL, at).open().wait(5, 60).take()
    tale.pause(20, 200).by_trigger("Refund words go to Returns", "Returns")
    tale.pause(20, 200).by_trigger("Invoice words go to Billing", "Billing")
    tale.pause(20, 200).by_trigger("Error words go to Technical", "Technical")
    tale.wait(20, 90).take().wait(20, 90).answer()


def by_routing(stage: Stage, at: datetime) -> None:
    """Nobody accepts it, so routing offers it to one agent after the other."""
    tale = Tale(stage, "by_routing", stage.rng.choice(TOPICS), at).open("native_messaging")
    for _ in range(4):
        tale.wait(3, 20).by_routing()
    tale.wait(5, 30).answer()


def by_round_robin(stage: Stage, at: datetime) -> None:
    """The round-robin app moves it on each time that nobody reacts."""
    tale = Tale(stage, "by_round_robin", stage.rng.choice(TOPICS), at).open()
    for _ in range(4):
        tale.wait(30, 60).by_round_robin()
    tale.wait(10, 60).answer()


def back_to_the_same(stage: Stage, at: datetime) -> None:
    """Put back and taken again by the very same agent, three times."""
    tale = begun(stage, "back_to_the_same", at)
    agent = tale.agent
    for _ in range(3):
        tale.wait(20, 90).put_back().wait(20, 90).take(agent, silently=True)
    tale.wait(10, 60).answer()


def out_of_triage(stage: Stage, at: datetime) -> None:
    """Three hops, and the first of them only sorts."""
    tale = Tale(stage, "out_of_triage", ADVICE, at).open().wait(5, 40).take(silently=True)
    tale.wait(5, 30).to_group("Orders").wait(15, 60).take()
    tale.wait(15, 60).to_group("Billing").wait(15, 60).take()
    tale.wait(15, 60).to_group("Returns").wait(15, 60).take().wait(10, 60).answer()


def taken_by_members(stage: Stage, at: datetime) -> None:
    """Two handoffs to a group, each followed by a member who takes it: four moves, two handoffs."""
    tale = begun(stage, "taken_by_members", at)
    for _ in range(2):
        hop(tale.wait(20, 90))
    tale.wait(10, 60).answer()


KINDS: tuple[Callable[[Stage, datetime], None], ...] = (
    by_triggers,
    by_routing,
    by_round_robin,
    back_to_the_same,
    out_of_triage,
    taken_by_members,
)


def in_bulk(stage: Stage, opened: list[datetime], moved: list[tuple[datetime, str]]) -> None:
    """The lead moves many tickets at once, again and again, until they are where the hands are."""
    tales = [Tale(stage, "in_bulk", PARCEL, at).open().wait(5, 60).take(silently=True) for at in opened]
    for at, group in moved:
        for tale in tales:
            tale.at = at
            tale.group, tale.agent = group, None
            changes = {"group_id": stage.cast.groups[group], "assignee_id": None}
            tale.update(stage.cast.lead, changes)


def agent_leaves(stage: Stage, opened: list[datetime], leaves: datetime) -> None:
    """An agent leaves the group: Zendesk takes their tickets from them, and routing finds others."""
    cast = stage.cast
    for at in opened:
        tale = Tale(stage, "agent_left", REFUND, at).open()
        tale.pause(1, 4).by_routing(cast.leaver).wait(20, 120).answer("open")
        tale.agent, tale.at = None, leaves
        tale.pause(2, 9).by_routing().wait(20, 60).answer("open")
        tale.pause(5, 6).by_routing()

    def leave(world: World) -> None:
        world.remove_from_group(cast.leaver, cast.groups[LEAVERS_GROUP])

    stage.play(leaves, leave)
