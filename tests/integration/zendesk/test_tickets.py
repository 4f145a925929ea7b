"""Single reads: paging ends where `has_more` says, in both directions, and never follows a link."""

from datetime import UTC, datetime
from typing import Any

import pytest
import responses
from responses.matchers import query_param_matcher

from integration.zendesk.errors import Gone, Refused, StuckCursor
from integration.zendesk.tickets import (
    fetch_audits,
    fetch_search_export,
    fetch_ticket,
    fetch_tickets,
    fetch_users,
)
from integration.zendesk.transport import Transport

BASE = "https://birchlane.zendesk.com/api/v2"
AUDITS = f"{BASE}/tickets/4711/audits.json"
FOREIGN = {"next": "https://old-name.example/api/v2/next?page%5Bafter%5D=zzz"}


def ticket(number: int) -> dict[str, Any]:
    moment = "2026-03-02T09:30:00Z"
    return {"id": number, "status": "open", "created_at": moment, "updated_at": moment}


def audit(minute: int) -> dict[str, Any]:
    return {
        "id": 900 + minute,
        "ticket_id": 4711,
        "created_at": f"2026-03-02T09:{minute:02}:00Z",
        "events": [],
    }


def asked(**params: str) -> list[Any]:
    names = {"size": "page[size]", "after": "page[after]"}
    return [query_param_matcher({names.get(name, name): value for name, value in params.items()})]


def meta(*, more: bool, after: str | None = "zzz") -> dict[str, Any]:
    return {"meta": {"has_more": more, "after_cursor": after}, "links": FOREIGN}


def test_one_ticket(desk: responses.RequestsMock, transport: Transport) -> None:
    desk.get(f"{BASE}/tickets/4711.json", json={"ticket": ticket(4711)})
    assert fetch_ticket(transport, 4711).id == 4711


def test_a_deleted_ticket_is_gone(desk: responses.RequestsMock, transport: Transport) -> None:
    desk.get(f"{BASE}/tickets/4711.json", status=404, body=b"")
    with pytest.raises(Gone):
        fetch_ticket(transport, 4711)


def test_many_tickets_are_asked_for_by_the_hundred_and_each_once(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    numbers = list(range(1, 151))
    for part in (numbers[:100], numbers[100:]):
        ids = ",".join(str(number) for number in part)
        rows = [ticket(number) for number in part if number != 7]
        desk.get(f"{BASE}/tickets/show_many.json", match=asked(ids=ids), json={"tickets": rows})
    found = fetch_tickets(transport, [*numbers, *numbers])
    assert set(found) == set(numbers) - {7}


def test_nobody_asks_for_no_ticket(transport: Transport) -> None:
    assert fetch_tickets(transport, []) == {}


def test_zendesk_itself_is_not_looked_up(desk: responses.RequestsMock, transport: Transport) -> None:
    users = [
        {"id": 5, "role": "end-user", "name": "Ann Example"},
        {"id": 6, "role": "agent", "name": "Bo Example"},
    ]
    desk.get(f"{BASE}/users/show_many.json", match=asked(ids="5,6,8"), json={"users": users})
    found = fetch_users(transport, [-1, 5, 6, 8])
    assert [(user.name, user.is_staff) for user in found.values()] == [(None, False), ("Bo Example", True)]


def test_audits_are_paged_by_has_more_on_our_own_host(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    first = {"audits": [audit(1), audit(2)]} | meta(more=True, after="c1")
    last = {"audits": [audit(3)]} | meta(more=False)
    desk.get(AUDITS, match=asked(size="100", sort="created_at"), json=first)
    desk.get(AUDITS, match=asked(size="100", sort="created_at", after="c1"), json=last)
    assert [row.id for row in fetch_audits(transport, 4711)] == [901, 902, 903]


def test_reading_newest_first_ends_at_the_first_older_audit(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    first = {"audits": [audit(9), audit(8), audit(3)]} | meta(more=True, after="c1")
    desk.get(AUDITS, match=asked(size="100", sort="-created_at"), json=first)
    until = datetime(2026, 3, 2, 9, 8, tzinfo=UTC)
    assert [row.id for row in fetch_audits(transport, 4711, newest_first=True, until=until)] == [909, 908]


def test_reading_oldest_first_ends_at_the_first_newer_audit(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.get(AUDITS, json={"audits": [audit(1), audit(8), audit(9)]} | meta(more=True, after="c1"))
    until = datetime(2026, 3, 2, 9, 8, tzinfo=UTC)
    assert [row.id for row in fetch_audits(transport, 4711, until=until)] == [901, 908]


@pytest.mark.parametrize(("newest_first", "ids"), [(False, [901, 905]), (True, [905, 901])])
def test_an_archived_tickets_audits_come_at_once_and_in_order(
    desk: responses.RequestsMock, transport: Transport, *, newest_first: bool, ids: list[int]
) -> None:
    desk.get(AUDITS, json={"audits": [audit(5), audit(1)], "next_page": None, "count": 2})
    assert [row.id for row in fetch_audits(transport, 4711, newest_first=newest_first)] == ids


def test_audits_that_refuse_paging_are_asked_for_at_once(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.get(
        AUDITS, match=asked(size="100", sort="created_at"), status=400, json={"error": "InvalidPagination"}
    )
    desk.get(AUDITS, match=asked(), json={"audits": [audit(1)]})
    assert [row.id for row in fetch_audits(transport, 4711)] == [901]


@pytest.mark.parametrize(("status", "error"), [(404, Gone), (403, Refused)])
def test_audits_that_are_not_ours_to_read(
    desk: responses.RequestsMock, transport: Transport, status: int, error: type[Exception]
) -> None:
    desk.get(AUDITS, status=status, json={})
    with pytest.raises(error):
        list(fetch_audits(transport, 4711))


def test_a_cursor_that_does_not_move_is_no_endless_loop(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.get(AUDITS, json={"audits": [audit(1)]} | meta(more=True, after="c1"))
    with pytest.raises(StuckCursor):
        list(fetch_audits(transport, 4711))
    assert len(desk.calls) == 2


def test_the_search_export_gives_every_ticket(desk: responses.RequestsMock, transport: Transport) -> None:
    url, fixed = (
        f"{BASE}/search/export.json",
        {"query": "status<solved", "filter[type]": "ticket", "size": "100"},
    )
    first = {"results": [ticket(1) | {"result_type": "ticket"}, ticket(2)]} | meta(more=True, after="c1")
    desk.get(url, match=asked(**fixed), json=first)
    desk.get(url, match=asked(after="c1", **fixed), json={"results": [ticket(3)]} | meta(more=False))
    assert [row.id for row in fetch_search_export(transport, "status<solved")] == [1, 2, 3]
