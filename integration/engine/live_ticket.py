"""One ticket read from Zendesk for a person to look at: the cycle's own reading, into a store that is thrown away."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from integration.engine.context import Context
from integration.engine.conversations import read_conversations
from integration.engine.intake import update_of_audit
from integration.engine.keeping import keep_tickets, keep_updates
from integration.store.access import Store
from integration.store.loading import load_tickets
from integration.zendesk.tickets import fetch_audits, fetch_ticket
from policies.core.facts import Event, Ticket

_SOON = timedelta(seconds=1)
"""Zendesk's moments are whole seconds: what came in this very second is in the answer."""


def read_ticket(ctx: Context, ticket_id: int) -> tuple[Ticket, list[Event], datetime]:
    """The ticket as it is now, its whole history, and the moment at which Zendesk was asked.

    Nothing is kept. Costs one call, one for each 100 updates, and one for each 100 people.

    Raises:
        Gone: the account has no such ticket.
    """
    row = fetch_ticket(ctx.transport, ticket_id)
    moment = ctx.now() + _SOON
    updates = [update_of_audit(audit, ticket_id) for audit in fetch_audits(ctx.transport, ticket_id)]
    with tempfile.TemporaryDirectory(prefix="steadyhand-look-") as folder:
        store = Store.open(Path(folder) / "look.db", ctx.account)
        try:
            store.take_lease(ctx.wall(), of_a_copy=True)
            store.save_account(history_start=row.created_at, watermark=moment)
            aside = replace(ctx, store=store, started_at=moment, unreadable={})
            with store.transaction() as connection:
                keep_tickets(aside, connection, [row], row.created_at)
            keep_updates(aside, updates)
            read_conversations(aside, [ticket_id], moment)
            with store.reading() as connection:
                ticket, events = load_tickets(store, connection, [ticket_id], ctx.names.ignored)[ticket_id]
        finally:
            store.close()
    return replace(ticket, complete=True), events, moment
