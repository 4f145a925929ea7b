"""Zendesk's exports and audits in the store's words: no comment text, no customer's free text, unknown shapes kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from integration.zendesk.models import (
    AuditEvent,
    AuditRow,
    ChildEvent,
    EventRow,
    TicketRow,
    UserRow,
    int_or_none,
)
from policies.core.facts import SYSTEM_ACTOR, Origin, Side

_ID_FIELDS = frozenset(
    {
        "assignee_id",
        "group_id",
        "requester_id",
        "submitter_id",
        "organization_id",
        "brand_id",
        "ticket_form_id",
        "custom_status_id",
    }
)
_WORD_FIELDS = frozenset({"status", "priority", "type", "satisfaction_score"})
_CHILD_FRAME = frozenset(
    {
        "id",
        "via",
        "via_reference_id",
        "event_type",
        "type",
        "previous_value",
        "created_at",
        "added_tags",
        "removed_tags",
    }
)
_WORD = re.compile(r"[\w:/.-]{1,80}")
_GENERATED_AUTOMATICALLY = 4
DOCUMENTED = frozenset(
    [
        "AgentMacroReference",
        "AttachmentRedactionEvent",
        "Cc",
        "ChatEndedEvent",
        "ChatStartedEvent",
        "CommentPrivacyChange",
        "CommentRedactionEvent",
        "EmailCcChange",
        "Error",
        "External",
        "FacebookComment",
        "FacebookEvent",
        "FollowerChange",
        "FollowerNotificationEvent",
        "LogMeInTranscript",
        "Notification",
        "NotificationWithCcs",
        "OfferedTo",
        "OrganizationActivity",
        "Push",
        "SatisfactionRating",
        "ScheduleAssignment",
        "SMS",
        "SuspendedTicketRecovery",
        "TicketSharingEvent",
        "Tweet",
    ]
)
"""Kinds of events that Zendesk documents and no policy needs; any other kind is counted and shown.

Source: developer.zendesk.com, Ticket audit events reference, read 2026-11."""


@dataclass(frozen=True, slots=True)
class RawComment:
    """A comment as it came; the text lives as long as the page and is never stored."""

    id: int
    author_id: int
    public: bool
    channel: str
    automatic: bool
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RawChange:
    """A field's change as it came, with values that are safe to keep."""

    id: int
    field: str
    before: Any
    after: Any
    origin: Origin
    first: bool


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """One update of a ticket, from the event export or from its audits: the same words for both."""

    id: int
    ticket_id: int
    at: datetime
    actor_id: int
    marker: Mapping[str, Any]
    """The metadata that the writer attached."""
    changes: tuple[RawChange, ...]
    comments: tuple[RawComment, ...]
    unknown: tuple[tuple[int, str], ...]
    """Children that this release does not know: id and type."""
    by_macro: bool = False

    def added_tags(self, *origins: Origin) -> frozenset[str]:
        """Tags that this update put on, by anyone or by these origins only."""
        return self._tags(added=True, origins=origins)

    def removed_tags(self, *origins: Origin) -> frozenset[str]:
        """Tags that this update took off, by anyone or by these origins only."""
        return self._tags(added=False, origins=origins)

    def _tags(self, *, added: bool, origins: tuple[Origin, ...] = ()) -> frozenset[str]:
        found: set[str] = set()
        for change in self.changes:
            if change.field == "tags" and (not origins or change.origin in origins):
                before, after = set(change.before or ()), set(change.after or ())
                found |= (after - before) if added else (before - after)
        return frozenset(found)


def update_of_event(row: EventRow) -> RawUpdate:
    """One row of the ticket event export."""
    actor = SYSTEM_ACTOR if row.updater_id is None else row.updater_id
    changes: list[RawChange] = []
    comments: list[RawComment] = []
    unknown: list[tuple[int, str]] = []
    for child in row.child_events:
        if child.id is None:
            continue
        if child.event_type in ("Comment", "VoiceComment"):
            if child.raw.get("author_id") is not None:  # else it is only mentioned; the audits will tell
                comments.append(_comment(child.id, child.raw, row.via))
        elif child.event_type in ("Change", "Create"):
            changes += _child_changes(child, _origin(child.via or row.via, actor))
        else:
            unknown.append((child.id, child.event_type))
    return RawUpdate(
        row.id,
        row.ticket_id,
        row.at,
        actor,
        row.custom,
        tuple(changes),
        tuple(comments),
        tuple(unknown),
        by_macro=any("Macro" in kind for _, kind in unknown),
    )


