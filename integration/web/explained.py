"""One ticket explained, from the store alone: its state, its history, what each policy says of it, and our ledger's rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, select

from integration.engine.context import Context
from integration.store.ledger import load_by_reference, load_rows_of
from integration.store.loading import load_tickets
from integration.store.schema import finding
from policies.core.calendar import ALWAYS_OPEN
from policies.core.evaluation import Judgement, evaluate
from policies.core.facts import Account, Change, Facts, Side, Ticket
from policies.core.timeline import fold

_FIELDS = {"assignee_id": "assignee", "group_id": "group", "status": "status", "priority": "priority"}


def load_explanation(ctx: Context, ticket_id: int) -> dict[str, Any] | None:
    """Why the ticket is as we left it, and why not otherwise; None for a ticket that the store does not know."""
    watermark = ctx.store.load_account().watermark
    with ctx.store.reading() as connection:
        loaded = load_tickets(ctx.store, connection, [ticket_id], ctx.names.ignored).get(ticket_id)
        if loaded is None or watermark is None:
            return None
        mine = (finding.c.account == ctx.account) & (finding.c.ticket_id == ticket_id)
        findings = list(connection.execute(select(finding).where(mine).order_by(finding.c.since)))
        ledger = load_rows_of(ctx.store, connection, [ticket_id])[ticket_id]
    ticket = fold(*loaded, watermark)
    facts = Facts(ticket, watermark, ALWAYS_OPEN, ctx.names.account)
    judgements = evaluate(facts, ctx.policies, ctx.config.scope)
    return {
        "ticket": _ticket(ticket, ctx.names.account),
        "as_of": watermark.isoformat(),
        "timeline": _timeline(ticket, ctx.names.account),
        "policies": [_policy(each, findings, ledger, ctx.names.account) for each in judgements],
        "plan": {"update": None, "held": [], "gate": None},
        "ledger": [_row(row) for row in sorted(ledger, key=lambda row: (row.first_at, row.key))],
    }


def ticket_of(ctx: Context, reference: str) -> int | None:
    """The ticket on which the note with this reference stands."""
    with ctx.store.reading() as connection:
        rows = load_by_reference(ctx.store, connection, reference)
    return int(rows[0].ticket_id) if rows else None


def _ticket(ticket: Ticket, names: Account) -> dict[str, Any]:
    return {
        "id": ticket.id,
        "status": ticket.status,
        "group": names.group_name(ticket.group_id),
        "assignee": names.agent_name(ticket.assignee_id),
        "priority": ticket.priority,
        "channel": ticket.channel,
        "tags": sorted(ticket.tags),
    }


def _timeline(ticket: Ticket, names: Account) -> list[dict[str, Any]]:
    told = [
        {
            "at": comment.at.isoformat(),
            "who": _who(comment.author_id, comment.side, names),
            "what": "public reply" if comment.public else "internal note",
            "detail": "",
            "ours": comment.side is Side.MACHINE,
        }
        for comment in ticket.comments
    ]
    told += [
        {
            "at": change.at.isoformat(),
            "who": names.agents.get(change.actor_id, change.origin.value),
            "what": _FIELDS[change.field],
            "detail": f"{_value(change, change.before, names)} → {_value(change, change.after, names)}",
            "ours": False,
        }
        for change in ticket.changes
        if change.field in _FIELDS
    ]
    return sorted(told, key=lambda row: str(row["at"]))


def _who(author: int, side: Side, names: Account) -> str:
    return names.agents.get(author, side.value)


def _value(change: Change, value: object, names: Account) -> str:
    if change.field == "group_id":
        return names.group_name(value if isinstance(value, int) else None)
    if change.field == "assignee_id":
        return names.agent_name(value if isinstance(value, int) else None)
    return str(value or "none")


def _policy(
    judgement: Judgement, findings: Iterable[Row[Any]], ledger: Iterable[Row[Any]], names: Account
) -> dict[str, Any]:
    policy, verdict = judgement.policy, judgement.verdict
    because = judgement.out_of_scope or verdict.because or " ".join(f.because for f in verdict.findings)
    return {
        "name": policy.name,
        "kind": policy.kind,
        "mode": policy.mode,
        "verdict": _verdict(judgement),
        "because": because,
        "conditions": [],
        "findings": [
            {
                "episode": row.episode,
                "because": row.because,
                "since": row.since.isoformat(),
                "state": row.state,
                "ended_at": None if row.ended_at is None else row.ended_at.isoformat(),
                "ended_by": None if row.ended_by is None else names.agent_name(row.ended_by),
                "rungs": [_rung(each) for each in ledger if _belongs(each, row)],
            }
            for row in findings
            if row.policy == policy.name
        ],
        "recheck": None if verdict.recheck is None else verdict.recheck.isoformat(),
    }


def _verdict(judgement: Judgement) -> str:
    if judgement.error:
        return "error"
    if judgement.out_of_scope:
        return "out of scope"
    return "found" if judgement.verdict.findings else "not found"


def _belongs(row: Row[Any], of: Row[Any]) -> bool:
    return (row.policy, row.episode) == (of.policy, of.episode)


def _rung(row: Row[Any]) -> dict[str, Any]:
    until = None if row.held_until is None else row.held_until.isoformat()
    return {
        "step": row.step,
        "reason": row.reason or row.state,
        "sentence": row.sentence or "",
        "until": until,
    }


def _row(row: Row[Any]) -> dict[str, Any]:
    stamps = ("first_at", "sent_at", "written_at")
    planned, sent, written = (at.isoformat() if (at := getattr(row, name)) else None for name in stamps)
    return {
        "policy": row.policy,
        "step": row.step,
        "state": row.state,
        "reason": row.reason,
        "sentence": row.sentence or "",
        "reference": row.reference,
        "planned_at": planned,
        "sent_at": sent,
        "written_at": written,
        "audit_id": row.audit_id,
        "job_id": row.job_id,
        "outcome": row.outcome,
    }
