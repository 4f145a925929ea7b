"""The demo's result as a page for the terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from sqlalchemy import select

from integration.console.demo import DemoResult
from integration.engine.left_alone import why_not_looked_at
from integration.sandbox.records import Comment, Ticket
from integration.sandbox.server import Sandbox
from integration.sandbox.week.script import Expect
from integration.store.schema import action, finding
from policies.core.actions import State

_FOUND_LISTED = 5
"""Of each policy."""
_ALONE_LISTED = 14


def demo_data(result: DemoResult, sandbox: Sandbox) -> dict[str, Any]:
    """The result for machines."""
    ctx = result.account
    with ctx.store.reading() as connection:
        findings = connection.execute(select(finding).where(finding.c.account == ctx.account)).all()
        rows = connection.execute(
            select(action).where(action.c.account == ctx.account, action.c.state == State.DONE)
        ).all()
    notes = [c for t in sandbox.world.tickets.values() for c in t.comments if c.author_id == ctx.user_id]
    return {
        "tickets": len(sandbox.world.tickets),
        "cycles": result.cycles,
        "calls": result.calls,
        "counts": dict(result.counts),
        "findings": [
            {"ticket": f.ticket_id, "policy": f.policy, "state": f.state, "because": f.because}
            for f in findings
        ],
        "written": [
            {"ticket": r.ticket_id, "policy": r.policy, "step": r.step, "reference": r.reference}
            for r in rows
        ],
        "leads_were_told": [message["text"] for message in result.leads.messages],
        "notes": len(notes),
        "public_notes": sum(c.public for c in notes),
        "left_alone": {
            reason: {"ticket": t, "why": why} for reason, (t, why) in sorted(result.left_alone.items())
        },
        "not_looked_at": {
            reason: {"ticket": t, "why": why} for reason, (t, why) in why_not_looked_at(ctx).items()
        },
    }


def print_demo(console: Console, data: Mapping[str, Any], result: DemoResult, sandbox: Sandbox) -> None:
    """What was read, what was found and why, a ticket as an agent sees it, and what was left alone."""
    counts = data["counts"]
    console.rule("[bold]What was read")
    console.print(
        f"{data['tickets']} tickets of the invented shop Harbourline; {counts.get('events', 0)} updates read over "
        f"{data['cycles']} cycles, from {result.began:%A %d %B %H:%M} to {result.ended:%A %d %B %H:%M}; "
        f"{data['calls']} calls to its Zendesk; {counts.get('judged', 0)} judgements."
    )
    console.rule("[bold]What was found, and why")
    _print_found(console, data)
    for what, ticket in (
        ("passed around", _passed_around(result, sandbox)),
        ("whose promise was not kept", _promise_not_kept(result, sandbox)),
        ("on which somebody was insulted twice", sandbox.world.tickets[result.cast.one("abusive")]),
    ):
        console.rule(f"[bold]A ticket {what}, as its agent sees it")
        if ticket is not None:
            console.print(_ticket_panel(ticket, sandbox))
    console.rule("[bold]What the team leads were told outside of Zendesk")
    for text in data["leads_were_told"]:
        console.print(f"• {text}", markup=False)
    console.rule("[bold]What was left alone, and why")
    _print_alone(console, data)
    console.print(
        f"\nWritten: {data['notes']} internal notes, and tags without a note; "
        f"{len({w['ticket'] for w in data['written']})} tickets in all. Public replies: {data['public_notes']}. "
        "Each note ends with its reference SH-…"
    )


def _print_found(console: Console, data: Mapping[str, Any]) -> None:
    table = Table("Ticket", "Policy", "Because", "Now")
    for policy in dict.fromkeys(f["policy"] for f in data["findings"]):
        for row in [f for f in data["findings"] if f["policy"] == policy][-_FOUND_LISTED:]:
            table.add_row(str(row["ticket"]), row["policy"], row["because"], row["state"])
    console.print(table)
    console.print(f"{len(data['findings'])} occasions in all; --json lists them.")


def _print_alone(console: Console, data: Mapping[str, Any]) -> None:
    table = Table("Reason", "Ticket", "Why")
    for reason, row in data["left_alone"].items():
        table.add_row(reason, str(row["ticket"]), row["why"])
    others = sorted(data["not_looked_at"].items())
    for reason, row in others[:_ALONE_LISTED]:
        table.add_row(reason.partition(":")[0], str(row["ticket"]), row["why"])
    console.print(table)


def _passed_around(result: DemoResult, sandbox: Sandbox) -> Ticket | None:
    """The flagged ticket with the longest way behind it."""
    noted = [t for t in _noted(result, sandbox) if "passed_around" in t.tags]
    return max(noted, key=lambda t: len(t.audits), default=None)


def _promise_not_kept(result: DemoResult, sandbox: Sandbox) -> Ticket | None:
    """A ticket of one of the week's stories of a promise that nobody kept."""
    broken = {
        told.ticket_id for told in result.cast.promised.values() if told.story.expect == Expect.REMINDED
    }
    noted = [t for t in _noted(result, sandbox) if "promise_overdue" in t.tags and t.id in broken]
    return min(noted, key=lambda t: len(t.audits), default=None)


def _noted(result: DemoResult, sandbox: Sandbox) -> list[Ticket]:
    """The tickets with a note of ours that still live."""
    return [
        t
        for t in sandbox.world.tickets.values()
        if t.status not in ("closed", "deleted")
        and any(c.author_id == result.account.user_id for c in t.comments)
    ]


def _ticket_panel(ticket: Ticket, sandbox: Sandbox) -> Panel:
    world = sandbox.world
    group = world.groups.get(ticket.group_id or 0, "no group")
    assignee = world.users[ticket.assignee_id].name if ticket.assignee_id is not None else "nobody"
    head = Text(
        f"{ticket.subject}\n{ticket.status} · {group} · {assignee}\ntags: {' '.join(ticket.tags)}\n",
        style="bold",
    )
    parts = [
        _comment_panel(c, world.users[c.author_id].name)
        for c in ticket.comments[-4:]
        if c.author_id in world.users
    ]
    return Panel(Group(head, *parts), title=f"Ticket #{ticket.id}")


def _comment_panel(comment: Comment, author: str) -> Panel:
    kind = "public reply" if comment.public else "internal note"
    style = "white" if comment.public else "yellow"
    text = _plain(comment.html) if comment.html else comment.body
    return Panel(
        text, title=f"{author} · {kind} · {comment.at:%a %d %b %H:%M}", border_style=style, title_align="left"
    )


def _plain(html: str) -> str:
    """A note's HTML as lines."""
    text = re.sub(r"<li>", "• ", html)
    text = re.sub(r"</(?:p|li|ul)>\s*", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", unescape(re.sub(r"<[^>]+>", "", text))).strip()
