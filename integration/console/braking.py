"""The brake, and what it holds back, as data and for the terminal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy import select

from integration.console.moments import shown
from integration.console.terminal import terminal
from integration.store.access import Store
from integration.store.closed import why_closed
from integration.store.schema import OF_ITS_FINDING, action, finding
from policies.core.actions import State, is_undo
from policies.core.wording import times

_LISTED = 20


def brake_data(store: Store) -> dict[str, Any]:
    """Why nothing is written, if so, and all that waits to be written."""
    row = store.load_account()
    closed = why_closed(row)
    return {
        "account": store.account,
        "brake": row.brake,
        "since": row.brake_since.isoformat() if row.brake and row.brake_since else None,
        "gate": "open" if closed is None else closed[1],
        "running": store.is_running(datetime.now(UTC)),
        "planned": _planned(store),
    }


def _planned(store: Store) -> list[dict[str, Any]]:
    """What is planned, the urgent and oldest first, each with why."""
    query = (
        select(action, finding.c.because)
        .select_from(action.outerjoin(finding, OF_ITS_FINDING))
        .where(action.c.account == store.account)
        .where(action.c.state.in_((State.PLANNED, State.CONFLICTED)))
        .order_by(action.c.urgent.desc(), action.c.first_at, action.c.ticket_id, action.c.key)
    )
    with store.reading() as connection:
        rows = list(connection.execute(query))
    return [
        {
            "ticket": row.ticket_id,
            "policy": row.policy,
            "step": row.step,
            "reference": row.reference,
            "because": "An admin takes back what was written." if is_undo(row.step) else row.because or "",
        }
        for row in rows
    ]


def print_brake(data: dict[str, Any]) -> None:
    """Whether the brake is set, then what it holds back."""
    console = terminal()
    if data["brake"]:
        console.print(f"Set since {shown(data['since'])}: {data['brake']}", markup=False)
    else:
        console.print("The brake is not set.")
        if data["gate"] != "open":
            console.print(data["gate"])
    if data["gate"] != "open":
        _print_planned(console, data["planned"])


def _print_planned(console: Console, rows: list[dict[str, Any]]) -> None:
    if not rows:
        console.print("Nothing is held back.")
        return
    table = Table("Ticket", "Policy", "Reference", "Found because", title="Held back")
    for row in rows[:_LISTED]:
        table.add_row(str(row["ticket"]), row["policy"], row["reference"], escape(row["because"]))
    console.print(table)
    console.print(f"Held back: {in_words(rows)}.")
    if len(rows) > _LISTED:
        console.print(f"{len(rows) - _LISTED} of them are not shown; --json lists all.")


def in_words(rows: list[dict[str, Any]]) -> str:
    """How much is held back: `14 actions on 12 tickets`."""
    tickets = len({row["ticket"] for row in rows})
    return f"{times(len(rows), 'action')} on {times(tickets, 'ticket')}"
