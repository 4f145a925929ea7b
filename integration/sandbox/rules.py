"""What Zendesk refuses, in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from integration.sandbox.account import Account
from integration.sandbox.records import OVER, SYSTEM, Refused, Ticket

CLOSED = {"status": [{"description": "Status: closed prevents ticket update"}]}
BATCH_TAGS = {"additional_tags", "remove_tags"}
_COMMENTS = 5000
_ALLOWED = {
    "status": ("new", "open", "pending", "hold", "solved", "closed"),
    "priority": ("low", "normal", "high", "urgent"),
    "type": (None, "question", "incident", "problem", "task"),
}


def refuse(
    account: Account, ticket: Ticket, changes: Mapping[str, Any], *, commented: bool, actor_id: int
) -> None:
    """Say no, or nothing. What Zendesk does by itself is never refused.

    Raises:
        Refused: the ticket is over, its requester is suspended, or a value is not allowed.
    """
    if actor_id == SYSTEM:
        return
    if ticket.status in OVER:
        # Tags are the one thing that a batch may still change on a closed ticket.
        tags_only = bool(changes) and set(changes) <= BATCH_TAGS and not commented
        if ticket.status == "deleted" or ticket.archived or not tags_only:
            raise Refused(CLOSED)
    requester = account.users.get(ticket.requester_id)
    if requester is not None and requester.suspended:
        sentence = f"Requester: {requester.name} is suspended."
        raise Refused({"requester": [{"description": sentence, "error": "UserSuspended"}]})
    if commented and len(ticket.comments) >= _COMMENTS:
        raise Refused({"base": [{"description": f"Ticket has more than {_COMMENTS} comments"}]})
    _values(account, ticket, changes)
    _assignee(account, ticket, changes)


def _values(account: Account, ticket: Ticket, changes: Mapping[str, Any]) -> None:
    if "priority" in changes and changes["priority"] is None:
        if ticket.priority is not None:
            raise Refused(
                {"priority": [{"description": "Priority: cannot be reset", "error": "InvalidValue"}]}
            )
        return
    for name, allowed in _ALLOWED.items():
        if name in changes and changes[name] not in allowed:
            raise _invalid(name)
    if changes.get("group_id") is not None and changes["group_id"] not in account.groups:
        raise _invalid("group")
    status_id = changes.get("custom_status_id")
    if status_id is not None and account.category_of(status_id) is None:
        raise _invalid("custom_status_id")


def _assignee(account: Account, ticket: Ticket, changes: Mapping[str, Any]) -> None:
    agent_id = changes.get("assignee_id")
    if agent_id is None:
        return
    agent = account.users.get(agent_id)
    if agent is None or agent.role == "end-user" or agent.suspended:
        raise _invalid("assignee")
    group = changes.get("group_id", ticket.group_id)
    if "group_id" in changes and group not in agent.groups:
        stranger = {"description": "Assignee: is not a member of the group"}
        raise Refused(
            {"assignee": [{"description": "Assignee: is invalid", "error": "InvalidValue"}, stranger]}
        )


def _invalid(name: str) -> Refused:
    sentence = f"{name.capitalize()}: is invalid"
    return Refused({name: [{"description": sentence, "error": "InvalidValue"}]})
