"""Conversations in messaging, over a socket: left alone, or read where a policy asks for it."""

from __future__ import annotations

import pytest

from integration.sandbox.faults import Fault
from tests.end_to_end.promises.days import ANSWER, HOUR, PROMISE, at, opened, promises, until
from tests.integration.engine.harbour import Harbour

MESSAGING = promises(settings="messaging = true")


def conversation(harbour: Harbour) -> int:
    """A conversation in which the first agent promises something."""
    with harbour.sandbox.lock:
        ticket_id = harbour.world.open_conversation(harbour.customer, "hi", assignee_id=harbour.agents[0])
        harbour.world.message(ticket_id, harbour.agents[0], PROMISE)
        return int(ticket_id)


def message(harbour: Harbour, ticket_id: int, who: int, text: str) -> None:
    """Somebody writes in a conversation."""
    with harbour.sandbox.lock:
        harbour.world.message(ticket_id, who, text)


def test_a_messaging_ticket_is_left_alone_with_that_reason(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = conversation(harbour)
    until(harbour, account, "2026-03-04 15:45", step=HOUR)
    assert harbour.notes(ticket_id) == []
    assert not any("conversation_log" in path for path in account.transport.calls)


def test_with_messaging_on_a_promise_is_read_and_kept_in_the_conversation(harbour: Harbour) -> None:
    account = opened(harbour, MESSAGING)
    kept, broken = conversation(harbour), conversation(harbour)
    harbour.wait(3600)
    message(harbour, kept, harbour.agents[0], ANSWER)
    with harbour.sandbox.lock:
        words = "Our agents will get back to you by 5pm."
        harbour.world.message(broken, harbour.agents[0], words, bot=True)
    until(harbour, account, "2026-03-04 15:45")
    assert harbour.notes(kept) == []
    assert len(harbour.notes(broken)) == 1


def test_a_conversation_that_the_plan_does_not_show_is_left_alone(harbour: Harbour) -> None:
    harbour.world.switches.conversation_log = False
    account = opened(harbour, MESSAGING)
    ticket_id = conversation(harbour)
    until(harbour, account, "2026-03-04 15:45", step=HOUR)
    assert harbour.notes(ticket_id) == []


def test_an_answer_in_the_second_in_which_the_conversation_was_read_keeps_the_promise(
    harbour: Harbour,
) -> None:
    account = opened(harbour, MESSAGING)
    ticket_id = conversation(harbour)
    until(harbour, account, "2026-03-04 11:00")
    message(harbour, ticket_id, harbour.customer, "any news?")
    harbour.cycle(account)
    message(harbour, ticket_id, harbour.agents[0], ANSWER)
    until(harbour, account, "2026-03-04 15:45", step=HOUR)
    assert harbour.notes(ticket_id) == []


def test_an_answer_in_the_conversation_just_before_the_write_stops_it(harbour: Harbour) -> None:
    account = opened(harbour, MESSAGING)
    ticket_id = conversation(harbour)
    until(harbour, account, "2026-03-04 14:50", step=HOUR)
    harbour.wait((at("2026-03-04 15:01:40") - harbour.world.clock.now()).total_seconds())
    message(harbour, ticket_id, harbour.agents[0], ANSWER)
    harbour.cycle(account, after=20)
    assert harbour.notes(ticket_id) == []


@pytest.mark.parametrize("answered", [True, False])
def test_messages_that_do_not_touch_their_ticket_are_read_before_it_is_reminded(
    harbour: Harbour,
    answered: bool,  # noqa: FBT001 - a case
) -> None:
    harbour.world.switches.messages_touch = False
    account = opened(harbour, MESSAGING)
    ticket_id = conversation(harbour)
    until(harbour, account, "2026-03-04 11:00")
    if answered:
        message(harbour, ticket_id, harbour.agents[0], ANSWER)
    until(harbour, account, "2026-03-04 15:45", step=HOUR)
    assert len(harbour.notes(ticket_id)) == (0 if answered else 1)


def test_a_note_that_could_not_leave_is_not_sent_once_the_answer_was_read(harbour: Harbour) -> None:
    account = opened(harbour, MESSAGING)
    ticket_id = conversation(harbour)
    until(harbour, account, "2026-03-04 14:59", step=HOUR)
    harbour.sandbox.faults.add(Fault("status", method="PUT", status=429, retry_after_s=1, times=None))
    until(harbour, account, "2026-03-04 15:02")
    harbour.sandbox.faults.clear()
    message(harbour, ticket_id, harbour.agents[0], ANSWER)
    harbour.cycle(account, after=20)
    harbour.cycle(account, after=90)
    assert harbour.notes(ticket_id) == []


def test_a_conversation_that_cannot_be_read_does_not_stop_the_others_from_being_read(
    harbour: Harbour,
) -> None:
    account = opened(harbour, MESSAGING)
    odd, kept = conversation(harbour), conversation(harbour)
    until(harbour, account, "2026-03-04 13:30", step=HOUR)
    harbour.world.switches.messages_touch = False
    log = f"/tickets/{odd}/conversation_log"
    harbour.sandbox.faults.add(Fault("status", method="GET", path=log, status=422, code="Odd", times=None))
    message(harbour, kept, harbour.agents[0], ANSWER)
    with harbour.sandbox.lock:
        harbour.world.update(odd, harbour.agents[1], {"additional_tags": ["vip"]})
    until(harbour, account, "2026-03-04 15:45")
    assert harbour.notes(kept) == []
    assert harbour.notes(odd) == [], "what was read of it before is old"
