"""Agents' statuses come page by page, and a plan without routing has none."""

from __future__ import annotations

from typing import Any

import pytest
import responses
from responses.matchers import query_param_matcher

from integration.zendesk.availability import fetch_statuses
from integration.zendesk.errors import StuckCursor
from integration.zendesk.transport import Transport

URL = "https://birchlane.zendesk.com/api/v2/agent_availabilities"


def row(agent_id: int, status: dict[str, Any] | None) -> dict[str, Any]:
    attributes = {"agent_id": agent_id, "agent_status": status, "group_ids": [1], "version": 236}
    return {
        "type": "agent_availabilities",
        "id": f"agent_availabilities|{agent_id}",
        "attributes": attributes,
    }


def test_statuses_come_by_agent_over_all_pages(desk: responses.RequestsMock, transport: Transport) -> None:
    size = {"page[size]": "100"}
    first = {"data": [row(1, {"id": 3, "name": "online"})], "meta": {"has_more": True, "after_cursor": "c"}}
    last = {"data": [row(2, {"id": 4, "name": "away"}), row(3, None)], "meta": {"has_more": False}}
    desk.get(URL, match=[query_param_matcher(size)], json=first)
    desk.get(URL, match=[query_param_matcher(size | {"page[after]": "c"})], json=last)
    assert fetch_statuses(transport) == {1: "online", 2: "away"}


@pytest.mark.parametrize("status", [403, 404])
def test_a_plan_without_routing_has_no_statuses(
    desk: responses.RequestsMock, transport: Transport, status: int
) -> None:
    desk.get(URL, status=status, json={"errors": [{"code": "Forbidden", "title": "Forbidden"}]})
    assert fetch_statuses(transport) is None


def test_a_cursor_that_does_not_move_ends_the_reading(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.get(URL, json={"data": [row(1, None)], "meta": {"has_more": True, "after_cursor": "c"}})
    with pytest.raises(StuckCursor):
        fetch_statuses(transport)
