"""Why a ticket was or was not acted on: the cycle's own judgement and plan, traced and thrown away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Row, select

from integration.engine.conduct import foresee
from integration.engine.context import Context
from integration.engine.judge import new_rationing
from integration.engine.live_ticket import read_ticket
from integration.engine.write import Gate
from integration.store import ledger, occasions
from integration.store.cases import load_case
from integration.store.history import load_stamps
from integration.store.loading import load_tickets
from integration.store.memories import load_memories
from integration.store.merges import load_merged
from integration.store.schema import finding
from integration.zendesk.errors import Gone
from policies.core.actions import Held, Update, references_of
from policies.core.calendar import ALWAYS_OPEN
from policies.core.evaluation import Judgement, evaluate
from policies.core.facts import Event, Facts, Ticket
from policies.core.findings import Condition
from policies.core.keys import REFERENCE
from policies.core.past import Past
from policies.core.planning import propose
from policies.core.tracing import conditions_of

_TICKET_URL = re.compile(r"/(?:agent/)?tickets/(\d+)/?$")
_DIGITS = 18
"""A longer number is no ticket's."""


class Unexplained(Exception):
    """What a person asked for is not there; its text says what is."""


@dataclass(frozen=True, slots=True)
class Traced:
    """One policy's judgement, with each condition that led to it."""

    judgement: Judgement
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that led to what was done about a ticket, or was not."""

    facts: Facts
    """As of the watermark, or of now where the ticket was read live."""
    live: bool
    """Read from Zendesk for this, because the store has not got it whole."""
    waiting: str
    """Why the service has not judged it as it is now, as a sentence; empty when it has."""
    policies: tuple[Traced, ...]
    update: Update | None
    """What would be written now."""
    held: tuple[Held, ...]
    gate: str | None
    """Why nothing at all may be written, or None."""
    occasions: tuple[Row[Any], ...]
    """What the store knows of its findings."""
    ledger: tuple[Row[Any], ...]
    """The rows of its actions, oldest first."""


def tickets_meant(ctx: Context, text: str) -> tuple[int, ...]:
    """The tickets that a number, an address of a ticket or a reference stands for; a reference may stand for several.

    Raises:
        Unexplained: it is none of these, is not known, or is of another account.
    """
    said = text.strip()
    if REFERENCE.fullmatch(said.upper()):
        return _tickets_of(ctx, said.upper())
    if "/" in said:
        said = _number_in(ctx, said)
    number = said.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) <= _DIGITS and int(number):
        return (int(number),)
    raise Unexplained(
        f"{text[:40]!r} is no ticket: give its number, its address, or a reference as SH-7Q2M4KXW."
    )


def explain_ticket(ctx: Context, ticket_id: int, *, may_ask: bool = True) -> Explanation:
    """Judge and plan one ticket as a cycle would now, with every condition, and write nothing anywhere.

    What the store has not got whole is read from Zendesk, a few calls, if `may_ask`.

    Raises:
        Unexplained: the account has no such ticket, or it would have to be asked for.
        ZendeskError: it had to be read, and Zendesk cannot be reached.
    """
    account = ctx.store.load_account()
    with ctx.store.reading() as connection:
        stored = load_tickets(ctx.store, connection, [ticket_id], ctx.names.ignored).get(ticket_id)
    if stored is not None and stored[0].complete and account.watermark is not None:
        return _explained(ctx, *stored, account.watermark, live=False)
    if not may_ask:
        raise Unexplained(
            f"The store has no whole history of ticket {ticket_id}; `steadyhand explain {ticket_id}` reads it."
        )
    try:
        ticket, events, now = read_ticket(ctx, ticket_id)
    except Gone:
        raise Unexplained(f"{ctx.config.account.url} has no ticket {ticket_id}, or it is deleted.") from None
    if stored is not None:
        ticket = replace(ticket, merged=stored[0].merged)
    return _explained(ctx, ticket, events, now, live=True)


def _explained(
    ctx: Context, ticket: Ticket, events: Sequence[Event], now: datetime, *, live: bool
) -> Explanation:
    folded = Past(ticket, events).at(now)
    with ctx.store.reading() as connection:
        merged = load_merged(ctx.store, connection, [ticket.id])
        memory = load_memories(ctx.store, connection, [ticket.id], merged)[ticket.id]
        conduct = foresee(ctx, connection, folded, memory, now)
        percentiles = occasions.load_percentiles(ctx.store, connection)
        rows = ledger.load_rows_of(ctx.store, connection, [ticket.id]).get(ticket.id, [])
        known = _findings(ctx, connection, ticket.id)
        stamp = load_stamps(ctx.store, connection, [ticket.id]).get(ticket.id)
    account = replace(ctx.names.account, percentiles=percentiles)
    facts = Facts(folded, now, ALWAYS_OPEN, account, references_of(memory), conduct)
    judgements = evaluate(facts, ctx.policies, ctx.config.scope)
    proposal = propose(facts, judgements, memory)
    update, refused = (
        new_rationing(ctx).admit(proposal.update, folded.assignee_id)
        if proposal.update is not None
        else (None, [])
    )
    waiting = stamp is not None and stamp.to_judge
    return Explanation(
        facts=facts,
        live=live,
        waiting="It changed since it was judged; the next cycle judges it anew." if waiting else "",
        policies=tuple(Traced(j, conditions_of(j.policy, facts, ctx.config.scope)) for j in judgements),
        update=update,
        held=(*proposal.held, *refused),
        gate=Gate(ctx).closed_because(),
        occasions=known,
        ledger=tuple(sorted(rows, key=lambda row: (row.first_at, row.key))),
    )


def _findings(ctx: Context, connection: Connection, ticket_id: int) -> tuple[Row[Any], ...]:
    query = select(finding).where(finding.c.account == ctx.account, finding.c.ticket_id == ticket_id)
    return tuple(connection.execute(query.order_by(finding.c.since, finding.c.policy)))


def _tickets_of(ctx: Context, reference: str) -> tuple[int, ...]:
    with ctx.store.reading() as connection:
        rows = ledger.load_by_reference(ctx.store, connection, reference)
        case = load_case(ctx.store, connection, reference)
    tickets = {row.ticket_id for row in rows} | ({case.ticket_id} if case is not None else set())
    if not tickets:
        raise Unexplained(
            f"{reference} is not known here: neither the ledger nor a case of {ctx.account} has it. "
            "Is it another account's, or of a store that was lost?"
        )
    return tuple(sorted(tickets))


def _number_in(ctx: Context, address: str) -> str:
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
    except ValueError:
        return address
    own = urlsplit(ctx.config.account.url)
    if parts.netloc.lower() != own.netloc.lower():
        raise Unexplained(f"That is a ticket of another account; this configuration is for {own.netloc}.")
    found = _TICKET_URL.search(parts.path)
    return found[1] if found else address
