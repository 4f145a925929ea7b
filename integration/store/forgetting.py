"""What is stored of one end user: where it lies, and how it goes, so that only counts stay.

A ticket that the person requested becomes an empty row, as of one that was deleted: nothing is judged on it until Zendesk tells of it
again, and then its audits are read first. On tickets of others their comments stay as somebody's, without what was meant. The
ledger keeps its keys, so that nothing is written twice, and findings their policies and states, so that precision still counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    Text,
    cast,
    delete,
    func,
    null,
    or_,
    select,
    update,
)

from integration.store.access import Store, chunks
from integration.store.history import mark_to_judge
from integration.store.occasions import OPEN, RESOLVED
from integration.store.outbox import MessageState
from integration.store.schema import (
    action,
    directory,
    distress,
    event,
    finding,
    incident,
    outbox,
    person,
    restriction,
    ticket,
    timer,
)
from policies.core.actions import IN_FLIGHT, State
from policies.core.facts import NOBODY

_FORGOTTEN = "It was about somebody who was forgotten."
_WHO = ("requester_id", "submitter_id")
"""Fields whose changes name an end user."""
_WAITING = (State.HELD, State.PLANNED, State.CONFLICTED)
"""What has not left, and is planned anew where it is still true."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Where something of a person is stored."""

    person_id: int
    tickets: frozenset[int]
    """Those that they requested."""
    open_tickets: frozenset[int]
    """Of these the ones that are neither closed nor deleted."""
    elsewhere: frozenset[int]
    """Tickets of others that they had a part in."""
    cases: tuple[tuple[str, str], ...]
    """References of cases about them, each with its state."""
    counts: dict[str, int]
    """By table, how many rows are erased or emptied."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is stored of them."""
        return not any(self.counts.values())


def is_staff(store: Store, connection: Connection, person_id: int) -> bool:
    """Whether they are, or were ever seen as, staff."""
    known = select(person.c.is_staff).where(person.c.account == store.account, person.c.user_id == person_id)
    named = select(func.count()).where(
        directory.c.account == store.account,
        directory.c.kind == "agent",
        directory.c.id == str(person_id),
    )
    return bool(connection.scalar(known)) or bool(connection.scalar(named))


def find_traces(store: Store, connection: Connection, person_id: int) -> Traces:
    """What is stored of a person. Reads all events and actions of the account once."""
    own = select(ticket.c.ticket_id, ticket.c.status).where(
        ticket.c.account == store.account, ticket.c.requester_id == person_id
    )
    theirs = {row.ticket_id: row.status for row in connection.execute(own)}
    spoken = list(connection.scalars(select(event.c.ticket_id).where(*_by(store, person_id))))
    struck = [row.ticket_id for row in _striking(store, connection, person_id)]
    counts = _counted(store, connection, person_id, theirs)
    counts["event"] += sum(ticket_id not in theirs for ticket_id in spoken)
    counts["action"] += sum(ticket_id not in theirs for ticket_id in struck)
    cases = select(restriction.c.reference, restriction.c.state).where(*_of(restriction, store, person_id))
    return Traces(
        person_id=person_id,
        tickets=frozenset(theirs),
        open_tickets=frozenset(key for key, status in theirs.items() if status not in ("closed", "deleted")),
        elsewhere=frozenset({*spoken, *struck} - theirs.keys()),
        cases=tuple((row.reference, row.state) for row in connection.execute(cases)),
        counts=counts,
    )


def _counted(store: Store, connection: Connection, person_id: int, theirs: Iterable[int]) -> dict[str, int]:
    """By table, how many rows are erased or emptied; of events and actions those on their own tickets."""
    ids = set(theirs)
    counts = {"ticket": len(ids)}
    for table in (event, timer, finding, action, outbox):
        counts[table.name] = sum(
            connection.scalar(select(func.count()).where(*_on(table, store, some))) or 0
            for some in chunks(ids)
        )
    for table in (incident, distress, restriction):
        query = select(func.count()).where(*_of(table, store, person_id))
        counts[table.name] = connection.scalar(query) or 0
    known = select(func.count()).where(person.c.account == store.account, person.c.user_id == person_id)
    counts["person"] = connection.scalar(known) or 0
    return counts


def load_on_their_way(store: Store, connection: Connection, traces: Traces) -> set[int]:
    """Tickets among these to which a write is on its way: what it says is needed until its outcome is known."""
    found: set[int] = set()
    for some in chunks(traces.tickets | traces.elsewhere):
        query = select(action.c.ticket_id).where(*_on(action, store, some), action.c.state.in_(IN_FLIGHT))
        found.update(connection.scalars(query))
    return found


def forget(store: Store, connection: Connection, traces: Traces) -> None:
    """Erase what is stored of a person; to be called in the transaction in which the traces were found."""
    for some in chunks(traces.tickets):
        connection.execute(delete(event).where(*_on(event, store, some)))
        connection.execute(delete(timer).where(*_on(timer, store, some)))
        _empty_tickets(store, connection, some)
        _end_findings(store, connection, some)
        _empty_actions(store, connection, some)
        _empty_messages(store, connection, some)
    _strip_events(store, connection, traces.person_id)
    for row in _striking(store, connection, traces.person_id):
        _save_payload(store, connection, row.key, {**row.payload, "strike": None})
    for some in chunks(traces.elsewhere):
        _withdraw_plans(store, connection, some)
    mark_to_judge(store, connection, traces.elsewhere)
    for table in (incident, distress, restriction):
        connection.execute(delete(table).where(*_of(table, store, traces.person_id)))
    own = (person.c.account == store.account) & (person.c.user_id == traces.person_id)
    connection.execute(delete(person).where(own))


