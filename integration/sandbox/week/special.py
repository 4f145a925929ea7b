"""Tickets for each reason that is given for not acting: one of a kind, passed around and yet left alone."""

from __future__ import annotations

from datetime import datetime

from integration.sandbox.records import SYSTEM
from integration.sandbox.week import passed, words
from integration.sandbox.week.company import OUT_OF_SCOPE
from integration.sandbox.week.tale import APP, Stage, Tale
from integration.sandbox.week.texts import PARCEL
from integration.sandbox.world import World

_AGREEMENT = 7_310_201
_EVERY = (1, 3)
"""Minutes between two scans of the busy parcel."""


def three_hops(tale: Tale, least: int = 15, most: int = 60) -> Tale:
    """Three counted handoffs."""
    for _ in range(3):
        passed.hop(tale.wait(least, most), with_agent=True)
    return tale


def left_alone(stage: Stage, at: datetime, kind: str = "off") -> None:
    """A lead tags it `steadyhand_off`, and it is passed around all the same."""
    tale = passed.begun(stage, kind, at)
    tale.wait(5, 20).update(stage.cast.lead, {"additional_tags": ["steadyhand_off"]})
    three_hops(tale)


def of_staff(stage: Stage, at: datetime, kind: str = "internal") -> None:
    """An agent asks for themselves."""
    asker = stage.cast.agents["Gus Harrowgate"]
    tale = Tale(stage, kind, PARCEL, at, asker).open("web", stage.rng.choice(words.STAFF_ASKS))
    three_hops(tale.wait(5, 40).take())


def of_suspended(stage: Stage, at: datetime, kind: str = "suspended") -> None:
    """The requester is suspended after it was passed around; Zendesk then refuses updates."""
    tale = Tale(stage, kind, PARCEL, at, stage.cast.suspended).open()
    three_hops(tale.wait(5, 40).take())

    def suspend(world: World) -> None:
        world.users[stage.cast.suspended].suspended = True

    tale.wait(20, 60).then(suspend)


def shared(stage: Stage, at: datetime, kind: str = "shared") -> None:
    """The warehouse's own Zendesk sees this ticket, with all its notes."""
    three_hops(passed.begun(stage, kind, at, sharing=(_AGREEMENT,)))


def by_messaging(stage: Stage, at: datetime, kind: str = "messaging") -> None:
    """A conversation in messaging that goes from hand to hand."""
    tale = Tale(stage, kind, PARCEL, at).open("native_messaging").wait(1, 5).take()
    three_hops(tale, 10, 30).pause(2, 30).customer_writes(words.TIRED)


def elsewhere(stage: Stage, at: datetime, kind: str = "out_of_scope") -> None:
    """It ends in a group that no policy for customers looks at."""
    tale = three_hops(passed.begun(stage, kind, at))
    tale.wait(10, 40).to_group(OUT_OF_SCOPE).wait(5, 30).take(silently=True)


def closed(stage: Stage, at: datetime, kind: str = "closed") -> None:
    """Passed around, solved, and closed by an automation two days later."""
    tale = three_hops(passed.begun(stage, kind, at), 5, 30).wait(5, 30).solve()
    tale.pause(2880, 2900).by_automation("Close two days after solving", {"status": "closed"})


def solved(stage: Stage, at: datetime, kind: str = "solved") -> None:
    """Passed around and solved in the end."""
    three_hops(passed.begun(stage, kind, at)).wait(20, 60).solve()


def solved_and_back(stage: Stage, at: datetime, kind: str = "solved_and_back") -> None:
    """Passed around, solved, and opened again by the customer: the count begins anew."""
    tale = three_hops(passed.begun(stage, kind, at)).wait(20, 60).solve()
    tale.pause(60, 300).customer_writes(words.AGAIN)
    tale.wait(10, 60).answer("open")


def over_the_weekend(stage: Stage, friday: datetime, saturday: datetime, sunday: datetime) -> None:
    """Two handoffs on Friday, one on Saturday morning; on Sunday only the customer writes."""
    tale = passed.begun(stage, "weekend", friday)
    for _ in range(2):
        passed.hop(tale.wait(15, 50), with_agent=True)
    tale.at = saturday
    tale.to_colleague()
    tale.at = sunday
    tale.customer_writes(words.TIRED)


def busy(
    stage: Stage, opened: datetime, again: list[datetime], scans: list[tuple[datetime, datetime]]
) -> None:
    """An app writes each scan of a parcel into the ticket, every other minute, while it is passed around.

    Three handoffs follow the opening, and one comes at each moment of `again`; `scans` are stretches of time.
    """
    tale = Tale(stage, "busy", PARCEL, opened).open("api").wait(5, 20).take()
    three_hops(tale, 10, 30)
    for moment in again:
        tale.at = moment
        passed.hop(tale, with_agent=True)
    number = 0
    for start, end in scans:
        tale.at = start
        while tale.pause(*_EVERY).at < end:
            number += 1
            state = {"custom_fields": {stage.cast.fields["Parcel status"]: f"scan-{number:04d}"}}
            tale.update(stage.cast.tracker, state, via=APP)


def flag_removed_by_person(stage: Stage, at: datetime, tag: str) -> None:
    """An agent takes our tag off a ticket that carries it; where none does, nothing happens."""

    def remove(world: World) -> None:
        if (number := _flagged(world, tag)) is not None:
            agent = world.tickets[number].assignee_id or stage.cast.lead
            world.update(
                number, agent, {"remove_tags": [tag]}, comment="I look after this one.", public=False
            )
            stage.cast.tickets.setdefault("flag_removed_by_person", []).append(number)

    stage.play(at, remove)


def flag_removed_by_rule(stage: Stage, at: datetime, tag: str) -> None:
    """An automation takes our tag off another one."""

    def remove(world: World) -> None:
        if (number := _flagged(world, tag)) is not None:
            via = stage.cast.automation("Tidy up old tags")
            world.update(number, SYSTEM, {"remove_tags": [tag]}, via=via)
            stage.cast.tickets.setdefault("flag_removed_by_rule", []).append(number)

    stage.play(at, remove)


def _flagged(world: World, tag: str) -> int | None:
    """The first ticket that carries a tag and is being worked on by somebody."""
    for number, ticket in sorted(world.tickets.items()):
        over = ticket.status in ("solved", "closed", "deleted")
        if tag in ticket.tags and not over and not world.users[ticket.requester_id].suspended:
            return number
    return None
