"""Reading tickets, their history, people and things, and search."""

from datetime import timedelta
from typing import Any

import pytest

from integration.sandbox.records import TRIGGER, Effect, Via
from tests.integration.sandbox.account import Account


def test_a_ticket_is_shown_without_generated_timestamp(account: Account) -> None:
    ticket = account.ticket(tags=["Vip Customer"])
    row = account.get(f"tickets/{ticket.id}.json")["ticket"]
    assert (row["id"], row["status"], row["tags"]) == (ticket.id, "new", ["customer", "vip"])
    assert "generated_timestamp" not in row


@pytest.mark.parametrize("path", ["", "/audits", "/comments", "/tags"])
def test_deleted_and_unknown_tickets_are_404(account: Account, path: str) -> None:
    ticket = account.ticket()
    account.world.delete(ticket.id, account.bo)
    for number in (ticket.id, 9223372036854775807):
        answer = account.call("GET", f"tickets/{number}{path}.json")
        assert (answer.status_code, answer.json()["error"]) == (404, "RecordNotFound")


def test_show_many_leaves_out_what_is_not_there(account: Account) -> None:
    first, second = account.ticket(), account.ticket()
    page = account.get("tickets/show_many.json", ids=f"{second.id},77777,{first.id}")
    assert [row["id"] for row in page["tickets"]] == [second.id, first.id]


@pytest.mark.parametrize("path", ["tickets/show_many.json", "users/show_many.json"])
def test_more_than_a_hundred_at_once_are_too_many_values(account: Account, path: str) -> None:
    answer = account.call("GET", path, params={"ids": ",".join(map(str, range(101)))})
    assert answer.status_code == 400
    body = {
        "error": "TooManyValues",
        "description": "Parameter  cannot specify more than 100 values",
        "max_count": 100,
    }
    assert answer.json() == body


def test_audits_have_texts_for_ids_and_the_first_assignment_is_a_create(account: Account) -> None:
    ticket = account.ticket(assignee_id=account.bo, group_id=account.parcels)
    account.world.update(ticket.id, account.bo, {"assignee_id": account.cy})
    created, changed = account.get(f"tickets/{ticket.id}/audits.json")["audits"]
    creations = {e["field_name"]: e["value"] for e in created["events"] if e["type"] == "Create"}
    assert creations["assignee_id"] == str(account.bo)
    assert creations["priority"] is None
    changes = {e["field_name"]: (e["previous_value"], e["value"]) for e in changed["events"]}
    assert changes["assignee_id"] == (str(account.bo), str(account.cy))
    assert changes["group_id"] == (str(account.parcels), str(account.billing))


def test_a_comment_event_has_its_comments_id_and_no_created_at(account: Account) -> None:
    ticket = account.ticket()
    audit = account.get(f"tickets/{ticket.id}/audits.json")["audits"][0]
    comment = account.get(f"tickets/{ticket.id}/comments.json")["comments"][0]
    event = audit["events"][0]
    assert (event["id"], event["audit_id"]) == (comment["id"], audit["id"])
    assert "created_at" not in event
    assert comment["created_at"] == audit["created_at"]


def test_a_triggers_change_is_in_the_same_audit_with_a_via_of_its_own(account: Account) -> None:
    ticket = account.ticket()
    rule = Via("rule", TRIGGER, "Route invoices", 360_001)
    effects = [Effect({"group_id": account.billing}, rule)]
    account.world.update(ticket.id, account.bo, {"priority": "high"}, effects=effects)
    audit = account.get(f"tickets/{ticket.id}/audits.json")["audits"][-1]
    by_field = {event["field_name"]: event for event in audit["events"]}
    assert "via" not in by_field["priority"]
    assert by_field["group_id"]["via"]["source"]["rel"] == "trigger"
    assert by_field["group_id"]["via"]["source"]["from"]["title"] == "Route invoices"


