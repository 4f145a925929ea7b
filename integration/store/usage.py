"""What was written lately, as the account's limits count it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import Connection, func, select

from integration.store.access import Store
from integration.store.schema import action
from policies.core.actions import State
from policies.core.rationing import DAY, HOUR, Usage


def load_usage(store: Store, connection: Connection, now: datetime) -> Usage:
    """What was written within the last day, one count an update; what is on its way counts as written."""
    moment = func.coalesce(action.c.written_at, action.c.sent_at, type_=action.c.written_at.type)
    query = select(
        action.c.reference,
        action.c.ticket_id,
        action.c.policy,
        action.c.owner_id,
        action.c.from_history,
        moment.label("written_at"),
    ).where(
        action.c.account == store.account,
        (action.c.written_at > now - DAY) | action.c.state.in_((State.SENDING, State.QUEUED)),
    )
    usage = Usage()
    per_ticket: dict[int, set[datetime]] = defaultdict(set)
    references: set[str] = set()
    for row in connection.execute(query):
        per_ticket[row.ticket_id].add(row.written_at)
        if row.from_history:
            usage.drips[row.policy] += 1
        if row.reference in references:
            continue
        references.add(row.reference)
        usage.last_hour += row.written_at > now - HOUR
        if row.owner_id is not None:
            usage.per_owner[row.owner_id] += 1
    usage.per_ticket = {ticket: sorted(moments) for ticket, moments in per_ticket.items()}
    return usage
