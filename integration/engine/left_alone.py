"""Why tickets were left alone: one example for each named reason."""

from __future__ import annotations

from sqlalchemy import select

from integration.engine.context import Context
from integration.store.loading import load_tickets
from integration.store.schema import action, ticket
from policies.core.actions import Reason, State
from policies.core.calendar import ALWAYS_OPEN
from policies.core.evaluation import evaluate
from policies.core.facts import Facts
from policies.core.timeline import fold

_PASSED_AROUND = 3.0
"""Handoffs of a ticket that would have been found, had it still been open."""


def why_left_alone(ctx: Context) -> dict[str, tuple[int, str]]:
    """By reason, one ticket and its sentence, from the ledger's held rows. Costs one small read of the store."""
    query = (
        select(action.c.reason, action.c.ticket_id, action.c.policy, action.c.sentence)
        .where(action.c.account == ctx.account, action.c.state == State.HELD)
        .order_by(action.c.ticket_id)
    )
    done = select(action.c.ticket_id, action.c.reference).where(
        action.c.account == ctx.account, action.c.state == State.DONE
    )
    found: dict[str, tuple[int, str]] = {}
    with ctx.store.reading() as connection:
        for row in connection.execute(query):
            found.setdefault(row.reason, (row.ticket_id, f"{row.policy}: {row.sentence}"))
        written = connection.execute(done).first()
        if written is not None:
            found[Reason.DONE] = (
                written.ticket_id,
                f"Written once as {written.reference}; found again since, and left at that.",
            )
    return found


def why_not_looked_at(ctx: Context, limit: int = 5000) -> dict[str, tuple[int, str]]:
    """By kind of reason, one ticket that no policy looks at, or that was moved and yet not found, with its sentence."""
    found: dict[str, tuple[int, str]] = {}
    with ctx.store.reading() as connection:
        watermark = ctx.store.load_account(connection).watermark
        query = (
            select(ticket.c.ticket_id)
            .where(ticket.c.account == ctx.account)
            .order_by(ticket.c.ticket_id)
            .limit(limit)
        )
        tickets = load_tickets(ctx.store, connection, list(connection.scalars(query)), ctx.names.ignored)
    for ticket_id, (row, events) in tickets.items():
        facts = Facts(fold(row, events, watermark), watermark, ALWAYS_OPEN, ctx.names.account)
        for judgement in evaluate(facts, ctx.policies[:1], ctx.config.scope):
            verdict = judgement.verdict
            if judgement.out_of_scope:
                found.setdefault(
                    f"{Reason.OUT_OF_SCOPE}: {judgement.out_of_scope}", (ticket_id, judgement.out_of_scope)
                )
            elif (
                verdict.because.startswith("The ticket is closed")
                and (verdict.measure or 0) >= _PASSED_AROUND
            ):
                found.setdefault(Reason.CLOSED, (ticket_id, verdict.because))
            elif "not counted: " in verdict.because and "0 handoffs" in verdict.because:
                why = verdict.because.rpartition("not counted: ")[2].lstrip("0123456789 ")
                found.setdefault(f"{Reason.NOT_FOUND}: {why}", (ticket_id, verdict.because))
    return found
