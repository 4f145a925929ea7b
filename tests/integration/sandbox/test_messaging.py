"""Messaging: what is said there is no comment, and stands in the conversation log alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from integration.sandbox.records import Refused, Ticket
from tests.integration.sandbox.account import Account


def conversation(account: Account) -> Ticket:
    """Ann began it, the assistant answered, and Bo took over."""
    world, at = account.world, account.clock.now()
    number = world.open_conversation(account.ann, "Where is my parcel?", at=at)
    world.message(number, account.bo, "Let me look that up.", at=at + timedelta(minutes=1), bot=True)
    world.message(number, account.bo, "I'll write here again by 3pm.", at=at + timedelta(minutes=2))
    return world.tickets[number]


def logged(account: Account, ticket: Ticket, **query: Any) -> Any:  # noqa: ANN401 - JSON
    """The conversation log of a ticket."""
    return account.get(f"tickets/{ticket.id}/conversation_log.json", **query)


def test_messages_are_no_comments_and_the_ticket_says_where_it_came_from(account: Account) -> None:
    ticket = conversation(account)
    row = account.get(f"tickets/{ticket.id}.json")["ticket"]
    assert (row["from_messaging_channel"], row["via"]["channel"]) == (True, "native_messaging")
    (comment,) = account.get(f"tickets/{ticket.id}/comments.json")["comments"]
    assert comment["body"].startswith("Conversation with Ann Example")
    assert comment["public"] is False


def test_the_log_has_comments_and_messages_in_the_order_of_time_each_with_its_side(account: Account) -> None:
    ticket = conversation(account)
    account.world.say(
        ticket.id,
        account.bo,
        "She called as well.",
        public=False,
        at=account.clock.now() + timedelta(minutes=9),
    )
    rows = logged(account, ticket)["events"]
    assert [(row["type"], row["author"]["type"]) for row in rows] == [
        ("Comment", "user"),
        ("Messaging::ConversationMessage", "user"),
        ("Messaging::ConversationMessage", "bot"),
        ("Messaging::ConversationMessage", "agent"),
        ("Comment", "agent"),
    ]
    assert rows[3]["content"] == {"type": "text", "text": "I'll write here again by 3pm."}
    assert rows[3]["author"]["zen:support:user_id"] == account.bo
    assert rows[2]["author"]["zen:support:user_id"] == -1
    assert rows[2]["source"] == {"type": "zd:answerBot"}
    assert rows[4]["metadata"]["public"] is False
    assert rows[4]["content"]["body"].startswith("<div")
    assert rows[4]["reference"] == f"zen:ticket_event:{ticket.comments[-1].id}"


def test_ids_of_the_log_are_26_signs_that_grow_with_time_and_its_dates_have_no_t(account: Account) -> None:
    rows = logged(account, conversation(account))["events"]
    ids = [row["id"] for row in rows]
    assert ids == sorted(set(ids))
    assert {len(one) for one in ids} == {26}
    assert all("T" not in row["created_at"] and row["created_at"].endswith("+00:00") for row in rows)


def test_the_log_pages_by_cursor(account: Account) -> None:
    ticket = conversation(account)
    page = logged(account, ticket, **{"page[size]": 3})
    assert (len(page["events"]), page["meta"]["has_more"]) == (3, True)
    rest = logged(account, ticket, **{"page[size]": 3, "page[after]": page["meta"]["after_cursor"]})
    assert (len(rest["events"]), rest["meta"]["has_more"]) == (1, False)


def test_the_export_tells_that_a_conversation_began_and_ended_and_not_what_was_said(account: Account) -> None:
    start = account.second()
    ticket = conversation(account)
    account.world.end_conversation(ticket.id, at=account.clock.now() + timedelta(minutes=3))
    account.pass_time(600)
    page = account.get("incremental/ticket_events.json", start_time=start, include="comment_events")
    own = [row for row in page["ticket_events"] if row["ticket_id"] == ticket.id]
    kinds = [child["event_type"] for row in own for child in row["child_events"]]
    assert [kind for kind in kinds if kind.startswith("Chat")] == ["ChatStartedEvent", "ChatEndedEvent"]
    assert "3pm" not in str(page)


def test_a_switch_leaves_those_events_out(account: Account) -> None:
    account.world.switches.chat_events = False
    ticket = conversation(account)
    account.world.end_conversation(ticket.id)
    assert len(ticket.audits) == 1


@pytest.mark.parametrize("touches", [True, False])
def test_a_message_brings_its_ticket_into_the_export_again_or_not(account: Account, *, touches: bool) -> None:
    ticket = conversation(account)
    account.world.switches.messages_touch = touches
    account.pass_time(600)
    start, before = account.second(), ticket.updated_at
    account.world.message(ticket.id, account.bo, "Found it.")
    account.pass_time(120)
    rows = account.get("incremental/tickets/cursor.json", start_time=start)["tickets"]
    assert ([row["id"] for row in rows] == [ticket.id]) is touches
    assert ticket.updated_at == before


def test_a_customers_message_opens_a_ticket_that_waits(account: Account) -> None:
    ticket = conversation(account)
    account.world.update(ticket.id, account.bo, {"status": "pending"})
    account.world.message(ticket.id, account.ann, "Are you still there?")
    assert ticket.status == "open"
    audit = account.get(f"tickets/{ticket.id}/audits.json")["audits"][-1]
    assert (audit["author_id"], audit["via"]["channel"]) == (account.ann, "native_messaging")


def test_accounts_without_the_log_answer_403_and_unknown_tickets_404(account: Account) -> None:
    ticket = conversation(account)
    assert account.call("GET", "tickets/77777/conversation_log.json").status_code == 404
    account.world.switches.conversation_log = False
    assert account.call("GET", f"tickets/{ticket.id}/conversation_log.json").status_code == 403


def test_nobody_can_go_on_in_a_closed_conversation(account: Account) -> None:
    ticket = conversation(account)
    account.world.update(ticket.id, account.bo, {"status": "closed"})
    with pytest.raises(Refused):
        account.world.message(ticket.id, account.ann, "One more thing")
    assert len(ticket.messages) == 3
