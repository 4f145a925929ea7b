"""Batches: queued, run later, and each ticket with an outcome of its own."""

from typing import Any

import pytest

from integration.sandbox.records import JobPlan, Ticket
from tests.integration.sandbox.account import Account


def row(ticket: Ticket, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """A ticket's row with a note and a tag."""
    return {
        "id": ticket.id,
        "additional_tags": ["flagged"],
        "comment": {"body": "Passed around.", "public": False},
        "metadata": {"v": 1},
        **more,
    }


def test_a_job_is_queued_then_working_then_completed(account: Account) -> None:
    account.world.switches.job_delay_s = 10
    ticket = account.ticket()
    job = account.call("PUT", "tickets/update_many.json", json={"tickets": [row(ticket)]}).json()[
        "job_status"
    ]
    assert (job["status"], job["total"], job["results"]) == ("queued", 1, None)
    path = f"job_statuses/{job['id']}.json"
    account.pass_time(6)
    assert account.get(path)["job_status"]["status"] == "working"
    assert ticket.tags == ()
    account.pass_time(5)
    done = account.get(path)["job_status"]
    assert done["message"] == f"Completed at {account.clock.now().strftime('%Y-%m-%d %H:%M:')}10 +0000"
    assert done["results"] == [{"action": "update", "status": "Updated", "success": True, "id": ticket.id}]
    shown = account.get(f"tickets/{ticket.id}.json")["ticket"]
    assert (shown["tags"], ticket.comments[-1].public) == (["flagged"], False)
    assert job["id"] in {j["id"] for j in account.get("job_statuses.json")["job_statuses"]}


def test_a_job_is_forgotten_after_a_day(account: Account) -> None:
    job = account.batch([row(account.ticket())])
    account.pass_time(86_000)
    account.sign_in()
    assert account.call("GET", f"job_statuses/{job['id']}.json").status_code == 200
    account.pass_time(500)
    assert account.call("GET", f"job_statuses/{job['id']}.json").status_code == 404


def test_completed_does_not_mean_that_every_row_was_written(account: Account) -> None:
    good, gone, stale = (account.ticket() for _ in range(3))
    account.world.delete(gone.id, account.bo)
    rows = [row(good), row(gone), row(stale, safe_update=True, updated_stamp="2020-01-01T00:00:00Z")]
    job = account.batch([*rows, {"id": 999_999, "priority": "low"}])
    assert job["status"] == "completed"
    errors = {r["id"]: r.get("error") for r in job["results"]}
    assert errors == {
        good.id: None,
        gone.id: "TicketNotFound",
        stale.id: "UpdateConflict",
        999_999: "TicketNotFound",
    }
    assert all("success" not in r for r in job["results"] if "error" in r)


def test_a_ticket_that_changes_between_queueing_and_running_is_a_conflict(account: Account) -> None:
    ticket = account.ticket()
    queued = account.call("PUT", "tickets/update_many.json", json={"tickets": [row(ticket)]}).json()
    account.pass_time(1)
    account.world.update(ticket.id, account.bo, comment="Mine")
    account.pass_time(5)
    (result,) = account.get(f"job_statuses/{queued['job_status']['id']}.json")["job_status"]["results"]
    assert result["error"] == "UpdateConflict"
    assert len(ticket.comments) == 2


def test_a_refused_row_says_why(account: Account) -> None:
    (result,) = account.batch([row(account.ticket(status="closed"))])["results"]
    assert result["error"] == "TicketUpdateFailed"
    assert result["details"] == "Status: closed prevents ticket update"


def test_closed_tickets_take_tags_from_a_batch_unless_archived(account: Account) -> None:
    closed, archived = account.ticket(status="closed"), account.ticket(status="closed", archived=True)
    rows = [{"id": ticket.id, "additional_tags": ["flagged"]} for ticket in (closed, archived)]
    results = {r["id"]: r.get("error") for r in account.batch(rows)["results"]}
    assert results == {closed.id: None, archived.id: "TicketUpdateFailed"}
    assert (closed.tags, archived.tags) == (("flagged",), ())


@pytest.mark.parametrize(("fate", "status"), [("killed", "killed"), ("failed", "failed")])
def test_a_job_that_ends_badly_wrote_nothing_and_tells_nothing(
    account: Account, fate: str, status: str
) -> None:
    account.sandbox.jobs.fates.append(fate)
    ticket = account.ticket()
    job = account.batch([row(ticket)])
    assert (job["status"], job["results"]) == (status, None)
    assert ticket.tags == ()


def test_a_job_can_be_killed_midway(account: Account) -> None:
    account.sandbox.jobs.fates.append("killed_midway")
    tickets = [account.ticket() for _ in range(4)]
    job = account.batch([row(ticket) for ticket in tickets])
    assert (job["status"], job["results"]) == ("killed", None)
    assert [bool(ticket.tags) for ticket in tickets] == [True, True, False, False]


def test_a_partial_job_leaves_rows_out_or_fails_them(account: Account) -> None:
    account.sandbox.jobs.fates.append("partial")
    tickets = [account.ticket() for _ in range(60)]
    job = account.batch([row(ticket) for ticket in tickets])
    written = {ticket.id for ticket in tickets if ticket.tags}
    assert job["status"] == "completed"
    assert {r["id"] for r in job["results"] if "error" not in r} == written
    assert 0 < len(written) < len(tickets)
    assert len(job["results"]) < len(tickets)


def test_a_plan_says_which_rows_fail_vanish_or_are_written_without_a_word(account: Account) -> None:
    fine, failing, lost, silent = (account.ticket() for _ in range(4))
    errors = {failing.id: ("DatabaseConflict", "Database collision")}
    plan = JobPlan(errors=errors, lost=frozenset({lost.id}), unreported=frozenset({silent.id}))
    account.sandbox.jobs.plans.append(plan)
    job = account.batch([row(ticket) for ticket in (fine, failing, lost, silent)])
    assert (job["status"], job["total"]) == ("completed", 4)
    assert {r["id"]: r.get("error") for r in job["results"]} == {
        fine.id: None,
        failing.id: "DatabaseConflict",
    }
    assert [bool(t.tags) for t in (fine, failing, lost, silent)] == [True, False, False, True]
    again = account.batch([row(ticket) for ticket in (failing, lost)])
    assert {r["id"] for r in again["results"] if r["success"]} == {failing.id, lost.id}


def test_a_stuck_job_works_for_ever_and_thirty_at_once_are_too_many(account: Account) -> None:
    account.sandbox.jobs.fates = ["stuck"] * 30
    ids = []
    for _ in range(30):
        answer = account.call("PUT", "tickets/update_many.json", json={"tickets": [row(account.ticket())]})
        ids.append(answer.json()["job_status"]["id"])
    assert answer.headers["zendesk-ratelimit-inflight-jobs"] == "total=30; remaining=0; resets=60"
    account.pass_time(600)
    assert account.get(f"job_statuses/{ids[0]}.json")["job_status"]["status"] == "working"
    answer = account.call("PUT", "tickets/update_many.json", json={"tickets": [row(account.ticket())]})
    assert (answer.status_code, answer.json()["error"]) == (429, "TooManyJobs")
    assert answer.json()["current_job_ids"] == ids
    assert int(answer.headers["Retry-After"]) > 0
    account.pass_time(86_400)


def test_the_same_change_for_many_tickets(account: Account) -> None:
    tickets = [account.ticket(tags=["x"]) for _ in range(3)]
    ids = ",".join(str(ticket.id) for ticket in tickets)
    body = {"ticket": {"additional_tags": ["y"], "remove_tags": ["x"]}}
    account.world.switches.batch_tags = "ignored"
    assert account.call("PUT", "tickets/update_many.json", params={"ids": ids}, json=body).status_code == 200
    account.pass_time(5)
    account.get("users/me.json")
    assert [ticket.tags for ticket in tickets] == [("y",)] * 3


def test_more_than_a_hundred_rows_or_none_are_400(account: Account) -> None:
    rows = [{"id": n, "priority": "low"} for n in range(101)]
    answer = account.call("PUT", "tickets/update_many.json", json={"tickets": rows})
    assert (answer.status_code, answer.json()["error"]) == (400, "TooManyValues")
    assert account.call("PUT", "tickets/update_many.json", json={"tickets": []}).status_code == 400


@pytest.mark.parametrize(
    ("switch", "tags", "metadata"),
    [(None, ("flagged",), {"v": 1}), ("batch_tags", (), {"v": 1}), ("batch_metadata", ("flagged",), {})],
)
def test_what_is_unproven_of_batch_rows_can_be_switched(
    account: Account, switch: str | None, tags: tuple[str, ...], metadata: dict[str, int]
) -> None:
    if switch is not None:
        setattr(account.world.switches, switch, "ignored")
    ticket = account.ticket()
    (result,) = account.batch([row(ticket)])["results"]
    assert result["success"] is True
    assert (ticket.tags, ticket.audits[-1].custom) == (tags, metadata)


def test_unknown_keys_of_rows_are_told_once(account: Account) -> None:
    rows = [row(account.ticket(), colour="red") for _ in range(2)]
    answer = account.call("PUT", "tickets/update_many.json", json={"tickets": rows})
    assert answer.headers["x-zendesk-api-warn"].count("ticket.colour") == 1


def test_jobs_share_the_thirty_updates_a_ticket_may_have_in_ten_minutes(account: Account) -> None:
    ticket = account.ticket()
    for _ in range(30):
        account.note(ticket)
    account.pass_time(60)
    (result,) = account.batch([row(ticket)])["results"]
    assert result["error"] == "TooManyRequests"
