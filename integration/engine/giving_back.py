"""Strikes that are given back on another ticket of the same person, by the reference of the note that told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from integration.engine.cases import References
from integration.engine.context import Context
from integration.store import ledger, occasions, strikes
from integration.store.cases import load_case
from policies.core.boundary import incident_episode
from policies.core.facts import Ticket
from policies.core.incidents import people_on
from policies.core.signals import Order
from policies.core.speech import orders_in
from policies.core.strikes import Incident


def give_back_elsewhere(
    ctx: Context, connection: Connection, tickets: Iterable[Ticket], references: Mapping[int, References]
) -> set[int]:
    """Give back what `#not-abuse SH-…` means where that is no note of the same ticket; the people whose it was.

    The note's ticket may be closed by now. It counts on tickets of the person alone, and by a case's own reference too.
    """
    people: set[int] = set()
    for ticket in tickets:
        for note in ticket.comments:
            for _, directive in orders_in(note, Order.NOT_ABUSE):
                reference = directive.reference
                if reference is None or reference in references[ticket.id]:
                    continue
                for policy, incident in _meant(ctx, connection, reference):
                    here = people_on(ticket)
                    if incident.person_id not in here or incident.given_back:
                        continue
                    key = (policy, incident.ticket_id, incident_episode(incident.comment_id))
                    occasions.dismiss(ctx.store, connection, key, note.at, note.author_id)
                    strikes.save_incidents(ctx.store, connection, [replace(incident, given_back_at=note.at)])
                    ctx.counts["dismissed"] += 1
                    people.add(incident.person_id)
    return people


def _meant(ctx: Context, connection: Connection, reference: str) -> Iterator[tuple[str, Incident]]:
    """The incidents of a case, or of the note with this reference, each with the policy that told of it."""
    case = load_case(ctx.store, connection, reference)
    places = {(case.policy, case.ticket_id, case.comment_id)} if case is not None else set()
    for row in ledger.load_by_reference(ctx.store, connection, reference):
        strike = ledger.strike_of(row.payload)
        if strike is not None:
            places.add((row.policy, row.ticket_id, strike.comment_id))
    known = strikes.load_incidents(ctx.store, connection, {ticket_id for _, ticket_id, _ in places})
    return ((policy, known[comment_id]) for policy, _, comment_id in places if comment_id in known)
