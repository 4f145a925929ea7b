"""What is read, as rows of the store: ids, moments and words of the account's own; nobody's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from integration.engine.intake import RawComment, RawUpdate, safe_value
from integration.zendesk.models import TicketRow, UserRow
from policies.core.facts import SYSTEM_ACTOR, Origin, Side


def ticket_values(row: TicketRow, generated_at: datetime, history_start: datetime) -> dict[str, Any]:
    """A ticket's columns in the store."""
    return {
        "ticket_id": row.id,
        "status": row.status,
        "group_id": row.group_id,
        "assignee_id": row.assignee_id,
        "requester_id": row.requester_id or 0,
        "brand_id": row.brand_id,
        "form_id": row.ticket_form_id,
        "organization_id": row.organization_id,
        "priority": row.priority,
        "channel": row.via_channel or "web",
        "tags": sorted(row.tags),
        "custom_fields": {str(f["id"]): safe_value(f["value"]) for f in row.values if f["value"] is not None},
        "from_messaging": bool(row.from_messaging_channel),
        "shared": bool(row.sharing_agreement_ids),
        "ai_only": row.support_type == "ai_agent",
        "side_conversation": row.via_channel == "side_conversation",
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "generated_at": generated_at,
        "complete": row.created_at >= history_start,
    }


def person_values(users: Iterable[UserRow]) -> list[dict[str, Any]]:
    """People's columns in the store: ids and two booleans."""
    return [
        {"user_id": user.id, "is_staff": user.is_staff, "suspended": user.suspended}
        for user in users
        if user.id is not None
    ]


def event_values(update: RawUpdate, *, ours: bool, sides: Mapping[int, Side]) -> Iterator[dict[str, Any]]:
    """The update's events in the store's columns; in an update of ours everything counts as ours."""
    frame = {
        "ticket_id": update.ticket_id,
        "update_id": update.id,
        "at": update.at,
        "actor_id": update.actor_id,
    }
    for change in update.changes:
        payload = {
            "before": change.before,
            "after": change.after,
            "origin": Origin.OURS if ours else change.origin,
        }
        if change.first:
            payload["first"] = True
        yield {**frame, "event_id": change.id, "kind": "change", "field": change.field, "payload": payload}
    for comment in update.comments:
        side = Side.MACHINE if ours else sides[comment.id]
        said = {
            "author": comment.author_id,
            "public": comment.public,
            "side": side,
            "channel": comment.channel,
        }
        if ours:
            said["ours"] = True
        yield {**frame, "event_id": comment.id, "kind": "comment", "field": None, "payload": said}
    for child_id, kind in update.unknown:
        yield {
            **frame,
            "event_id": child_id,
            "kind": "unknown",
            "field": None,
            "payload": {"type": kind[:60], "ours": ours},
        }


def side_of(comment: RawComment, requester_id: int | None, *, staff: bool, ignored: frozenset[int]) -> Side:
    """Who speaks: the requester is the customer also when staff; machines are nobody."""
    if comment.automatic or comment.author_id == SYSTEM_ACTOR or comment.author_id in ignored:
        return Side.MACHINE
    if comment.author_id == requester_id:
        return Side.CUSTOMER
    return Side.SERVICE if staff else Side.THIRD
