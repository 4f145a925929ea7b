"""Single updates and tags: what is kept, what is dropped without a word, what is refused."""

from typing import Any

import pytest

from tests.integration.sandbox.account import Account

MARKER = {"v": 1, "keys": ["k1"]}


def stamp(account: Account, ticket_id: int) -> str:
    return str(account.get(f"tickets/{ticket_id}.json")["ticket"]["updated_at"])


def test_a_put_answers_with_the_ticket_and_the_audit(account: Account) -> None:
    ticket = account.ticket()
    answer = account.note(ticket, metadata=MARKER).json()
    assert answer["ticket"]["id"] == ticket.id
    (event,) = answer["audit"]["events"]
    assert (event["type"], event["public"], event["body"]) == ("Comment", False, "Passed around.")
    assert answer["audit"]["author_id"] == account.world.service_user_id
    assert answer["audit"]["via"]["channel"] == "api"


def test_metadata_comes_back_in_audits_and_comments(account: Account) -> None:
    ticket = account.ticket()
    account.note(ticket, metadata=MARKER)
    assert account.get(f"tickets/{ticket.id}/audits.json")["audits"][-1]["metadata"]["custom"] == MARKER
    assert account.get(f"tickets/{ticket.id}/comments.json")["comments"][-1]["metadata"]["custom"] == MARKER


@pytest.mark.parametrize("public", [True, False])
def test_a_comment_that_says_nothing_of_public_inherits_it(account: Account, *, public: bool) -> None:
    ticket = account.ticket(public=public)
    account.put(ticket.id, comment={"body": "Hello"})
    assert ticket.comments[-1].public is public


def test_the_nth_note_turns_out_public(account: Account) -> None:
    written = account.world._notes_written  # noqa: SLF001 - the switch counts from the account's beginning
    account.world.switches.public_note = written + 2
    ticket = account.ticket()
    shown = [account.note(ticket).json()["audit"]["events"][0]["public"] for _ in range(3)]
    assert shown == [False, True, False]


def test_a_note_changes_neither_status_nor_assignee(account: Account) -> None:
    ticket = account.ticket()
    account.note(ticket)
    assert (ticket.status, ticket.assignee_id) == ("new", None)


@pytest.mark.parametrize(
    ("row", "dropped"),
    [
        ({"colour": "red", "subject": "New"}, '["ticket.colour"]'),
        ({"additional_tags": ["x"], "subject": "New"}, '["ticket.additional_tags"]'),
        ({"id": 1, "subject": "New"}, '["ticket.id"]'),
        ({"description": "Other words", "subject": "New"}, None),
    ],
)
def test_unknown_keys_are_dropped_and_only_a_header_tells(
    account: Account, row: dict[str, Any], dropped: str | None
) -> None:
    ticket = account.ticket()
    answer = account.put(ticket.id, **row)
    assert answer.status_code == 200
    assert (ticket.subject, ticket.tags, ticket.description) == ("New", (), "Where is my parcel?")
    warning = answer.headers.get("x-zendesk-api-warn")
    assert warning is None if dropped is None else f":unpermitted_keys=>{dropped}" in str(warning)


@pytest.mark.parametrize("key", ["body", "html_body"])
def test_placeholders_in_a_comment_are_expanded(account: Account, key: str) -> None:
    ticket = account.ticket(subject="Lost parcel")
    words = "About {{ticket.title}} {{ ticket.id | plus: 1 }} {{user.secret}}."
    account.put(ticket.id, comment={key: words, "public": False})
    comment = ticket.comments[-1]
    assert (comment.html or comment.body) == f"About Lost parcel {ticket.id} ."


def test_a_comment_is_cut_at_64_kb(account: Account) -> None:
    ticket = account.ticket()
    assert account.note(ticket, "é" * 40_000).status_code == 200
    assert ticket.comments[-1].body == "é" * 32_768


def test_a_stale_safe_update_is_a_conflict_and_changes_nothing(account: Account) -> None:
    ticket = account.ticket()
    read = stamp(account, ticket.id)
    account.pass_time(5)
    account.world.update(ticket.id, account.bo, comment="I have it")
    answer = account.note(ticket, safe_update=True, updated_stamp=read)
    assert (answer.status_code, answer.json()["error"]) == (409, "UpdateConflict")
    assert len(ticket.comments) == 2
    fresh = account.note(ticket, safe_update=True, updated_stamp=stamp(account, ticket.id))
    assert fresh.status_code == 200


