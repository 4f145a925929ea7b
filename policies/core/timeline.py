"""Fold events into a ticket's history: the one reducer, for live cycles and for replays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from policies.core.facts import Change, Comment, Event, Ticket, Value


def fold(ticket: Ticket, events: Iterable[Event], until: datetime) -> Ticket:
    """The ticket with the history of `events` up to and including `until`, in order of time.

    Events may come in any order and more than once; an event counts once, by its id. The ticket's own
    state stands as given: it is the last exported one.
    """
    known: dict[tuple[type[Event], int], Event] = {}
    for event in events:
        if event.at <= until:
            known[type(event), event.id] = event
    ordered = sorted(known.values(), key=lambda e: (e.at, e.update_id, e.id))
    changes = tuple(e for e in ordered if isinstance(e, Change))
    comments = tuple(e for e in ordered if isinstance(e, Comment))
    return replace(ticket, changes=changes, comments=comments)


def undo_changes(ticket: Ticket, later: Iterable[Change]) -> Ticket:
    """The ticket's state before `later` changes, newest undone first; each carries the value before it."""
    values: dict[str, Value] = {}
    for change in sorted(later, key=lambda c: (c.at, c.update_id, c.id), reverse=True):
        values[change.field] = change.before
    return _with_values(ticket, values)


def _with_values(ticket: Ticket, values: dict[str, Value]) -> Ticket:
    plain = {
        "status": str(values.get("status") or ticket.status),
        "group_id": values.get("group_id", ticket.group_id),
        "assignee_id": values.get("assignee_id", ticket.assignee_id),
        "brand_id": values.get("brand_id", ticket.brand_id),
        "organization_id": values.get("organization_id", ticket.organization_id),
        "form_id": values.get("ticket_form_id", ticket.form_id),
        "priority": values.get("priority", ticket.priority),
        "tags": _tags(values.get("tags"), ticket.tags),
    }
    fields = dict(ticket.custom_fields)
    for name, value in values.items():
        kind, _, field_id = name.partition(":")
        if kind == "custom_field":
            fields[int(field_id)] = value
    fields = {field_id: value for field_id, value in fields.items() if value is not None}
    return replace(ticket, **plain, custom_fields=fields)  # type: ignore[arg-type]  # Zendesk types a field by its name


def _tags(value: Value, present: frozenset[str]) -> frozenset[str]:
    return frozenset(value) if isinstance(value, tuple) else present
