"""Each condition of a scope lets a ticket in, or says in a sentence why not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from policies.core.calendar import ALWAYS_OPEN
from policies.core.conditions import GlobalScope, matches, why_out_of_scope
from policies.core.facts import Account, Facts, Ticket
from policies.core.steps import Scope

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ACCOUNT = Account(
    "harbour",
    groups={1: "Billing", 2: "Technical"},
    brands={5: "Quay"},
    forms={6: "Refund"},
    fields={7: "Region"},
)
TICKET: dict[str, Any] = {
    "status": "open",
    "group_id": 1,
    "brand_id": 5,
    "form_id": 6,
    "organization_id": 8,
    "priority": "high",
    "channel": "email",
    "tags": frozenset({"vip", "berlin"}),
    "custom_fields": {7: "north", 9: ("a", "b")},
}


def ticket(**values: Any) -> Ticket:  # noqa: ANN401 - a ticket's columns
    return Ticket(id=1, created_at=NOW, requester_id=3, **{**TICKET, **values})


def why(scope: dict[str, Any], **values: Any) -> str | None:  # noqa: ANN401 - a ticket's columns
    return why_out_of_scope(Scope(**scope), Facts(ticket(**values), NOW, ALWAYS_OPEN, ACCOUNT))


@pytest.mark.parametrize(
    "scope",
    [
        {},
        {"groups": ("Billing",)},
        {"groups": (1,)},
        {"groups": ("1", "Technical")},
        {"brands": ("Quay",), "forms": ("Refund",), "organizations": (8,)},
        {"channels": ("email", "web"), "priorities": ("high",)},
        {"tags_any": ("vip", "gold"), "tags_all": ("vip", "berlin"), "tags_none": ("spam",)},
        {"custom_fields": {"Region": "north"}},
        {"custom_fields": {"7": "north", "9": "b"}},
    ],
)
def test_a_ticket_that_meets_all_is_in_scope(scope: dict[str, Any]) -> None:
    assert why(scope) is None


@pytest.mark.parametrize(
    ("scope", "values", "sentence"),
    [
        ({"groups": ("Technical",)}, {}, "Its group is Billing."),
        ({"groups": ("Technical",)}, {"group_id": None}, "Its group is not set."),
        ({"groups": ("Technical",)}, {"group_id": 99}, "Its group is 99."),
        ({"brands": ("Pier",)}, {}, "Its brand is Quay."),
        ({"forms": ("Other",)}, {}, "Its form is Refund."),
        ({"organizations": (4,)}, {}, "Its organization is 8."),
        ({"channels": ("chat",)}, {}, "It came by email."),
        ({"priorities": ("low",)}, {}, "Its priority is high."),
        ({"priorities": ("low",)}, {"priority": None}, "Its priority is not set."),
        ({"tags_any": ("gold", "silver")}, {}, "It has none of the tags gold or silver."),
        ({"tags_all": ("vip", "gold")}, {}, "It lacks the tag gold."),
        ({"tags_none": ("vip", "berlin")}, {}, "It is tagged berlin and vip."),
        ({"custom_fields": {"Region": "south"}}, {}, "Its field Region is not south."),
        ({"custom_fields": {"Unknown": "x"}}, {}, "Its field Unknown is not x."),
    ],
)
def test_the_first_condition_that_is_not_met_is_told(
    scope: dict[str, Any], values: dict[str, Any], sentence: str
) -> None:
    assert why(scope, **values) == sentence


def test_no_priority_can_be_asked_for() -> None:
    assert why({"priorities": ("none",)}, priority=None) is None


@pytest.mark.parametrize(
    ("values", "allowed_by", "sentence"),
    [
        ({"tags": frozenset({"steadyhand_off"})}, None, "It is tagged steadyhand_off."),
        ({"status": "deleted"}, None, "It is deleted."),
        ({"requester_is_staff": True}, "include_internal_tickets", "Its requester is staff."),
        ({"side_conversation": True}, "include_side_conversations", "A side conversation made it."),
        ({"requester_suspended": True}, "include_suspended_requesters", "Its requester is suspended."),
        ({"handled_by_ai_only": True}, "include_ai_only", "Only AI agents handled it."),
    ],
)
def test_what_no_policy_looks_at_unless_it_is_wanted(
    values: dict[str, Any], allowed_by: str | None, sentence: str
) -> None:
    assert GlobalScope().why_not(ticket(**values)) == sentence
    assert GlobalScope().why_not(ticket()) is None
    if allowed_by is not None:
        assert GlobalScope(**{allowed_by: True}).why_not(ticket(**values)) is None


def test_unset_matches_nothing() -> None:
    assert not matches(None, ("Billing", 1), {1: "Billing"})
