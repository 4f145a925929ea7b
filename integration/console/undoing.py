"""An undo as data and as lines for the terminal: what comes off, what comes back, what stays and why; nobody's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from integration.console.moments import shown
from integration.engine.undoing import Already, TicketPlan, UndoPlan
from integration.store.access import Store
from policies.core.actions import IN_FLIGHT
from policies.core.facts import Facts, Value
from policies.core.undoing import notes_in
from policies.core.unwinding import CUSTOM, name_of, present
from policies.core.wording import listed, times

_LISTED = 20


def undo_data(store: Store, plan: UndoPlan, now: datetime, *, note: bool, asked_for: bool) -> dict[str, Any]:
    """The plan, whether it was asked for, and who carries it out."""
    return {
        "account": store.account,
        "asked_for": asked_for,
        "occasions": len(plan.occasions),
        "note": note,
        "tickets": [_ticket_data(ticket, note=note) for ticket in plan.tickets],
        "already": [_already_data(each) for each in plan.already],
        "lost": list(plan.lost),
        "service_running": store.is_running(now),
        "brake": store.load_account().brake,
    }


def _ticket_data(plan: TicketPlan, *, note: bool) -> dict[str, Any]:
    facts, unwound, update = plan.facts, plan.taken.unwound, plan.taken.update
    return {
        "ticket": facts.ticket.id,
        "status": facts.ticket.status,
        "writes": [
            {"reference": row.reference, "policy": row.policy, "step": row.step, "at": _at(row)}
            for row in plan.rows
        ],
        "tags_off": list(unwound.tags_off),
        "tags_back": list(unwound.tags_back),
        "fields": {name: {"from": present(facts, name), "to": to} for name, to in unwound.fields.items()},
        "shown": [_field_in_words(facts, name, to) for name, to in unwound.fields.items()],
        "note": update is not None and bool(notes_in(update)),
        "waits": _waits(plan),
        "stays": [
            *sorted({held.sentence for held in plan.taken.held if held.until is None}),
            *unwound.stays.values(),
            *_stays_anyhow(plan.rows, note=note),
        ],
    }


def _waits(plan: TicketPlan) -> list[str]:
    """Why something is not taken back with the next cycle."""
    sentences = {held.sentence for held in plan.taken.held if held.until is not None}
    if any(row.state in IN_FLIGHT for row in plan.rows):
        sentences.add(
            "Of a write it is not known yet whether it arrived; it is taken back once that is known."
        )
    return sorted(sentences)


def _already_data(each: Already) -> dict[str, Any]:
    policy, ticket_id, episode = each.key
    return {
        "policy": policy,
        "ticket": ticket_id,
        "episode": episode,
        "at": each.at.isoformat(),
        "waits": each.waits,
    }


def _at(row: Row[Any]) -> str | None:
    moment = row.written_at or row.sent_at
    return None if moment is None else moment.isoformat()


def _field_in_words(facts: Facts, name: str, to: Value) -> str:
    """A field with what it holds and what it held, as `priority: high, back to normal`."""
    noun = name_of(facts, name).removeprefix("The ")
    return f"{noun}: {_value(facts, name, present(facts, name))}, back to {_value(facts, name, to)}"


def _value(facts: Facts, name: str, value: Value) -> str:
    if name == "group_id" and (value is None or isinstance(value, int)):
        return facts.account.group_name(value)
    if name == "assignee_id" and (value is None or isinstance(value, int)):
        return facts.account.agent_name(value)
    if name.startswith(CUSTOM) and isinstance(value, tuple):
        return ", ".join(value) or "nothing"
    return "nothing" if value is None else str(value)


def _stays_anyhow(rows: Sequence[Row[Any]], *, note: bool) -> Iterator[str]:
    """What of these writes no undo reaches."""
    payloads = [row.payload or {} for row in rows]
    noted = sorted(
        {
            row.reference
            for row in rows
            if (row.payload or {}).get("own_note", (row.payload or {}).get("note"))
        }
    )
    if noted:
        hint = "" if note else "; --note adds one that takes it back"
        yield f"A note cannot be unsaid, nor the mail that Zendesk sent of it ({listed(noted)}){hint}."
    if any(payload.get("followers") for payload in payloads):
        yield "Followers that were added stay."
    told = sorted(
        {name for payload in payloads for name in (payload.get("notify") or {}).get("channels", ())}
    )
    if told:
        yield f"What was told to {listed(told)} stays told; what still waits there is not sent."
    if any(payload.get("strike") for payload in payloads):
        yield "The strike counts on: `#not-abuse` in a note gives it back."


def undo_in_lines(data: dict[str, Any], command: str) -> Iterator[str]:
    """The plan for a person; `command` is what to type to have it done."""
    yield from _already_in_lines(data["already"])
    tickets = data["tickets"]
    for ticket in tickets[:_LISTED]:
        yield from _ticket_in_lines(ticket)
    if len(tickets) > _LISTED:
        yield f"… and {times(len(tickets) - _LISTED, 'more ticket')}; --json lists all."
    yield from data["lost"][:_LISTED]
    if len(data["lost"]) > _LISTED:
        yield f"… and {len(data['lost']) - _LISTED} more notes of which no more is known; --json lists all."
    if not data["occasions"]:
        return
    summary = f"{times(data['occasions'], 'occasion')} on {times(len(tickets), 'ticket')}"
    if not data["asked_for"]:
        yield f"{summary} would be taken back, and left alone from then on. Nothing is done yet; to have it done:"
        yield f"  {command}"
        return
    if data["service_running"]:
        who = "The running service does it in its next cycle"
    else:
        who = "No service is running: `steadyhand run --once` does it"
    yield f"{summary} {'is' if data['occasions'] == 1 else 'are'} marked, and left alone from now on. {who}."
    if data["brake"]:
        yield "The brake is set, so nothing is written before `steadyhand brake release`."


def _ticket_in_lines(ticket: dict[str, Any]) -> Iterator[str]:
    yield f"Ticket {ticket['ticket']} ({ticket['status']})"
    for write in ticket["writes"]:
        when = "not known yet" if write["at"] is None else shown(write["at"])
        yield f"  {write['reference'] or 'no reference'} of {write['policy']}, {write['step']}, {when}"
    if ticket["tags_off"]:
        yield f"    off: {listed(ticket['tags_off'])}"
    if ticket["tags_back"]:
        yield f"    on again: {listed(ticket['tags_back'])}"
    for line in ticket["shown"]:
        yield f"    {line}"
    if ticket["note"]:
        yield "    a note: that ours does not count any more"
    doings = ("tags_off", "tags_back", "fields", "note", "waits", "stays")
    if not any(ticket[what] for what in doings):
        yield "    nothing of it is left on the ticket"
    for sentence in ticket["waits"]:
        yield f"    waits: {sentence}"
    for sentence in ticket["stays"]:
        yield f"    {sentence}"


def _already_in_lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    for row in rows[:_LISTED]:
        when = shown(row["at"])
        rest = f" {row['waits']}" if row["waits"] else ""
        yield f"Ticket {row['ticket']}, {row['policy']}: already taken back on {when}.{rest}"
    if len(rows) > _LISTED:
        yield f"… and {len(rows) - _LISTED} more already taken back."
