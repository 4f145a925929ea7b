"""Wire objects: tickets, audits and ticket events as Zendesk's JSON."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from integration.sandbox.records import ID_FIELDS, Audit, Comment, Job, Ticket
from integration.sandbox.texts import comment_json, flags_json
from integration.sandbox.world import World

_SYSTEM = {
    "client": "sandbox",
    "ip_address": "192.0.2.1",
    "location": "Nowhere",
    "latitude": 0.0,
    "longitude": 0.0,
}


def stamp(moment: datetime) -> str:
    """`2026-03-02T09:00:00Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def ticket_json(world: World, ticket: Ticket, base: str, *, exported: bool = False) -> dict[str, Any]:
    """A ticket with all its columns; `generated_timestamp` only in exports."""
    status_id = ticket.custom_status_id or world.default_status(ticket.status)
    fields = [{"id": field_id, "value": ticket.custom_fields.get(field_id)} for field_id in world.fields]
    row: dict[str, Any] = {
        "url": f"{base}/api/v2/tickets/{ticket.id}.json",
        "id": ticket.id,
        "external_id": ticket.external_id,
        "via": ticket.via.as_json(),
        "created_at": stamp(ticket.created_at),
        "updated_at": stamp(ticket.updated_at),
        "type": ticket.type,
        "subject": ticket.subject,
        "raw_subject": ticket.subject,
        "description": ticket.description,
        "priority": ticket.priority,
        "status": ticket.status,
        "recipient": None,
        "requester_id": ticket.requester_id,
        "submitter_id": ticket.submitter_id,
        "assignee_id": ticket.assignee_id,
        "organization_id": ticket.organization_id,
        "group_id": ticket.group_id,
        "collaborator_ids": list(ticket.follower_ids),
        "follower_ids": list(ticket.follower_ids),
        "email_cc_ids": list(ticket.email_cc_ids),
        "forum_topic_id": None,
        "problem_id": None,
        "has_incidents": False,
        "is_public": ticket.is_public,
        "due_at": ticket.due_at,
        "tags": list(ticket.tags),
        "custom_fields": fields,
        "satisfaction_rating": _rating(ticket),
        "sharing_agreement_ids": list(ticket.sharing_agreement_ids),
        "custom_status_id": status_id,
        "fields": fields,
        "followup_ids": [],
        "ticket_form_id": ticket.ticket_form_id,
        "brand_id": ticket.brand_id,
        "allow_channelback": False,
        "allow_attachments": True,
        "from_messaging_channel": ticket.from_messaging_channel,
    }
    if exported:
        row["generated_timestamp"] = ticket.generated
        row["support_type"] = ticket.support_type
    return row


def _rating(ticket: Ticket) -> dict[str, Any] | None:
    if ticket.rating is None:
        return None
    return {"id": ticket.id, "score": ticket.rating, "comment": ticket.rating_comment, "reason": None}


def audit_json(audit: Audit) -> dict[str, Any]:
    """An audit; ids in its values are texts."""
    return {
        "id": audit.id,
        "ticket_id": audit.ticket_id,
        "created_at": stamp(audit.at),
        "author_id": audit.author_id,
        "metadata": {
            "system": dict(_SYSTEM),
            "custom": dict(audit.custom),
            **_flags_of(audit),
        },
        "events": audit.events,
        "via": audit.via.as_json(),
    }


def _flags_of(audit: Audit) -> dict[str, Any]:
    return flags_json(audit.flags) if audit.flags else {}


def comment_row(comment: Comment, audit: Audit) -> dict[str, Any]:
    """A comment as the ticket's comment list has it."""
    return {
        **comment_json(comment),
        "via": comment.via.as_json(),
        "created_at": stamp(comment.at),
        "metadata": {"system": dict(_SYSTEM), "custom": dict(comment.custom), **_flags_of(audit)},
    }


def event_row(audit: Audit, *, words: bool) -> bytes:
    """The audit as the ticket event export has it, rendered once; without `words` comments are only mentioned."""
    if words:
        audit.rendered = audit.rendered or json.dumps(_event_json(audit, words=True)).encode()
        return audit.rendered
    audit.rendered_bare = audit.rendered_bare or json.dumps(_event_json(audit, words=False)).encode()
    return audit.rendered_bare


def _event_json(audit: Audit, *, words: bool) -> dict[str, Any]:
    return {
        "id": audit.id,
        "ticket_id": audit.ticket_id,
        "timestamp": int(audit.at.timestamp()),
        "created_at": stamp(audit.at),
        "updater_id": audit.author_id,
        "via": audit.via.word,
        "system": {key: value for key, value in _SYSTEM.items() if key != "ip_address"},
        "metadata": ({"custom": dict(audit.custom)} if audit.custom else {}) | _flags_of(audit),
        "event_type": "Audit",
        "child_events": [_child_json(audit, event, words=words) for event in audit.events],
    }


def _child_json(audit: Audit, event: dict[str, Any], *, words: bool) -> dict[str, Any]:
    """The changed attribute is a key here, ids are numbers, and `via` is a display word."""
    frame = {"id": event["id"], "via": _word(audit, event), "via_reference_id": _rule_id(event)}
    if event["type"] in ("Comment", "VoiceComment"):
        if not words:
            return {
                **frame,
                "comment_present": True,
                "comment_public": event["public"],
                "event_type": event["type"],
            }
        via = audit.via.as_json()
        return {
            **event,
            "via": via,
            "via_reference_id": None,
            "created_at": stamp(audit.at),
            "event_type": event["type"],
        }
    if event["type"] not in ("Change", "Create"):
        return {**event, **frame, "event_type": event["type"]}
    return {
        **frame,
        **_changed(event),
        "event_type": event["type"],
        "previous_value": _number(event, "previous_value"),
    }


def _changed(event: dict[str, Any]) -> dict[str, Any]:
    name = event["field_name"]
    if name == "tags":
        before, after = set(event.get("previous_value") or ()), set(event["value"] or ())
        return {
            "tags": event["value"],
            "added_tags": sorted(after - before),
            "removed_tags": sorted(before - after),
        }
    if name.isdecimal():
        return {"custom_ticket_fields": {name: event["value"]}}
    return {name: _number(event, "value")}


def _number(event: dict[str, Any], key: str) -> Any:  # noqa: ANN401 - a field's value
    value = event.get(key)
    return int(value) if event["field_name"] in ID_FIELDS and value is not None else value


def _word(audit: Audit, event: dict[str, Any]) -> str:
    via = event.get("via")
    return "Rule" if isinstance(via, dict) and via.get("channel") == "rule" else audit.via.word


def _rule_id(event: dict[str, Any]) -> int | None:
    via = event.get("via")
    return via["source"]["from"].get("id") if isinstance(via, dict) else None


def job_json(job: Job, base: str) -> dict[str, Any]:
    """A job's state; results are null until its end."""
    over = job.ended_at is not None
    message = f"Completed at {job.ended_at:%Y-%m-%d %H:%M:%S} +0000" if job.status == "completed" else None
    progress = len(job.rows) if over else None
    if job.status == "working":
        progress = len(job.rows) // 2
        message = f"Updating ticket #{progress}"
    return {
        "id": job.id,
        "url": f"{base}/api/v2/job_statuses/{job.id}.json",
        "total": len(job.rows),
        "progress": progress,
        "status": job.status,
        "message": message,
        "results": job.results,
    }
