"""Zendesk's exports and audits in the store's words: no comment text, no customer's free text, unknown shapes kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from integration.engine.comments import (
    COMMENTS,
    PRIVACY,
    REDACTION,
    Merge,
    RawComment,
    Withdrawal,
    comment_of,
    withdrawals_of,
)
from integration.engine.origins import origin_of, rule_of
from integration.zendesk.models import (
    AuditEvent,
    AuditRow,
    ChildEvent,
    EventRow,
    int_or_none,
)
from policies.core.facts import SYSTEM_ACTOR, Origin

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
_WORD = re.compile(r"\d{4}-\d{2}-\d{2}|(?!(?:\D*\d){5})[a-z0-9_:/-]{1,80}")
"""A date, or a drop-down's tag with at most four digits; no number that could be somebody's."""
_LARGEST = 9_999
"""A larger number could be a customer's, an order's, a card's."""
_SCHEDULE = "ScheduleAssignment"
DOCUMENTED = frozenset(
    [
        "AgentMacroReference",
        "AttachmentRedactionEvent",
        "Cc",
        "ChatEndedEvent",
        "ChatStartedEvent",
        PRIVACY,
        REDACTION,
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
        "SMS",
        "SuspendedTicketRecovery",
        "TicketSharingEvent",
        "Tweet",
    ]
)
"""Kinds of events that Zendesk documents and no policy needs; any other kind is counted and shown.

Source: developer.zendesk.com, Ticket audit events reference, read 2026-11."""


@dataclass(frozen=True, slots=True)
class RawChange:
    """A field's change as it came, with values that are safe to keep."""

    id: int
    field: str
    before: Any
    after: Any
    origin: Origin
    first: bool
    rule: int | None = None
    """The id of the business rule that made it, where a rule did."""


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
    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def parts(self) -> tuple[int, ...]:
        """The ids of what it is stored as."""
        changes, comments = (change.id for change in self.changes), (comment.id for comment in self.comments)
        return (*changes, *comments, *(number for number, _ in self.unknown))

    def added_tags(self, *origins: Origin) -> frozenset[str]:
        """Tags that this update put on, by anyone or by these origins only."""
        return self._tags(added=True, origins=origins)

    @property
    def merge(self) -> Merge | None:
        """The other tickets of the merge that this update is a side of; None when it is none or nothing names them."""
        return next((comment.merge for comment in self.comments if comment.merge is not None), None)

    @property
    def closes(self) -> bool:
        """Whether it closes its ticket: of a merge's two sides, the one that goes into the other."""
        return any(change.field == "status" and change.after == "closed" for change in self.changes)

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


_Part = RawChange | RawComment | Withdrawal | tuple[int, str]


def update_of_event(row: EventRow) -> RawUpdate:
    """One row of the ticket event export."""
    actor = SYSTEM_ACTOR if row.updater_id is None else row.updater_id
    parts = [part for child in row.child_events for part in _child_parts(child, row, actor)]
    return _assembled(row.id, row.ticket_id, row.at, actor, row.custom, parts)


def update_of_audit(row: AuditRow, ticket_id: int) -> RawUpdate:
    """One audit of a ticket; its ids are texts, and rules' changes carry their own `via`."""
    actor = SYSTEM_ACTOR if row.author_id is None else row.author_id
    parts = [part for event in row.events for part in _audit_parts(event, row, actor)]
    return _assembled(row.id, ticket_id, row.created_at, actor, row.custom, parts)


def _assembled(
    update_id: int,
    ticket_id: int,
    at: datetime,
    actor: int,
    marker: Mapping[str, Any],
    parts: Iterable[_Part],
) -> RawUpdate:
    every = list(parts)
    unknown = tuple(part for part in every if isinstance(part, tuple))
    return RawUpdate(
        id=update_id,
        ticket_id=ticket_id,
        at=at,
        actor_id=actor,
        marker=marker,
        changes=tuple(part for part in every if isinstance(part, RawChange)),
        comments=tuple(part for part in every if isinstance(part, RawComment)),
        unknown=unknown,
        by_macro=any("Macro" in kind for _, kind in unknown),
        withdrawals=tuple(part for part in every if isinstance(part, Withdrawal)),
    )


