"""Which function answers which endpoint."""

from __future__ import annotations

from collections.abc import Callable

from integration.sandbox import (
    availability,
    business_rules,
    changing,
    conversation,
    directory,
    exports,
    search,
    tickets,
)
from integration.sandbox.calls import Answer

Endpoint = Callable[..., Answer]
ROUTES: tuple[tuple[str, str, Endpoint], ...] = (
    ("GET", r"users/me", directory.me),
    ("GET", r"oauth/tokens/current", directory.current_token),
    ("GET", r"account/settings", directory.settings),
    ("GET", r"incremental/tickets/cursor", exports.ticket_export),
    ("GET", r"incremental/tickets", exports.ticket_export_by_time),
    ("GET", r"incremental/ticket_events", exports.event_export),
    ("GET", r"tickets/show_many", tickets.show_many),
    ("PUT", r"tickets/update_many", changing.update_many),
    ("GET", r"tickets/(\d+)/(audits|comments)/count", tickets.counts),
    ("GET", r"tickets/(\d+)/audits/(\d+)", tickets.audit),
    ("GET", r"tickets/(\d+)/audits", tickets.audits),
    ("GET", r"tickets/(\d+)/comments", tickets.comments),
    ("PUT", r"tickets/(\d+)/comments/(\d+)/redact", changing.redact),
    ("PUT", r"tickets/(\d+)/comments/(\d+)/make_private", changing.make_private),
    ("GET", r"tickets/(\d+)/conversation_log", conversation.log),
    ("POST", r"tickets/(\d+)/merge", changing.merge),
    ("GET|PUT|POST|DELETE", r"tickets/(\d+)/tags", changing.tags),
    ("GET", r"tickets/(\d+)", tickets.show),
    ("PUT", r"tickets/(\d+)", changing.update_ticket),
    ("GET", r"job_statuses/show_many", changing.jobs),
    ("GET", r"job_statuses/([\w-]+)", changing.job),
    ("GET", r"job_statuses", changing.jobs),
    ("GET", r"users/show_many", directory.users_many),
    ("GET", r"users/(\d+)", directory.user),
    ("GET", r"users", directory.users),
    ("GET", r"organizations/show_many", directory.organizations_many),
    ("GET", r"agent_availabilities", availability.agents),
    ("GET", r"groups", directory.groups),
    ("GET", r"group_memberships", directory.memberships),
    ("GET", r"groups/(\d+)/memberships", directory.memberships),
    ("GET", r"triggers", business_rules.triggers),
    ("GET", r"automations", business_rules.automations),
    ("GET", r"macros", business_rules.macros),
    ("GET", r"slas/policies", business_rules.sla_policies),
    ("GET", r"brands", directory.brands),
    ("GET", r"ticket_fields", directory.ticket_fields),
    ("GET", r"ticket_forms", directory.ticket_forms),
    ("GET", r"custom_statuses", directory.custom_statuses),
    ("GET", r"business_hours/schedules/(\d+)/holidays", directory.holidays),
    ("GET", r"business_hours/schedules/(\d+)", directory.schedule),
    ("GET", r"business_hours/schedules", directory.schedules),
    ("GET", r"search/count", search.search_count),
    ("GET", r"search/export", search.search_export),
    ("GET", r"search", search.search),
)
