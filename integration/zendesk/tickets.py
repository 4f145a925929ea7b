"""Reads of single tickets, their audits and their people."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from integration.zendesk.errors import Refused, StuckCursor
from integration.zendesk.models import (
    AuditPage,
    AuditRow,
    SearchPage,
    TicketAnswer,
    TicketRow,
    TicketsAnswer,
    UserRow,
    UsersAnswer,
)
from integration.zendesk.transport import Transport

_MANY = 100
_BAD_REQUEST = 400


def fetch_ticket(transport: Transport, ticket_id: int) -> TicketRow:
    """Fetch the ticket as it is now; costs one call.

    Raises:
        Gone: it is deleted.

    """
    return transport.fetch(f"/api/v2/tickets/{ticket_id}.json", None, TicketAnswer)[0].ticket


def fetch_tickets(transport: Transport, ticket_ids: Iterable[int]) -> dict[int, TicketRow]:
    """Fetch these tickets as they are now, by id; deleted ones are missing. Costs one call for each 100."""
    found: dict[int, TicketRow] = {}
    for ids in _hundreds(ticket_ids):
        answer, _ = transport.fetch("/api/v2/tickets/show_many.json", {"ids": ids}, TicketsAnswer)
        found |= {ticket.id: ticket for ticket in answer.tickets}
    return found


def fetch_users(transport: Transport, user_ids: Iterable[int]) -> dict[int, UserRow]:
    """Fetch these people by id; unknown ones and Zendesk itself (-1) are missing. Costs one call for each 100."""
    found: dict[int, UserRow] = {}
    for ids in _hundreds(user_id for user_id in user_ids if user_id > 0):
        answer, _ = transport.fetch("/api/v2/users/show_many.json", {"ids": ids}, UsersAnswer)
        found |= {user.id: user for user in answer.users if user.id is not None}
    return found


def fetch_audits(
    transport: Transport, ticket_id: int, *, newest_first: bool = False, until: datetime | None = None
) -> Iterator[AuditRow]:
    """Fetch the ticket's updates, oldest or newest first, a page when it is reached; one call for each 100.

    With `until` it ends before the first audit that lies beyond that moment in the direction of reading. Archived
    tickets have no pages: all comes at once. Needs the global scope `read`.

    Raises:
        Gone: the ticket is deleted.

    """
    cursor: str | None = None
    while True:
        page = _fetch_audit_page(transport, ticket_id, cursor, newest_first=newest_first)
        audits = page.audits
        if page.meta is None:  # an archived ticket: no pages, and no order can be asked for
            audits = tuple(
                sorted(audits, key=lambda audit: (audit.created_at, audit.id), reverse=newest_first)
            )
        for audit in audits:
            if until is not None and (audit.created_at < until if newest_first else audit.created_at > until):
                return
            yield audit
        if page.after_cursor is None:
            return
        cursor = _moved(cursor, page.after_cursor)


def fetch_search_export(transport: Transport, query: str) -> Iterator[TicketRow]:
    """Fetch every ticket that a search finds, oldest first, page by page; minutes behind, and each may come twice.

    For open tickets older than the history. The cursor dies after an hour (Refused); begin again then. Costs one call
    for each 100, of 100 a minute.
    """
    cursor: str | None = None
    while True:
        params: dict[str, str | int] = {"query": query, "filter[type]": "ticket", "page[size]": _MANY}
        if cursor is not None:
            params["page[after]"] = cursor
        page, _ = transport.fetch("/api/v2/search/export.json", params, SearchPage)
        yield from page.results
        if page.meta is None or not page.meta.has_more or page.meta.after_cursor is None:
            return
        cursor = _moved(cursor, page.meta.after_cursor)


def _fetch_audit_page(
    transport: Transport, ticket_id: int, cursor: str | None, *, newest_first: bool
) -> AuditPage:
    path = f"/api/v2/tickets/{ticket_id}/audits.json"
    params: dict[str, str | int] = {
        "page[size]": _MANY,
        "sort": "-created_at" if newest_first else "created_at",
    }
    if cursor is not None:
        params["page[after]"] = cursor
    try:
        return transport.fetch(path, params, AuditPage)[0]
    except Refused as refusal:
        if refusal.status != _BAD_REQUEST or cursor is not None:
            raise
    return transport.fetch(path, None, AuditPage)[0]


def _moved(before: str | None, after: str) -> str:
    if before == after:
        raise StuckCursor(0, "A list gives back the cursor it was asked with.")
    return after


def _hundreds(ids: Iterable[int]) -> Iterator[str]:
    unique = list(dict.fromkeys(ids))
    for first in range(0, len(unique), _MANY):
        yield ",".join(str(number) for number in unique[first : first + _MANY])
