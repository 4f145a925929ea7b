"""What came of what was written is settled once an hour, for people to see; no decision rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from integration.engine.context import Context
from integration.store.access import CHUNK
from integration.store.loading import load_tickets
from integration.store.merges import load_merged
from integration.store.occasions import load_occasions
from integration.store.outcomes import load_dismissed_late, load_unsettled, save_outcomes
from policies.core.actions import Occasion
from policies.core.calendar import ALWAYS_OPEN
from policies.core.facts import Event, Facts, Ticket
from policies.core.outcomes import Outcome, Rung, outcome_of
from policies.core.settings import Settings
from policies.core.timeline import fold

AT_ONCE = 2000
"""So many rungs are looked at in one go; the oldest first, so that none waits for ever."""


def settle_outcomes(ctx: Context) -> None:
    """Settle what came of written rungs as of the watermark; asks Zendesk nothing."""
    now = ctx.store.load_account().watermark
    policies = ctx.config.policies
    if now is None or not policies:
        return
    with ctx.store.reading() as connection:
        rows = load_unsettled(ctx.store, connection, policies, AT_ONCE)
        rows += load_dismissed_late(ctx.store, connection, policies, now, AT_ONCE)
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        with ctx.store.transaction() as connection:
            ids = {row.ticket_id for row in some}
            tickets = load_tickets(ctx.store, connection, ids, ctx.names.ignored)
            moved = {row.ticket_id for row in some if row.since is None}
            merged = load_merged(ctx.store, connection, moved)
            elsewhere = load_occasions(ctx.store, connection, (), merged)
            came = _outcomes(ctx, [(row, _rung(row, elsewhere)) for row in some], tickets, now)
            save_outcomes(ctx.store, connection, came)
        ctx.beat()


def _rung(row: Row[Any], elsewhere: Mapping[int, Mapping[tuple[str, str], Occasion]]) -> Rung:
    """The rung with what became of its occasion, which may stand under a ticket that was merged into this one."""
    moved = elsewhere.get(row.ticket_id, {}).get((row.policy, row.episode))
    if row.since is not None or moved is None:
        return Rung(row.written_at, row.ended_at, row.dismissed_at)
    if moved.dismissed:
        return Rung(row.written_at, None, moved.ended_at)
    return Rung(row.written_at, moved.ended_at)


def _outcomes(
    ctx: Context,
    rungs: Sequence[tuple[Row[Any], Rung]],
    tickets: Mapping[int, tuple[Ticket, list[Event]]],
    now: datetime,
) -> Iterator[tuple[str, Outcome, datetime]]:
    for row, rung in rungs:
        if row.ticket_id not in tickets:
            continue
        ticket, events = tickets[row.ticket_id]
        facts = Facts(fold(ticket, events, now), now, ALWAYS_OPEN, ctx.names.account)
        policy: Settings = ctx.config.policies[row.policy]
        came = outcome_of(policy, facts, rung)
        if came is not None:
            yield (row.key, *came)
