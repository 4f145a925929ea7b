"""The exports are read to their end, on our own host, and never for ever."""

from datetime import UTC, datetime
from typing import Any

import pytest
import responses
from responses.matchers import query_param_matcher

from integration.zendesk.errors import Refused, StuckCursor, Transient
from integration.zendesk.exports import fetch_event_page, fetch_ticket_page
from integration.zendesk.transport import Transport

BASE = "https://birchlane.zendesk.com"
TICKETS = f"{BASE}/api/v2/incremental/tickets/cursor.json"
EVENTS = f"{BASE}/api/v2/incremental/ticket_events.json"
START = 1772443800
DATE = {"Date": "Mon, 02 Mar 2026 09:35:00 GMT"}


def ticket(number: int) -> dict[str, Any]:
    moment = "2026-03-02T09:30:00Z"
    return {
        "id": number,
        "status": "open",
        "created_at": moment,
        "updated_at": moment,
        "generated_timestamp": START,
    }


def event(number: int, second: int = START, *, words: bool = True) -> dict[str, Any]:
    said = {"body": "Thanks", "public": True} if words else {"comment_present": True, "comment_public": True}
    child = {"id": number * 10, "event_type": "Comment", **said}
    return {
        "id": number,
        "ticket_id": number,
        "timestamp": second,
        "event_type": "Audit",
        "child_events": [child],
    }


def tickets_asked(**params: str) -> list[Any]:
    return [
        query_param_matcher({"per_page": "1000", "include": "users", "support_type_scope": "all"} | params)
    ]


def events_asked(start: int = START, per_page: int = 1000, *, words: bool = True) -> list[Any]:
    params = {"start_time": str(start), "per_page": str(per_page), "support_type_scope": "all"}
    return [query_param_matcher(params | ({"include": "comment_events"} if words else {}))]


def page(
    *events: dict[str, Any],
    end_time: int | None = START,
    end_of_stream: bool = False,
    next_page: str | None = None,
) -> dict[str, Any]:
    foreign = f"https://old-name.example/api/v2/incremental/ticket_events.json?start_time={end_time}"
    return {
        "ticket_events": list(events),
        "count": len(events),
        "end_of_stream": end_of_stream,
        "end_time": end_time,
        "next_page": next_page or foreign,
    }