def test_two_updates_in_one_second_cannot_be_told_apart(account: Account) -> None:
    ticket = account.ticket()
    read = stamp(account, ticket.id)
    account.world.update(ticket.id, account.bo, comment="In the same second")
    assert account.note(ticket, safe_update=True, updated_stamp=read).status_code == 200


def test_without_safe_update_a_stamp_means_nothing(account: Account) -> None:
    assert account.note(account.ticket(), updated_stamp="2020-01-01T00:00:00Z").status_code == 200


def test_the_four_tag_verbs(account: Account) -> None:
    ticket = account.ticket(tags=["a"])
    path = f"tickets/{ticket.id}/tags.json"
    added = account.call("PUT", path, json={"tags": ["b"]})
    assert (added.status_code, added.json()) == (200, {"tags": ["a", "b"]})
    replaced = account.call("POST", path, json={"tags": ["c", "d"]})
    assert (replaced.status_code, replaced.json()) == (201, {"tags": ["c", "d"]})
    removed = account.call("DELETE", path, json={"tags": ["c"]})
    assert (removed.status_code, removed.json()) == (200, {"tags": ["d"]})
    assert account.call("DELETE", path, params={"tags": "d,x"}).json() == {"tags": []}
    assert account.get(path) == {"tags": []}


def test_tags_on_a_ticket_put_replace_all(account: Account) -> None:
    ticket = account.ticket(tags=["a", "b"])
    account.put(ticket.id, tags=["c"])
    assert ticket.tags == ("c",)


def test_tags_are_lowered_split_at_spaces_and_lose_other_characters(account: Account) -> None:
    ticket = account.ticket()
    given = ["Two Words", "a#b@c!", "x_y:z/1-2", "###"]
    kept = account.call("PUT", f"tickets/{ticket.id}/tags.json", json={"tags": given}).json()["tags"]
    assert kept == ["abc", "two", "words", "x_y:z/1-2"]


def test_tags_know_safe_update_as_a_text(account: Account) -> None:
    ticket = account.ticket()
    body = {"tags": ["x"], "safe_update": "true", "updated_stamp": "2020-01-01T00:00:00Z"}
    assert account.call("PUT", f"tickets/{ticket.id}/tags.json", json=body).status_code == 409


def test_a_tag_that_is_there_already_is_no_update(account: Account) -> None:
    ticket = account.ticket(tags=["a"])
    account.pass_time(60)
    account.call("PUT", f"tickets/{ticket.id}/tags.json", json={"tags": ["a"]})
    assert (len(ticket.audits), ticket.updated_at) == (1, ticket.created_at)


@pytest.mark.parametrize("verb", ["PUT", "POST", "DELETE"])
def test_closed_tickets_refuse_puts_notes_and_all_tag_verbs(account: Account, verb: str) -> None:
    ticket = account.ticket(status="closed", tags=["a"])
    answer = account.call(verb, f"tickets/{ticket.id}/tags.json", json={"tags": ["b"]})
    assert answer.status_code == 422
    for refused in (account.note(ticket), account.put(ticket.id, priority="high"), account.put(ticket.id)):
        assert refused.status_code == 422
        details = refused.json()["details"]
        assert details == {"status": [{"description": "Status: closed prevents ticket update"}]}
    assert (ticket.tags, len(ticket.comments)) == (("a",), 1)


def test_deleted_tickets_are_404_for_writers(account: Account) -> None:
    ticket = account.ticket()
    account.world.delete(ticket.id, account.bo)
    assert account.note(ticket).status_code == 404
    assert account.call("PUT", f"tickets/{ticket.id}/tags.json", json={"tags": ["x"]}).status_code == 404


def test_a_suspended_requester_blocks_every_update(account: Account) -> None:
    gone = account.world.add_user("Eve Example", suspended=True)
    ticket = account.ticket(requester_id=gone)
    refused = account.note(ticket)
    assert refused.status_code == 422
    (detail,) = refused.json()["details"]["requester"]
    assert detail == {"description": "Requester: Eve Example is suspended.", "error": "UserSuspended"}


