"""Customers who were merged into others: what is remembered of them goes along.

No export tells of it. Zendesk moves the tickets of the one to the other without an update, so a requester who changed
while no update says so, and whose former one is gone, was merged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from integration.engine.cases import policies_of_abuse, withdraw_stale
from integration.engine.context import Context
from integration.engine.intake import update_of_audit
from integration.store import history, strikes
from integration.zendesk.errors import Gone, Refused, Transient
from integration.zendesk.models import TicketRow
from integration.zendesk.tickets import fetch_audits, fetch_users


def follow_merged_people(ctx: Context, rows: Sequence[TicketRow]) -> None:
    """Before these rows are stored: move what is remembered of people who were merged into others.

    Costs calls only where the requester of a ticket changed and something is remembered of the former one.
    """
    if not policies_of_abuse(ctx):
        return
    with ctx.store.reading() as connection:
        former = history.load_requesters(ctx.store, connection, [row.id for row in rows])
        moved = _moved(former, rows)
        known = strikes.is_remembered(ctx.store, connection, moved) if moved else set()
    if not known:
        return
    found = fetch_users(ctx.transport, known)
    gone = [person for person in sorted(known) if person not in found or not found[person].active]
    merged = [person for person in gone if not _was_given_to(ctx, moved[person])]
    with ctx.store.transaction() as connection:
        for person in merged:
            present = moved[person].requester_id or 0
            strikes.merge_people(ctx.store, connection, person, present)
            withdraw_stale(ctx, connection, {present}, ctx.now())
            others = strikes.load_tickets_of(ctx.store, connection, [present])
            history.mark_to_judge(ctx.store, connection, others)
            ctx.counts["people_merged"] += 1


def _moved(former: Mapping[int, int], rows: Sequence[TicketRow]) -> dict[int, TicketRow]:
    """Requesters who lost a ticket, each with the ticket as it is now."""
    pairs = ((former.get(row.id, 0), row) for row in rows)
    return {before: row for before, row in pairs if before and row.requester_id not in (None, before)}


def _was_given_to(ctx: Context, row: TicketRow) -> bool:
    """Whether an update made this person the requester, which is no merge; so it counts where none can be read."""
    try:
        audits = list(fetch_audits(ctx.transport, row.id))
    except (Gone, Refused, Transient):
        return True
    changes = (change for audit in audits for change in update_of_audit(audit, row.id).changes)
    return any(change.field == "requester_id" and not change.first for change in changes)
