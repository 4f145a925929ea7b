"""Our answers against Zendesk's own description and against recorded answers, where both lie beside the checkout.

The description is not believed blindly. Left out, because recordings or prose of the same file say otherwise:
the response of the ticket event export (it shows metric events), failed rows of job results (it demands `action`
and `success`, which no recorded failure has), nulls that it forbids and recordings have, `deleted` among statuses,
and custom field values, which it describes only as they are written.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.integration.sandbox.account import Account

Json = dict[str, Any]
ABSENT = "Zendesk's description and recorded answers are not beside this checkout"
WRONGLY_NOT_NULL = {
    "TicketObject": {"forum_topic_id", "problem_id", "recipient", "satisfaction_rating", "type"},
    "UserForAdmin": {"alias", "default_group_id", "details", "notes", "signature"},
}
"""Fields that the description says are never null, and that are null in recordings."""


@cache
def folder() -> Path | None:
    """The folder with the description, if some folder above this file has it."""
    places = (parent / "shared" / "zendesk" for parent in Path(__file__).resolve().parents)
    return next((place for place in places if (place / "openapi.json").is_file()), None)


def found(name: str) -> Any:  # noqa: ANN401 - JSON
    place = folder()
    if place is None or not (place / name).is_file():
        pytest.skip(ABSENT)
    return json.loads((place / name).read_text())


def recorded(name: str) -> Json:
    return dict(found(f"recorded/zenpy_recorded/{name}.json")["response"]["body"])


@cache
def components() -> Json:
    schemas = found("openapi.json")["components"]["schemas"]
    for name, fields in WRONGLY_NOT_NULL.items():
        for field in fields:
            schemas[name]["properties"][field]["nullable"] = True
    ticket = schemas["TicketObject"]["properties"]
    ticket["status"]["enum"].append("deleted")
    for written in ("custom_fields", "fields"):
        ticket[written] = {"type": "array"}
    return dict(converted(schemas))


def converted(node: Any) -> Any:  # noqa: ANN401 - JSON
    """OpenAPI's `nullable` as JSON Schema's union with null."""
    if isinstance(node, list):
        return [converted(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: converted(value) for key, value in node.items() if key != "nullable"}
    if node.get("nullable") is True and isinstance(node.get("type"), str):
        made["type"] = [node["type"], "null"]
        if "enum" in made:
            made["enum"] = [*made["enum"], None]
    return made


def faults_of(name: str, row: Json) -> list[str]:
    """What is wrong with a record by the description."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": components()}}
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(row)]


@pytest.fixture
def history(account: Account) -> Json:
    """Everything that a lively ticket's endpoints answer, by their names."""
    group, field = account.parcels, account.world.add_ticket_field("Order")
    ticket = account.ticket(group_id=group, assignee_id=account.bo, tags=["vip"], priority="high")
    start = account.second()
    written = account.note(ticket, metadata={"v": 1}).json()
    account.put(ticket.id, custom_fields=[{"id": field, "value": "A1"}])
    gone = account.ticket()
    account.world.delete(gone.id, account.bo)
    job = account.batch([{"id": ticket.id, "additional_tags": ["x"]}, {"id": gone.id, "priority": "low"}])
    account.pass_time(120)
    return {
        "written": written,
        "job": job,
        "ticket": account.get(f"tickets/{ticket.id}.json")["ticket"],
        "exported": account.get("incremental/tickets/cursor.json", start_time=start),
        "audits": account.get(f"tickets/{ticket.id}/audits.json", **{"page[size]": 100}),
        "comments": account.get(f"tickets/{ticket.id}/comments.json", **{"page[size]": 100}),
        "users": account.get("users/show_many.json", ids=f"{account.bo},{account.ann}")["users"],
        "me": account.get("users/me.json")["user"],
        "groups": account.get("groups.json", **{"page[size]": 100})["groups"],
        "memberships": account.get("group_memberships.json", **{"page[size]": 1})["group_memberships"],
        "statuses": account.get("custom_statuses.json")["custom_statuses"],
    }


