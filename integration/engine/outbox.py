"""Messages that leave Zendesk: entered with the ticket's own update, sent after it, at most once each."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection, Row

from integration.engine.cases import ToldOf, note_strikes
from integration.engine.context import Context
from integration.notify.deliver import deliver
from integration.notify.delivery import Delivery, Outcome
from integration.notify.message import Message
from integration.store import ledger, outbox
from integration.store.outbox import MessageState
from policies.core.actions import State

log = structlog.get_logger(__name__)
PER_CYCLE = 30
"""Messages a channel and cycle; the rest waits for the next."""
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=1)


def mark_done(
    ctx: Context,
    connection: Connection,
    keys: Collection[str],
    at: datetime,
    **values: Any,  # noqa: ANN401 - ledger columns
) -> None:
    """Write down that these actions stand in Zendesk, and enter what they tell outside of it and of people, in one transaction."""
    ledger.move(ctx.store, connection, keys, State.DONE, at, **values)
    ledger.mark_undone(ctx.store, connection, keys, at)
    outbox.enter(ctx.store, connection, keys, at)
    told = ledger.load_strikes(ctx.store, connection, keys)
    note_strikes(ctx, connection, [ToldOf(*each, at) for each in told])


def send_waiting(ctx: Context, closed_because: Callable[[], str | None]) -> None:
    """Send what waits, channel by channel, while the write gate is open; it is asked before each message.

    After the first trouble of a channel its other messages wait for the next cycle. Policies that only observe, or
    are gone, tell nothing.
    """
    if ctx.dry_run:
        return
    with ctx.store.transaction() as connection:
        _count(ctx, MessageState.UNKNOWN, outbox.give_up_interrupted(ctx.store, connection, ctx.now()))
    if closed_because() is not None:
        return
    with ctx.store.transaction() as connection:
        _count(ctx, MessageState.FAILED, outbox.expire(ctx.store, connection, ctx.now()))
        channels = outbox.load_channels(ctx.store, connection)
    for channel in channels:
        _send_all(ctx, channel, closed_because)


def _send_all(ctx: Context, channel: str, closed_because: Callable[[], str | None]) -> None:
    acting = [policy.name for policy in ctx.policies if policy.mode == "enforce"]
    with ctx.store.reading() as connection:
        rows = outbox.load_due(ctx.store, connection, channel, acting, ctx.now(), PER_CYCLE)
    for row in rows:
        if ctx.stop.is_set() or closed_because() is not None:
            return
        ctx.beat()  # a slow receiver must not let our lease run out
        if not _may_go(ctx, row):
            continue
        delivery = deliver(ctx.config, channel, _message(ctx, row), ctx.now())
        _settle(ctx, row, delivery)
        if delivery.outcome in (Outcome.LATER, Outcome.UNKNOWN):
            return


def _may_go(ctx: Context, row: Row[Any]) -> bool:
    """Mark a message `sending`, on disk, unless its channel is gone or it is no longer true after a pause."""
    now = ctx.now()
    with ctx.store.transaction() as connection:
        if row.channel not in ctx.config.notify:
            sentence = "Its channel is no longer in the configuration."
            outbox.move(ctx.store, connection, row.key, MessageState.FAILED, now, error=sentence)
            _count(ctx, MessageState.FAILED)
            return False
        if outbox.is_over(ctx.store, connection, row):
            outbox.move(ctx.store, connection, row.key, MessageState.OBSOLETE, now)
            return False
        return outbox.mark_sending(ctx.store, connection, row.key, now)


def _message(ctx: Context, row: Row[Any]) -> Message:
    return Message(
        key=row.key,
        account=ctx.account,
        policy=row.policy,
        kind=row.payload["kind"],
        ticket_id=row.ticket_id,
        url=f"{ctx.config.account.url}/agent/tickets/{row.ticket_id}",
        reference=row.reference or "",
        because=row.payload["because"],
        owner=ctx.names.account.agent_name(row.payload["owner_id"]) if "owner_id" in row.payload else "",
    )


def _settle(ctx: Context, row: Row[Any], delivery: Delivery) -> None:
    """Write down what became of a try."""
    now = ctx.now()
    state = {
        Outcome.SENT: MessageState.SENT,
        Outcome.LATER: MessageState.WAITING,
        Outcome.REFUSED: MessageState.FAILED,
        Outcome.UNKNOWN: MessageState.UNKNOWN,
    }[delivery.outcome]
    values: dict[str, object] = {"error": delivery.sentence or None}
    if state is MessageState.WAITING:
        values["next_at"] = now + _pause(row.attempts + 1, delivery.retry_after_s)
    with ctx.store.transaction() as connection:
        outbox.move(ctx.store, connection, row.key, state, now, **values)
    _count(ctx, state)
    tell = log.info if state is MessageState.SENT else log.warning
    tell(
        "message",
        account=ctx.account,
        channel=row.channel,
        ticket=row.ticket_id,
        state=str(state),
        sentence=delivery.sentence,
    )


def _count(ctx: Context, state: MessageState, number: int = 1) -> None:
    if number:
        ctx.counts[f"message_{state}"] += number


def _pause(attempts: int, asked_s: float | None) -> timedelta:
    """How long until the next try: twice as long each time, and no shorter than the receiver asks."""
    grown = _FIRST_PAUSE * (1 << min(attempts - 1, 10))
    return max(min(_LONGEST_PAUSE, grown), timedelta(seconds=asked_s or 0))
