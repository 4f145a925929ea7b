"""What a ticket's JSON in a PUT means: which keys count, which are dropped without a word."""

from __future__ import annotations

from typing import Any

from integration.sandbox.records import Audit, Job, Refused, Via
from integration.sandbox.rules import BATCH_TAGS
from integration.sandbox.world import World

_PLAIN = (
    "status",
    "priority",
    "type",
    "subject",
    "assignee_id",
    "group_id",
    "brand_id",
    "ticket_form_id",
    "requester_id",
    "organization_id",
    "custom_status_id",
    "external_id",
    "due_at",
)
_KNOWN = {
    *_PLAIN,
    "description",  # ignored on an update, and without the warning
    "tags",
    "comment",
    "custom_fields",
    "followers",
    "metadata",
    "safe_update",
    "updated_stamp",
    "assignee_email",
    "email_ccs",
}


def apply_row(
    world: World, ticket_id: int, row: dict[str, Any], actor_id: int, job: Job | None = None
) -> Audit:
    """Carry out one ticket's update as the API would, alone or as a row of a job.

    Raises:
        Refused: Zendesk's own refusal.
    """
    changes: dict[str, Any] = {name: row[name] for name in _PLAIN if name in row}
    if "tags" in row:
        changes["tags"] = row["tags"]
    if row.get("assignee_email"):
        changes["assignee_id"] = _found(world, {"user_email": row["assignee_email"]}, "assignee")
    # What is unproven are rows of their own; one change for many tickets is documented everywhere.
    if job is not None and (world.switches.batch_tags == "on" or not job.distinct):
        changes |= {name: row[name] for name in BATCH_TAGS if name in row}
    if row.get("custom_fields"):
        changes["custom_fields"] = {field["id"]: field["value"] for field in row["custom_fields"]}
    for follower in row.get("followers") or ():
        key = "remove_followers" if follower.get("action") == "delete" else "followers"
        changes.setdefault(key, []).append(_found(world, follower, "followers"))
    comment = row.get("comment") or {}
    metadata = row.get("metadata") or {}
    if job is not None and world.switches.batch_metadata != "on":
        metadata = {}
    return world.update(
        ticket_id,
        actor_id,
        changes,
        comment=comment.get("body"),
        comment_html=comment.get("html_body"),
        public=comment.get("public"),
        comment_author_id=comment.get("author_id"),
        via=Via("api"),
        metadata=metadata,
    )


def unknown_keys(row: dict[str, Any], *, batch: bool) -> list[str]:
    """Keys that Zendesk drops; its only word about them is a header."""
    known = _KNOWN | BATCH_TAGS | {"id"} if batch else _KNOWN
    return sorted(f"ticket.{key}" for key in row if key not in known)


def _found(world: World, person: dict[str, Any], name: str) -> int:
    if person.get("user_id") is not None:
        return int(person["user_id"])
    found = [user.id for user in world.users.values() if user.email == person.get("user_email")]
    if not found:
        raise Refused({name: [{"description": f"{name.capitalize()}: is invalid", "error": "InvalidValue"}]})
    return found[0]
