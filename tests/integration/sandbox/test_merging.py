"""Two tickets become one: what is left on the source, what is said on the target, and where each names the other."""

from __future__ import annotations

from typing import Any

from integration.sandbox.records import Ticket
from tests.integration.sandbox.account import Account


def last(account: Account, ticket: Ticket) -> dict[str, Any]:
    """A ticket's newest update, as its audits tell it."""
    return dict(account.get(f"tickets/{ticket.id}/audits.json")["audits"][-1])


def test_a_merge_closes_the_source_under_a_tag_and_is_signed_as_one_on_both(account: Account) -> None:
    source, target = account.ticket(subject="Second try"), account.ticket(subject="Where is it")
    account.world.merge(source.id, target.id, account.bo)
    assert (source.status, source.tags) == ("closed", ("closed_by_merge",))
    for ticket in (source, target):
        audit = last(account, ticket)
        assert (audit["via"]["source"]["rel"], audit["author_id"]) == ("merge", account.bo)
        assert audit["events"][0]["public"] is False
    comments = account.get(f"tickets/{source.id}/comments.json")["comments"]
    assert comments[-1]["body"] == (
        f'This request was closed and merged into request #{target.id} "Where is it".'
    )


def test_the_targets_note_names_the_source_and_quotes_its_last_public_comment(account: Account) -> None:
    source, target = account.ticket(subject="Second try"), account.ticket()
    account.world.say(source.id, account.bo, "I'll call you tomorrow.")
    account.world.say(source.id, account.bo, "Not for the customer.", public=False)
    account.world.merge(source.id, target.id, account.bo)
    audit = last(account, target)
    assert audit["via"]["source"]["from"] == {"ticket_ids": [source.id]}
    assert audit["events"][0]["body"] == (
        f'Request #{source.id} "Second try" was closed and merged into this request. '
        f"Last comment in request #{source.id}:\n\nI'll call you tomorrow."
    )


def test_a_merge_may_say_which_tickets_in_words_alone(account: Account) -> None:
    account.world.switches.merge_ids = "words"
    source, target = account.ticket(), account.ticket()
    account.world.merge(source.id, target.id, account.bo)
    assert last(account, target)["via"]["source"]["from"] == {}
    assert f"#{source.id}" in last(account, target)["events"][0]["body"]


def test_the_event_export_tells_a_merge_of_both_sides(account: Account) -> None:
    source, target = account.ticket(), account.ticket()
    start = account.second()
    account.world.merge(source.id, target.id, account.bo)
    account.pass_time(120)
    page = account.get("incremental/ticket_events.json", start_time=start, include="comment_events")
    rows = {row["ticket_id"]: row for row in page["ticket_events"] if row["via"] == "Merge"}
    assert set(rows) == {source.id, target.id}
    children = {key: child for child in rows[source.id]["child_events"] for key in child}
    assert children["status"]["status"] == "closed"
    assert children["added_tags"]["added_tags"] == ["closed_by_merge"]
    via = rows[target.id]["child_events"][0]["via"]
    assert (via["source"]["rel"], via["source"]["from"]["ticket_ids"]) == ("merge", [source.id])


def test_the_api_merges_in_a_job_with_the_words_that_it_is_given(account: Account) -> None:
    sources, target = [account.ticket() for _ in range(2)], account.ticket()
    body = {
        "ids": [ticket.id for ticket in sources],
        "source_comment": f"Closing in favor of #{target.id}",
        "target_comment": "Combining two of them",
        "target_comment_is_public": True,
    }
    queued = account.call("POST", f"tickets/{target.id}/merge.json", json=body)
    assert queued.json()["job_status"]["status"] == "queued"
    assert [ticket.status for ticket in sources] == ["new", "new"]
    account.pass_time(5)
    job = account.get(f"job_statuses/{queued.json()['job_status']['id']}.json")["job_status"]
    assert (job["status"], {row["id"] for row in job["results"]}) == ("completed", set(body["ids"]))
    assert [ticket.status for ticket in sources] == ["closed", "closed"]
    assert [comment.public for comment in target.comments] == [True, True, True]
    assert sources[0].comments[-1].body == f"Closing in favor of #{target.id}"
    assert sources[0].comments[-1].public is False


def test_what_is_closed_cannot_be_merged_and_nothing_happens_to_the_target(account: Account) -> None:
    source, target = account.ticket(status="closed"), account.ticket()
    queued = account.call("POST", f"tickets/{target.id}/merge.json", json={"ids": [source.id, 77777]})
    account.pass_time(5)
    job = account.get(f"job_statuses/{queued.json()['job_status']['id']}.json")["job_status"]
    assert {row["error"] for row in job["results"]} == {"TicketMergeFailed", "TicketNotFound"}
    assert len(target.comments) == 1


def test_a_merge_without_sources_or_without_a_target_is_refused(account: Account) -> None:
    target = account.ticket()
    assert account.call("POST", f"tickets/{target.id}/merge.json", json={}).status_code == 400
    assert account.call("POST", "tickets/77777/merge.json", json={"ids": [target.id]}).status_code == 404
