"""An account that several processes poll in turn: what the next one must know of the one before, beside the store.

The limits are the account's, so the calls of the last minute go with it: with each page's place in the exports, so that
a process that dies leaves them, and with the end of a poll. They are told by Zendesk's clock, which all share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from integration.engine.context import Context
from integration.store.access import Claim
from integration.zendesk.budget import Kind

Calls = Mapping[Kind, Iterable[tuple[int, int]]]
"""By kind of budget: a second since 1970, and how many calls left in it."""


def calls_made(ctx: Context) -> Calls:
    """The calls of the last minute that this process knows of, as the account's row keeps them."""
    now = int(ctx.now().timestamp())
    ages = ctx.transport.budget.ages()
    return {
        kind: [(now - age, count) for age, count in sorted(by_age.items())] for kind, by_age in ages.items()
    }


def begin_turn(ctx: Context, claim: Claim | None = None) -> None:
    """Take the account over, and count what was called in its name within the last minute.

    Raises:
        StoreLocked: a service that still runs holds it.
        FenceLost: the queue has given the account to another meanwhile.
    """
    ctx.store.take_turn(ctx.wall(), claim)
    calls: Calls = ctx.store.load_account().calls or {}
    now = int(ctx.now().timestamp())
    ctx.transport.budget.take_up({kind: _by_age(pairs, now) for kind, pairs in calls.items()})


def _by_age(pairs: Iterable[tuple[int, int]], now: int) -> Counter[int]:
    """How many calls by their age; those of a clock that was a little ahead left just now."""
    ages: Counter[int] = Counter()
    for second, count in pairs:
        ages[max(0, now - second)] += count
    return ages


def end_turn(ctx: Context) -> None:
    """Leave the calls to the next.

    Raises:
        FenceLost: another process has begun a turn already; it goes by what the store knows.
    """
    ctx.store.save_account(calls=calls_made(ctx))
    ctx.transport.budget.hand_over()
