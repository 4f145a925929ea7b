"""What an admin may want to take back: the ledger's rows by reference, policy, moment or cycle, and their occasions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from integration.store.access import Store
from integration.store.ledger import UNKNOWN
from integration.store.merges import load_merged
from integration.store.occasions import load_keys
from integration.store.schema import action, run
from policies.core.actions import IN_FLIGHT, UNDO, WRITTEN

Key = tuple[str, int, str]
"""An occasion: policy, ticket, episode."""
_REACHED = action.c.state.in_(WRITTEN | IN_FLIGHT) | action.c.note_written


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of our writes are meant: all that fit everything that is given."""

    reference: str | None = None
    policy: str | None = None
    since: datetime | None = None
    run: int | None = None
    """The number of a cycle."""


def load_asked(store: Store, connection: Connection, asked: Asked) -> list[Row[Any]]:
    """Rows that reached Zendesk, or may have, and that are no undo themselves, by ticket.

    What a cycle sent is told by the moments of this cycle and of the next that did anything; one between them that broke
    off has no number, and counts with it.
    """
    moment = func.coalesce(action.c.written_at, action.c.sent_at, type_=action.c.written_at.type)
    query = (
        select(action)
        .where(action.c.account == store.account, _REACHED, ~action.c.step.startswith(UNDO))
        .order_by(action.c.ticket_id, moment, action.c.key)
    )
    if asked.reference is not None:
        query = query.where(action.c.reference == asked.reference)
    if asked.policy is not None:
        query = query.where(action.c.policy == asked.policy)
    if asked.since is not None:
        query = query.where(moment >= asked.since)
    if asked.run is not None:
        query = query.where(_sent_by(store, connection, asked.run))
    return list(connection.execute(query))


def _sent_by(store: Store, connection: Connection, number: int) -> ColumnElement[bool]:
    began = select(run.c.at).where(run.c.account == store.account)
    start = connection.scalar(began.where(run.c.run_id == number))
    end = connection.scalar(began.where(run.c.run_id == number + 1))
    sent = action.c.sent_at >= start
    return sent if end is None else sent & (action.c.sent_at < end)


def load_last_run(store: Store, connection: Connection, number: int) -> tuple[bool, int | None]:
    """Whether a cycle of this number is known, and the number of the last one."""
    own = run.c.account == store.account
    known = connection.scalar(select(run.c.run_id).where(own, run.c.run_id == number)) is not None
    last: int | None = connection.scalar(select(func.max(run.c.run_id)).where(own))
    return known, last


def load_policies_written(store: Store, connection: Connection) -> list[str]:
    """The names of the policies that wrote anything, or may have."""
    query = select(action.c.policy).where(action.c.account == store.account, _REACHED).distinct()
    return sorted(set(connection.scalars(query)) - {UNKNOWN})


def load_owner_of(store: Store, connection: Connection, reference: str) -> str | None:
    """The other account of this store that a reference belongs to."""
    query = select(action.c.account).where(action.c.account != store.account, action.c.reference == reference)
    owner: str | None = connection.scalar(query.limit(1))
    return owner


def occasions_of(store: Store, connection: Connection, rows: Iterable[Row[Any]]) -> dict[str, Key]:
    """By a row's key, its occasion; one that moved to the row's ticket by a merge stands under its own ticket."""
    wanted = list(rows)
    merged = load_merged(store, connection, {row.ticket_id for row in wanted})
    known = load_keys(store, connection, {*(row.ticket_id for row in wanted), *merged})
    by_place: dict[Key, Key] = {}
    for policy, ticket_id, episode in sorted(known):
        if ticket_id in merged:
            by_place[policy, merged[ticket_id], episode] = (policy, ticket_id, episode)
    by_place |= {key: key for key in known}
    return {
        row.key: by_place.get(place, place)
        for row in wanted
        for place in [(row.policy, row.ticket_id, row.episode)]
    }
