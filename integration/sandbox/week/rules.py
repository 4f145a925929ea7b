"""Harbourline's business rules: those that every account comes with, and those that its stories speak of."""

from __future__ import annotations

from collections.abc import Mapping

from integration.sandbox.records import BusinessRule
from integration.sandbox.standard_rules import STANDARD_AUTOMATIONS, STANDARD_TRIGGERS
from integration.sandbox.world import World

_MAIL = ("[{{ticket.account}}] {{ticket.title}}", "{{ticket.latest_comment_html}}")


def make_rules(
    world: World, ids: Mapping[str, int], macros: Mapping[str, int], groups: Mapping[str, int]
) -> None:
    """Give the account its rules; those of the stories have the ids by which their changes are signed."""
    for rule in (*STANDARD_TRIGGERS, *_sorting(groups)):
        world.add_rule("triggers", rule.numbered(ids.get(rule.title, 0)))
    for rule in (*STANDARD_AUTOMATIONS, *_AUTOMATIONS):
        world.add_rule("automations", rule.numbered(ids.get(rule.title, 0)))
    for rule in _MACROS:
        world.add_rule("macros", rule.numbered(macros.get(rule.title, 0)))


def _sorting(groups: Mapping[str, int]) -> tuple[BusinessRule, ...]:
    """Triggers that sort new tickets, and one that is woken by our own tag."""
    words = (
        ("Refund words go to Returns", "refund voucher", "Returns"),
        ("Invoice words go to Billing", "invoice charge", "Billing"),
        ("Error words go to Technical", "error crash", "Technical"),
    )
    new = ("update_type", "is", "Create")
    return (
        BusinessRule(
            "Sort new mail by topic",
            every=(new,),
            any=(("via_id", "is", 4),),
            actions=(("current_tags", "by_mail"),),
        ),
        *(
            BusinessRule(
                title,
                every=(new, ("comment_includes_word", "includes", text)),
                actions=(("group_id", str(groups[group])),),
            )
            for title, text, group in words
        ),
        BusinessRule(
            "Vouchers clear the flag",
            every=(("update_type", "is", "Change"), ("current_tags", "includes", "voucher_sent")),
            actions=(("remove_tags", "passed_around"),),
        ),
    )


_AUTOMATIONS = (
    BusinessRule(
        "Remind after two days of silence",
        every=(
            ("status", "less_than", "solved"),
            ("current_tags", "not_includes", "reminded"),
            ("updated_at", "greater_than", "48"),
        ),
        actions=(("notification_user", ["assignee_id", *_MAIL]), ("current_tags", "reminded")),
    ),
    BusinessRule(
        "Tidy up old tags",
        every=(
            ("status", "less_than", "solved"),
            ("current_tags", "includes", "passed_around"),
            ("NEW", "is", "240"),
        ),
        actions=(("remove_tags", "passed_around"),),
    ),
)
_MACROS = (
    BusinessRule("Where is my parcel", actions=(("comment_value", ["channel:all", "It is on its way."]),)),
    BusinessRule("Refund released", actions=(("current_tags", "refund_released"), ("status", "pending"))),
    BusinessRule("Thank you and goodbye", actions=(("status", "solved"),)),
)
