"""The export of tickets by time, and what both kinds of export say to a place that makes no sense."""

from datetime import timedelta

import pytest

from tests.integration.sandbox.account import Account

BY_TIME = "incremental/tickets.json"
CURSOR = "incremental/tickets/cursor.json"
EVENTS = "incremental/ticket_events.json"


@pytest.fixture(autouse=True)
def _roomy(account: Account) -> None:
    account.world.switches.export_per_minute = 1000


def second_of(account: Account, number: int) -> int:
    """The second that orders a ticket in the export."""
    return account.world.tickets[number].generated


def filled(account: Account, sizes: list[int]) -> list[list[int]]:
    """So many tickets in each of some seconds of the export; their ids by second."""
    at = account.clock.now()
    made: list[list[int]] = []
    for size in sizes:
        ids = [account.ticket(at=at).id for _ in range(size)]
        at += timedelta(seconds=10)
        for number in ids:
            account.world.touch(number, at=at)
        made.append(sorted(ids))
        at += timedelta(seconds=10)
    account.pass_time(600)
    return made


def test_a_page_of_one_holds_the_whole_second(account: Account) -> None:
    start = account.second()
    first, second = filled(account, [7, 2])
    page = account.get(BY_TIME, start_time=start, per_page=1)
    assert sorted(row["id"] for row in page["tickets"]) == first
    assert (page["count"], page["end_of_stream"]) == (7, False)
    assert page["end_time"] == second_of(account, second[0])
    assert page["next_page"].endswith(f"{BY_TIME}?per_page=1&start_time={page['end_time']}")
    page = account.get(BY_TIME, start_time=page["end_time"], per_page=1)
    assert sorted(row["id"] for row in page["tickets"]) == second


def test_the_next_page_is_never_null_and_repeats_the_last_second(account: Account) -> None:
    start = account.second()
    (ids,) = filled(account, [2])
    page = account.get(BY_TIME, start_time=start)
    for _ in range(3):
        assert (page["end_of_stream"], page["end_time"]) == (True, second_of(account, ids[0]))
        assert page["next_page"] == (f"{account.sandbox.url}/api/v2/{BY_TIME}?start_time={page['end_time']}")
        page = account.http.get(page["next_page"], timeout=5).json()
        assert sorted(row["id"] for row in page["tickets"]) == ids
    empty = account.get(BY_TIME, start_time=page["end_time"] + 1)
    assert (empty["tickets"], empty["count"], empty["end_of_stream"]) == ([], 0, True)
    assert empty["next_page"] is not None


def test_a_second_of_more_than_a_thousand_cannot_be_left(account: Account) -> None:
    start = account.second()
    (ids,) = filled(account, [1001])
    page = account.get(BY_TIME, start_time=start)
    assert (page["count"], page["end_of_stream"]) == (1000, False)
    assert page["end_time"] == second_of(account, ids[0])
    again = account.get(BY_TIME, start_time=page["end_time"])
    assert [row["id"] for row in again["tickets"]] == [row["id"] for row in page["tickets"]]


def test_scope_deletion_and_sideloads_are_those_of_the_export_by_cursor(account: Account) -> None:
    start = account.second()
    kept, gone, hidden = account.ticket(), account.ticket(), account.ticket(support_type="ai_agent")
    account.world.delete(gone.id, account.bo)
    account.pass_time(120)
    ids = [row["id"] for row in account.get(BY_TIME, start_time=start)["tickets"]]
    assert set(ids) == {kept.id, gone.id}
    query = {"exclude_deleted": "true", "support_type_scope": "all", "include": "users"}
    page = account.get(BY_TIME, start_time=start, **query)
    assert {row["id"] for row in page["tickets"]} == {kept.id, hidden.id}
    assert [user["id"] for user in page["users"]] == [account.ann]


def test_it_counts_as_an_export_and_is_for_admins(account: Account) -> None:
    account.world.switches.export_per_minute = 1
    for path, status in ((CURSOR, 200), (BY_TIME, 429)):
        assert account.call("GET", path, params={"start_time": 0}).status_code == status
    account.pass_time(61)
    account.world.switches.role = "agent"
    assert account.call("GET", BY_TIME, params={"start_time": 0}).status_code == 403


@pytest.mark.parametrize("path", [CURSOR, BY_TIME, EVENTS])
def test_a_start_in_the_last_minute_is_too_recent(account: Account, path: str) -> None:
    answer = account.call("GET", path, params={"start_time": account.second() - 59})
    title = "start_time must be more than 60 seconds ago"
    assert answer.status_code == 400
    assert answer.json() == {"errors": [{"code": "StartTimeTooRecent", "status": "400", "title": title}]}
    assert account.call("GET", path, params={"start_time": account.second() - 61}).status_code == 200


@pytest.mark.parametrize("cursor", ["nonsense", "bm9uZQ=="])
def test_a_cursor_that_makes_no_sense_is_an_invalid_cursor(account: Account, cursor: str) -> None:
    answer = account.call("GET", CURSOR, params={"cursor": cursor})
    title = "cursor is invalid or expired"
    assert answer.status_code == 400
    assert answer.json() == {"errors": [{"code": "InvalidCursor", "status": "400", "title": title}]}
