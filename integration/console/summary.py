"""A cycle and the store's state as data, and as a page for the terminal."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy import func, select

from integration.config.models import Config
from integration.config.words import acts_in_words, part_in_words
from integration.console.advice import advice_data
from integration.console.conduct import open_cases_in, print_cases
from integration.console.messages import messages_data, messages_in_words, print_messages
from integration.console.moments import iso
from integration.console.precision import precision_data, print_precision
from integration.console.terminal import terminal
from integration.cycle import CycleReport
from integration.engine.context import Context
from integration.store import ledger
from integration.store.access import Store
from integration.store.closed import why_closed
from integration.store.schema import OF_ITS_FINDING, action, finding, gap
from policies.core.actions import Reason, State

_LISTED = 20
_GAPS = {
    "event_type": "events of a kind that this release does not know",
    "tag_taken_off": "our tag was taken off by a rule of this account, and is not put back",
    "cursor": "an export's place that Zendesk took no more; read again from a time",
    "second": "a second with more events than a page holds, completed from audits",
}


def cycle_data(ctx: Context, report: CycleReport) -> dict[str, Any]:
    """One cycle, with what is planned and held at its end."""
    return {
        "run": report.run,
        "watermark": iso(report.watermark),
        "counts": report.counts,
        "seconds": round(report.seconds, 1),
        "calls": report.calls,
        "gate": report.gate_closed or "open",
        "unsettled": report.unsettled,
        "dry_run": ctx.dry_run,
        "planned": _planned(ctx.store),
        "held": _held(ctx.store, ctx.config),
    }


def status_data(store: Store, config: Config) -> dict[str, Any]:
    """What the store knows of its account."""
    row = store.load_account()
    with store.reading() as connection:
        states = ledger.count_states(store, connection)
        findings = connection.execute(
            select(finding.c.policy, finding.c.state, func.count())
            .where(finding.c.account == store.account)
            .group_by(finding.c.policy, finding.c.state)
        ).all()
        gaps = connection.execute(
            select(gap.c.kind, gap.c.id, gap.c.count).where(gap.c.account == store.account)
        ).all()
        oldest = ledger.oldest(store, connection, State.SENDING)
    by_policy: dict[str, Counter[str]] = {name: Counter() for name in config.policies}
    for name, state, count in findings:
        by_policy.setdefault(name, Counter())[state] += count
    return {
        "account": store.account,
        "watermark": iso(row.watermark),
        "synced": bool(row.ticket_end and row.event_end),
        "holder": row.holder,
        "heartbeat": iso(row.heartbeat),
        "brake": row.brake,
        "brake_since": iso(row.brake_since),
        "gate": closed[1] if (closed := why_closed(row)) is not None else "open",
        "writes": "one ticket at a time" if row.single_only else "in batches",
        "policies": {name: {**_in_force(config, name), **counts} for name, counts in by_policy.items()},
        "advice": advice_data(store, config),
        "precision": precision_data(store, config),
        "ledger": dict(states),
        "oldest_sending": iso(oldest),
        "messages": messages_data(store),
        "cases": open_cases_in(store),
        "gaps": [{"kind": kind, "id": name, "count": count} for kind, name, count in gaps],
        "planned": _planned(store),
        "held": _held(store, config),
    }


def _in_force(config: Config, name: str) -> dict[str, str]:
    """A policy's mode, and the tickets that it acts on where these are not all."""
    policy = config.policies.get(name)
    if policy is None:
        return {"mode": "gone"}
    part = part_in_words(policy).strip()
    return {"mode": policy.mode, "acts": part} if part else {"mode": policy.mode}


def _planned(store: Store) -> list[dict[str, Any]]:
    with store.reading() as connection:
        rows = ledger.load_rows(store, connection, State.PLANNED)
    return [
        {
            "ticket": row.ticket_id,
            "policy": row.policy,
            "reference": row.reference,
            "add_tags": row.payload["add_tags"],
            "note": bool(row.payload["note"]),
        }
        for row in rows
    ]