def test_the_first_ticket_page_begins_at_a_moment_and_the_next_behind_the_cursor(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    foreign = "https://old-name.example/api/v2/incremental/tickets/cursor.json?cursor=c1"
    first = {"tickets": [ticket(1)], "users": [{"id": 5, "role": "end-user"}], "after_cursor": "c1=="}
    last = {"tickets": [ticket(2)], "after_cursor": "c2==", "end_of_stream": True}
    desk.get(
        TICKETS, match=tickets_asked(start_time=str(START)), json=first | {"after_url": foreign}, headers=DATE
    )
    desk.get(TICKETS, match=tickets_asked(cursor="c1=="), json=last, headers=DATE)
    one = fetch_ticket_page(transport, start_time=datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    two = fetch_ticket_page(transport, one.after_cursor)
    assert [row.id for row in (*one.tickets, *two.tickets)] == [1, 2]
    assert one.users[0].id == 5
    assert (one.end_of_stream, two.end_of_stream, two.after_cursor) == (False, True, "c2==")
    assert one.answered_at is not None
    assert abs((one.answered_at - datetime(2026, 3, 2, 9, 35, tzinfo=UTC)).total_seconds()) < 1


def test_an_unchanged_account_keeps_its_cursor(desk: responses.RequestsMock, transport: Transport) -> None:
    desk.get(TICKETS, json={"tickets": [], "after_cursor": None, "end_of_stream": True})
    assert fetch_ticket_page(transport, "c1").after_cursor == "c1"


@pytest.mark.parametrize("after", ["c1", None])
def test_a_ticket_page_that_gives_back_its_own_cursor_is_stuck(
    desk: responses.RequestsMock, transport: Transport, after: str | None
) -> None:
    desk.get(TICKETS, json={"tickets": [ticket(1)], "after_cursor": after, "end_of_stream": False})
    with pytest.raises(StuckCursor):
        fetch_ticket_page(transport, "c1")


def test_a_ticket_page_needs_a_cursor_or_a_start(transport: Transport) -> None:
    with pytest.raises(ValueError, match="cursor"):
        fetch_ticket_page(transport)
    with pytest.raises(ValueError, match="cursor"):
        fetch_ticket_page(transport, "c1", START)
    with pytest.raises(ValueError, match="zone"):
        fetch_event_page(transport, datetime(2026, 3, 2, 9, 30))  # noqa: DTZ001 - the point of the case


def test_an_event_page_leads_on_from_its_end_time(desk: responses.RequestsMock, transport: Transport) -> None:
    body = page(event(1), event(2, START + 40), end_time=START + 40)
    desk.get(EVENTS, match=events_asked(), json=body, headers=DATE)
    read = fetch_event_page(transport, START)
    assert (read.next_start, read.end_of_stream, read.gap, read.textless) == (START + 40, False, None, ())
    assert [row.id for row in read.ticket_events] == [1, 2]
    assert read.answered_at is not None


def test_an_end_time_that_is_missing_is_read_out_of_the_next_page_but_not_its_host(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    link = f"https://old-name.example/x?start_time={START + 9}&include=comment_events"
    desk.get(EVENTS, json=page(event(1), end_time=None, next_page=link))
    assert fetch_event_page(transport, START).next_start == START + 9


@pytest.mark.parametrize(
    ("end_time", "next_start"), [(START + 7, START + 7), (None, START), (START - 99, START)]
)
def test_the_end_of_the_stream_never_leads_backwards(
    desk: responses.RequestsMock, transport: Transport, end_time: int | None, next_start: int
) -> None:
    desk.get(EVENTS, json=page(end_time=end_time, end_of_stream=True, next_page="x"))
    assert fetch_event_page(transport, START).next_start == next_start


def test_a_page_that_is_too_heavy_is_asked_again_at_half_the_size(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.get(EVENTS, match=events_asked(), body="upstream", status=504)
    desk.get(EVENTS, match=events_asked(per_page=500), body="upstream", status=504)
    desk.get(EVENTS, match=events_asked(per_page=250), json=page(event(1), end_time=START + 3))
    read = fetch_event_page(transport, START)
    assert (read.per_page, read.next_start) == (250, START + 3)


def test_halving_ends(desk: responses.RequestsMock, transport: Transport) -> None:
    desk.get(EVENTS, body="upstream", status=504)
    with pytest.raises(Transient):
        fetch_event_page(transport, START)
    assert len(desk.calls) == 7  # 1000, 500, 250, 125, 62, 31, 15


def test_a_second_that_a_page_cannot_leave_is_asked_without_words(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.get(EVENTS, match=events_asked(per_page=500), json=page(event(1), event(2)))
    bare = [event(number, words=False) for number in (1, 2, 3)] + [event(4, START + 5, words=False)]
    desk.get(EVENTS, match=events_asked(words=False), json=page(*bare, end_time=START + 5))
    read = fetch_event_page(transport, START, per_page=500)
    assert [row.id for row in read.ticket_events] == [1, 2, 3]  # 4 comes with its words on the next page
    assert read.ticket_events[0].child_events[0].has_text
    assert (read.textless, read.next_start, read.gap) == ((3,), START + 1, None)


@pytest.mark.parametrize(("later", "ends"), [((), True), ((event(4, START + 5, words=False),), False)])
def test_behind_such_a_second_the_stream_may_end(
    desk: responses.RequestsMock, transport: Transport, later: tuple[dict[str, Any], ...], *, ends: bool
) -> None:
    desk.get(EVENTS, match=events_asked(per_page=15), json=page(event(1)))
    bare = page(event(1, words=False), event(2, words=False), *later, end_of_stream=True)
    desk.get(EVENTS, match=events_asked(words=False), json=bare)
    read = fetch_event_page(transport, START, per_page=15)
    assert (read.end_of_stream, read.gap, read.next_start) == (ends, None, START + 1)


def test_a_second_that_no_page_holds_is_told_as_a_gap(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.get(EVENTS, match=events_asked(), json=page(event(1)))
    desk.get(EVENTS, match=events_asked(words=False), json=page(event(1, words=False), event(2, words=False)))
    read = fetch_event_page(transport, START)
    assert (read.gap, read.next_start) == (START, START + 1)
    assert read.textless == (2,)


@pytest.mark.parametrize("bare", [page(), page(event(1), end_time=START - 60)])
def test_an_export_that_stands_still_for_no_reason_is_stuck(
    desk: responses.RequestsMock, transport: Transport, bare: dict[str, Any]
) -> None:
    desk.get(EVENTS, match=events_asked(), json=page(event(1)))
    desk.get(EVENTS, match=events_asked(words=False), json=bare)
    with pytest.raises(StuckCursor) as stuck:
        fetch_event_page(transport, START)
    assert stuck.value.second == START


def test_an_export_for_admins_only_is_refused(desk: responses.RequestsMock, transport: Transport) -> None:
    desk.get(EVENTS, status=403, json={"error": "Forbidden"})
    with pytest.raises(Refused):
        fetch_event_page(transport, START)