def test_the_last_cursor_page_has_links_and_only_has_more_is_right(account: Account) -> None:
    ticket = account.ticket()
    for n in range(2):
        account.pass_time(1)
        account.world.update(ticket.id, account.bo, comment=f"Reply {n}")
    path = f"tickets/{ticket.id}/comments.json"
    first = account.get(path, **{"page[size]": 2})
    assert first["meta"]["has_more"] is True
    last = account.get(path, **{"page[size]": 2, "page[after]": first["meta"]["after_cursor"]})
    assert last["meta"]["has_more"] is False
    assert last["links"]["next"] is not None
    assert last["meta"]["after_cursor"] is not None
    beyond = account.get(path, **{"page[size]": 2, "page[after]": last["meta"]["after_cursor"]})
    assert (beyond["comments"], beyond["links"]["next"]) == ([], None)
    newest = account.get(path, **{"page[size]": 1, "sort": "-created_at"})
    assert newest["comments"][0]["plain_body"] == "Reply 1"


def test_offset_pages_count_and_end_with_null(account: Account) -> None:
    ticket = account.ticket()
    account.world.update(ticket.id, account.bo, comment="Hello")
    page = account.get(f"tickets/{ticket.id}/audits.json", per_page=1)
    assert (page["count"], page["next_page"] is not None) == (2, True)
    page = account.get(f"tickets/{ticket.id}/audits.json", per_page=1, page=2)
    assert page["next_page"] is None
    assert account.call("GET", "users.json", params={"page": 101}).status_code == 400


def test_audits_of_an_archived_ticket_come_all_at_once(account: Account) -> None:
    ticket = account.ticket(archived=True)
    account.world.update(ticket.id, account.bo, comment="Hello")
    page = account.get(f"tickets/{ticket.id}/audits.json", **{"page[size]": 1})
    assert len(page["audits"]) == 2
    assert "meta" not in page


def test_audits_and_comments_are_counted_and_sideload_their_people(account: Account) -> None:
    ticket = account.ticket()
    assert account.get(f"tickets/{ticket.id}/audits/count.json")["count"]["value"] == 1
    assert account.get(f"tickets/{ticket.id}/comments/count.json")["count"]["value"] == 1
    page = account.get(f"tickets/{ticket.id}/comments.json", include="users")
    assert [user["id"] for user in page["users"]] == [account.ann]
    audit = ticket.audits[0].id
    assert account.get(f"tickets/{ticket.id}/audits/{audit}.json")["audit"]["id"] == audit
    assert account.call("GET", f"tickets/{ticket.id}/audits/1.json").status_code == 404


def test_merging_closes_the_source_and_leaves_notes_on_both(account: Account) -> None:
    source, target = account.ticket(), account.ticket()
    account.world.merge(source.id, target.id, account.bo)
    assert (source.status, source.tags) == ("closed", ("closed_by_merge",))
    assert [t.comments[-1].public for t in (source, target)] == [False, False]


def test_people_groups_and_memberships(account: Account) -> None:
    users = account.get("users/show_many.json", ids=f"{account.bo},1,-1")["users"]
    assert [user["id"] for user in users] == [account.bo]
    assert account.get(f"users/{account.ann}.json")["user"]["role"] == "end-user"
    agents = account.get("users.json", **{"role[]": ["agent", "admin"], "page[size]": 100})["users"]
    assert {user["role"] for user in agents} == {"agent", "admin"}
    groups = account.get("groups.json", **{"page[size]": 100})["groups"]
    assert {group["name"] for group in groups} >= {"Parcels", "Billing"}
    members = account.get("group_memberships.json", **{"page[size]": 100})["group_memberships"]
    assert (account.bo, account.parcels) in {(row["user_id"], row["group_id"]) for row in members}
    assert len({row["id"] for row in members}) == len(members)
    billing = account.get(f"groups/{account.billing}/memberships.json")["group_memberships"]
    assert [row["user_id"] for row in billing] == [account.cy]


def test_every_status_category_has_a_custom_status_with_dates_that_are_not_iso(account: Account) -> None:
    rows = account.get("custom_statuses.json")["custom_statuses"]
    assert {row["status_category"] for row in rows} == {"new", "open", "pending", "hold", "solved"}
    assert rows[0]["created_at"] == "2024-01-08 09:00:00+00:00"


