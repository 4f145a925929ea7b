"""Tickets as the policies know them, made of the stored rows and read in sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, func, select, text, type_coerce

from integration.store.access import Store, chunks
from integration.store.history import BURST
from integration.store.merges import load_merged
from integration.store.schema import event, person, ticket
from integration.store.words import signals_from_columns
from policies.core.facts import Change, Comment, Event, Origin, Side, Ticket

_OWNER_FIELDS = ("assignee_id", "group_id")


def load_tickets(
    store: Store, connection: Connection, ids: Iterable[int], ignored: frozenset[int]
) -> dict[int, tuple[Ticket, list[Event]]]:
    """Tickets with all their stored events, in a handful of statements per 400 tickets; changes of ignored actors are an app's."""
    result: dict[int, tuple[Ticket, list[Event]]] = {}
    merged = _load_merged_comments(store, connection, ids)
    for some in chunks(ids):
        people = _load_people(store, connection, some)
        rows = connection.execute(
            select(ticket).where(ticket.c.account == store.account, ticket.c.ticket_id.in_(some))
        )
        events = _load_events(store, connection, some, ignored)
        for row in rows:
            own = events.get(row.ticket_id, [])
            told = replace(_ticket(row, people, own), merged=merged.get(row.ticket_id, ()))
            result[row.ticket_id] = (told, own)
    return result


def _load_merged_comments(
    store: Store, connection: Connection, ids: Iterable[int]
) -> dict[int, tuple[Comment, ...]]:
    """By ticket, the comments of the tickets that were merged into it."""
    into = load_merged(store, connection, ids)
    comments: dict[int, tuple[Comment, ...]] = {}
    for some in chunks(into):
        query = select(event).where(event.c.account == store.account, event.c.ticket_id.in_(some))
        for row in connection.execute(query.where(event.c.kind == "comment").order_by(event.c.at)):
            comment = event_of(row._asdict())
            if isinstance(comment, Comment):
                told = replace(comment, ticket_id=row.ticket_id)
                comments[into[row.ticket_id]] = (*comments.get(into[row.ticket_id], ()), told)
    return comments


def _load_people(store: Store, connection: Connection, ids: Sequence[int]) -> dict[int, Row[Any]]:
    query = (
        select(person)
        .join(ticket, (ticket.c.account == person.c.account) & (ticket.c.requester_id == person.c.user_id))
        .where(person.c.account == store.account, ticket.c.ticket_id.in_(ids))
        .distinct()
    )
    return {row.user_id: row for row in connection.execute(query)}


def _ticket(row: Row[Any], people: Mapping[int, Row[Any]], events: Sequence[Event]) -> Ticket:
    requester = people.get(row.requester_id)
    schedules = [e.after for e in events if isinstance(e, Change) and e.field == "schedule_id"]
    return Ticket(
        id=row.ticket_id,
        status=row.status,
        created_at=row.created_at,
        requester_id=row.requester_id,
        group_id=row.group_id,
        assignee_id=row.assignee_id,
        brand_id=row.brand_id,
        form_id=row.form_id,
        organization_id=row.organization_id,
        priority=row.priority,
        channel=row.channel,
        tags=frozenset(row.tags),
        custom_fields={int(k): tuple(v) if isinstance(v, list) else v for k, v in row.custom_fields.items()},
        schedule_id=schedules[-1] if schedules and isinstance(schedules[-1], int) else None,
        from_messaging=row.from_messaging,
        conversation_read=row.conversation_at is not None,
        due_at=row.due_at,
        requester_zone=requester.zone if requester is not None else None,
        shared=row.shared,
        handled_by_ai_only=row.ai_only,
        side_conversation=row.side_conversation,
        requester_is_staff=requester is not None and requester.is_staff,
        requester_suspended=requester is not None and requester.suspended,
        complete=row.complete,
    )


def _load_events(
    store: Store, connection: Connection, ids: Sequence[int], ignored: frozenset[int]
) -> dict[int, list[Event]]:
    query = select(event).where(event.c.account == store.account, event.c.ticket_id.in_(ids))
    rows = list(connection.execute(query.where(event.c.kind.in_(("change", "comment"))).order_by(event.c.at)))
    bursts = _load_bursts(store, connection, ids)
    events: dict[int, list[Event]] = defaultdict(list)
    for row in rows:
        events[row.ticket_id].append(event_of(row._asdict(), ignored, bursts.get(row.event_id, 1)))
    return events


def event_of(row: Mapping[str, Any], ignored: frozenset[int] = frozenset(), burst: int = 1) -> Event:
    """A stored event in the words of the policies."""
    payload = row["payload"]
    if row["kind"] == "comment":
        return Comment(
            id=row["event_id"],
            at=row["at"],
            update_id=row["update_id"],
            author_id=payload["author"],
            public=payload["public"],
            side=Side(payload["side"]),
            channel=payload["channel"],
            signals=signals_from_columns(payload.get("signals"), row["excerpts"]),
            answered=payload.get("answered", False),
        )
    origin = Origin(payload["origin"])
    app = origin is Origin.PERSON and row["actor_id"] in ignored
    return Change(
        id=row["event_id"],
        at=row["at"],
        update_id=row["update_id"],
        actor_id=row["actor_id"],
        origin=Origin.APP if app else origin,
        field=row["field"],
        before=_value(payload["before"]),
        after=_value(payload["after"]),
        first=payload.get("first", False),
        burst=burst,
    )


def _value(raw: Any) -> Any:  # noqa: ANN401 - JSON in, a field's value out
    return tuple(raw) if isinstance(raw, list) else raw


def _load_bursts(store: Store, connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    """By move of these tickets, how many tickets its actor moved within seconds of it: one statement.

    The other moves' fields stand in the text, not in parameters: only then the partial index on moves is used. Those
    of the tickets' own moves are parameters for the opposite reason: they are found by ticket, not among all moves.
    """
    move, other = event.alias("move"), event.alias("other")
    seconds = int(BURST.total_seconds())
    near = (
        (other.c.account == move.c.account)
        & (other.c.actor_id == move.c.actor_id)
        & other.c.at.between(
            type_coerce(move.c.at, BigInteger) - seconds, type_coerce(move.c.at, BigInteger) + seconds
        )
        & text("other.field in ('assignee_id', 'group_id')")
    )
    tickets = select(func.count(func.distinct(other.c.ticket_id))).where(near).scalar_subquery()
    query = select(move.c.event_id, tickets.label("tickets")).where(
        move.c.account == store.account,
        move.c.ticket_id.in_(ids),
        move.c.actor_id > 0,
        move.c.field.in_(_OWNER_FIELDS),
    )
    return {row.event_id: row.tickets for row in connection.execute(query)}
