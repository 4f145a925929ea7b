"""What was written on a day and why: one entry an update, however many policies had a part in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select

from integration.engine.context import Context
from integration.store.schema import OF_ITS_FINDING, action, finding
from integration.web.when import Wall
from policies.core.actions import WRITTEN, is_end

LISTED = 100
_NUMBER = func.count(func.distinct(action.c.reference))


@dataclass
class Written:
    """One update of a ticket."""

    reference: str
    ticket: int
    at: datetime
    reasons: list[tuple[str, str]] = field(default_factory=list)
    """By policy, why."""
    tags: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    note: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """What was written on one day."""

    day: date
    updates: list[Written]
    """The newest first, `LISTED` at most."""
    count: int
    """How many there were."""


def load_day(ctx: Context, wall: Wall, day: date) -> Day:
    """The updates of one day on the account's clock."""
    mine = _on(ctx, wall, day)
    with ctx.store.reading() as connection:
        count = connection.scalar(select(_NUMBER).where(mine)) or 0
        newest = (
            select(action.c.reference)
            .where(mine)
            .group_by(action.c.reference)
            .order_by(func.max(action.c.written_at).desc(), action.c.reference)
            .limit(LISTED)
        )
        rows = list(connection.execute(_with_reason().where(mine, action.c.reference.in_(newest))))
    updates: dict[str, Written] = {}
    for row in rows:
        update = updates.setdefault(row.reference, Written(row.reference, row.ticket_id, row.written_at))
        ended = is_end(row.step)
        why = "It ended by itself, so our tags came off." if ended else row.because or row.sentence or ""
        if (row.policy, why) not in update.reasons:
            update.reasons.append((row.policy, why))
        payload = row.payload or {}
        update.tags = list(payload.get("add_tags", ()))
        update.removed = list(payload.get("remove_tags", ()))
        update.note = update.note or bool(payload.get("note"))
    return Day(day, list(updates.values()), count)


def count_day(ctx: Context, wall: Wall, day: date) -> int:
    """How many updates there were on one day on the account's clock."""
    with ctx.store.reading() as connection:
        return connection.scalar(select(_NUMBER).where(_on(ctx, wall, day))) or 0


def _on(ctx: Context, wall: Wall, day: date) -> ColumnElement[bool]:
    first, last = wall.begins(day), wall.begins(day + timedelta(days=1))
    within = (action.c.written_at >= first) & (action.c.written_at < last)
    return (action.c.account == ctx.account) & action.c.state.in_(WRITTEN) & within


def _with_reason() -> Select[tuple[object, ...]]:
    return (
        select(action, finding.c.because)
        .select_from(action.outerjoin(finding, OF_ITS_FINDING))
        .order_by(action.c.written_at.desc(), action.c.reference, action.c.policy)
    )


def last_day_with_any(ctx: Context, wall: Wall) -> date | None:
    """The newest day on which anything was written."""
    mine = (action.c.account == ctx.account) & action.c.state.in_(WRITTEN)
    with ctx.store.reading() as connection:
        newest = connection.scalar(select(func.max(action.c.written_at)).where(mine))
    return None if newest is None else wall.day_of(newest)
