"""The fresh path: tickets that something changes all the time are read, judged and written at once.

Zendesk's ticket export never shows a ticket that changes every minute, and an update planned a minute ago always
comes too late for it. So such a ticket is read with its newest audits, and judged as of that very answer.
"""

from __future__ import annotations

from integration.engine.context import Context
from integration.engine.intake import update_of_audit
from integration.engine.judge import judge_tickets, moment_to_judge_at
from integration.engine.keeping import keep_tickets, keep_updates
from integration.engine.read import OVERLAP
from integration.store import history, ledger
from integration.zendesk.errors import Gone, Refused, Transient
from integration.zendesk.tickets import fetch_audits, fetch_ticket
from policies.core.rationing import Rationing

TICKETS_A_CYCLE = 20
_CONFLICTS = 3


def judge_busy(ctx: Context, rationing: Rationing) -> set[int]:
    """Judge starving tickets on fresh reads, at most 20 a cycle and two calls each; returns the wanted tickets."""
    watermark = moment_to_judge_at(ctx)
    if watermark is None:
        return set()
    with ctx.store.reading() as connection:
        behind = history.load_behind(ctx.store, connection, watermark, TICKETS_A_CYCLE)
        starving = ledger.load_starving(ctx.store, connection, at_least=_CONFLICTS, limit=TICKETS_A_CYCLE)
    wanted: set[int] = set()
    busy = [i for i in dict.fromkeys([*starving, *behind]) if not ctx.is_unreadable(i)]
    for ticket_id in busy[:TICKETS_A_CYCLE]:
        if ctx.stop.is_set():
            break
        if _read(ctx, ticket_id):
            wanted |= judge_tickets(ctx, [ticket_id], ctx.now(), rationing, fresh=True)
        ctx.counts["fresh"] += 1
    return wanted


def _read(ctx: Context, ticket_id: int) -> bool:
    """Bring the stored ticket and its history up to this moment; False when it is gone."""
    account = ctx.store.load_account()
    try:
        ticket = fetch_ticket(ctx.transport, ticket_id)
        until = account.watermark - OVERLAP
        audits = list(fetch_audits(ctx.transport, ticket_id, newest_first=True, until=until))
    except Gone:
        with ctx.store.transaction() as connection:
            history.mark_judged(ctx.store, connection, [ticket_id], account.watermark)
        return False
    except (Refused, Transient) as error:
        ctx.leave_for_a_while(ticket_id, error)
        return False
    keep_updates(ctx, [update_of_audit(audit, ticket_id) for audit in reversed(audits)])
    with ctx.store.transaction() as connection:
        keep_tickets(ctx, connection, [ticket], account.history_start)
    return True
