"""What is planned for a ticket, as rows of the ledger: what is sent, with names turned into ids and the note rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from integration.engine.context import Context
from integration.notes import NoteItem, mask, render_note, render_withdrawal
from integration.store.ledger import strike_data
from policies.core.actions import Held, Item, State, Update
from policies.core.facts import Facts, Ticket, Value
from policies.core.merging import channels_of, fallback_reason, may_note
from policies.core.steps import Step
from policies.core.undoing import withdrawn_in
from policies.core.unwinding import CUSTOM


def planned_rows(
    ctx: Context, facts: Facts, update: Update, ours: frozenset[str], *, fresh: bool
) -> list[dict[str, Any]]:
    """One row for each item of the update, all with its payload; `ours` are the tags that are there because of us.

    A tag that several occasions put on belongs to each of them: taking it off dismisses them all.
    """
    payload = _payload(ctx, facts, update)
    ticket = facts.ticket
    before = {
        "tags": sorted(ticket.tags),
        "status": ticket.status,
        "priority": ticket.priority,
        "group_id": ticket.group_id,
        "assignee_id": ticket.assignee_id,
        "custom_fields": _known_values(ticket, map(int, payload["custom_fields"])),
    }
    # Nobody is disturbed by what only comes off, so it takes nothing of an agent's share.
    frame = {"owner_id": None} if update.is_undo and not update.note else {}
    return [
        {
            **_row(ctx, facts, item.key, item.policy.name, item.finding.episode, item.rung),
            **frame,
            "reference": update.reference,
            "state": State.PLANNED,
            "sentence": update.remarks.get(item.key),
            "payload": {
                **payload,
                "own_tags": [tag for tag in item.step.add_tags if tag not in ticket.tags or tag in ours],
                **_own(ctx, facts, item, payload),
                "strike": strike_data(item.finding.strike),
                "notify": {
                    "channels": list(channels_of(facts, item)),
                    "because": item.finding.because,
                    "kind": item.policy.kind,
                },
            },
            "before": before,
            "from_history": item.from_history,
            "fresh": fresh,
            "urgent": update.urgent,
        }
        for item in update.items
    ]


def _known_values(ticket: Ticket, ids: Iterable[int]) -> dict[str, Value]:
    """The values of ticket fields, None where one is empty; a value that is not stored is left out, for nobody knows it."""
    unkept = {key for key, value in ticket.custom_fields.items() if value is None}
    return {str(key): ticket.custom_fields.get(key) for key in ids if key not in unkept}


def _own(ctx: Context, facts: Facts, item: Item, payload: Mapping[str, Any]) -> dict[str, Any]:
    """What of the update is this item's own doing, so that it alone can be taken back."""
    sent = {**payload["fields"], **{f"{CUSTOM}{key}": v for key, v in payload["custom_fields"].items()}}
    wanted = _fields(ctx, item.step) | {
        f"{CUSTOM}{key}": value for key, value in _custom_fields(ctx, item.step).items()
    }
    return {
        "own_removed": sorted(set(item.step.remove_tags) & facts.ticket.tags & set(payload["remove_tags"])),
        "own_fields": {name: value for name, value in wanted.items() if sent.get(name) == value},
        "own_note": may_note(facts, item),
        "undoes": list(item.undoes),
    }


def held_row(ctx: Context, facts: Facts, held: Held) -> dict[str, Any]:
    """The row of what is not written now, with its reason."""
    row = _row(ctx, facts, held.key, held.policy, held.episode, held.step)
    return {
        **row,
        "state": State.HELD,
        "reason": held.reason,
        "sentence": held.sentence,
        "held_until": held.until,
    }


def _row(ctx: Context, facts: Facts, key: str, policy: str, episode: str, step: str) -> dict[str, Any]:
    """A ledger row's columns, all of them, so that one statement writes planned and held rows alike."""
    return {
        "key": key,
        "ticket_id": facts.ticket.id,
        "policy": policy,
        "episode": episode,
        "step": step,
        "reference": None,
        "reason": None,
        "sentence": None,
        "payload": None,
        "before": None,
        "owner_id": facts.ticket.assignee_id,
        "from_history": False,
        "fresh": False,
        "urgent": False,
        "first_at": facts.now,
        "changed_at": facts.now,
        "held_until": None,
        "digest": ctx.config.digest,
    }


def _payload(ctx: Context, facts: Facts, update: Update) -> dict[str, Any]:
    """What is sent, with names turned into ids and the note rendered."""
    back = {name: value for name, value in update.restore.items() if not name.startswith(CUSTOM)}
    custom_back = {
        name.removeprefix(CUSTOM): value for name, value in update.restore.items() if name.startswith(CUSTOM)
    }
    return {
        "note": _note(ctx, facts, update) if update.note else None,
        "add_tags": list(update.add_tags),
        "remove_tags": list(update.remove_tags),
        "fields": _fields(ctx, update) | back,
        "custom_fields": _custom_fields(ctx, update) | custom_back,
        "followers": [ctx.names.agent_ids.get(str(name), name) for name in update.add_followers],
    }


def _fields(ctx: Context, what: Update | Step) -> dict[str, Any]:
    """The fields of Zendesk's own that an update or a step sets."""
    fields = {
        "status": what.status,
        "priority": what.priority,
        "group_id": _id_of(ctx.names.account.groups, what.group),
        "assignee_id": None if what.assignee is None else ctx.names.agent_ids.get(str(what.assignee)),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _custom_fields(ctx: Context, what: Update | Step) -> dict[str, Any]:
    """The ticket fields that an update or a step sets, by id."""
    titles = ctx.names.account.fields
    return {str(_id_of(titles, title)): value for title, value in what.custom_fields.items()}


def _id_of(names: Mapping[int, str], wanted: str | int | None) -> int | None:
    if wanted is None or isinstance(wanted, int):
        return wanted
    if wanted.isdecimal():
        return int(wanted)
    return next((key for key, name in names.items() if name == wanted), None)


def _note(ctx: Context, facts: Facts, update: Update) -> str:
    if update.is_undo:
        return render_withdrawal(withdrawn_in(update), reference=update.reference).html
    items = [_note_item(facts, item) for item in update.items if may_note(facts, item)]
    ticket, account = facts.ticket, facts.account
    shown = {
        "ticket_status": ticket.status,
        "days_open": (facts.now - ticket.created_at).days,
        "group": account.group_name(ticket.group_id),
        "owner": account.agent_name(ticket.assignee_id),
    }
    frame: dict[str, Any] = {
        "reference": update.reference,
        "tags": update.add_tags,
        "ticket_id": update.ticket_id,
        "facts": shown,
    }
    try:
        return render_note(items, **frame).html
    except ValueError:  # a template that stumbles over this ticket must not stop the others
        ctx.counts["template_errors"] += 1
        return render_note([replace(item, template=None) for item in items], **frame).html


def _note_item(facts: Facts, item: Item) -> NoteItem:
    finding = item.finding
    template = item.step.note if isinstance(item.step.note, str) else None
    evidence = tuple(mask(line) for line in finding.evidence)
    if reason := fallback_reason(facts, item):
        owner = facts.account.agent_name(facts.ticket.assignee_id)
        evidence = (*evidence, f"{owner} is {reason}, so others were told too")
    return NoteItem(item.policy.name, item.policy.kind, finding.because, evidence, finding.ask, template)
