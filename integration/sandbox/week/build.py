"""Tell all the stories of the week, let the clock catch up, and leave three more days to come."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from integration.sandbox.clock import Clock
from integration.sandbox.week import passed, promised, spared, special, stories
from integration.sandbox.week.company import Cast, found_company
from integration.sandbox.week.hours import Hours, monday_of
from integration.sandbox.week.promises_beside import BESIDE
from integration.sandbox.week.promises_broken import BROKEN
from integration.sandbox.week.promises_kept import KEPT
from integration.sandbox.week.promises_none import NO_PROMISES
from integration.sandbox.week.rough import tell_rough_words
from integration.sandbox.week.tale import Stage
from integration.sandbox.world import World

FLAG = "passed_around"
"""The tag that the usual configuration puts on tickets that are passed around."""
CLOSES_AFTER = 48
"""Hours after which an automation closes what was solved, once the days after the week go on."""
PROMISES = (*KEPT, *BROKEN, *BESIDE, *NO_PROMISES)
"""The stories about promises, and about what sounds like one."""
_START = datetime(2026, 3, 2, tzinfo=UTC)
_MON, _TUE, _WED, _THU, _FRI, _SAT, _SUN, _NEXT = range(8)
_TO_COME = 3
_ENDS = 8 * 60
"""Minute of the Monday after at which the clock stands."""
_ORDINARY, _HANDED_ON, _DELETED, _MERGED, _REOPENED, _ASSISTANT = 395, 45, 48, 40, 62, 14
_PASSED, _SPARED_OF_A_KIND, _LEFT_BEHIND = 42, 6, 7


def build_week(seed: int = 2026, start: datetime | None = None) -> World:
    """The account after the week of `start`, early on the Monday after; the same for the same seed."""
    return build_cast_and_week(seed, start)[0]


def build_cast_and_week(seed: int = 2026, start: datetime | None = None) -> tuple[World, Cast]:
    """The account and who is who in it. Takes a second or two.

    The clock stands still at 08:00 in London on the Monday after the week of `start`. What happens on that
    day and the two after it is scheduled, and happens when the clock goes on and the world catches up.
    """
    rng = Random(seed)  # noqa: S311 - chance for a story, not for a secret
    hours = Hours(monday_of(start or _START))
    ends = hours.on(_NEXT, _ENDS)
    world = World(Clock(ends))
    cast = found_company(world, rng, hours.on(_MON, 0), ends)
    stage = Stage(world, cast, hours, rng)
    _tell_ordinary(stage)
    _tell_passed(stage)
    _tell_spared(stage)
    _tell_special(stage)
    _tell_what_comes(stage)
    for story in PROMISES:
        promised.tell(stage, story)
    tell_rough_words(stage, [hours.on(_NEXT + day, 9 * 60) for day in range(_TO_COME)])
    world.catch_up()
    world.switches.close_after_hours = CLOSES_AFTER
    return world, cast


def _tell_ordinary(stage: Stage) -> None:
    hours, rng = stage.hours, stage.rng
    for at in hours.arrivals(rng, _ORDINARY):
        stories.ordinary(stage, at)
    for at in hours.arrivals(rng, _HANDED_ON):
        stories.handed_on(stage, at)
    for at in hours.arrivals(rng, _ASSISTANT):
        stories.by_assistant(stage, at)
    for at in hours.arrivals(rng, _DELETED, days=4):
        stories.deleted(stage, at)
    for at in hours.arrivals(rng, _MERGED, days=4):
        stories.merged(stage, at)
    for at in hours.arrivals(rng, _REOPENED, days=4):
        stories.reopened(stage, at)


def _tell_passed(stage: Stage) -> None:
    for number in range(_PASSED):
        way = passed.WAYS[number % len(passed.WAYS)]
        way(stage, _in_office(stage, _MON, _THU))
    for day in range(_NEXT, _NEXT + _TO_COME):
        for hour in (10, 12, 15):
            third = stage.hours.on(day, hour * 60 + stage.rng.randrange(55))
            passed.nearly(stage, stage.hours.on(_THU, 9 * 60 + stage.rng.randrange(90)), third)


def _tell_spared(stage: Stage) -> None:
    hours, rng = stage.hours, stage.rng
    for kind in spared.KINDS:
        for _ in range(_SPARED_OF_A_KIND):
            kind(stage, _in_office(stage, _MON, _WED))
    opened = [hours.on(_MON, 9 * 60 + rng.randrange(180)) for _ in range(spared.BULK)]
    moves = [(_TUE, "Returns"), (_WED, "Billing"), (_THU, "Orders")]
    spared.in_bulk(stage, opened, [(hours.on(day, 11 * 60 + 12), group) for day, group in moves])
    opened = [_in_office(stage, _MON, _TUE) for _ in range(_LEFT_BEHIND)]
    spared.agent_leaves(stage, opened, hours.on(_THU, 12 * 60 + 30))


def _tell_special(stage: Stage) -> None:
    on = stage.hours.on
    special.left_alone(stage, on(_TUE, 9 * 60 + 20))
    special.of_staff(stage, on(_TUE, 10 * 60 + 5))
    special.of_suspended(stage, on(_WED, 9 * 60 + 40))
    special.closed(stage, on(_MON, 9 * 60 + 15))
    special.elsewhere(stage, on(_WED, 10 * 60 + 10))
    for day in (_TUE, _WED):
        special.shared(stage, on(day, 11 * 60))
        special.solved_and_back(stage, on(day, 9 * 60 + 30))
    for day in (_MON, _TUE, _WED):
        special.by_messaging(stage, on(day, 13 * 60 + 20))
        special.solved(stage, on(day, 10 * 60 + 40))
        special.solved(stage, on(day, 12 * 60 + 15))
    special.over_the_weekend(stage, on(_FRI, 10 * 60), on(_SAT, 10 * 60 + 12), on(_SUN, 16 * 60 + 41))
    friday = (on(_FRI, 9 * 60 + 30), on(_FRI, 17 * 60))
    to_come = [(on(day, 9 * 60), on(day, 17 * 60 + 15)) for day in range(_NEXT, _NEXT + _TO_COME)]
    again = [on(_NEXT, minute) for minute in (10 * 60 + 20, 11 * 60 + 35, 13 * 60 + 50)]
    special.busy(stage, on(_FRI, 9 * 60 + 10), again, [friday, *to_come])


def _tell_what_comes(stage: Stage) -> None:
    """The three days after the week: new tickets, some passed around, and flags that are taken off."""
    hours, rng, on = stage.hours, stage.rng, stage.hours.on
    for at in hours.arrivals(rng, 40, _NEXT, _TO_COME):
        stories.ordinary(stage, at)
    for at in hours.arrivals(rng, 6, _NEXT, 2):
        stories.reopened(stage, at)
    for at in hours.arrivals(rng, 4, _NEXT, 2):
        stories.merged(stage, at)
    for number in range(9):
        way = passed.WAYS[number % len(passed.WAYS)]
        way(stage, on(_NEXT + number % _TO_COME, 9 * 60 + 5 + rng.randrange(40)))
    special.solved(stage, on(_NEXT, 9 * 60 + 25), "solved_later")
    special.solved(stage, on(_NEXT + 1, 9 * 60 + 25), "solved_later")
    special.shared(stage, on(_NEXT, 9 * 60 + 40), "shared_later")
    special.left_alone(stage, on(_NEXT, 9 * 60 + 50), "off_later")
    special.of_staff(stage, on(_NEXT + 1, 9 * 60 + 45), "internal_later")
    special.by_messaging(stage, on(_NEXT + 1, 10 * 60), "messaging_later")
    special.elsewhere(stage, on(_NEXT + 1, 9 * 60 + 15), "out_of_scope_later")
    special.flag_removed_by_person(stage, on(_NEXT, 14 * 60 + 5), FLAG)
    special.flag_removed_by_rule(stage, on(_NEXT, 15 * 60 + 30), FLAG)
    special.flag_removed_by_person(stage, on(_NEXT + 1, 11 * 60 + 20), FLAG)
    special.flag_removed_by_rule(stage, on(_NEXT + 1, 16 * 60 + 10), FLAG)


def _in_office(stage: Stage, first: int, last: int) -> datetime:
    """A moment of a weekday's morning, from one day to another."""
    return stage.hours.on(stage.rng.randint(first, last), 9 * 60 + stage.rng.randrange(180))
