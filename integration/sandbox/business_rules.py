"""The account's business rules, as far as a poller asks: who is mailed of notes, and when solved tickets are closed."""

from __future__ import annotations

from typing import Any

from integration.sandbox.calls import Answer, Call, Desk
from integration.sandbox.history import CLOSING_RULE, closing_title
from integration.sandbox.paging import listed
from integration.sandbox.people import BEGINNING

_NOTIFYING = 20_000_000_002
_MAIL = ["assignee_id", "[{{ticket.account}}] Re: {{ticket.title}}", "{{ticket.comments_formatted}}"]


def triggers(desk: Desk, call: Call) -> Answer:
    """`GET triggers`: the standard one that mails a ticket's assignee of comments, internal notes among them."""
    conditions = [
        {"field": "comment_is_public", "operator": "is", "value": "not_relevant"},
        {"field": "assignee_id", "operator": "is_not", "value": "current_user"},
    ]
    actions = [{"field": "notification_user", "value": _MAIL}]
    row = _rule(call, "triggers", _NOTIFYING, "Notify assignee of comment update", conditions, actions)
    row |= {"active": desk.world.switches.notify_assignee, "default": True, "category_id": "1"}
    return listed(call, "triggers", [row])


def automations(desk: Desk, call: Call) -> Answer:
    """`GET automations`: the one that closes what is solved, where there is one."""
    hours = desk.world.switches.close_after_hours
    if hours is None:
        return listed(call, "automations", [])
    conditions = [
        {"field": "status", "operator": "is", "value": "solved"},
        {"field": "SOLVED", "operator": "greater_than", "value": f"{hours:g}"},
    ]
    actions = [{"field": "status", "value": "closed"}]
    return listed(
        call,
        "automations",
        [_rule(call, "automations", CLOSING_RULE, closing_title(hours), conditions, actions)],
    )


def _rule(
    call: Call,
    kind: str,
    number: int,
    title: str,
    conditions: list[dict[str, str]],
    actions: list[dict[str, Any]],
) -> dict[str, Any]:
    return {
        "url": f"{call.base}/api/v2/{kind}/{number}.json",
        "id": number,
        "title": title,
        "raw_title": title,
        "description": "",
        "active": True,
        "default": False,
        "position": 1,
        "conditions": {"all": conditions, "any": []},
        "actions": actions,
        "created_at": BEGINNING,
        "updated_at": BEGINNING,
    }