def _empty_tickets(store: Store, connection: Connection, ids: list[int]) -> None:
    """Their numbers and moments stay, for the ledger and for the order of what is read."""
    values: dict[str, Any] = {
        "status": "deleted",
        "requester_id": NOBODY,
        "organization_id": None,
        "assignee_id": None,
        "group_id": None,
        "priority": None,
        "tags": [],
        "custom_fields": {},
        "complete": False,
        "to_judge": False,
        "newest_event": None,
        "conversation_at": None,
        "due_at": None,
    }
    connection.execute(update(ticket).where(*_on(ticket, store, ids)).values(**values))


def _end_findings(store: Store, connection: Connection, ids: list[int]) -> None:
    """An occasion that was open has ended, and at no moment, so that it counts as neither confirmed nor dismissed."""
    where = _on(finding, store, ids)
    connection.execute(update(finding).where(*where).values(because=_FORGOTTEN))
    connection.execute(
        update(finding).where(*where, finding.c.state == OPEN).values(state=RESOLVED, ended_at=None)
    )


def _empty_actions(store: Store, connection: Connection, ids: list[int]) -> None:
    """What was written stays written: its key, its moments, and the tags that were ours. What was not is not any more."""
    _withdraw_plans(store, connection, ids)
    query = select(action.c.key, action.c.payload).where(
        *_on(action, store, ids), action.c.payload.is_not(None)
    )
    for row in connection.execute(query).all():
        if row.payload is not None:
            _save_payload(store, connection, row.key, _without_words(row.payload))
    connection.execute(update(action).where(*_on(action, store, ids)).values(before=null()))


def _without_words(payload: dict[str, Any]) -> dict[str, Any]:
    fields = {name: value for name, value in payload.get("own_fields", {}).items() if ":" not in name}
    told = {**(payload.get("notify") or {}), "because": ""}
    return {**payload, "custom_fields": {}, "own_fields": fields, "notify": told, "strike": None}


def _withdraw_plans(store: Store, connection: Connection, ids: list[int]) -> None:
    """What was planned or held holds a note's text: it is planned anew where it is still true."""
    values = {"state": State.OBSOLETE, "reason": None, "sentence": _FORGOTTEN, "payload": null()}
    where = (*_on(action, store, ids), action.c.state.in_(_WAITING))
    connection.execute(update(action).where(*where).values(**values))


def _empty_messages(store: Store, connection: Connection, ids: list[int]) -> None:
    where = _on(outbox, store, ids)
    connection.execute(update(outbox).where(*where).values(payload={"because": "", "kind": ""}))
    waiting = (*where, outbox.c.state == MessageState.WAITING)
    connection.execute(update(outbox).where(*waiting).values(state=MessageState.OBSOLETE))


def _strip_events(store: Store, connection: Connection, person_id: int) -> None:
    """On tickets of others: that somebody wrote, when, and on whose side; not who, nor what was meant."""
    for row in connection.execute(select(event).where(*_by(store, person_id))).all():
        payload = {name: value for name, value in row.payload.items() if name != "signals"}
        for name in ("author", *(("before", "after") if row.field in _WHO else ())):
            if payload.get(name) == person_id:
                payload[name] = NOBODY
        actor = NOBODY if row.actor_id == person_id else row.actor_id
        own = (event.c.account == store.account) & (event.c.event_id == row.event_id)
        values = {"payload": payload, "actor_id": actor, "excerpts": null()}
        connection.execute(update(event).where(own).values(**values))


def _striking(store: Store, connection: Connection, person_id: int) -> list[Row[Any]]:
    """The ledger's rows that say something because of an incident of this person."""
    query = select(action.c.key, action.c.ticket_id, action.c.payload).where(
        action.c.account == store.account, _is(action.c.payload["strike", "person_id"], person_id)
    )
    return list(connection.execute(query))


def _save_payload(store: Store, connection: Connection, key: str, payload: dict[str, Any]) -> None:
    own = (action.c.account == store.account) & (action.c.key == key)
    connection.execute(update(action).where(own).values(payload=payload))


def _on(table: Table, store: Store, ids: list[int]) -> tuple[ColumnElement[bool], ...]:
    return table.c.account == store.account, table.c.ticket_id.in_(ids)


def _of(table: Table, store: Store, person_id: int) -> tuple[ColumnElement[bool], ...]:
    return table.c.account == store.account, table.c.person_id == person_id


def _by(store: Store, person_id: int) -> tuple[ColumnElement[bool], ...]:
    """Events that the person is the actor or the author of, or that name them as a requester."""
    said = (event.c.kind == "comment") & _is(event.c.payload["author"], person_id)
    named = event.c.field.in_(_WHO) & or_(
        *(_is(event.c.payload[side], person_id) for side in ("before", "after"))
    )
    return event.c.account == store.account, or_(event.c.actor_id == person_id, said, named)


def _is(value: ColumnElement[Any], person_id: int) -> ColumnElement[bool]:
    """Whether a value in JSON is this number, compared as text: ids are longer than what the databases take for an integer there."""
    return cast(value, Text) == str(person_id)
