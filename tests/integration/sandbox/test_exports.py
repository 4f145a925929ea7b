"""The two exports: what is in a page, in which order, and where a page ends."""

import base64
import time
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from integration.sandbox.records import SYSTEM, Via
from tests.integration.sandbox.account import Account

CURSOR = "incremental/tickets/cursor.json"
EVENTS = "incremental/ticket_events.json"


@pytest.fixture(autouse=True)
def _roomy(account: Account) -> None:
    account.world.switches.export_per_minute = 1000


def exported(account: Account, start: int, **query: str | int) -> list[dict[str, Any]]:
    """All rows from a second on, page by page."""
    page = account.get(CURSOR, start_time=start, **query)
    rows = list(page["tickets"])
    while not page["end_of_stream"]:
        page = account.get(CURSOR, cursor=page["after_cursor"], **query)
        rows += page["tickets"]
    return rows


def events(account: Account, start: int, **query: str | int) -> list[dict[str, Any]]:
    """One page of events, with comments."""
    page = account.get(EVENTS, start_time=start, **{"include": "comment_events", **query})
    return list(page["ticket_events"])


def test_pages_ascend_by_generated_timestamp_and_id_and_lose_nothing(account: Account) -> None:
    start = account.second()
    at = account.clock.now()
    made = [account.ticket(at=at + timedelta(seconds=n // 3)).id for n in range(25)]
    account.pass_time(120)
    rows = exported(account, start, per_page=4)
    places = [(row["generated_timestamp"], row["id"]) for row in rows]
    assert all(left < right for left, right in pairwise(places))
    assert sorted(row["id"] for row in rows) == made


def test_a_cursor_is_a_place_and_stays_good(account: Account) -> None:
    start = account.second()
    first = account.ticket()
    account.pass_time(120)
    page = account.get(CURSOR, start_time=start)
    assert page["end_of_stream"] is True
    place = base64.b64decode(page["after_cursor"]).decode()
    assert place == f"{first.generated}.0||{first.id}|"
    again = account.get(CURSOR, cursor=page["after_cursor"])
    assert (again["tickets"], again["after_cursor"]) == ([], page["after_cursor"])
    second = account.ticket()
    account.pass_time(60 * 60 * 24 * 90)
    account.sign_in()
    assert [row["id"] for row in account.get(CURSOR, cursor=page["after_cursor"])["tickets"]] == [second.id]


@pytest.mark.parametrize(
    "query", [{"cursor": "nonsense"}, {"start_time": "yesterday"}, {"cursor": "bm9uZQ=="}]
)
def test_a_place_that_makes_no_sense_is_400(account: Account, query: dict[str, str]) -> None:
    assert account.call("GET", CURSOR, params=query).status_code == 400


def test_the_last_minute_is_left_out_of_both_exports(account: Account) -> None:
    start = account.second()
    ticket = account.ticket()
    account.pass_time(59)
    assert account.call("GET", CURSOR, params={"start_time": account.second() - 30}).status_code == 400
    assert account.call("GET", EVENTS, params={"start_time": account.second() - 30}).status_code == 400
    assert exported(account, start - 1) == []
    assert events(account, start - 1) == []
    account.pass_time(4)
    assert [row["id"] for row in exported(account, start)] == [ticket.id]
    assert [row["ticket_id"] for row in events(account, start)] == [ticket.id]


def test_generated_timestamp_is_zero_to_three_seconds_after_updated_at(account: Account) -> None:
    start = account.second()
    tickets = [account.ticket() for _ in range(8)]
    account.pass_time(120)
    rows = exported(account, start)
    assert len(rows) == len(tickets)
    gaps = {row["generated_timestamp"] - start for row in rows}
    assert gaps == {0, 1, 2, 3}


def test_a_changed_ticket_moves_to_the_end_and_is_seen_once(account: Account) -> None:
    start = account.second()
    first, second = account.ticket(), account.ticket()
    account.pass_time(10)
    account.world.update(first.id, account.bo, {"priority": "high"})
    account.pass_time(120)
    assert [row["id"] for row in exported(account, start, per_page=1)] == [second.id, first.id]


def test_a_system_touch_moves_only_generated_timestamp(account: Account) -> None:
    ticket = account.ticket()
    account.pass_time(600)
    account.world.touch(ticket.id)
    since = account.second()
    account.pass_time(120)
    (row,) = exported(account, since)
    assert row["updated_at"] == row["created_at"]
    assert row["generated_timestamp"] >= since
    assert events(account, since) == []


def test_deleted_tickets_are_exported_once_more_as_scrubbed(account: Account) -> None:
    start = account.second()
    ticket = account.ticket(subject="Where is it")
    account.world.delete(ticket.id, account.bo)
    account.pass_time(120)
    (row,) = exported(account, start)
    assert (row["status"], row["subject"]) == ("deleted", "Where is it")
    new = account.world.default_status("new")
    assert row["custom_status_id"] == new
    assert exported(account, start, exclude_deleted="true") == []
    account.pass_time(30 * 86_400)
    account.sign_in()
    account.world.scrub(ticket.id)
    since = account.second()
    account.pass_time(120)
    (row,) = exported(account, since)
    assert (row["subject"], row["raw_subject"], row["description"]) == ("SCRUBBED", "SCRUBBED", "X")
    assert row["updated_at"] < account.world.now().strftime("%Y-%m-%d")


@pytest.mark.parametrize(
    ("query", "kinds"), [({}, {"agent"}), ({"support_type_scope": "all"}, {"agent", "ai_agent"})]
)
def test_tickets_of_ai_agents_are_hidden_unless_asked_for(
    account: Account, query: dict[str, str], kinds: set[str]
) -> None:
    start = account.second()
    seen = {account.ticket(support_type=kind).id: kind for kind in ("agent", "ai_agent")}
    account.pass_time(120)
    assert {seen[row["id"]] for row in exported(account, start, **query)} == kinds
    assert {seen[row["ticket_id"]] for row in events(account, start, **query)} == kinds


def test_sideloaded_users_are_those_of_the_page(account: Account) -> None:
    start = account.second()
    account.ticket(assignee_id=account.bo, group_id=account.parcels)
    account.pass_time(120)
    page = account.get(CURSOR, start_time=start, include="users")
    assert {user["id"] for user in page["users"]} == {account.ann, account.bo}
    assert "users" not in account.get(CURSOR, start_time=start)


def test_an_event_page_ends_in_a_second_that_the_next_one_repeats(account: Account) -> None:
    start = account.second()
    for n in range(6):
        account.ticket(at=account.clock.now() + timedelta(seconds=n // 2))
    account.pass_time(120)
    first = account.get(EVENTS, start_time=start, per_page=3)
    assert (first["count"], first["end_of_stream"], first["end_time"]) == (3, False, start + 1)
    second = account.get(EVENTS, start_time=first["end_time"], per_page=3)
    repeated = {row["id"] for row in first["ticket_events"]} & {row["id"] for row in second["ticket_events"]}
    assert len(repeated) == 1


def test_the_next_page_of_the_event_export_never_becomes_null(account: Account) -> None:
    start = account.second()
    account.ticket()
    account.pass_time(120)
    page = account.get(EVENTS, start_time=start)
    assert page["end_of_stream"] is True
    assert page["next_page"].endswith(f"start_time={page['end_time']}")


def test_a_second_that_holds_more_than_a_page_cannot_be_left(account: Account) -> None:
    start = account.second()
    for _ in range(5):
        account.ticket()
    account.pass_time(120)
    page = account.get(EVENTS, start_time=start, per_page=4)
    assert (page["end_time"], page["end_of_stream"]) == (start, False)
    again = account.get(EVENTS, start_time=page["end_time"], per_page=4)
    assert again["ticket_events"] == page["ticket_events"]


def test_comments_come_whole_only_when_asked_for(account: Account) -> None:
    start = account.second()
    account.ticket("Where is my parcel?")
    account.pass_time(120)
    (row,) = events(account, start)
    comment = row["child_events"][0]
    assert (comment["body"], comment["public"]) == ("Where is my parcel?", True)
    assert (comment["event_type"], comment["audit_id"]) == ("Comment", row["id"])
    assert comment["via"]["channel"] == "email"
    (row,) = events(account, start, include="")
    comment = row["child_events"][0]
    assert (comment["comment_present"], comment["comment_public"]) == (True, True)
    assert "body" not in comment


def test_in_events_the_changed_field_is_a_key_and_ids_are_numbers(account: Account) -> None:
    field = account.world.add_ticket_field("Order")
    ticket = account.ticket(tags=["a"])
    account.pass_time(60)
    since = account.second()
    changes = {"assignee_id": account.bo, "additional_tags": ["b"], "custom_fields": {field: "x"}}
    account.world.update(ticket.id, account.cy, changes)
    account.pass_time(120)
    (row,) = events(account, since)
    assert (row["updater_id"], row["via"], row["event_type"]) == (account.cy, "Web form", "Audit")
    children = {key: child for child in row["child_events"] for key in child}
    assert children["assignee_id"]["assignee_id"] == account.bo
    assert children["assignee_id"]["previous_value"] is None
    assert (children["tags"]["added_tags"], children["tags"]["removed_tags"]) == (["b"], [])
    assert children["custom_ticket_fields"]["custom_ticket_fields"] == {str(field): "x"}


def test_what_zendesk_does_itself_has_nobody_as_its_updater(account: Account) -> None:
    group = account.world.add_group("Short-lived")
    agent = account.world.add_user("Di Example", role="agent", groups=[group])
    ticket = account.ticket(assignee_id=agent, group_id=group)
    account.pass_time(60)
    since = account.second()
    account.world.remove_from_group(agent, group)
    account.pass_time(120)
    (row,) = events(account, since)
    assert (row["ticket_id"], row["updater_id"]) == (ticket.id, SYSTEM)


def test_a_redaction_changes_the_words_in_the_export(account: Account) -> None:
    start = account.second()
    ticket = account.ticket("My card is 1234")
    account.pass_time(120)
    assert "1234" in str(events(account, start))
    account.world.redact(ticket.id, ticket.comments[0].id, account.bo)
    account.pass_time(120)
    assert "1234" not in str(events(account, start))


def test_events_of_a_deleted_ticket_vanish_but_for_its_deletion(account: Account) -> None:
    start = account.second()
    ticket = account.ticket()
    account.pass_time(5)
    account.world.delete(ticket.id, account.bo)
    account.pass_time(120)
    (row,) = events(account, start)
    assert row["child_events"][0]["status"] == "deleted"


def test_pages_with_more_events_than_the_account_bears_are_504(account: Account) -> None:
    start = account.second()
    for _ in range(6):
        account.ticket(via=Via("web"))
    account.pass_time(120)
    account.world.switches.events_limit = 5
    query = {"start_time": start, "include": "comment_events"}
    answer = account.call("GET", EVENTS, params=query)
    assert answer.status_code == 504
    assert answer.headers["Content-Type"].startswith("text/html")
    assert account.call("GET", EVENTS, params={**query, "per_page": 5}).status_code == 200


def test_a_full_page_out_of_twenty_thousand_tickets_is_quick(account: Account) -> None:
    start, at, begun = account.second(), account.clock.now(), time.process_time()
    for n in range(20_000):
        account.ticket(at=at + timedelta(seconds=n))
    assert time.process_time() - begun < 5
    account.pass_time(21_000)
    account.sign_in()
    for path in (CURSOR, EVENTS):
        account.get(path, start_time=start)  # the first page renders, later ones remember
        begun = time.process_time()
        assert account.get(path, start_time=start)["end_of_stream"] is False
        # Computed, not waited for: 0.04 s measured; what else the machine does is not counted.
        assert time.process_time() - begun < 1
