"""What an update does to a ticket's columns, and the audit events that tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from integration.sandbox.account import Account
from integration.sandbox.records import FIELDS, ID_FIELDS, Audit, Ticket, Via
from integration.sandbox.texts import clean_tags


def creation_events(account: Account, ticket: Ticket) -> list[dict[str, Any]]:
    """The Create events of a new ticket; what is empty is not told, save priority and type."""
    events = []
    for name in FIELDS:
        value = getattr(ticket, name)
        if value is not None or name in ("priority", "type"):
            text = str(value) if name in ID_FIELDS and value is not None else value
            events.append({"id": account.next_id(), "type": "Create", "field_name": name, "value": text})
    if ticket.tags:
        events.append(
            {"id": account.next_id(), "type": "Create", "field_name": "tags", "value": list(ticket.tags)}
        )
    return events


def apply_changes(
    account: Account, ticket: Ticket, audit: Audit, changes: Mapping[str, Any], via: Via | None
) -> None:
    """Make these changes with what follows from them, and tell the audit; `via` names the rule, where one made them.

    Keys are those of `FIELDS`, and `tags`, `additional_tags`, `remove_tags`, `custom_fields`, `followers` and
    `remove_followers`.
    """
    wanted = dict(changes)
    _consequences(account, ticket, wanted)
    for name in FIELDS:
        if name in wanted and wanted[name] != getattr(ticket, name):
            set_column(account, ticket, audit, name, wanted[name], via=via)
    tags = _new_tags(ticket, wanted)
    if set(tags) != set(ticket.tags):
        _event(account, audit, "tags", list(ticket.tags), list(tags), via=via)
        ticket.tags = tags
    for field_id, value in dict(wanted.get("custom_fields") or {}).items():
        if ticket.custom_fields.get(int(field_id)) != value:
            _event(account, audit, str(field_id), ticket.custom_fields.get(int(field_id)), value, via=via)
            ticket.custom_fields[int(field_id)] = value
    _follow(account, ticket, audit, wanted, via)


def _follow(
    account: Account, ticket: Ticket, audit: Audit, wanted: Mapping[str, Any], via: Via | None
) -> None:
    gone = set(wanted.get("remove_followers") or ())
    all_of_them = dict.fromkeys((*ticket.follower_ids, *(wanted.get("followers") or ())))
    followers = tuple(person for person in all_of_them if person not in gone)
    if followers != ticket.follower_ids:
        before, after = ([str(i) for i in ids] for ids in (ticket.follower_ids, followers))
        _event(account, audit, "followers", before, after, via=via, kind="FollowerChange")
        ticket.follower_ids = followers


def _consequences(account: Account, ticket: Ticket, wanted: dict[str, Any]) -> None:
    """Assigning opens a new ticket and brings it into the agent's group; leaving the group clears the agent."""
    agent = wanted.get("assignee_id")
    if agent is not None and ticket.status == "new":
        wanted.setdefault("status", "open")
    if agent is not None and "group_id" not in wanted:
        groups = account.users[agent].groups
        if groups and ticket.group_id not in groups:
            wanted["group_id"] = groups[0]
    group = wanted.get("group_id", ticket.group_id)
    holder = ticket.assignee_id
    moved = group != ticket.group_id and "assignee_id" not in wanted
    if moved and holder is not None and group not in account.users[holder].groups:
        wanted["assignee_id"] = None
    if wanted.get("custom_status_id") is not None:
        wanted["status"] = account.category_of(wanted["custom_status_id"])
    elif wanted.get("status", ticket.status) != ticket.status and ticket.custom_status_id is not None:
        wanted["custom_status_id"] = account.default_status(wanted["status"])


def set_column(
    account: Account,
    ticket: Ticket,
    audit: Audit,
    name: str,
    value: Any,  # noqa: ANN401 - a field's value
    *,
    via: Via | None = None,
) -> None:
    """Change one column; ids are texts in the audit."""
    before = getattr(ticket, name)
    setattr(ticket, name, value)
    if name in ID_FIELDS:
        before, value = (None if v is None else str(v) for v in (before, value))
    _event(account, audit, name, before, value, via=via)


def _event(  # noqa: PLR0913 - an event has many sides
    account: Account,
    audit: Audit,
    name: str,
    before: Any,  # noqa: ANN401 - a field's value
    after: Any,  # noqa: ANN401 - a field's value
    *,
    via: Via | None,
    kind: str = "Change",
) -> None:
    event: dict[str, Any] = {
        "id": account.next_id(),
        "type": kind,
        "field_name": name,
        "value": after,
        "previous_value": before,
    }
    if via is not None:
        event["via"] = via.as_json()
    audit.events.append(event)


def _new_tags(ticket: Ticket, wanted: Mapping[str, Any]) -> tuple[str, ...]:
    tags = clean_tags(wanted["tags"]) if "tags" in wanted else ticket.tags
    added = clean_tags(wanted.get("additional_tags") or ())
    removed = set(clean_tags(wanted.get("remove_tags") or ()))
    return tuple(sorted((set(tags) | set(added)) - removed))
