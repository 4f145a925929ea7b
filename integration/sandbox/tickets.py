"""Reading single tickets: the ticket, its audits, its comments."""

from __future__ import annotations

from typing import Any

from integration.sandbox.calls import MANY, Answer, Call, Desk, not_found, too_many
from integration.sandbox.paging import listed
from integration.sandbox.people import users_of
from integration.sandbox.records import Ticket
from integration.sandbox.render import audit_json, comment_row, stamp, ticket_json


def found_ticket(desk: Desk, number: str) -> Ticket | None:
    """A ticket that is there; a deleted one is not."""
    ticket = desk.world.tickets.get(int(number))
    return None if ticket is None or ticket.status == "deleted" else ticket


def show(desk: Desk, call: Call, number: str) -> Answer:
    """`GET tickets/{id}`."""
    ticket = found_ticket(desk, number)
    if ticket is None:
        return not_found()
    data: dict[str, Any] = {"ticket": ticket_json(desk.world, ticket, call.base)}
    if call.includes("users"):
        ids = (ticket.requester_id, ticket.submitter_id, ticket.assignee_id)
        data["users"] = users_of(desk.world, ids, call.base)
    return Answer(200, data)


def show_many(desk: Desk, call: Call) -> Answer:
    """`GET tickets/show_many`: ids that do not exist are silently missing."""
    ids = call.ids()
    if len(ids) > MANY:
        return too_many()
    tickets = [t for i in dict.fromkeys(ids) if (t := found_ticket(desk, str(i))) is not None]
    rows = [ticket_json(desk.world, t, call.base) for t in tickets]
    return Answer(200, {"tickets": rows, "next_page": None, "previous_page": None, "count": len(rows)})


def audits(desk: Desk, call: Call, number: str) -> Answer:
    """`GET tickets/{id}/audits`; all at once, and without `meta`, for an archived ticket."""
    ticket = found_ticket(desk, number)
    if ticket is None:
        return not_found()
    kept = sorted(ticket.audits, key=lambda a: (a.at, a.id))
    rows = [audit_json(a) for a in kept]
    extra: dict[str, Any] = {}
    if call.includes("users"):
        extra["users"] = users_of(desk.world, (a.author_id for a in kept), call.base)
    if ticket.archived:
        whole = {"audits": rows, "next_page": None, "previous_page": None, "count": len(rows)}
        return Answer(200, whole | extra)
    return listed(call, "audits", rows, extra)


def audit(desk: Desk, call: Call, number: str, name: str) -> Answer:
    """`GET tickets/{id}/audits/{audit_id}`."""
    del call
    ticket = found_ticket(desk, number)
    found = [a for a in ticket.audits if a.id == int(name)] if ticket is not None else []
    return Answer(200, {"audit": audit_json(found[0])}) if found else not_found()


def comments(desk: Desk, call: Call, number: str) -> Answer:
    """`GET tickets/{id}/comments`."""
    ticket = found_ticket(desk, number)
    if ticket is None:
        return not_found()
    extra: dict[str, Any] = {}
    if call.includes("users"):
        extra["users"] = users_of(desk.world, (c.author_id for c in ticket.comments), call.base)
    rows = [comment_row(c, desk.world.audit_by_id[c.audit_id]) for c in ticket.comments]
    return listed(call, "comments", rows, extra)


def counts(desk: Desk, call: Call, number: str, name: str) -> Answer:
    """`GET tickets/{id}/audits/count` and `…/comments/count`."""
    del call
    ticket = found_ticket(desk, number)
    if ticket is None:
        return not_found()
    value = len(ticket.audits if name == "audits" else ticket.comments)
    return Answer(200, {"count": {"value": value, "refreshed_at": stamp(desk.world.now())}})
