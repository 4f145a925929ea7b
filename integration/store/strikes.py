"""Incidents and signs of distress, by person; they outlive the tickets' events, and end by their own expiry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, select, text, update

from integration.store.access import Store, chunks, upsert
from integration.store.cases import load_cases
from integration.store.schema import distress, incident, restriction, ticket
from policies.core.conduct import Category
from policies.core.strikes import OPEN_CASES, Incident, Record, Source, Stage, Strike

_COLUMNS = (
    "category",
    "counted_at",
    "severity",
    "source",
    "reported_by",
    "reported_at",
    "given_back_at",
    "told",
    "policy",
    "case",
)
_LIVES = text("ticket.status not in ('closed', 'deleted')")
"""In the words of the index on requesters, for only then it is used."""


def save_incidents(store: Store, connection: Connection, found: Iterable[Incident]) -> None:
    """Write down incidents; whose they are stays of one that is known."""
    rows = [
        {
            "account": store.account,
            "comment_id": each.comment_id,
            "ticket_id": each.ticket_id,
            "person_id": each.person_id,
            "at": each.at,
            "counted_at": each.counted_at,
            "category": each.category,
            "severity": each.severity,
            "source": each.source,
            "reported_by": each.reported_by,
            "reported_at": each.reported_at,
            "given_back_at": each.given_back_at,
            "told": each.told,
            "policy": each.policy,
            "case": each.case,
        }
        for each in found
    ]
    upsert(connection, incident, rows, ("account", "comment_id"), change=_COLUMNS)


def save_distress(store: Store, connection: Connection, seen: Iterable[tuple[int, int, datetime]]) -> None:
    """Write down in which comments, of whom and when words of distress were read."""
    rows = [
        {"account": store.account, "comment_id": comment_id, "person_id": person_id, "at": at}
        for comment_id, person_id, at in seen
    ]
    upsert(connection, distress, rows, ("account", "comment_id"), change=())


def note_told(store: Store, connection: Connection, strike: Strike, policy: str) -> None:
    """A stage stands on the ticket because of this incident, and the case that was named with it."""
    where = (incident.c.account == store.account) & (incident.c.comment_id == strike.comment_id)
    values = {"told": int(strike.stage), "policy": policy, "case": strike.case}
    connection.execute(update(incident).where(where).values(**values))


def load_incidents(store: Store, connection: Connection, tickets: Iterable[int]) -> dict[int, Incident]:
    """The incidents of these tickets, by comment."""
    found: dict[int, Incident] = {}
    for some in chunks(tickets):
        query = select(incident).where(incident.c.account == store.account, incident.c.ticket_id.in_(some))
        found.update({row.comment_id: _incident(row) for row in connection.execute(query)})
    return found


def load_distressed(store: Store, connection: Connection, comments: Iterable[int]) -> set[int]:
    """Those of these comments of which it is written down already."""
    known: set[int] = set()
    for some in chunks(comments):
        query = select(distress.c.comment_id).where(
            distress.c.account == store.account, distress.c.comment_id.in_(some)
        )
        known.update(connection.scalars(query))
    return known


def load_records(store: Store, connection: Connection, people: Collection[int]) -> dict[int, Record]:
    """What is remembered of these people; of whom nothing is, they are left out."""
    incidents: dict[int, list[Incident]] = defaultdict(list)
    crises: dict[int, list[datetime]] = defaultdict(list)
    for some in chunks(people):
        query = select(incident).where(incident.c.account == store.account, incident.c.person_id.in_(some))
        for row in connection.execute(query.order_by(incident.c.counted_at, incident.c.comment_id)):
            incidents[row.person_id].append(_incident(row))
        signs = select(distress).where(distress.c.account == store.account, distress.c.person_id.in_(some))
        for row in connection.execute(signs.order_by(distress.c.at)):
            crises[row.person_id].append(row.at)
    cases = load_cases(store, connection, people)
    return {
        person: Record(tuple(incidents[person]), tuple(crises[person]), cases.get(person, ()))
        for person in {*incidents, *crises, *cases}
    }


def load_all(store: Store, connection: Connection) -> dict[int, Record]:
    """What is remembered of everybody."""
    people: set[int] = set()
    for table in (incident, restriction):
        people.update(connection.scalars(select(table.c.person_id).where(table.c.account == store.account)))
    return load_records(store, connection, people)


def load_tickets_of(store: Store, connection: Connection, people: Iterable[int]) -> set[int]:
    """The tickets on which these people have incidents, and those that they requested and that are not closed."""
    found: set[int] = set()
    for some in chunks(people):
        own = select(incident.c.ticket_id).where(
            incident.c.account == store.account, incident.c.person_id.in_(some)
        )
        found.update(connection.scalars(own))
        requested = select(ticket.c.ticket_id).where(
            ticket.c.account == store.account, ticket.c.requester_id.in_(some), _LIVES
        )
        found.update(connection.scalars(requested))
    return found


def load_newest_open(store: Store, connection: Connection, person: int) -> int | None:
    """The newest ticket of a person that is not solved."""
    query = select(func.max(ticket.c.ticket_id)).where(
        ticket.c.account == store.account,
        ticket.c.requester_id == person,
        _LIVES,
        ticket.c.status != "solved",
    )
    newest: int | None = connection.scalar(query)
    return newest


def is_remembered(store: Store, connection: Connection, people: Iterable[int]) -> set[int]:
    """Those of these people of whom anything is remembered."""
    known: set[int] = set()
    for some in chunks(people):
        for table in (incident, distress, restriction):
            query = select(table.c.person_id).where(
                table.c.account == store.account, table.c.person_id.in_(some)
            )
            known.update(connection.scalars(query))
    return known


def merge_people(store: Store, connection: Connection, former: int, present: int) -> None:
    """What is remembered of somebody is remembered of the one that they were merged into."""
    for table in (incident, distress, restriction):
        where = (table.c.account == store.account) & (table.c.person_id == former)
        connection.execute(update(table).where(where).values(person_id=present))


def drop_expired(
    store: Store, connection: Connection, before: datetime, cared: datetime, ended: datetime
) -> None:
    """Forget incidents that counted before `before`, distress of before `cared`, and cases that ended before `ended`.

    While a case of somebody is proposed or in force, their incidents stay: it rests on them.
    """
    still = select(restriction.c.person_id).where(
        restriction.c.account == store.account, restriction.c.state.in_(OPEN_CASES)
    )
    _drop(connection, store, incident, (incident.c.counted_at < before) & incident.c.person_id.not_in(still))
    _drop(connection, store, distress, distress.c.at < cared)
    _drop(connection, store, restriction, restriction.c.ended_at < ended)


def _drop(connection: Connection, store: Store, table: Table, where: Any) -> None:  # noqa: ANN401 - an SQL condition
    connection.execute(delete(table).where(table.c.account == store.account, where))


def _incident(row: Row[Any]) -> Incident:
    return Incident(
        comment_id=row.comment_id,
        ticket_id=row.ticket_id,
        person_id=row.person_id,
        at=row.at,
        counted_at=row.counted_at,
        category=Category(row.category),
        severity=row.severity,
        source=Source(row.source),
        reported_by=row.reported_by,
        reported_at=row.reported_at,
        given_back_at=row.given_back_at,
        told=None if row.told is None else Stage(row.told),
        policy=row.policy,
        case=row.case,
    )
