"""A call is a comment of its own type, in the event export, in audits and in the list of comments alike."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.sandbox.account import Account


def told(account: Account, ticket_id: int) -> list[dict[str, Any]]:
    """The last comment of a ticket as three endpoints tell it."""
    start = account.second()
    account.pass_time(120)
    page = account.get("incremental/ticket_events.json", start_time=start - 60, include="comment_events")
    row = [row for row in page["ticket_events"] if row["ticket_id"] == ticket_id][-1]
    audit = account.get(f"tickets/{ticket_id}/audits.json")["audits"][-1]
    comment = account.get(f"tickets/{ticket_id}/comments.json")["comments"][-1]
    return [row["child_events"][0], audit["events"][0], comment]


def test_an_answered_call_says_who_answered_and_how_long_it_took(account: Account) -> None:
    ticket = account.ticket()
    account.world.call(ticket.id, agent_id=account.bo, seconds=192, transcript="It left the depot today.")
    for comment in told(account, ticket.id):
        assert (comment["type"], comment["author_id"], comment["public"]) == (
            "VoiceComment",
            account.ann,
            True,
        )
        data = comment["data"]
        assert (data["answered_by_id"], data["call_duration"], data["outbound"]) == (account.bo, 192, False)
        assert data["transcription_text"] == "It left the depot today."
        assert data["recording_url"].startswith("https://")
        assert (comment["formatted_from"], comment["formatted_to"]) == (data["from"], data["to"])
        assert "Answered by: Bo Example" in comment["body"]
        assert "3 m 12 s" in comment["body"]


def test_a_voicemail_has_a_length_and_nobody_who_answered(account: Account) -> None:
    ticket = account.ticket()
    account.world.call(ticket.id, voicemail=True, seconds=25, transcript="Please call me back.")
    for comment in told(account, ticket.id):
        data = comment["data"]
        assert (data["answered_by_id"], data["call_duration"]) == (None, 25)
        assert data["recording_type"] == "voicemail"


def test_an_unanswered_call_has_no_length_not_even_when_an_agent_dialled(account: Account) -> None:
    ticket = account.ticket()
    account.world.call(ticket.id)
    for comment in told(account, ticket.id):
        assert (comment["data"]["answered_by_id"], comment["data"]["call_duration"]) == (None, 0)
        assert comment["data"]["recording_url"] is None
    account.world.call(ticket.id, agent_id=account.bo, outbound=True)
    for comment in told(account, ticket.id):
        assert (comment["data"]["answered_by_id"], comment["data"]["call_duration"]) == (account.bo, 0)
        assert comment["author_id"] == account.bo


def test_in_some_accounts_seconds_and_agents_come_as_texts(account: Account) -> None:
    account.world.switches.call_numbers = "texts"
    ticket = account.ticket()
    account.world.call(ticket.id, agent_id=account.bo, seconds=61)
    data = told(account, ticket.id)[0]["data"]
    assert (data["answered_by_id"], data["call_duration"]) == (str(account.bo), "61")


def test_without_comment_events_a_call_is_only_mentioned(account: Account) -> None:
    ticket = account.ticket()
    start = account.second()
    account.world.call(ticket.id, agent_id=account.bo, seconds=61, public=False)
    account.pass_time(120)
    rows = account.get("incremental/ticket_events.json", start_time=start)["ticket_events"]
    child = [row for row in rows if row["ticket_id"] == ticket.id][-1]["child_events"][0]
    assert (child["event_type"], child["comment_public"]) == ("VoiceComment", False)
    assert "data" not in child


@pytest.mark.parametrize("status", ["pending", "solved"])
def test_a_customer_who_calls_opens_the_ticket_again(account: Account, status: str) -> None:
    ticket = account.ticket(status=status)
    account.world.call(ticket.id, voicemail=True, seconds=12)
    assert ticket.status == "open"
