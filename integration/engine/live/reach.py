"""Whom and what a rule's actions reach: the customer, the assignee, other people, machines outside, the ticket."""

from __future__ import annotations

from dataclasses import dataclass

from integration.zendesk.rules import Action, Rule

CUSTOMER_AND_CCS = "requester_and_ccs"
_CUSTOMER = frozenset({"requester_id", CUSTOMER_AND_CCS})
_TO_CUSTOMER = ("tweet", "deflection")
"""Actions that answer the customer by themselves."""
_PEOPLE = ("notification_user", "notification_sms_user", "notification_group", "notification_sms_group")
_OUTSIDE = (
    "notification_webhook",
    "notification_target",
    "notification_zis",
    "side_conversation",
    "share_ticket",
)
_FIELDS = {
    "status": "the status",
    "custom_status_id": "the status",
    "assignee_id": "the assignee",
    "group_id": "the group",
    "priority": "the priority",
    "type": "the type",
    "brand_id": "the brand",
    "ticket_form_id": "the form",
}
"""Fields that rules set, in words."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What comes of a rule's actions."""

    customer: bool = False
    only_with_ccs: bool = False
    """The customer is reached by "requester and CCs" alone, which Zendesk leaves out at internal notes."""
    assignee: bool = False
    others: tuple[str, ...] = ()
    """Other people, in words: all agents, a group, one agent."""
    outside: bool = False
    """A webhook, a target, an integration."""
    fields: tuple[str, ...] = ()
    """Fields that it sets, in words."""


def reach_of(rule: Rule) -> Reach:
    """Whom and what the rule reaches when it acts."""
    told = [action for action in rule.actions if action.field in _PEOPLE]
    customers = [action for action in told if _is_user(action) and set(action.values) & _CUSTOMER]
    direct = any(action.field.startswith(_TO_CUSTOMER) for action in rule.actions)
    with_ccs = all(
        action.field == "notification_user" and CUSTOMER_AND_CCS in action.values for action in customers
    )
    others = (_other(action) for action in told)
    set_fields = (_FIELDS.get(action.field) for action in rule.actions)
    return Reach(
        customer=bool(customers) or direct,
        only_with_ccs=bool(customers) and with_ccs and not direct,
        assignee=any(_is_user(action) and "assignee_id" in action.values for action in told),
        others=tuple(dict.fromkeys(other for other in others if other)),
        outside=any(action.field.startswith(_OUTSIDE) for action in rule.actions),
        fields=tuple(dict.fromkeys(name for name in set_fields if name)),
    )


def _is_user(action: Action) -> bool:
    return action.field.endswith("_user")


def _other(action: Action) -> str:
    """Whom an action tells beside customer and assignee, in words; empty when it is one of these, or ourselves."""
    whom = action.values[0] if action.values else ""
    if not _is_user(action):
        return "the ticket's whole group" if whom == "group_id" else "a whole group"
    if whom in {*_CUSTOMER, "assignee_id", "current_user", ""}:
        return ""
    return "all agents" if whom == "all_agents" else "a certain agent"
