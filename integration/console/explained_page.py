"""An explanation for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.markup import escape

from integration.console.moments import shown

_MARKS = {True: "[green]✓[/green]", False: "[red]✗[/red]", None: "[dim]·[/dim]"}
_TIMELINE_SHOWN = 60
_ALIKE = 3
"""Of more events in a row that differ in their values alone, the first and the last are shown."""


def print_explanation(console: Console, data: Mapping[str, Any]) -> None:
    """The ticket, its history, each policy with its conditions, the plan, and the ledger."""
    ticket = data["ticket"]
    console.print(
        f"[bold]Ticket {ticket['id']}[/bold]: {ticket['status']}, {escape(ticket['group'])}, "
        f"{escape(ticket['assignee'])}; tags: {escape(' '.join(ticket['tags'])) or 'none'}"
    )
    seen = "read from Zendesk just now, nothing is kept" if data["read_live"] else "as the store has it"
    console.print(f"As of {shown(data['as_of'])}, {seen}. {data['waiting']}".rstrip())
    console.print(ticket["url"], style="dim", markup=False, highlight=False)
    _print_timeline(console, data["timeline"])
    for policy in data["policies"]:
        _print_policy(console, policy)
    _print_plan(console, data["plan"])
    _print_ledger(console, data["ledger"])


def _print_timeline(console: Console, rows: list[dict[str, Any]]) -> None:
    console.print("\n[bold]What happened[/bold]")
    if len(rows) > _TIMELINE_SHOWN:
        console.print(f"  … {len(rows) - _TIMELINE_SHOWN} earlier events; --json lists all.", style="dim")
    for _, run in groupby(rows[-_TIMELINE_SHOWN:], key=lambda row: (row["who"], row["what"])):
        alike = list(run)
        for row in alike if len(alike) <= _ALIKE else (alike[0], alike[-1]):
            detail = f": {row['detail']}" if row["detail"] else ""
            _line(console, f"  {shown(row['at'])}  {row['who']} · {row['what']}{detail}")
            if row is alike[0] and len(alike) > _ALIKE:
                _line(console, f"                        … {len(alike) - 2} more of the same")


def _print_policy(console: Console, policy: Mapping[str, Any]) -> None:
    console.print(
        f"\n[bold]{escape(policy['name'])}[/bold] ({policy['kind']}, {policy['mode']}): {policy['verdict']}"
    )
    if policy["error"]:
        console.print(f"  It raised {policy['error']}: a bug; the other policies went on.")
    for condition in policy["conditions"]:
        console.print(
            f"  {_MARKS[condition['met']]} {escape(condition['sentence'])}", highlight=False, soft_wrap=True
        )
    for finding in policy["findings"]:
        by = f" by {finding['ended_by']}" if finding["ended_by"] else ""
        ended = f", ended {shown(finding['ended_at'])}{by}" if finding["ended_at"] else ""
        _line(
            console,
            f"  → {finding['because']} (since {shown(finding['since'])}; {finding['state']}{ended})",
        )
        for rung in finding["rungs"]:
            would = f" [{rung['would']}]" if rung["would"] else ""
            _line(console, f"      {rung['step']}: {rung['reason']}. {rung['sentence']}{would}")
    for before in policy["before"]:
        by = f" by {before['ended_by']}" if before["ended_by"] else ""
        when = f" {shown(before['ended_at'])}" if before["ended_at"] else ""
        _line(console, f"  before: {before['because']} ({before['state']}{when}{by})")
    if policy["recheck"]:
        _line(console, f"  Looked at again {shown(policy['recheck'])} at the latest.")


def _print_plan(console: Console, plan: Mapping[str, Any]) -> None:
    console.print("\n[bold]What would be written now[/bold]")
    update = plan["update"]
    if update is None:
        console.print("  Nothing.")
    else:
        _line(console, f"  {'; '.join(_acts(update))} ({', '.join(update['policies'])})")
    if plan["gate"]:
        _line(console, f"  The gate is closed: {plan['gate']}")


def _acts(update: Mapping[str, Any]) -> Iterable[str]:
    if update["note"]:
        yield f"an internal note, {update['reference']}"
    for name, verb in (("add_tags", "add"), ("remove_tags", "remove")):
        if update[name]:
            yield f"{verb} {' '.join(update[name])}"
    for name, value in {**update["fields"], **update["custom_fields"]}.items():
        yield f"set {name} to {value}"
    if update["add_followers"]:
        yield f"add followers {', '.join(update['add_followers'])}"
    if update["notify"]:
        yield f"tell {', '.join(update['notify'])}"


def _print_ledger(console: Console, rows: list[dict[str, Any]]) -> None:
    console.print("\n[bold]The ledger[/bold]")
    if not rows:
        console.print("  Nothing was ever planned for it.")
    for row in rows:
        why = " ".join(part for part in (row["reason"], row["sentence"]) if part)
        _line(
            console,
            f"  {row['policy']}, {row['step']}: {row['state']}{f' ({why})' if why else ''}{_answer(row)}",
        )


def _answer(row: Mapping[str, Any]) -> str:
    """What Zendesk answered, as far as anything was sent."""
    parts = [row["reference"]] if row["reference"] else []
    if row["written_at"]:
        parts.append(f"written {shown(row['written_at'])}")
    elif row["sent_at"]:
        parts.append(f"sent {shown(row['sent_at'])}")
    if row["audit_id"]:
        parts.append(f"Zendesk's audit {row['audit_id']}")
    elif row["job_id"]:
        parts.append(f"Zendesk's job {row['job_id']}")
    if row["conflicts"]:
        parts.append(f"{row['conflicts']} conflicts")
    return f"; {', '.join(parts)}" if parts else ""


def _line(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
