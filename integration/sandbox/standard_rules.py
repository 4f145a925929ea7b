"""The triggers and automations that a new account comes with, as they were recorded on real ones.

Source: the recorded list of triggers in github.com/facetoe/zenpy (2024), and Zendesk's page on standard automations.
"""

from __future__ import annotations

from integration.sandbox.records import BusinessRule

_TEXTS = ("[{{ticket.account}}] Re: {{ticket.title}}", "{{ticket.latest_comment_html}}")

NOTIFY_ASSIGNEE = BusinessRule(
    "Notify assignee of comment update",
    every=(
        ("comment_is_public", "is", "not_relevant"),
        ("assignee_id", "is_not", "current_user"),
        ("assignee_id", "is_not", "requester_id"),
        ("assignee_id", "not_changed", None),
        ("status", "not_value_previous", "solved"),
    ),
    actions=(("notification_user", ["assignee_id", *_TEXTS]),),
)
"""Mails the assignee of every comment, internal notes among them."""
STANDARD_TRIGGERS = (
    BusinessRule(
        "Notify requester and CCs of received request",
        every=(
            ("update_type", "is", "Create"),
            ("status", "is_not", "solved"),
            ("ticket_is_public", "is", "public"),
            ("comment_is_public", "is", True),
            ("role", "is", "end_user"),
        ),
        actions=(("notification_user", ["requester_and_ccs", *_TEXTS]),),
    ),
    BusinessRule(
        "Notify requester and CCs of comment update",
        every=(("update_type", "is", "Change"), ("comment_is_public", "is", True)),
        actions=(("notification_user", ["requester_and_ccs", *_TEXTS]),),
    ),
    BusinessRule(
        "Notify assignee of assignment",
        every=(("assignee_id", "changed", None), ("assignee_id", "is_not", "current_user")),
        actions=(("notification_user", ["assignee_id", *_TEXTS]),),
    ),
    BusinessRule(
        "Notify assignee of reopened ticket",
        every=(
            ("assignee_id", "is_not", "current_user"),
            ("status", "value_previous", "solved"),
            ("status", "is_not", "closed"),
        ),
        actions=(("notification_user", ["assignee_id", *_TEXTS]),),
    ),
    BusinessRule(
        "Notify group of assignment",
        every=(
            ("group_id", "is_not", ""),
            ("assignee_id", "is", ""),
            ("group_id", "changed", None),
            ("status", "is_not", "solved"),
            ("status", "is_not", "closed"),
        ),
        actions=(("notification_group", ["group_id", *_TEXTS]),),
    ),
    BusinessRule(
        "Notify all agents of received request",
        every=(("update_type", "is", "Create"),),
        actions=(("notification_user", ["all_agents", *_TEXTS]),),
        active=False,
    ),
)
STANDARD_AUTOMATIONS = (
    BusinessRule(
        "Pending notification 24 hours",
        every=(("status", "is", "pending"), ("PENDING", "is", "24")),
        actions=(("notification_user", ["requester_and_ccs", *_TEXTS]),),
        active=False,
    ),
    BusinessRule(
        "Pending notification 5 days",
        every=(("status", "is", "pending"), ("PENDING", "is", "120")),
        actions=(("notification_user", ["requester_and_ccs", *_TEXTS]),),
        active=False,
    ),
)
