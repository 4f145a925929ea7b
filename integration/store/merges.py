"""Which tickets were merged into which."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from integration.store.access import Store, chunks
from integration.store.history import mark_to_judge
from integration.store.schema import ticket


def load_merged(store: Store, connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """The tickets that were merged into these, each with the one it went into."""
    merged: dict[int, int] = {}
    for some in chunks(ids):
        query = select(ticket.c.ticket_id, ticket.c.merged_into).where(
            ticket.c.account == store.account, ticket.c.merged_into.in_(some)
        )
        merged.update({row.ticket_id: row.merged_into for row in connection.execute(query)})
    return merged


def save_merge(store: Store, connection: Connection, sources: Iterable[int], target: int) -> None:
    """Note that tickets were merged into another; what is still open of them is its business now."""
    for some in chunks(sources):
        where = (ticket.c.account == store.account) & ticket.c.ticket_id.in_(some)
        connection.execute(update(ticket).where(where).values(merged_into=target))
    mark_to_judge(store, connection, [target])
