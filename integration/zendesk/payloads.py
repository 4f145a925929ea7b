"""What may be written to a ticket. A comment is an internal note; no value here can say otherwise."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

_TAG = re.compile(r"[^\s,]+")
_OPENING = re.compile(r"\{(?=[{%])")
_WRITABLE = frozenset({"status", "custom_status_id", "priority", "group_id", "assignee_id"})
_STATUSES = frozenset({"new", "open", "pending", "hold", "solved"})
_LONGEST_NOTE = 64_000
_NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class TicketWrite:
    """All that shall change on one ticket, as one update.

    Raises ValueError for what Zendesk would silently change or cut: an empty tag, a tag with spaces, a note above
    64 kB, a field that is not ours to set, `closed`, an empty priority, a stamp without a zone.
    """

    ticket_id: int
    updated_stamp: datetime
    """The ticket's `updated_at` that the decision rests on; a later one makes Zendesk refuse the update."""
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    note_html: str | None = field(default=None, repr=False)
    """An internal note, already safe HTML; `{{` is kept from being expanded by Zendesk."""
    fields: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    """status, custom_status_id, priority, group_id, assignee_id."""
    custom_fields: Mapping[int, object] = field(default_factory=lambda: _NOTHING, repr=False)
    followers: tuple[int | str, ...] = ()
    """Staff to add as followers, by id or e-mail address."""
    metadata: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    """Our marker; it comes back in the audit."""

    def __post_init__(self) -> None:
        if self.updated_stamp.tzinfo is None:
            raise ValueError("the stamp needs a zone")
        bad_tags = [tag for tag in (*self.add_tags, *self.remove_tags) if not _TAG.fullmatch(tag)]
        if bad_tags:
            raise ValueError("a tag is one word without spaces or commas")
        if self.note_html is not None and not 0 < len(self.note_html.encode()) <= _LONGEST_NOTE:
            raise ValueError("a note has between 1 byte and 64 kB; Zendesk would cut it without a word")
        if unknown := set(self.fields) - _WRITABLE:
            raise ValueError(f"not ours to set: {', '.join(sorted(unknown))}")
        if "status" in self.fields and self.fields["status"] not in _STATUSES:
            raise ValueError("a status is new, open, pending, hold or solved; this service never closes")
        if "priority" in self.fields and self.fields["priority"] is None:
            raise ValueError("Zendesk cannot empty a priority")

    def as_batch_row(self) -> dict[str, object]:
        """Give the ticket's row of an `update_many` body; tags go as differences, so nobody's tag is lost."""
        row: dict[str, object] = {"id": self.ticket_id, **self._common()}
        if self.add_tags:
            row["additional_tags"] = list(self.add_tags)
        removed = [tag for tag in self.remove_tags if tag not in self.add_tags]
        if removed:
            row["remove_tags"] = removed
        return row

    def as_single(self, tags_now: tuple[str, ...]) -> dict[str, object]:
        """Give the body of a single update; `tags_now` are the tags of the read that `updated_stamp` belongs to.

        Zendesk replaces all tags here, so the whole list is sent; the stamp keeps a tag set meanwhile from being lost.
        """
        ticket = self._common()
        if self.add_tags or self.remove_tags:
            kept = [tag for tag in tags_now if tag not in self.remove_tags or tag in self.add_tags]
            ticket["tags"] = list(dict.fromkeys([*kept, *self.add_tags]))
        return {"ticket": ticket}

    def _common(self) -> dict[str, object]:
        body: dict[str, object] = dict(self.fields)
        if self.note_html is not None:
            body["comment"] = _internal_note(self.note_html)
        if self.custom_fields:
            body["custom_fields"] = [{"id": key, "value": value} for key, value in self.custom_fields.items()]
        if self.followers:
            body["followers"] = [_follower(person) for person in self.followers]
        if self.metadata:
            body["metadata"] = dict(self.metadata)
        body["safe_update"] = True
        body["updated_stamp"] = f"{self.updated_stamp.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        return body


def _internal_note(html: str) -> dict[str, object]:
    # Always said: what is left out here, Zendesk inherits from the ticket's first comment, which is public.
    return {"html_body": _unexpanded(html), "public": False}


def _unexpanded(html: str) -> str:
    """Give the same text to the eye, in which Zendesk finds no placeholder to expand."""
    return _OPENING.sub("{&#8203;", html)


def _follower(person: int | str) -> dict[str, object]:
    return {"user_id" if isinstance(person, int) else "user_email": person, "action": "put"}
