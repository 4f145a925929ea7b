"""Rebuild a store that was lost, or is older than what Zendesk shows, in one go and before anything is written.

The exports are read again, and each mark that our own writes carry is entered in the ledger. It is a cycle without a gate:
the same reading and judging, and no door to Zendesk. When it is broken off anywhere it goes on at the next call, and a
service that is started in between rests until it has read as far itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from integration.engine.context import Context
from integration.engine.judge import judge_changes, moment_to_judge_at, new_rationing
from integration.engine.names import refresh_names
from integration.engine.read import read_exports
from integration.engine.settle import reconcile, settle_jobs
from integration.store import history, ledger, outbox
from integration.store.closed import why_closed
from integration.store.recovering import (
    begin_recovery,
    bring_forward,
    count_learned,
    end_recovery,
    load_oldest_acted_on,
    load_recovery,
)
from integration.zendesk.updates import fetch_jobs_running
from policies.core.actions import State
from policies.core.rationing import DAY

_LAST_MINUTE_S = 15.0
"""The exports leave the last minute out; so often it is looked whether it is in."""
_SHORTEST_PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a recovery came to."""

    since: datetime
    until: datetime
    """Up to this moment both exports are known."""
    resumed: bool
    """It went on where one before was broken off."""
    tickets: int
    updates: int
    learned: int
    """Rows of the ledger that are known from Zendesk alone, all that there are."""
    new: int
    """Of these the ones that this recovery found."""
    in_force: dict[str, datetime]
    """Policies that were in force earlier than the store knew, each with the moment."""
    unsettled: int
    """Writes whose outcome is not known yet."""
    closed_because: str | None
    """Why nothing may be written all the same; None: the next cycle writes."""


Tell = Callable[[str], None]


def recover(ctx: Context, since: datetime | None, tell: Tell) -> Recovered:
    """Read both exports since a moment to their ends, learn what is ours, and judge; nothing is written to Zendesk.

    `since` is by default where the history begins by the configuration, or where the store's reading ended, if that is
    earlier. Costs the calls of a first start, and at the end about a minute until the last minute is exported too.

    Raises:
        ZendeskError: Zendesk refuses or cannot be reached; the next call goes on from there.
        StoreError: the store cannot be used.
    """
    ctx.counts = Counter()
    start, resumed = _begin(ctx, since)
    with ctx.store.reading() as connection:
        before = count_learned(ctx.store, connection)
    _read_all(ctx, start, tell)
    tell("Judging what was read")
    _judge_all(ctx)
    in_force = _bring_policies_forward(ctx)
    with ctx.store.transaction() as connection:
        end_recovery(ctx.store, connection)
        learned = count_learned(ctx.store, connection)
        unsettled = len(ledger.load_rows(ctx.store, connection, State.SENDING, State.QUEUED))
    row = ctx.store.load_account()
    closed = why_closed(row)
    return Recovered(
        since=start,
        until=row.watermark,
        resumed=resumed,
        tickets=ctx.counts["tickets"],
        updates=ctx.counts["events"],
        learned=learned,
        new=learned - before,
        in_force=in_force,
        unsettled=unsettled,
        closed_because=None if closed is None else closed[1],
    )


def _begin(ctx: Context, since: datetime | None) -> tuple[datetime, bool]:
    """Rest, and go back to the beginning, unless one that was broken off is to go on; from when, and whether it goes on."""
    with ctx.store.transaction() as connection:
        row = ctx.store.load_account(connection)
        under_way = load_recovery(ctx.store, connection)
        start, resumed = since or _usual_start(ctx, row.watermark), False
        # A span that is typed again, as 60d, begins a little later than it did.
        if under_way is not None and (since is None or abs(since - under_way) < DAY):
            start, resumed = under_way, True
        if not resumed:
            begin_recovery(ctx.store, connection, start)
        # Also what a service before us has sent shortly before it ended has to be read.
        rest = max(moment for moment in (row.rest_until, ctx.started_at) if moment is not None)
        ctx.store.write_account(connection, rest_until=rest)
        outbox.distrust(ctx.store, connection, ctx.now())
    return start, resumed


def _usual_start(ctx: Context, watermark: datetime | None) -> datetime:
    start = ctx.started_at.replace(microsecond=0) - ctx.config.account.history_start.timedelta
    return start if watermark is None else min(start, watermark)


def _read_all(ctx: Context, start: datetime, tell: Tell) -> None:
    """Read until no write of ours can be unread: both ends, past the rest, and no job goes on that could be ours.

    That is one of those which went on when the ends were reached first: what begins later is somebody else's, and in a
    busy account there is always some.
    """
    jobs: frozenset[str] | None = None
    while True:
        ctx.beat()
        refresh_names(ctx)
        settle_jobs(ctx)
        reconcile(ctx)
        read_exports(ctx, drain=False)
        row = ctx.store.load_account()
        if not (row.ticket_end and row.event_end):
            tell(f"Reading since {start:%Y-%m-%d %H:%M} UTC: {_so_far(ctx)}")
            ctx.pause(max(_SHORTEST_PAUSE_S, ctx.transport.budget.wait_s("export")))
            continue
        running = fetch_jobs_running(ctx.transport)
        jobs = running if jobs is None else jobs & running
        if jobs:
            tell("A job of the account is still going on; it may be ours")
            ctx.store.save_account(rest_until=ctx.now())
        elif row.watermark > row.rest_until:
            return
        else:
            tell(f"{_so_far(ctx).capitalize()}; waiting until the last minute is exported")
        ctx.pause(_LAST_MINUTE_S)


def _so_far(ctx: Context) -> str:
    return f"{ctx.counts['tickets']} tickets and {ctx.counts['events']} updates read"


def _judge_all(ctx: Context) -> None:
    """Judge until nothing waits that can be judged: strikes, cases and findings are known again before the first write."""
    waiting: list[int] | None = None
    while True:
        judge_changes(ctx, new_rationing(ctx))
        watermark = moment_to_judge_at(ctx)
        if watermark is None:
            return
        with ctx.store.reading() as connection:
            left = history.load_to_judge(ctx.store, connection, watermark, 1000)
        if not left or left == waiting:
            return
        waiting = left


def _bring_policies_forward(ctx: Context) -> dict[str, datetime]:
    """Since when policies are in force, as far as what they wrote shows it: what began after it is no history.

    Only where they judge as they did when they wrote, for what an edit newly finds in its past is history.
    """
    acting = [
        p for p in ctx.policies if p.mode == "enforce" and p.effective_from is None and not p.include_open
    ]
    with ctx.store.transaction() as connection:
        digests = {(policy.name, policy.judging_digest) for policy in acting}
        oldest = load_oldest_acted_on(ctx.store, connection, digests)
        moved = {
            name: since for name, since in oldest.items() if bring_forward(ctx.store, connection, name, since)
        }
        if moved:
            history.mark_to_judge(ctx.store, connection)
    if moved:
        _judge_all(ctx)
    return moved
