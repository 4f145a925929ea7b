"""What goes when its time is over, beside events, words, cycles and messages: values of closed tickets, and who of staff had a part."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, cast, or_, select, update

from integration.store.access import Store
from integration.store.schema import action, finding, ticket
from policies.core.actions import IN_FLIGHT, State
from policies.core.boundary import INCIDENT

_AT_ONCE = 2_000
_OWNERS = ("assignee_id", "group_id")
_OPEN = (State.HELD, State.PLANNED, State.CONFLICTED, *IN_FLIGHT)


def empty_closed(store: Store, connection: Connection, before: datetime) -> int:
    """Forget who had a ticket and its fields' values, of those closed or deleted and unchanged since `before`; how many."""
    full = or_(ticket.c.assignee_id.is_not(None), cast(ticket.c.custom_fields, Text) != "{}")
    old = (
        ticket.c.account == store.account,
        ticket.c.status.in_(("closed", "deleted")),
        ticket.c.generated_at < before,
        full,
    )
    return connection.execute(update(ticket).where(*old).values(assignee_id=None, custom_fields={})).rowcount


def forget_owners(store: Store, connection: Connection, before: datetime) -> int:
    """Forget who had the ticket when we wrote, of actions that ended before; of how many, at most two thousand at once.

    Where we gave the ticket to somebody else the one before stays, for an undo gives it back.
    """
    query = select(action.c.key, action.c.payload, action.c.before).where(
        action.c.account == store.account,
        action.c.owner_id.is_not(None),
        action.c.changed_at < before,
        action.c.state.not_in(_OPEN),
    )
    rows = connection.execute(query.limit(_AT_ONCE)).all()
    for row in rows:
        values: dict[str, Any] = {"owner_id": None}
        if row.before and not set((row.payload or {}).get("own_fields", ())) & set(_OWNERS):
            values["before"] = {k: v for k, v in row.before.items() if k != "assignee_id"}
        own = (action.c.account == store.account) & (action.c.key == row.key)
        connection.execute(update(action).where(own).values(**values))
    return len(rows)


def forget_dismissers(
    store: Store, connection: Connection, before: datetime, incidents_before: datetime
) -> int:
    """Forget who ended occasions before; of those of incidents, on which evidence rests, before a moment of their own."""
    of_incident = finding.c.episode.startswith(f"{INCIDENT}/")
    old = or_(
        (finding.c.ended_at < before) & ~of_incident, (finding.c.ended_at < incidents_before) & of_incident
    )
    own = (finding.c.account == store.account) & finding.c.ended_by.is_not(None)
    return connection.execute(update(finding).where(own, old).values(ended_by=None)).rowcount