def test_an_assignee_must_be_in_the_group(account: Account) -> None:
    ticket = account.ticket()
    refused = account.put(ticket.id, assignee_id=account.bo, group_id=account.billing)
    assert refused.status_code == 422
    sentences = [detail["description"] for detail in refused.json()["details"]["assignee"]]
    assert sentences == ["Assignee: is invalid", "Assignee: is not a member of the group"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"assignee_id": 1}, "assignee"),
        ({"assignee_email": "nobody@example.com"}, "assignee"),
        ({"status": "asleep"}, "status"),
        ({"priority": "very"}, "priority"),
        ({"priority": None}, "priority"),
        ({"group_id": 1}, "group"),
        ({"custom_status_id": 1}, "custom_status_id"),
        ({"followers": [{"user_email": "nobody@example.com", "action": "put"}]}, "followers"),
    ],
)
def test_values_that_mean_nothing_are_refused_by_field(
    account: Account, row: dict[str, Any], field: str
) -> None:
    refused = account.put(account.ticket(priority="low").id, **row)
    assert refused.status_code == 422
    assert list(refused.json()["details"]) == [field]


def test_an_end_user_cannot_be_assignee(account: Account) -> None:
    assert account.put(account.ticket().id, assignee_id=account.ann).status_code == 422


def test_assigning_opens_a_new_ticket_and_sets_the_group(account: Account) -> None:
    ticket = account.ticket()
    shown = account.put(ticket.id, assignee_email="bo.example@example.com").json()["ticket"]
    assert (shown["status"], shown["group_id"], shown["assignee_id"]) == ("open", account.parcels, account.bo)
    account.put(ticket.id, assignee_id=None)
    assert (ticket.assignee_id, ticket.group_id) == (None, account.parcels)


def test_moving_a_ticket_out_of_the_assignees_groups_clears_the_assignee(account: Account) -> None:
    ticket = account.ticket(assignee_id=account.bo, group_id=account.parcels)
    audit = account.put(ticket.id, group_id=account.billing).json()["audit"]
    assert {event["field_name"] for event in audit["events"]} == {"assignee_id", "group_id"}
    assert ticket.assignee_id is None


def test_a_custom_status_brings_its_category_and_a_plain_one_its_default(account: Account) -> None:
    waiting = account.world.add_custom_status("pending", "Waiting for the carrier")
    ticket = account.ticket(status="open")
    audit = account.put(ticket.id, custom_status_id=waiting).json()["audit"]
    values = {event["field_name"]: event["value"] for event in audit["events"]}
    assert values == {"status": "pending", "custom_status_id": str(waiting)}
    shown = account.put(ticket.id, status="solved").json()["ticket"]
    assert shown["custom_status_id"] == account.world.default_status("solved")


def test_followers_come_and_go(account: Account) -> None:
    ticket = account.ticket()
    come = [
        {"user_id": account.bo, "action": "put"},
        {"user_email": "cy.example@example.com", "action": "put"},
    ]
    shown = account.put(ticket.id, followers=come).json()["ticket"]
    assert shown["follower_ids"] == [account.bo, account.cy]
    shown = account.put(ticket.id, followers=[{"user_id": account.bo, "action": "delete"}]).json()["ticket"]
    assert shown["follower_ids"] == [account.cy]


def test_only_listed_custom_fields_change(account: Account) -> None:
    first, second = account.world.add_ticket_field("Order"), account.world.add_ticket_field("Carrier")
    ticket = account.ticket(custom_fields={first: "A1"})
    audit = account.put(ticket.id, custom_fields=[{"id": second, "value": "van"}]).json()["audit"]
    assert [event["field_name"] for event in audit["events"]] == [str(second)]
    assert ticket.custom_fields == {first: "A1", second: "van"}


def test_a_body_that_is_no_json_is_400_and_no_json_either(account: Account) -> None:
    answer = account.call("PUT", f"tickets/{account.ticket().id}.json", data=b"{broken")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("text/plain")
