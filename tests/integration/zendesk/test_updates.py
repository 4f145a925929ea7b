"""One gate for writes: batches and single updates, and what their jobs say."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
import responses
from responses.matchers import json_params_matcher

import integration
from integration.zendesk.errors import Conflict, RateLimited, Refused, Unknown
from integration.zendesk.payloads import TicketWrite
from integration.zendesk.transport import Transport
from integration.zendesk.updates import fetch_job, fetch_jobs_running, put_batch, put_single

BASE = "https://birchlane.zendesk.com/api/v2"
STAMP = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TICKET = {
    "id": 4711,
    "status": "open",
    "created_at": "2026-02-27T08:00:00Z",
    "updated_at": "2026-03-02T09:31:00Z",
}


def write(number: int = 4711) -> TicketWrite:
    return TicketWrite(
        ticket_id=number, updated_stamp=STAMP, add_tags=("passed_around",), note_html="<p>Four owners.</p>"
    )


def test_a_batch_is_queued_with_a_row_for_each_ticket(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    rows = [write(1), write(2)]
    desk.put(
        f"{BASE}/tickets/update_many.json",
        match=[json_params_matcher({"tickets": [row.as_batch_row() for row in rows]})],
        json={"job_status": {"id": "V3-47ed", "status": "queued", "results": None}},
    )
    assert put_batch(transport, rows) == "V3-47ed"


@pytest.mark.parametrize("numbers", [[], range(1, 102), [5, 5]])
def test_a_batch_holds_one_to_a_hundred_tickets_each_once(transport: Transport, numbers: list[int]) -> None:
    with pytest.raises(ValueError, match="a batch holds"):
        put_batch(transport, [write(number) for number in numbers])


@pytest.mark.parametrize("body", [{}, {"job_status": {}}, {"job_status": None}])
def test_a_batch_answered_without_a_job_may_be_queued(
    desk: responses.RequestsMock, transport: Transport, body: dict[str, object]
) -> None:
    desk.put(f"{BASE}/tickets/update_many.json", json=body)
    with pytest.raises(Unknown):
        put_batch(transport, [write()])


def test_too_many_jobs_is_a_wait_and_nothing_was_queued(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.put(
        f"{BASE}/tickets/update_many.json",
        status=429,
        json={"error": "TooManyJobs", "current_job_ids": ["V3-1"]},
    )
    with pytest.raises(RateLimited) as failure:
        put_batch(transport, [write()])
    assert failure.value.code == "TooManyJobs"
    assert transport.budget.wait_s("job") > 0
    assert transport.budget.wait_s("read") == 0


@pytest.mark.parametrize(("public", "private"), [(False, True), (True, False)])
def test_a_single_update_shows_whether_its_note_is_private(
    desk: responses.RequestsMock, transport: Transport, *, public: bool, private: bool
) -> None:
    audit = {
        "id": 9,
        "created_at": "2026-03-02T09:31:00Z",
        "events": [{"id": 1, "type": "Comment", "public": public}],
    }
    desk.put(
        f"{BASE}/tickets/4711.json",
        match=[json_params_matcher(write().as_single(("vip",)))],
        json={"ticket": TICKET, "audit": audit},
    )
    answer = put_single(transport, write(), ("vip",))
    assert answer.note_is_private is private
    assert answer.ticket.updated_at == datetime(2026, 3, 2, 9, 31, tzinfo=UTC)


def test_a_single_update_on_a_stale_stamp_is_a_conflict(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.put(f"{BASE}/tickets/4711.json", status=409, json={"error": "UpdateConflict"})
    with pytest.raises(Conflict):
        put_single(transport, write(), ())


def test_a_single_update_whose_answer_cannot_be_read_is_unknown(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.put(f"{BASE}/tickets/4711.json", json={"ticket": {"id": "?"}})
    with pytest.raises(Unknown):
        put_single(transport, write(), ())


def test_a_refused_update_tells_zendesks_sentence(desk: responses.RequestsMock, transport: Transport) -> None:
    details = {"assignee": [{"description": "Assignee: is not a member of the group"}]}
    desk.put(f"{BASE}/tickets/4711.json", status=422, json={"error": "RecordInvalid", "details": details})
    with pytest.raises(Refused, match="Assignee: is not a member of the group"):
        put_single(transport, write(), ())


def test_a_job_that_zendesk_forgot_is_none(desk: responses.RequestsMock, transport: Transport) -> None:
    desk.get(
        f"{BASE}/job_statuses/V3-1.json",
        json={"job_status": {"id": "V3-1", "status": "working", "progress": 3}},
    )
    desk.get(f"{BASE}/job_statuses/V3-2.json", status=404, json={"error": "RecordNotFound"})
    job = fetch_job(transport, "V3-1")
    assert job is not None
    assert not job.is_over
    assert fetch_job(transport, "V3-2") is None


def test_running_jobs_of_everybody_are_counted(desk: responses.RequestsMock, transport: Transport) -> None:
    jobs = [
        {"id": str(number), "status": status}
        for number, status in enumerate(["queued", "working", "completed"])
    ]
    desk.get(f"{BASE}/job_statuses.json", json={"job_statuses": jobs})
    assert len(fetch_jobs_running(transport)) == 2


def test_no_other_module_writes() -> None:
    root = Path(integration.__file__).parent
    writers = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr == "put"
        and "transport" in ast.unparse(node.value).lower()
    }
    assert writers == {"zendesk/updates.py"}
