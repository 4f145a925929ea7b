"""The account's business rules, as far as they are looked at: what each asks for, and what it does."""

from __future__ import annotations

from typing import Any

from integration.sandbox.calls import Answer, Call, Desk
from integration.sandbox.history import CLOSING_RULE, closing_title
from integration.sandbox.paging import listed
from integration.sandbox.people import BEGINNING
from integration.sandbox.records import BusinessRule
from integration.sandbox.standard_rules import NOTIFY_ASSIGNEE

_NOTIFYING = 20_000_000_002


def triggers(desk: Desk, call: Call) -> Answer:
    """`GET triggers`: the standard one that mails a ticket's assignee of comments, and the account's own."""
    row = _json(call, "triggers", NOTIFY_ASSIGNEE.numbered(_NOTIFYING))
    row |= {"active": desk.world.switches.notify_assignee, "default": True, "category_id": "1"}
    own = _own(desk, call, "triggers")
    return _listed(call, "triggers", [row, *({**each, "category_id": "1"} for each in own)])


def automations(desk: Desk, call: Call) -> Answer:
    """`GET automations`: the one that closes what is solved, where there is one, and the account's own."""
    hours = desk.world.switches.close_after_hours
    own = _own(desk, call, "automations")
    if hours is None:
        return _listed(call, "automations", own)
    closing = BusinessRule(
        title=closing_title(hours),
        every=(("status", "is", "solved"), ("SOLVED", "greater_than", f"{hours:g}")),
        actions=(("status", "closed"),),
        id=CLOSING_RULE,
    )
    return _listed(call, "automations", [_json(call, "automations", closing), *own])


def macros(desk: Desk, call: Call) -> Answer:
    """`GET macros`: shared ones and, for an admin, everybody's own."""
    rows = _own(desk, call, "macros")
    for row in rows:
        del row["conditions"]
    return _listed(call, "macros", [{**row, "restriction": None} for row in rows])


def sla_policies(desk: Desk, call: Call) -> Answer:
    """`GET slas/policies`: without pages, with `filter` where other rules have conditions."""
    rows = _own(desk, call, "sla_policies")
    shown = [
        {
            **{
                key: row[key]
                for key in ("url", "id", "title", "description", "position", "created_at", "updated_at")
            },
            "filter": row["conditions"],
            "policy_metrics": [
                {"priority": "normal", "metric": "first_reply_time", "target": 480, "business_hours": True}
            ],
        }
        for row in rows
    ]
    return Answer(200, {"sla_policies": shown, "next_page": None, "previous_page": None, "count": len(shown)})


def _own(desk: Desk, call: Call, kind: str) -> list[dict[str, Any]]:
    return [_json(call, kind, rule) for rule in desk.world.business_rules.get(kind, ())]


def _listed(call: Call, kind: str, rows: list[dict[str, Any]]) -> Answer:
    """The list, or the part of it that is asked for."""
    wanted = call.query.get("active")
    return listed(call, kind, [row for row in rows if wanted is None or row["active"] is (wanted == "true")])


def _json(call: Call, kind: str, rule: BusinessRule) -> dict[str, Any]:
    return {
        "url": f"{call.base}/api/v2/{kind}/{rule.id}.json",
        "id": rule.id,
        "title": rule.title,
        "raw_title": rule.title,
        "description": None,
        "active": rule.active,
        "default": False,
        "position": 1,
        "conditions": {"all": _conditions(rule.every), "any": _conditions(rule.any)},
        "actions": [{"field": field, "value": value} for field, value in rule.actions],
        "created_at": BEGINNING,
        "updated_at": BEGINNING,
    }


def _conditions(rows: tuple[tuple[str, str, Any], ...]) -> list[dict[str, Any]]:
    return [{"field": field, "operator": operator, "value": value} for field, operator, value in rows]