def test_every_record_fits_zendesks_description(history: Json) -> None:
    rows = {
        "TicketObject": [history["ticket"], history["written"]["ticket"], *history["exported"]["tickets"]],
        "TicketAuditObject": [history["written"]["audit"], *history["audits"]["audits"]],
        "TicketCommentObject": history["comments"]["comments"],
        "UserForAdmin": [*history["users"], history["me"]],
        "GroupObject": history["groups"],
        "GroupMembershipObject": history["memberships"],
        "CustomStatusObject": history["statuses"],
    }
    wrong = {name: [fault for row in found for fault in faults_of(name, row)] for name, found in rows.items()}
    assert wrong == {name: [] for name in rows}
    assert all(rows.values())


def test_a_job_fits_but_for_its_failed_rows(history: Json) -> None:
    job = history["job"]
    assert (
        faults_of("JobStatusObject", {**job, "results": [r for r in job["results"] if "error" not in r]})
        == []
    )
    assert faults_of("JobStatusObject", {**job, "results": None}) == []


def test_the_description_would_notice_a_wrong_record(history: Json) -> None:
    assert faults_of("TicketObject", {**history["ticket"], "assignee_id": "40000000001"})
    assert faults_of("TicketAuditObject", {**history["audits"]["audits"][0], "events": None})


def test_recordings_have_the_nulls_that_the_description_forbids() -> None:
    tickets = recorded("incremental_tickets_cursor_last_page")["tickets"]
    tickets += [recorded("ticket_show_200")["ticket"]]
    people = [recorded("users_me")["user"], *recorded("users_list_cbp_100")["users"]]
    for name, rows in (("TicketObject", tickets), ("UserForAdmin", people)):
        nulls = {key for row in rows for key, value in row.items() if value is None}
        assert nulls >= WRONGLY_NOT_NULL[name]


def test_an_exported_ticket_has_the_recorded_keys(history: Json) -> None:
    page = recorded("incremental_tickets_cursor_last_page")
    assert set(history["exported"]) == set(page)
    for row in history["exported"]["tickets"]:
        assert set(row) - {"support_type"} == set(page["tickets"][0])


def test_a_put_has_the_recorded_keys(history: Json) -> None:
    body = recorded("ticket_update_200_put")
    assert set(history["written"]) == set(body)
    assert set(history["written"]["ticket"]) == set(body["ticket"])
    assert set(history["written"]["audit"]) == set(body["audit"])


def test_audits_have_the_recorded_keys(history: Json) -> None:
    page = recorded("ticket_audits_list_cbp_100")
    theirs, ours = page["audits"], history["audits"]["audits"]
    assert {frozenset(row) for row in ours} == {frozenset(row) for row in theirs}
    assert {frozenset(row["metadata"]) for row in ours} == {frozenset(row["metadata"]) for row in theirs}
    for kind in ("Create", "Change", "Comment"):
        known = {frozenset(e) - {"via"} for a in theirs for e in a["events"] if e["type"] == kind}
        shown = {frozenset(e) for a in ours for e in a["events"] if e["type"] == kind}
        assert shown, kind
        if known:
            assert shown <= known, kind


def test_ids_in_audits_are_texts_as_recorded(history: Json) -> None:
    theirs = recorded("ticket_audits_list_cbp_100")["audits"]
    for audits in (theirs, history["audits"]["audits"]):
        events = [e for a in audits for e in a["events"] if e.get("field_name") == "requester_id"]
        assert events
        assert {type(e["value"]) for e in events} == {str}


def test_comments_have_the_recorded_keys_and_paging(history: Json) -> None:
    page = recorded("ticket_comments_cbp")
    theirs, ours = page["comments"][0], history["comments"]["comments"][0]
    assert set(ours) == set(theirs)
    assert set(ours["metadata"]) == set(theirs["metadata"])
    assert set(ours["metadata"]["system"]) == set(theirs["metadata"]["system"])
    assert set(history["comments"]) == set(page)
    for part in ("meta", "links"):
        assert set(history["comments"][part]) == set(page[part])


