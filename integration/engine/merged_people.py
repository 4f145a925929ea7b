"""Customers who were merged into others: what is remembered of them goes along.

No export tells of it. Zendesk moves the tickets of the one to the other, so a requester who changed and whose former
one is gone was merged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from integration.engine.cases import policies_of_abuse
from integration.engine.context import Context
from integration.store import history, strikes
from integration.zendesk.models import TicketRow
from integration.zendesk.tickets import fetch_users


def follow_merged_people(ctx: Context, rows: Sequence[TicketRow]) -> None:
    """Before these rows are stored: move what is remembered of people who were merged into others.

    Costs a call only where the requester of a ticket changed and something is remembered of the former one.
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
    with ctx.store.transaction() as connection:
        for person in gone:
            strikes.merge_people(ctx.store, connection, person, moved[person])
            others = strikes.load_tickets_of(ctx.store, connection, [moved[person]])
            history.mark_to_judge(ctx.store, connection, others)
            ctx.counts["people_merged"] += 1


def _moved(former: Mapping[int, int], rows: Sequence[TicketRow]) -> dict[int, int]:
    """Requesters who lost a ticket, and who has it now."""
    pairs = ((former.get(row.id, 0), row.requester_id or 0) for row in rows)
    return {before: after for before, after in pairs if before and after and before != after}
