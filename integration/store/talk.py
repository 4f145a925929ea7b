"""The words of comments, which can be forgotten, and the conversations of messaging tickets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, null, select, update

from integration.store.access import Store, chunks
from integration.store.schema import event, ticket


def blank_excerpts(store: Store, connection: Connection, comment_ids: Iterable[int]) -> None:
    """Forget the words of comments; what was meant stays."""
    for some in chunks(comment_ids):
        where = (event.c.account == store.account) & event.c.event_id.in_(some)
        connection.execute(update(event).where(where).values(excerpts=null()))


def blank_old_excerpts(store: Store, connection: Connection, before: datetime) -> int:
    """Forget the words of comments older than this; returns of how many."""
    where = (event.c.account == store.account) & event.c.excerpts.is_not(None) & (event.c.at < before)
    return connection.execute(update(event).where(where).values(excerpts=null())).rowcount


def make_private(store: Store, connection: Connection, comment_id: int) -> None:
    """A public comment was taken from the customer's eyes: it is an internal note now, and promises nothing."""
    where = (
        (event.c.account == store.account) & (event.c.event_id == comment_id) & (event.c.kind == "comment")
    )
    payload = connection.scalar(select(event.c.payload).where(where))
    if payload is not None:
        connection.execute(update(event).where(where).values(payload={**payload, "public": False}))


def load_conversations(store: Store, connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """The messaging tickets among these that are not closed, each with its requester."""
    found: dict[int, int] = {}
    for some in chunks(ids):
        query = select(ticket.c.ticket_id, ticket.c.requester_id).where(
            ticket.c.account == store.account,
            ticket.c.ticket_id.in_(some),
            ticket.c.from_messaging,
            ticket.c.status.not_in(("closed", "deleted")),
        )
        found.update({row.ticket_id: row.requester_id for row in connection.execute(query)})
    return found


def mark_conversation_read(store: Store, connection: Connection, ticket_id: int, at: datetime | None) -> None:
    """The ticket's conversation is stored as it was at this moment; None: it cannot be read now."""
    where = (ticket.c.account == store.account) & (ticket.c.ticket_id == ticket_id)
    connection.execute(update(ticket).where(where).values(conversation_at=at))
