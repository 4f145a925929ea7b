"""History that the store has not got, or got by other settings: read from the exports into a file beside it, and kept there.

It is read by the very steps of a cycle, within the budget of the context's transport. What was read stays in the file with
its place, so that a back-test that was ended goes on where it was, and a later one reads what came since. The file holds
what a store holds, but for the words of comments; it may be deleted at any time, and goes when nobody has used it for a
month.
"""

from __future__ import annotations

import glob
import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from integration.config.models import Config
from integration.engine.context import Context
from integration.engine.keeping import complete_from_audits
from integration.engine.read import read_exports
from integration.store import talk
from integration.store.access import Store
from integration.store.schema import ticket
from policies.core.rationing import DAY

_COMPLETED = 500
"""So many tickets that are older than the time asked for are completed from their audits, a call each; others are left out."""
_SLACK = timedelta(hours=1)
_KEPT = timedelta(days=30)
_PAUSE_S = 1.0


def reading_of(config: Config) -> str:
    """A short hash of all settings that decide what is read in texts and kept of tickets."""
    settings = config.reading.model_dump(mode="json")
    customers = any(policy.reads_customers for policy in config.policies_in_order)
    ignored = sorted(map(str, config.scope.ignore_actors))
    content = json.dumps([settings, customers, config.names_custom_fields, ignored], sort_keys=True)
    return hashlib.blake2b(content.encode(), digest_size=4).hexdigest()


def why_read(own: Config, asked: Config, store: Store, start: datetime) -> str | None:
    """Why the exports have to be read for a back-test, as a sentence; None where the store has all that it needs."""
    row = store.load_account()
    if row.watermark is None or row.history_start is None:
        return "The store has no history yet."
    if row.history_start > start + _SLACK:
        return f"The store's history begins {row.history_start:%Y-%m-%d %H:%M} UTC."
    if start < row.watermark - own.store.retention.timedelta - _SLACK:
        return f"The store keeps closed tickets for {own.store.retention}."
    if reading_of(own) != reading_of(asked):
        return "The candidate reads texts or fields by other settings."
    return None


def place_of(store: Path, config: Config, start: datetime) -> Path:
    """The file beside the account's store into which the exports are read; one for each way of reading.

    It is named by the day on which it begins: one that begins on the day asked for or before it serves, the latest of them.
    """
    name, reading = f"{store.name}.backtest-", reading_of(config)
    days = sorted(
        day
        for path in store.parent.glob(f"{glob.escape(name)}????????-{reading}")
        if (day := path.name.removeprefix(name)[:8]) <= f"{start:%Y%m%d}"
    )
    return store.with_name(f"{name}{days[-1] if days else f'{start:%Y%m%d}'}-{reading}")


def drop_unused(store: Path, used: Path, now: datetime) -> None:
    """Delete files of back-tests that nobody has used for a month; for a day, where one that was read alike begins before."""
    _, _, reading = used.name.rpartition("-")
    for path in store.parent.glob(f"{glob.escape(store.name)}.backtest-????????-????????"):
        superseded = path.name.endswith(f"-{reading}") and path.name > used.name
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < now - (DAY if superseded else _KEPT):
            for each in (path, *(path.with_name(f"{path.name}-{part}") for part in ("wal", "shm"))):
                each.unlink(missing_ok=True)


def read_history(
    ctx: Context, beside: Path, start: datetime, progress: Callable[[float, str], None]
) -> Context:
    """A context whose store, a file beside the account's, holds everything since `start`, read by the context's settings.

    Nothing is written to Zendesk or to the account's own store. Costs the calls of a first start: one export call for each
    1,000 changed tickets and for each 1,000 updates, and one for each ticket that is completed.

    Raises:
        ZendeskError: Zendesk refuses or cannot be reached; what was read is kept, and the next call goes on from there.
        StoreError: the file cannot be written, or another back-test is reading into it.
    """
    place = place_of(beside, ctx.config, start)
    store = Store.open(place, ctx.account)
    store.take_lease(ctx.wall())
    aside = replace(ctx, store=store, unreadable={}, counts=Counter())
    if store.load_account().history_start is None:
        store.save_account(history_start=datetime.combine(start, time(), UTC))
    now = ctx.now()
    try:
        while not _is_read(store, now):
            store.beat(ctx.wall())
            read_exports(aside, drain=False)
            _forget_words(store, now)
            progress(
                _share(store, start, now),
                f"{aside.counts['tickets']} tickets and {aside.counts['events']} updates",
            )
            if not _is_read(store, now):
                ctx.pause(max(_PAUSE_S, ctx.transport.budget.wait_s("export")))
        _complete(aside, start, progress)
        _forget_words(store, now)
    finally:
        store.release_lease()
    place.touch()
    drop_unused(beside, place, ctx.wall())
    return aside


def _forget_words(store: Store, now: datetime) -> None:
    """Nobody reads a note that is only planned: what was meant is enough."""
    with store.transaction() as connection:
        talk.blank_old_excerpts(store, connection, now + _SLACK)


def _is_read(store: Store, now: datetime) -> bool:
    """Whether both streams have been read to where they ended when the back-test began."""
    row = store.load_account()
    return row.watermark is not None and row.watermark >= now - _SLACK


def _share(store: Store, start: datetime, now: datetime) -> float:
    row = store.load_account()
    marks = [mark for mark in (row.ticket_mark, row.event_mark) if mark is not None]
    if len(marks) < 2:  # noqa: PLR2004 - both streams
        return 0.0
    share: float = (min(marks) - start) / (now - start)
    return min(1.0, max(0.0, share))


def _complete(ctx: Context, start: datetime, progress: Callable[[float, str], None]) -> None:
    with ctx.store.reading() as connection:
        lives = ticket.c.status.not_in(("closed", "deleted")) | (ticket.c.generated_at >= start)
        query = select(ticket.c.ticket_id).where(ticket.c.account == ctx.account, lives, ~ticket.c.complete)
        older = list(connection.scalars(query.order_by(ticket.c.generated_at.desc()).limit(_COMPLETED)))
    for place in range(0, len(older), 10):
        complete_from_audits(ctx, older[place : place + 10], 10)
        ctx.beat()
        done = min(place + 10, len(older))
        progress(done / len(older), f"{done} of {len(older)} older tickets completed")
