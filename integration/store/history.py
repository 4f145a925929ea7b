"""Tickets, their events and the people in them: written a page at a time, read in sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    case,
    delete,
    func,
    select,
    text,
    update,
)

from integration.store.access import Store, chunks, upsert
from integration.store.schema import event, gap, ticket
from policies.core.facts import NOBODY, Origin

BURST = timedelta(seconds=5)
"""How far before and after a move the same actor's other moves are counted with it."""
_STARVING = timedelta(minutes=1)
"""A ticket that somebody changes twice in a minute is in the export soon after; so long it is waited for."""
_TO_JUDGE = text("ticket.to_judge")
"""As the partial index says it; from `to_judge = 1` SQLite does not see that the index fits, and reads every ticket."""

_FORGOTTEN = (ticket.c.requester_id == NOBODY) & (ticket.c.status == "deleted")
"""How a ticket stands there that was emptied with its requester."""


def save_tickets(store: Store, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert or replace exported states; all are to be judged. `complete` is settled at the first sight."""
    keyed = [{"account": store.account, "to_judge": True, **row} for row in rows]
    change = [name for name in keyed[0] if name not in ("account", "ticket_id", "complete")] if keyed else []
    upsert(connection, ticket, keyed, ("account", "ticket_id"), change=change)


def save_events(
    store: Store, connection: Connection, rows: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Insert events that are not known yet and return those; tickets with events of others are to be judged."""
    known = load_known(store, connection, [row["event_id"] for row in rows])
    new = [dict(row) for row in rows if row["event_id"] not in known]
    insert_events(store, connection, new)
    newest: dict[int, datetime] = {}
    for row in new:
        if row["payload"].get("origin") != Origin.OURS and not row["payload"].get("ours"):
            newest[row["ticket_id"]] = max(row["at"], newest.get(row["ticket_id"], row["at"]))
    if newest:
        moment = bindparam("moment", type_=ticket.c.newest_event.type)
        later = case((ticket.c.newest_event > moment, ticket.c.newest_event), else_=moment)
        statement = (
            update(ticket)
            .where(ticket.c.account == store.account, ticket.c.ticket_id == bindparam("id"))
            .values(to_judge=True, newest_event=later)
        )
        connection.execute(statement, [{"id": key, "moment": at} for key, at in newest.items()])
    return new


def insert_events(store: Store, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert events that are not stored yet, and wake nobody."""
    keyed = [{"account": store.account, **row} for row in rows]
    upsert(connection, event, keyed, ("account", "event_id"), change=())


def load_known(store: Store, connection: Connection, ids: Iterable[int]) -> set[int]:
    """Those of the events that are stored."""
    known: set[int] = set()
    for some in chunks(ids):
        query = select(event.c.event_id).where(event.c.account == store.account, event.c.event_id.in_(some))
        known.update(connection.scalars(query))
    return known


def load_to_judge(store: Store, connection: Connection, watermark: datetime, limit: int) -> list[int]:
    """Tickets whose last change is known up to the watermark and not judged yet, newest change first."""
    query = (
        select(ticket.c.ticket_id)
        .where(ticket.c.account == store.account, _TO_JUDGE, ticket.c.generated_at <= watermark)
        .where(func.coalesce(ticket.c.newest_event, 0) <= ticket.c.generated_at)
        .order_by(ticket.c.generated_at.desc(), ticket.c.ticket_id)
        .limit(limit)
    )
    return list(connection.scalars(query))


def load_behind(store: Store, connection: Connection, watermark: datetime, limit: int) -> list[int]:
    """Tickets with an event newer than their row although both streams passed it a while ago.

    Zendesk's export never shows a ticket that changes again every minute.
    """
    unseen = select(event.c.event_id).where(
        event.c.account == store.account,
        event.c.ticket_id == ticket.c.ticket_id,
        event.c.at > ticket.c.generated_at,
        event.c.at <= watermark - _STARVING,
    )
    query = (
        select(ticket.c.ticket_id)
        .where(ticket.c.account == store.account, _TO_JUDGE)
        .where(ticket.c.newest_event > ticket.c.generated_at, unseen.exists())
        .where(ticket.c.status.not_in(("closed", "deleted")))
        .order_by(ticket.c.newest_event)
        .limit(limit)
    )
    return list(connection.scalars(query))


def mark_judged(store: Store, connection: Connection, ids: Iterable[int], now: datetime) -> None:
    """These tickets need no judging until they change again."""
    for some in chunks(ids):
        where = (ticket.c.account == store.account) & ticket.c.ticket_id.in_(some)
        connection.execute(update(ticket).where(where).values(to_judge=False, judged_at=now))


def mark_to_judge(store: Store, connection: Connection, ids: Iterable[int] | None = None) -> None:
    """Judge these tickets again without a change; without `ids` all but closed ones, as after an edit of the policies."""
    if ids is None:
        where = (ticket.c.account == store.account) & ticket.c.status.not_in(("closed", "deleted"))
        connection.execute(update(ticket).where(where).values(to_judge=True, judged_at=None))
        return
    for some in chunks(ids):
        where = (ticket.c.account == store.account) & ticket.c.ticket_id.in_(some)
        connection.execute(update(ticket).where(where).values(to_judge=True, judged_at=None))


def calm_echoes(store: Store, connection: Connection, echoes: Mapping[int, datetime]) -> None:
    """Tickets that only we have changed since they were judged need no judging; `echoes` has our writes' moments.

    A ticket that is to be judged for another reason has no `judged_at`, and keeps its mark.
    """
    statement = (
        update(ticket)
        .where(ticket.c.account == store.account, ticket.c.ticket_id == bindparam("id"))
        .where(func.coalesce(ticket.c.newest_event, 0) <= ticket.c.judged_at)
        .where(ticket.c.generated_at <= bindparam("until", type_=ticket.c.generated_at.type))
        .values(to_judge=False)
    )
    if echoes:
        connection.execute(statement, [{"id": key, "until": at + BURST} for key, at in echoes.items()])


def load_requesters(store: Store, connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """The requester of each ticket that is known."""
    known: dict[int, int] = {}
    for some in chunks(ids):
        query = select(ticket.c.ticket_id, ticket.c.requester_id).where(
            ticket.c.account == store.account, ticket.c.ticket_id.in_(some)
        )
        known.update({row.ticket_id: row.requester_id for row in connection.execute(query)})
    return known


def load_forgotten(store: Store, connection: Connection, ids: Iterable[int]) -> set[int]:
    """Those of the tickets that were emptied with their requester, and of which no export has told since."""
    found: set[int] = set()
    for some in chunks(ids):
        query = select(ticket.c.ticket_id).where(
            ticket.c.account == store.account, ticket.c.ticket_id.in_(some), _FORGOTTEN, ~ticket.c.complete
        )
        found.update(connection.scalars(query))
    return found


def load_stamps(store: Store, connection: Connection, ids: Iterable[int]) -> dict[int, Row[Any]]:
    """What a write is compared with: `updated_at`, `status`, `tags`, `to_judge` of each ticket as last judged on."""
    stamps: dict[int, Row[Any]] = {}
    for some in chunks(ids):
        query = select(
            ticket.c.ticket_id, ticket.c.updated_at, ticket.c.status, ticket.c.tags, ticket.c.to_judge
        ).where(ticket.c.account == store.account, ticket.c.ticket_id.in_(some))
        stamps.update({row.ticket_id: row for row in connection.execute(query)})
    return stamps


def mark_incomplete(store: Store, connection: Connection, first: datetime, last: datetime) -> int:
    """Tickets exported between two moments may miss events: their audits are read before they are judged."""
    where = (ticket.c.account == store.account) & ticket.c.generated_at.between(first, last)
    open_ones = where & ticket.c.status.not_in(("closed", "deleted"))
    values = {"complete": False, "to_judge": True, "judged_at": None}
    return connection.execute(update(ticket).where(open_ones).values(values)).rowcount


def mark_wordless(store: Store, connection: Connection, ids: Iterable[int]) -> None:
    """A comment of these tickets came without its author and words: their audits are read before they are judged."""
    for some in chunks(ids):
        where = (ticket.c.account == store.account) & ticket.c.ticket_id.in_(some)
        values = {"complete": False, "to_judge": True, "judged_at": None}
        connection.execute(update(ticket).where(where).values(values))


def mark_complete(store: Store, connection: Connection, ids: Iterable[int]) -> None:
    """The whole history of these tickets is in the store; of one that was forgotten nothing is."""
    for some in chunks(ids):
        where = (ticket.c.account == store.account) & ticket.c.ticket_id.in_(some) & ~_FORGOTTEN
        connection.execute(update(ticket).where(where).values(complete=True))


def load_incomplete(store: Store, connection: Connection, ids: Iterable[int]) -> set[int]:
    """Those of the tickets whose history begins before the store's."""
    found: set[int] = set()
    for some in chunks(ids):
        query = select(ticket.c.ticket_id).where(
            ticket.c.account == store.account, ticket.c.ticket_id.in_(some), ~ticket.c.complete
        )
        found.update(connection.scalars(query))
    return found


def count_active(store: Store, connection: Connection, since: datetime) -> int:
    """How many tickets are open, or changed since."""
    query = select(func.count()).where(
        ticket.c.account == store.account,
        ticket.c.status.in_(("new", "open", "pending", "hold")) | (ticket.c.updated_at >= since),
    )
    return int(connection.scalar(query) or 0)


def count_gap(store: Store, connection: Connection, kind: str, name: str, at: datetime) -> None:
    """Count something that the exports could not show, or a shape that is not known."""
    row = {"account": store.account, "kind": kind, "id": name, "at": at, "count": 0}
    upsert(connection, gap, [row], ("account", "kind", "id"), change=())
    where = (gap.c.account == store.account) & (gap.c.kind == kind) & (gap.c.id == name)
    connection.execute(update(gap).where(where).values(count=gap.c.count + 1))


def drop_old_events(store: Store, connection: Connection, before: datetime) -> int:
    """Drop the events of tickets that are closed or deleted and unchanged since `before`; returns how many.

    Those of a ticket that was merged into one which lives are kept with it.
    """
    target = ticket.alias("target")
    alive = select(target.c.ticket_id).where(
        target.c.account == ticket.c.account,
        target.c.ticket_id == ticket.c.merged_into,
        target.c.status.not_in(("closed", "deleted")),
    )
    old = select(ticket.c.ticket_id).where(
        ticket.c.account == store.account,
        ticket.c.status.in_(("closed", "deleted")),
        ticket.c.generated_at < before,
        ~alive.exists(),
    )
    result = connection.execute(
        delete(event).where(event.c.account == store.account, event.c.ticket_id.in_(old))
    )
    return result.rowcount
