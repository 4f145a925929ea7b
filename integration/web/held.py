"""What is held back: by reason and policy, and the single rows with what was found and what would be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select

from integration.config.words import acts_in_words
from integration.engine.context import Context
from integration.store.schema import OF_ITS_FINDING, action, finding
from integration.web.found import PAGE
from policies.core.actions import Reason, State, is_end

NEXT_CYCLE = "next cycle"
"""The reason of what is planned and only waits to be sent; while the brake is set, that is the brake."""
REASONS = tuple(sorted({NEXT_CYCLE, *(r.value for r in Reason if r not in (Reason.DONE, Reason.SUPERSEDED))}))
"""Finished occasions (`done already`, `superseded`) are no news."""


@dataclass(frozen=True, slots=True)
class Group:
    """So many rows that are held for one reason."""

    reason: str
    policy: str
    count: int


@dataclass(frozen=True, slots=True)
class Held:
    """All groups, and one page of the rows that are wanted."""

    groups: list[Group]
    rows: list[tuple[Row[Any], str]]
    """Each with what would be done."""
    count: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // PAGE))


def load_held(ctx: Context, policy: str | None, reason: str | None, page: int) -> Held:
    """A page of what is held or waits to be sent, the newest first."""
    waits = waits_for(ctx)
    why = case((action.c.state == State.HELD, action.c.reason), else_=waits).label("why")
    everything = [
        action.c.account == ctx.account,
        action.c.state.in_((State.HELD, State.PLANNED, State.CONFLICTED)),
        why.not_in((Reason.DONE, Reason.SUPERSEDED)),
    ]
    where: list[ColumnElement[bool]] = list(everything)
    where += [action.c.policy == policy] if policy is not None else []
    where += [why == reason] if reason is not None else []
    number = func.count().label("number")
    groups = (
        select(why, action.c.policy, number)
        .where(*everything)
        .group_by(why, action.c.policy)
        .order_by(number.desc(), why, action.c.policy)
    )
    rows = (
        select(action, why, finding.c.because)
        .select_from(action.outerjoin(finding, OF_ITS_FINDING))
        .where(*where)
        .order_by(action.c.changed_at.desc(), action.c.ticket_id.desc(), action.c.key)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    with ctx.store.reading() as connection:
        counted = [Group(row.why, row.policy, row.number) for row in connection.execute(groups)]
        listed = [(row, _would(ctx, row)) for row in connection.execute(rows)]
    chosen = [g for g in counted if policy in (None, g.policy) and reason in (None, g.reason)]
    return Held(counted, listed, sum(group.count for group in chosen), page)


def waits_for(ctx: Context) -> str:
    """What planned updates wait for now."""
    return Reason.BRAKE.value if ctx.store.load_account().brake else NEXT_CYCLE


def _would(ctx: Context, row: Row[Any]) -> str:
    if is_end(row.step):
        return "take our tags off"
    policy = ctx.config.policies.get(row.policy)
    return "" if policy is None else acts_in_words(policy, row.step, row.episode)