def _child_parts(child: ChildEvent, row: EventRow, actor: int) -> Iterator[_Part]:
    if child.id is None:
        return
    if child.event_type in COMMENTS:
        if child.raw.get("author_id") is not None:  # else it is only mentioned; the audits will tell
            yield comment_of(child.id, child.raw, row)
    elif child.event_type == _SCHEDULE:
        yield _schedule(child.id, child.raw)
    elif child.event_type in ("Change", "Create"):
        yield from _child_changes(child.id, child, origin_of(child.via or row.via, actor))
    else:
        yield child.id, child.event_type
        yield from withdrawals_of(child.event_type, child.raw)


def _audit_parts(event: AuditEvent, row: AuditRow, actor: int) -> Iterator[_Part]:
    if event.id is None:
        return
    if event.type in COMMENTS:
        yield comment_of(event.id, event.raw, row)
    elif event.type == _SCHEDULE:
        yield _schedule(event.id, event.raw)
    elif event.type in ("Change", "Create") and event.field_name:
        yield _audit_change(event.id, event, origin_of(event.via or row.via, actor))
    else:
        yield event.id, event.type
        yield from withdrawals_of(event.type, event.raw)


def _schedule(event_id: int, raw: Mapping[str, Any]) -> RawChange:
    """Which opening hours the ticket uses; its only trace, for it is no field of the ticket."""
    before, after = (int_or_none(raw.get(f"{when}_schedule_id")) for when in ("previous", "new"))
    return RawChange(event_id, "schedule_id", before, after, Origin.SYSTEM, first=False)


def _child_changes(child_id: int, child: ChildEvent, origin: Origin) -> Iterator[RawChange]:
    """The changed attribute is a key of the child; any unknown key is taken as a field's name."""
    first = child.event_type == "Create"
    before = child.raw.get("previous_value")
    rule = int_or_none(child.raw.get("via_reference_id"))
    for key, after in child.raw.items():
        if key in _CHILD_FRAME:
            continue
        if key == "custom_ticket_fields" and isinstance(after, dict):
            for number, (field_id, value) in enumerate(after.items()):
                old = before.get(field_id) if isinstance(before, dict) else before
                # One child may hold several fields; the export gives them one id, the store wants one each.
                own_id = child_id if number == 0 else -(child_id * 100 + number)
                yield RawChange(
                    own_id, f"custom_field:{field_id}", safe_value(old), safe_value(value), origin, first
                )
        else:
            yield RawChange(child_id, key, _value(key, before), _value(key, after), origin, first, rule)
            return


def _audit_change(event_id: int, event: AuditEvent, origin: Origin) -> RawChange:
    name = str(event.field_name)
    name = f"custom_field:{name}" if name.isdecimal() else name
    before, after = _value(name, event.previous_value), _value(name, event.value)
    return RawChange(event_id, name, before, after, origin, event.type == "Create", rule_of(event.via))


def _value(name: str, raw: Any) -> Any:  # noqa: ANN401 - JSON in, JSON out
    if name in _ID_FIELDS or name == "schedule_id":
        return int_or_none(raw)
    if name == "due_at":
        return safe_value(raw[:10]) if isinstance(raw, str) else None
    if name == "tags":
        words = raw.split() if isinstance(raw, str) else raw
        return sorted(str(tag) for tag in words) if isinstance(words, list) else []
    if name in _WORD_FIELDS or name.startswith("custom_field:"):
        return safe_value(raw)
    return None  # a subject, a description: a customer's words


def safe_value(raw: Any) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """The value when it holds no free text: numbers, booleans, and words as drop-downs have them; else None."""
    if raw is None or isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float):
        return raw if abs(raw) <= _LARGEST else None
    if isinstance(raw, list):
        return [word for word in raw if isinstance(word, str) and _WORD.fullmatch(word)]
    return raw if isinstance(raw, str) and _WORD.fullmatch(raw) else None
