"""What is read, as rows of the store: ids, moments and words of the account's own; nobody's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from integration.engine.comments import VOICE, RawComment
from integration.engine.intake import RawUpdate, safe_value
from integration.store.words import signals_to_columns
from integration.zendesk.models import TicketRow, UserRow
from policies.core.facts import SYSTEM_ACTOR, Origin, Side
from policies.core.own_words import OwnWords
from policies.core.signals import Signals, kept_of_customers
from policies.reading.clean import clean
from policies.reading.comment import Guess, read_customer, read_note, read_reply


@dataclass(frozen=True, slots=True)
class Heard:
    """Whose side a comment is on, and what was read in it."""

    side: Side
    signals: Signals | None = None


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
            str(f["id"]): safe_value(f["value"]) for f in row.values if f.get("value") is not None
        },
        "from_messaging": bool(row.from_messaging_channel),
        "shared": bool(row.sharing_agreement_ids),
        "due_at": row.due_at,
        "ai_only": row.support_type == "ai_agent",
        "side_conversation": row.via_channel == "side_conversation",
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "generated_at": generated_at,
        "complete": row.created_at >= history_start,
    }


def person_values(users: Iterable[UserRow]) -> list[dict[str, Any]]:
    """People's columns in the store: ids, two booleans, and the zone in which their days begin."""
    return [
        {
            "user_id": user.id,
            "is_staff": user.is_staff,
            "suspended": user.suspended,
            "zone": user.iana_time_zone or user.time_zone,
        }
        for user in users
        if user.id is not None
    ]


def event_values(update: RawUpdate, *, ours: bool, heard: Mapping[int, Heard]) -> Iterator[dict[str, Any]]:
    """The update's events in the store's columns; in an update of ours everything counts as ours.

    `heard` holds its comments but those that the store knows already.
    """
    frame = {
        "ticket_id": update.ticket_id,
        "update_id": update.id,
        "at": update.at,
        "actor_id": update.actor_id,
        "excerpts": None,
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
        if ours or comment.id in heard:
            yield {**frame, **_comment_values(comment, None if ours else heard[comment.id])}
    for child_id, kind in update.unknown:
        yield {
            **frame,
            "event_id": child_id,
            "kind": "unknown",
            "field": None,
            "payload": {"type": kind[:60], "ours": ours},
        }


def _comment_values(comment: RawComment, heard: Heard | None) -> dict[str, Any]:
    """One comment's columns; what is not heard is our own."""
    said: dict[str, Any] = {
        "author": comment.author_id,
        "public": comment.public,
        "side": heard.side if heard else Side.MACHINE,
        "channel": comment.channel,
    }
    words: list[str | list[str]] = []
    if heard is None:
        said["ours"] = True
    elif heard.signals is not None:
        said["signals"], words = signals_to_columns(heard.signals)
    if comment.answered:
        said["answered"] = True
    return {
        "event_id": comment.id,
        "kind": "comment",
        "field": None,
        "payload": said,
        "excerpts": words or None,
    }


def hear(
    comment: RawComment,
    requester_id: int | None,
    *,
    staff: bool,
    ignored: frozenset[int],
    guess: Guess | None = None,
    own: OwnWords | None = None,
) -> Heard:
    """Whose side a comment is on, and what was read in it; an automatic reply is nobody's word.

    The service side's public words are read for promises, its internal notes for directives. Of other people's words
    it is told whether a machine wrote them and, where `own` is given, how they are meant; never of those of staff. `guess` is asked for a
    text's language where its words do not tell it.
    """
    side = _side_of(comment, requester_id, staff=staff, ignored=ignored)
    if side is Side.MACHINE or comment.answered or comment.doubtful:
        return Heard(side)
    if side is not Side.SERVICE:
        return _hear_others(comment, side, guess, None if staff else own)
    signals = (
        read_reply(comment.text, html=comment.html, guess=guess)
        if comment.public
        else read_note(comment.text, html=comment.html)
    )
    if signals.automatic:
        return Heard(Side.MACHINE)
    return Heard(side, signals if signals.promises or signals.directives or signals.unread else None)


def hear_nothing(
    comment: RawComment, requester_id: int | None, *, staff: bool, ignored: frozenset[int]
) -> Heard:
    """Whose side a comment is on, with nothing read in it."""
    return Heard(_side_of(comment, requester_id, staff=staff, ignored=ignored))


def _hear_others(comment: RawComment, side: Side, guess: Guess | None, own: OwnWords | None) -> Heard:
    """Whether a machine wrote it and, where policies ask for it, how its words are meant."""
    if own is None:
        automatic = comment.public and clean(comment.text, html=comment.html).automatic
        return Heard(Side.MACHINE if automatic else side)
    signals = read_customer(comment.text, html=comment.html, guess=guess, own=own)
    if signals.automatic and comment.public:
        return Heard(Side.MACHINE)
    return Heard(side, kept_of_customers(signals))


def _side_of(comment: RawComment, requester_id: int | None, *, staff: bool, ignored: frozenset[int]) -> Side:
    """Who speaks: the requester is the customer also when staff; machines are nobody.

    A call that somebody of the service answered is theirs; a voicemail and a call that nobody took are nobody's.
    """
    if comment.answered:
        return Side.SERVICE
    machine = comment.automatic or comment.channel == VOICE or comment.author_id == SYSTEM_ACTOR
    if machine or comment.author_id in ignored:
        return Side.MACHINE
    if comment.author_id == requester_id:
        return Side.CUSTOMER
    return Side.SERVICE if staff else Side.THIRD
