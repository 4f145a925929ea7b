"""The account's business rules: read page by page, whatever shape their values have, and without what they send."""

from __future__ import annotations

from typing import Any

import pytest
import responses
from responses import matchers

from integration.zendesk.errors import Refused, StuckCursor
from integration.zendesk.rules import Action, Condition, fetch_rules
from integration.zendesk.transport import Transport
from tests.integration.zendesk.conftest import BASE


def row(number: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {
        "id": number,
        "title": f"Rule {number}",
        "active": True,
        "conditions": {"all": [], "any": []},
        **more,
    }


def serve(desk: responses.RequestsMock, rows: list[dict[str, Any]], **meta: Any) -> None:  # noqa: ANN401 - JSON
    desk.get(f"{BASE}/api/v2/triggers.json", json={"triggers": rows, "meta": {"has_more": False, **meta}})


def test_rules_come_page_by_page_until_there_is_no_more(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    asked = {"active": "true", "page[size]": "100"}
    first = {"triggers": [row(1)], "meta": {"has_more": True, "after_cursor": "a"}}
    last = {"triggers": [row(2)], "meta": {"has_more": False, "after_cursor": "b"}}
    path = f"{BASE}/api/v2/triggers.json"
    desk.get(path, json=first, match=[matchers.query_param_matcher(asked)])
    desk.get(path, json=last, match=[matchers.query_param_matcher({**asked, "page[after]": "a"})])
    assert [rule.id for rule in fetch_rules(transport, "trigger")] == [1, 2]


def test_a_list_that_gives_back_its_cursor_ends_in_an_error(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    serve(desk, [row(1)], has_more=True, after_cursor="a")
    with pytest.raises(StuckCursor):
        fetch_rules(transport, "trigger")


def test_a_rule_that_is_switched_off_is_left_out_even_where_zendesk_lists_it(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    serve(desk, [row(1, active=False), row(2)])
    assert [rule.id for rule in fetch_rules(transport, "trigger")] == [2]


def test_values_of_conditions_are_texts_whatever_json_has(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    conditions = {
        "all": [
            {"field": "comment_is_public", "operator": "is", "value": True},
            {"field": "group_id", "operator": "changed", "value": None},
            {"field": "update_type", "value": "Change"},
        ],
        "any": [{"field": "custom_status_id", "operator": "includes", "value": ["1", 2]}],
    }
    serve(desk, [row(1, conditions=conditions)])
    (rule,) = fetch_rules(transport, "trigger")
    assert rule.every == (
        Condition("comment_is_public", "is", ("true",)),
        Condition("group_id", "changed"),
        Condition("update_type", "is", ("Change",)),
    )
    assert rule.any == (Condition("custom_status_id", "includes", ("1", "2")),)


@pytest.mark.parametrize("conditions", [None, {}, {"all": None, "any": None}])
def test_a_rule_may_have_no_conditions(
    desk: responses.RequestsMock, transport: Transport, conditions: object
) -> None:
    serve(desk, [row(1, conditions=conditions, actions=None, title=None)])
    (rule,) = fetch_rules(transport, "trigger")
    assert (rule.every, rule.any, rule.actions, rule.title) == ((), (), (), "1")


def test_of_what_a_rule_sends_only_the_receiver_is_kept(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    actions = [
        {"field": "notification_user", "value": ["requester_id", "Subject", "Body"]},
        {"field": "comment_value", "value": ["channel:all", "Hello"]},
        {"field": "remove_tags", "value": "one two"},
    ]
    serve(desk, [row(1, actions=actions)])
    (rule,) = fetch_rules(transport, "trigger")
    assert rule.actions == (
        Action("notification_user", ("requester_id",)),
        Action("comment_value"),
        Action("remove_tags", ("one two",)),
    )


def test_a_title_is_one_line_that_can_be_printed(desk: responses.RequestsMock, transport: Transport) -> None:
    serve(desk, [row(1, title="Mail\x1b[2J  the\nteam " + "!" * 200)])
    (rule,) = fetch_rules(transport, "trigger")
    assert rule.title.startswith("Mail [2J the team !!!")
    assert len(rule.title) == 100


def test_sla_policies_come_at_once_and_filter_where_others_have_conditions(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    asked = {"all": [{"field": "current_tags", "operator": "includes", "value": "vip"}], "any": []}
    answer = {"sla_policies": [{"id": 7, "title": "VIP", "filter": asked}], "next_page": None, "count": 1}
    desk.get(f"{BASE}/api/v2/slas/policies.json", json=answer, match=[matchers.query_param_matcher({})])
    (rule,) = fetch_rules(transport, "SLA policy")
    assert (rule.sort, rule.every) == ("SLA policy", (Condition("current_tags", "includes", ("vip",)),))


def test_a_list_that_this_role_may_not_see_is_refused(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.get(f"{BASE}/api/v2/macros.json", json={"error": "Forbidden"}, status=403)
    with pytest.raises(Refused):
        fetch_rules(transport, "macro")