def test_job_statuses_have_the_recorded_keys(history: Json) -> None:
    job = recorded("job_status_completed_update_many")["job_status"]
    assert set(history["job"]) == set(job)
    failed = recorded("job_status_completed_WITH_FAILED_RESULTS")["job_status"]["results"]
    written = next(r for r in history["job"]["results"] if "error" not in r)
    refused = next(r for r in history["job"]["results"] if "error" in r)
    assert set(written) == set(job["results"][0])
    assert frozenset(refused) in {frozenset(row) for row in failed if "error" in row}


def test_people_and_things_have_the_recorded_keys(history: Json) -> None:
    assert set(history["me"]) == set(recorded("users_me")["user"])
    assert set(history["users"][0]) >= set(recorded("user_show")["user"])
    assert set(history["groups"][0]) == set(recorded("groups_list_cbp")["groups"][0])
    assert set(history["memberships"][0]) == set(recorded("group_memberships_cbp")["group_memberships"][0])
    assert set(history["statuses"][0]) == set(recorded("custom_status_create_201")["custom_status"])


def test_refusals_say_what_was_recorded(account: Account) -> None:
    answer = account.call("PUT", "tickets/999999.json", json={"ticket": {"priority": "low"}})
    assert answer.json() == recorded("error_404_RecordNotFound_ticket_put")
    rows = [{"id": n} for n in range(101)]
    answer = account.call("PUT", "tickets/update_many.json", json={"tickets": rows})
    assert answer.json() == recorded("error_400_TooManyValues_tickets")


def test_a_conversation_log_fits_the_description_and_has_the_keys_of_its_example(account: Account) -> None:
    number = account.world.open_conversation(account.ann, "Where is my parcel?")
    account.world.message(number, account.bo, "Let me look.", bot=True)
    page = account.get(f"tickets/{number}/conversation_log.json")
    assert [fault for row in page["events"] for fault in faults_of("ConversationLogObject", row)] == []
    example = found("recorded/oas_examples/ConversationLogResponseExample.json")["value"]
    assert set(page) == set(example)
    theirs = {row["type"]: row for row in example["events"]}
    for row in page["events"]:
        assert set(row) == set(theirs[row["type"]])
        assert set(row["metadata"]) == set(theirs[row["type"]]["metadata"])
        assert set(row["author"]) <= {"avatar_url", *theirs[row["type"]]["author"]}


def test_a_call_has_the_keys_that_were_published(account: Account) -> None:
    ticket = account.ticket()
    account.world.call(ticket.id, agent_id=account.bo, seconds=60)
    comment = account.get(f"tickets/{ticket.id}/comments.json")["comments"][-1]
    theirs = found("recorded/zenpy_spec/voice_comment_event.json")
    assert set(comment) >= set(theirs)
    assert set(comment["data"]) >= set(theirs["data"]) - {"voice_transcription"}
    assert faults_of("TicketCommentObject", comment) == []


def test_a_rated_ticket_and_a_merge_job_fit_the_description(account: Account) -> None:
    rated, source = (
        account.ticket(status="solved", type="task", due_at="2026-03-06T12:00:00Z"),
        account.ticket(),
    )
    account.world.rate(rated.id, "good", "Quick and friendly.")
    assert faults_of("TicketObject", account.get(f"tickets/{rated.id}.json")["ticket"]) == []
    queued = account.call("POST", f"tickets/{rated.id}/merge.json", json={"ids": [source.id]}).json()
    assert faults_of("JobStatusObject", queued["job_status"]) == []


def test_business_rules_have_the_recorded_keys(account: Account) -> None:
    row = account.get("triggers.json", **{"page[size]": 100})["triggers"][0]
    assert set(row) == set(recorded("triggers_list_cbp")["triggers"][0])
