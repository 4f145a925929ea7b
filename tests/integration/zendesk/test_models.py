"""Odd values cost nothing but themselves; people's whereabouts and customers' names are not kept."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
import structlog

from integration.zendesk.errors import Refused, Transient
from integration.zendesk.models import (
    AuditPage,
    EventPage,
    JobStatus,
    TicketPage,
    TicketRow,
    UpdateAnswer,
    UserRow,
)
from integration.zendesk.reading import read_model

TICKET: dict[str, Any] = {
    "id": 4711,
    "status": "open",
    "created_at": "2026-02-27T08:00:00Z",
    "updated_at": "2026-03-02T09:30:00Z",
    "generated_timestamp": 1772443802,
    "requester_id": 33144692244371,
    "assignee_id": None,
    "tags": ["vip"],
    "custom_fields": [{"id": 360, "value": "gold"}, {"id": 361, "value": None}],
    "via": {"channel": "email", "source": {"from": {}, "to": {}, "rel": None}},
    "subject": "Where is my parcel",
    "description": "The parcel is late",
    "fields": [],
}


def answer(body: object) -> requests.Response:
    response = requests.Response()
    response.status_code = 200
    response._content = body if isinstance(body, bytes) else json.dumps(body).encode()  # noqa: SLF001 - no socket here
    return response


def test_a_ticket_is_its_columns_without_words() -> None:
    row = read_model(
        TicketPage, answer({"tickets": [TICKET], "after_cursor": "abc", "end_of_stream": True})
    ).tickets[0]
    assert row.updated_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert row.generated_at == datetime(2026, 3, 2, 9, 30, 2, tzinfo=UTC)
    assert row.via_channel == "email"
    assert not hasattr(row, "subject")
    assert "vip" not in repr(row) + str(row)


@pytest.mark.parametrize("via", ["Web form", {"channel": "Web form"}, {"channel": None}, None])
def test_via_is_a_word_or_an_object(via: object) -> None:
    row = TicketRow.model_validate(TICKET | {"via": via})
    assert row.via_channel in {"web form", ""}


@pytest.mark.parametrize(
    "odd",
    [
        {"tags": None},
        {"custom_fields": None},
        {"priority": 7},
        {"via": 5},
        {"assignee_id": "x"},
        {"from_messaging_channel": []},
    ],
)
def test_one_odd_value_costs_neither_the_page_nor_the_ticket(odd: dict[str, object]) -> None:
    page = read_model(TicketPage, answer({"tickets": [TICKET, TICKET | {"id": 4712} | odd]}))
    assert [row.id for row in page.tickets] == [4711, 4712]
    assert page.tickets[0].tags == ("vip",)


def test_an_odd_value_is_told_by_its_field_alone() -> None:
    with structlog.testing.capture_logs() as lines:
        read_model(TicketPage, answer({"tickets": [TICKET | {"priority": {"said": "my card"}}]}))
    assert [(line["event"], line["field"]) for line in lines] == [("zendesk_odd_value", "tickets.priority")]
    assert "card" not in str(lines)


@pytest.mark.parametrize("gone", ["id", "status", "updated_at"])
def test_a_ticket_without_what_decides_is_refused_and_never_skipped(gone: str) -> None:
    bare = {key: value for key, value in TICKET.items() if key != gone}
    with pytest.raises(Refused, match=f"tickets.1.{gone}") as failure:
        read_model(TicketPage, answer({"tickets": [TICKET, bare]}))
    assert "parcel" not in str(failure.value)


def test_rows_that_are_no_rows_are_refused() -> None:
    with pytest.raises(Refused):
        read_model(TicketPage, answer({"tickets": [TICKET, "what?"]}))


def test_cut_off_json_is_passing() -> None:
    with pytest.raises(Transient):
        read_model(TicketPage, answer(b'{"tickets": [{"id": 1}'))


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T09:30:00Z",
        "2026-03-02T09:30:00.000000000Z"[:26] + "Z",
        "2026-03-02 09:30:00 +0000",
        "2026-03-02 09:30:00+00:00",
        "20260302T09:30:00Z",
        "2026-03-02T11:30:00+02:00",
        "2026-03-02T09:30:00",
    ],
)
def test_every_spelling_of_a_date_is_the_same_moment(text: str) -> None:
    row = TicketRow.model_validate(TICKET | {"updated_at": text})
    assert row.updated_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert row.updated_at.tzinfo is UTC


def test_names_are_kept_for_staff_only_and_addresses_for_nobody() -> None:
    data = {
        "id": 5,
        "name": "Ann Example",
        "email": "ann@birchlane.example",
        "phone": "+1",
        "role": "end-user",
    }
    customer, agent = UserRow.model_validate(data), UserRow.model_validate(data | {"role": "agent"})
    assert (customer.name, agent.name) == (None, "Ann Example")
    assert (customer.is_staff, agent.is_staff) == (False, True)
    assert "@" not in str(customer.model_dump()) + str(agent.model_dump())


EVENT: dict[str, Any] = {
    "id": 900,
    "ticket_id": 4711,
    "timestamp": 1772443800,
    "created_at": "2026-03-02T09:30:00Z",
    "updater_id": -1,
    "via": "Rule",
    "event_type": "Audit",
    "system": {"ip_address": "203.0.113.9", "location": "Utrecht"},
    "metadata": {"custom": {"v": 1}, "system": {"ip_address": "203.0.113.9"}},
    "child_events": [
        {"id": "901", "via": "Web form", "assignee_id": "77", "event_type": "Change", "previous_value": None},
        {"id": 902, "event_type": "Comment", "public": False, "body": "hush", "via": {"channel": "web"}},
        {"id": 903, "event_type": "Comment", "comment_present": True, "comment_public": True},
        {"id": 904, "event_type": "QuantumEvent", "metadata": {"system": {"ip_address": "203.0.113.9"}}},
        {"no": "kind"},
        "a bare word",
    ],
}


def test_children_of_any_shape_are_kept_raw() -> None:
    event = read_model(EventPage, answer({"ticket_events": [EVENT]})).ticket_events[0]
    assert [child.event_type for child in event.child_events] == [
        "Change",
        "Comment",
        "Comment",
        "QuantumEvent",
        "",
        "",
    ]
    assert [child.public for child in event.child_events] == [None, False, True, None, None, None]
    assert [child.has_text for child in event.child_events][1:3] == [True, False]
    assert event.child_events[0].id == 901
    assert event.child_events[0].raw["assignee_id"] == "77"
    assert event.child_events[5].raw == {"value": "a bare word"}
    assert event.custom == {"v": 1}


def test_nobodys_whereabouts_are_kept() -> None:
    event = read_model(EventPage, answer({"ticket_events": [EVENT]})).ticket_events[0]
    assert "203.0.113.9" not in str(event.model_dump())
    assert "hush" not in repr(event) + str(event.child_events)


def test_an_audits_values_come_as_anything() -> None:
    audit = {
        "id": 900,
        "ticket_id": 4711,
        "created_at": "2026-03-02T09:30:00Z",
        "author_id": 77,
        "metadata": {"system": {"ip_address": "203.0.113.9"}, "custom": {"keys": ["k"]}},
        "via": {"channel": "api"},
        "events": [
            {"id": 1, "type": "Change", "field_name": "assignee_id", "value": "77", "previous_value": None},
            {"id": 2, "type": "Create", "field_name": 360, "value": ["a"]},
            {"id": 3, "type": "ChatStartedEvent", "value": {"history": []}, "via": {"channel": "chat"}},
            {"id": 4, "type": "Comment", "public": False, "via": None},
        ],
    }
    page = read_model(
        AuditPage, answer({"audits": [audit], "meta": {"has_more": False, "after_cursor": "x"}})
    )
    assert page.after_cursor is None  # has_more alone says whether there is more
    assert page.audits[0].custom == {"keys": ["k"]}
    assert [event.field_name for event in page.audits[0].events] == ["assignee_id", "360", None, None]
    assert "203.0.113.9" not in str(page.model_dump())
    told = UpdateAnswer.model_validate({"ticket": TICKET, "audit": audit})
    assert told.note_is_private is True
    told = UpdateAnswer.model_validate({"ticket": TICKET, "audit": audit | {"events": [{"type": "Comment"}]}})
    assert told.note_is_private is False
    assert UpdateAnswer.model_validate({"ticket": TICKET}).note_is_private is None


def test_completed_is_not_success() -> None:
    job = JobStatus.model_validate(
        {
            "id": "V3-47ed",
            "status": "completed",
            "results": [
                {"action": "update", "status": "Updated", "success": True, "id": 1},
                {
                    "index": 1,
                    "error": "UpdateConflict",
                    "id": 2,
                    "details": "Safe Update prevented the update",
                },
                {"index": 2, "id": "3"},
                {"id": 4, "success": False},
                {"index": 4, "error": None},
                "odd",
            ],
        }
    )
    assert job.is_over
    assert [(row.ticket_id, row.ok) for row in job.rows()] == [
        (1, True),
        (2, False),
        (3, True),
        (4, False),
        (None, False),
    ]
    assert type(job.rows()[1].failure).__name__ == "Conflict"
    assert job.rows()[0].failure is None


@pytest.mark.parametrize(("results", "rows"), [(None, 0), ([], 0), ({"success": True}, 1), ("x", 0)])
def test_results_may_be_null_a_list_or_an_object(results: object, rows: int) -> None:
    job = JobStatus.model_validate({"id": "x", "status": "killed", "results": results, "total": None})
    assert len(job.rows()) == rows