def _held(store: Store, config: Config) -> list[dict[str, Any]]:
    """What waits and why, with its finding; finished occasions (`done already`, `superseded`) are no news."""
    query = (
        select(action, finding.c.because)
        .select_from(action.join(finding, OF_ITS_FINDING))
        .where(action.c.account == store.account, action.c.state == State.HELD)
        .where(action.c.reason.not_in((Reason.DONE, Reason.SUPERSEDED)))
        .order_by(action.c.reason, action.c.ticket_id)
    )
    with store.reading() as connection:
        rows = list(connection.execute(query))
    return [
        {
            "ticket": row.ticket_id,
            "policy": row.policy,
            "step": row.step,
            "reason": row.reason,
            "sentence": row.sentence,
            "because": row.because,
            "would": acts_in_words(config.policies[row.policy], row.step, row.episode)
            if row.policy in config.policies
            else "",
        }
        for row in rows
    ]


def print_cycle(data: dict[str, Any]) -> None:
    """A cycle for a person."""
    console = terminal()
    counts = Counter(data["counts"])
    console.print(
        f"Read {counts['tickets']} tickets and {counts['events']} updates, judged {counts['judged']}, "
        f"found {counts['found']}, planned {counts['planned']}, held {counts['held']}, wrote {counts['wrote']}, "
        f"in {data['seconds']} s and {data['calls']} calls."
    )
    if counts["wrote"] and data["run"] is not None and not data["dry_run"]:
        console.print(
            f"This was cycle {data['run']}: `steadyhand undo --run {data['run']}` shows how to take it back."
        )
    if told := messages_in_words(counts):
        console.print(told)
    if data["dry_run"]:
        console.print("A dry run: nothing was written to Zendesk and nothing is kept.")
    elif data["gate"] != "open":
        console.print(data["gate"])
    _print_planned(console, data["planned"])
    _print_held(console, data["held"])


def print_status(data: dict[str, Any]) -> None:
    """The store's state for a person."""
    console = terminal()
    read_to = data["watermark"] or "not yet (still reading the history)"
    console.print(f"[bold]{data['account']}[/bold]: read up to {read_to}; writes {data['writes']}.")
    if data["brake"]:
        console.print(f"[bold red]Brake[/bold red] since {data['brake_since']}: {data['brake']}")
    elif data["gate"] != "open":
        console.print(data["gate"])
    states = ("open", "resolved", "dismissed", "undone")
    table = Table("Policy", "Mode", *(state.title() for state in states))
    for name, row in data["policies"].items():
        mode = f"{row['mode']} {row.get('acts', '')}".strip()
        table.add_row(name, mode, *(str(row.get(state, 0)) for state in states))
    console.print(table)
    for row in data["advice"]:
        console.print(f"[bold]{row['policy']}[/bold] only observes: {escape(row['advice'])}")
    print_precision(console, data["precision"])
    for state, count in sorted(data["ledger"].items()):
        console.print(f"  {state}: {count}")
    print_messages(console, data["messages"])
    print_cases(console, data["cases"])
    for row in data["gaps"]:
        console.print(f"  {_GAPS.get(row['kind'], row['kind'])}: {row['id']} ({row['count']})")
    _print_planned(console, data["planned"])
    _print_held(console, data["held"])


def _print_planned(console: Console, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    table = Table("Ticket", "Policy", "Reference", "Tags", "Note", title="Planned")
    for row in rows[:_LISTED]:
        note = "yes" if row["note"] else "no"
        table.add_row(str(row["ticket"]), row["policy"], row["reference"], " ".join(row["add_tags"]), note)
    console.print(table)
    _print_rest(console, rows)


def _print_held(console: Console, rows: list[dict[str, Any]]) -> None:
    """By reason and policy how many wait, then the tickets themselves with what was found."""
    if not rows:
        return
    counts = Counter((row["reason"], row["policy"], row["sentence"]) for row in rows)
    totals = Table("Reason", "Policy", "Held", "Why", title="Held back")
    for (reason, policy, sentence), count in counts.most_common(_LISTED):
        totals.add_row(reason, policy, str(count), escape(sentence))
    console.print(totals)
    table = Table("Ticket", "Found because", "What would be done", "Step")
    for row in rows[:_LISTED]:
        table.add_row(
            str(row["ticket"]),
            escape(row["because"]),
            escape(row["would"]),
            f"{row['policy']}: {row['step']}",
        )
    console.print(table)
    _print_rest(console, rows)


def _print_rest(console: Console, rows: list[dict[str, Any]]) -> None:
    if len(rows) > _LISTED:
        console.print(f"… and {len(rows) - _LISTED} more; --json lists all.")