def update_of_audit(row: AuditRow, ticket_id: int) -> RawUpdate:
    """One audit of a ticket; its ids are texts, and rules' changes carry their own `via`."""
    actor = SYSTEM_ACTOR if row.author_id is None else row.author_id
    changes: list[RawChange] = []
    comments: list[RawComment] = []
    unknown: list[tuple[int, str]] = []
    for event in row.events:
        if event.id is None:
            continue
        if event.type in ("Comment", "VoiceComment"):
            comments.append(_comment(event.id, event.raw, row.via))
        elif event.type in ("Change", "Create") and event.field_name:
            changes.append(_audit_change(event, _origin(event.via or row.via, actor)))
        else:
            unknown.append((event.id, event.type))
    return RawUpdate(
        row.id,
        ticket_id,
        row.created_at,
        actor,
        row.custom,
        tuple(changes),
        tuple(comments),
        tuple(unknown),
        by_macro=any("Macro" in kind for _, kind in unknown),
    )


def _comment(comment_id: int, raw: Mapping[str, Any], update_via: object) -> RawComment:
    via = raw.get("via") or update_via
    metadata = raw.get("metadata")
    flags = metadata.get("flags") if isinstance(metadata, dict) else None
    channel = "voice" if raw.get("type") == "VoiceComment" else _channel(via)
    texts = (raw.get(key) for key in ("plain_body", "body", "html_body"))
    return RawComment(
        id=comment_id,
        author_id=int_or_none(raw.get("author_id")) or SYSTEM_ACTOR,
        public=bool(raw.get("public", raw.get("comment_public", False))),
        channel=channel,
        automatic=_origin(via, 1) is not Origin.PERSON or _GENERATED_AUTOMATICALLY in (flags or ()),
        text=next((text for text in texts if isinstance(text, str)), ""),
    )


def _child_changes(child: ChildEvent, origin: Origin) -> Iterator[RawChange]:
    """The changed attribute is a key of the child; any unknown key is taken as a field's name."""
    assert child.id is not None  # noqa: S101 - the caller has looked
    first = child.event_type == "Create"
    before = child.raw.get("previous_value")
    for key, after in child.raw.items():
        if key in _CHILD_FRAME:
            continue
        if key == "custom_ticket_fields" and isinstance(after, dict):
            for number, (field_id, value) in enumerate(after.items()):
                old = before.get(field_id) if isinstance(before, dict) else before
                # One child may hold several fields; the export gives them one id, the store wants one each.
                own_id = child.id if number == 0 else -(child.id * 100 + number)
                yield RawChange(own_id, f"custom_field:{field_id}", _safe(old), _safe(value), origin, first)
        else:
            yield RawChange(child.id, key, _value(key, before), _value(key, after), origin, first)
            return


def _audit_change(event: AuditEvent, origin: Origin) -> RawChange:
    name = str(event.field_name)
    name = f"custom_field:{name}" if name.isdecimal() else name
    before, after = _value(name, event.previous_value), _value(name, event.value)
    return RawChange(event.id or 0, name, before, after, origin, event.type == "Create")


def _value(name: str, raw: Any) -> Any:  # noqa: ANN401 - JSON in, JSON out
    if name in _ID_FIELDS or name == "schedule_id":
        return int_or_none(raw)
    if name == "tags":
        words = raw.split() if isinstance(raw, str) else raw
        return sorted(str(tag) for tag in words or ())
    if name in _WORD_FIELDS or name.startswith("custom_field:"):
        return _safe(raw)
    return None  # a subject, a description: a customer's words


def _safe(raw: Any) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """A value that holds no free text: numbers, booleans, and words as drop-downs have them; else None."""
    if raw is None or isinstance(raw, bool | int | float):
        return raw
    if isinstance(raw, list):
        return [word for word in raw if isinstance(word, str) and _WORD.fullmatch(word)]
    return raw if isinstance(raw, str) and _WORD.fullmatch(raw) else None


def _origin(via: object, actor_id: int) -> Origin:
    """Who or what made a change; `via` is a display word in the export and an object in audits."""
    words = _via_words(via)
    if "merge" in words:
        return Origin.MERGE
    if any(sign in words for sign in ("routing", "omnichannel")):
        return Origin.ROUTING
    if any(sign in words for sign in ("rule", "trigger", "automation", "sla")):
        return Origin.RULE
    return Origin.SYSTEM if actor_id == SYSTEM_ACTOR else Origin.PERSON


def _via_words(via: object) -> str:
    if isinstance(via, dict):
        source = via.get("source")
        rel = source.get("rel") if isinstance(source, dict) else None
        return f"{via.get('channel') or ''} {rel or ''}".lower()
    return str(via or "").lower()


_CHANNEL_WORDS = {
    "web form": "web",
    "web service": "api",
    "web service (api)": "api",
    "mail": "email",
    "phone": "voice",
}


def _channel(via: object) -> str:
    if isinstance(via, dict):
        return str(via.get("channel") or "web").lower()
    word = str(via or "web").lower()
    return _CHANNEL_WORDS.get(word, word)


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
        "custom_fields": {
            str(f["id"]): _safe(f["value"]) for f in row.custom_fields if f["value"] is not None
        },
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
