"""What came of actions: which are to be looked at, and how many confirmed, dismissed and expired there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    update,
)

from integration.store.access import Store
from integration.store.occasions import DISMISSED, RESOLVED
from integration.store.schema import OF_ITS_FINDING, action, finding
from policies.core.actions import END, UNDO, State
from policies.core.outcomes import Outcome

_RECENT = timedelta(days=30)
"""A dismissal of before is no news for what was confirmed."""
_STANDS = finding.c.withdraw.is_(None)
"""Nobody has taken the occasion back, also where it stands in Zendesk still, as on a closed ticket."""


def load_unsettled(
    store: Store, connection: Connection, policies: Collection[str], limit: int
) -> list[Row[Any]]:
    """Written rungs of these policies of which it is not known what came, the oldest first, with their occasion's end.

    Those of an occasion that is not of this ticket, as it moved here by a merge, have no `since`.

    Reads every done action of the account.
    """
    query = (
        _done_by(store, policies)
        .where(action.c.outcome.is_(None), _STANDS)
        .order_by(action.c.written_at, action.c.key)
        .limit(limit)
    )
    return list(connection.execute(query))


def load_dismissed_late(
    store: Store, connection: Connection, policies: Collection[str], now: datetime, limit: int
) -> list[Row[Any]]:
    """Rungs that had expired or were confirmed when a person dismissed their occasion, which may have the last word."""
    late = finding.c.ended_at > action.c.outcome_at
    recent = finding.c.ended_at > now - _RECENT
    spoken = or_(action.c.outcome == Outcome.EXPIRED, (action.c.outcome == Outcome.CONFIRMED) & late & recent)
    query = _done_by(store, policies).where(finding.c.state == DISMISSED, spoken).limit(limit)
    return list(connection.execute(query))


def _done_by(store: Store, policies: Collection[str]) -> Select[Any]:
    ended = case((finding.c.state == RESOLVED, finding.c.ended_at), else_=None)
    dismissed = case((finding.c.state == DISMISSED, finding.c.ended_at), else_=None)
    return (
        select(
            action.c.key,
            action.c.ticket_id,
            action.c.policy,
            action.c.episode,
            action.c.written_at,
            finding.c.since.label("since"),
            ended.label("ended_at"),
            dismissed.label("dismissed_at"),
        )
        .select_from(action.outerjoin(finding, OF_ITS_FINDING))
        .where(action.c.account == store.account, action.c.state == State.DONE)
        .where(action.c.policy.in_(policies), action.c.written_at.is_not(None), _is_rung())
    )


def _is_rung() -> ColumnElement[bool]:
    """Whether it is neither an ending nor an undo: of those nothing is hoped for."""
    return and_(~action.c.step.startswith(END), ~action.c.step.startswith(UNDO))


def save_outcomes(
    store: Store, connection: Connection, rows: Iterable[tuple[str, Outcome, datetime]]
) -> None:
    """Write down what came of these actions, and when."""
    wanted = [{"own": key, "what": outcome, "moment": at} for key, outcome, at in rows]
    if not wanted:
        return
    moment = bindparam("moment", type_=action.c.outcome_at.type)
    statement = (
        update(action)
        .where(action.c.account == store.account, action.c.key == bindparam("own"))
        .values(outcome=bindparam("what"), outcome_at=moment)
    )
    connection.execute(statement, wanted)


def count_by_step(store: Store, connection: Connection) -> list[Row[Any]]:
    """How many rungs that stand have each outcome, by policy and step; None as outcome: not known yet."""
    query = (
        select(action.c.policy, action.c.step, action.c.outcome, func.count().label("number"))
        .select_from(action.outerjoin(finding, OF_ITS_FINDING))
        .where(action.c.account == store.account, action.c.state == State.DONE, _is_rung(), _STANDS)
        .group_by(action.c.policy, action.c.step, action.c.outcome)
        .order_by(action.c.policy, action.c.step)
    )
    return list(connection.execute(query))


def count_by_occasion(store: Store, connection: Connection) -> list[Row[Any]]:
    """How many occasions have each outcome, by policy; that of the rung that tells most counts for all of its occasion."""
    ranks = {Outcome.DISMISSED: 3, Outcome.CONFIRMED: 2, Outcome.EXPIRED: 0}
    rank = case(*((action.c.outcome == outcome, place) for outcome, place in ranks.items()), else_=1)
    each = (
        select(action.c.policy, func.max(rank).label("rank"))
        .select_from(action.outerjoin(finding, OF_ITS_FINDING))
        .where(action.c.account == store.account, action.c.state == State.DONE, _is_rung(), _STANDS)
        .group_by(action.c.policy, action.c.ticket_id, action.c.episode)
        .subquery()
    )
    names = case(*((each.c.rank == place, outcome) for outcome, place in ranks.items()), else_=None)
    query = select(each.c.policy, names.label("outcome"), func.count().label("number"))
    return list(connection.execute(query.group_by(each.c.policy, each.c.rank)))