def test_schedules_are_minutes_since_sunday_in_a_rails_zone_and_have_holidays(account: Account) -> None:
    number = account.world.add_schedule(
        "Office", "New Caledonia", [(1980, 2460)], [("Closed", "2026-12-24", "2026-12-26")]
    )
    (row,) = [s for s in account.get("business_hours/schedules.json")["schedules"] if s["id"] == number]
    assert row["time_zone"] == "New Caledonia"
    assert row["intervals"] == [{"start_time": 1980, "end_time": 2460}]
    (holiday,) = account.get(f"business_hours/schedules/{number}/holidays.json")["holidays"]
    assert (holiday["start_date"], holiday["end_date"]) == ("2026-12-24", "2026-12-26")
    assert account.get(f"business_hours/schedules/{number}.json")["schedule"] == row


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tags:s_one", "a"),
        ("tags:s_one tags:s_two", "ab"),
        ("tags:s_all -tags:s_one", "bc"),
        ("tags:s_all status<solved", "ab"),
        ("tags:s_all status:pending status:solved", "bc"),
        ("tags:s_all assignee:none type:ticket", "bc"),
        ("tags:s_all updated>2027-01-01", ""),
        ("tags:s_all zebra", "c"),
        ("tags:s_all updated>24hours", "bc"),
        ("tags:s_all updated<24hours", "a"),
        ("tags:s_all updated>90minutes created>3days", "c"),
        ("tags:s_all created<1day", "a"),
    ],
)
def test_search_understands_what_a_poller_asks(account: Account, query: str, found: str) -> None:
    for ticket in account.world.tickets.values():
        ticket.tags = ()
    made: dict[int, str] = {}
    now = account.clock.now()
    old, recent = now - timedelta(hours=25), now - timedelta(hours=2)
    made[account.ticket(tags=["s_all", "s_one"], assignee_id=account.bo, status="open", at=old).id] = "a"
    made[account.ticket(tags=["s_all", "s_two"], status="pending", at=recent).id] = "b"
    made[account.ticket(body="A zebra", tags=["s_all"], status="solved").id] = "c"
    page = account.get("search.json", query=query)
    assert "".join(sorted(made[row["id"]] for row in page["results"])) == found
    assert account.get("search/count.json", query=query)["count"] == len(found)


def test_search_ends_at_a_thousand_and_knows_no_cursor(account: Account) -> None:
    refused = account.call("GET", "search.json", params={"query": "type:ticket", "page": 11})
    assert refused.status_code == 422
    refused = account.call("GET", "search.json", params={"query": "type:ticket", "page[size]": 10})
    assert refused.json()["error"]["title"] == "Invalid attribute"


def test_the_search_export_needs_a_type_and_goes_by_creation(account: Account) -> None:
    later = account.ticket(tags=["x_all"], at=account.clock.now())
    sooner = account.ticket(tags=["x_all"], at=account.clock.now() - timedelta(minutes=5))
    query: dict[str, Any] = {"query": "tags:x_all"}
    assert account.call("GET", "search/export.json", params=query).status_code == 400
    page = account.get("search/export.json", **query, **{"filter[type]": "ticket", "page[size]": 10})
    assert [row["id"] for row in page["results"]] == [sooner.id, later.id]
    assert "count" not in page


def test_a_cursor_of_the_search_export_dies_after_an_hour(account: Account) -> None:
    for _ in range(3):
        account.ticket(tags=["y_all"])
    query = {"query": "tags:y_all", "filter[type]": "ticket", "page[size]": 1}
    first = account.get("search/export.json", **query)["meta"]["after_cursor"]
    account.pass_time(1000)
    second = account.get("search/export.json", **query, **{"page[after]": first})["meta"]["after_cursor"]
    account.pass_time(3590 - 1000)
    account.sign_in()
    assert account.get("search/export.json", **query, **{"page[after]": first})["results"]
    account.pass_time(20)
    account.sign_in()
    dead = account.call("GET", "search/export.json", params={**query, "page[after]": first})
    assert (dead.status_code, dead.json()["errors"][0]["code"]) == (400, "InvalidCursor")
    assert account.get("search/export.json", **query, **{"page[after]": second})["results"]


@pytest.mark.parametrize("cursor", ["bm9uZQ==", "MXxub25l", "%%%"])
def test_a_cursor_of_the_search_export_that_makes_no_sense_is_400(account: Account, cursor: str) -> None:
    query = {"query": "type:ticket", "filter[type]": "ticket", "page[after]": cursor}
    assert account.call("GET", "search/export.json", params=query).status_code == 400
