"""Which tickets were merged into which."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from integration.store.access import Store, chunks
from integration.store.history import mark_to_judge
from integration.store.schema import ticket


def load_merged(store: Store, connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """The tickets that were closed into these, each with the one it went into."""
    merged: dict[int, int] = {}
    for some in chunks(ids):
        query = select(ticket.c.ticket_id, ticket.c.merged_into).where(
            ticket.c.account == store.account, ticket.c.merged_into.in_(some), ticket.c.status == "closed"
        )
        merged.update({row.ticket_id: row.merged_into for row in connection.execute(query)})
    return merged


def load_targets(store: Store, connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """Those of these tickets that were closed into another one, each with that one."""
    targets: dict[int, int] = {}
    for some in chunks(ids):
        query = select(ticket.c.ticket_id, ticket.c.merged_into).where(
            ticket.c.account == store.account,
            ticket.c.ticket_id.in_(some),
            ticket.c.merged_into.is_not(None),
            ticket.c.status == "closed",
        )
        targets.update({row.ticket_id: row.merged_into for row in connection.execute(query)})
    return targets


def save_merge(
    store: Store, connection: Connection, sources: Iterable[int], target: int, *, sure: bool
) -> None:
    """Note that tickets were merged into another; what is still open of them is its business now.

    What was merged into them goes along. What is not sure never takes the place of what is known.
    """
    own = ticket.c.account == store.account
    last = connection.scalar(select(ticket.c.merged_into).where(own, ticket.c.ticket_id == target)) or target
    for some in chunks(sources):
        statement = update(ticket).where(own, ticket.c.ticket_id.in_(some)).values(merged_into=last)
        connection.execute(statement if sure else statement.where(ticket.c.merged_into.is_(None)))
        connection.execute(update(ticket).where(own, ticket.c.merged_into.in_(some)).values(merged_into=last))
    mark_to_judge(store, connection, [last])
