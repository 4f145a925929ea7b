"""Tickets that are merged, conversations in messaging, and words that are taken away, over a socket."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from integration.engine.context import Context
from integration.store.schema import metadata
from tests.end_to_end.promises.days import LADDER, opened, promises, say, until
from tests.integration.engine.acts import findings, gaps
from tests.integration.engine.harbour import Harbour

PROMISE = "I'll get back to you by 3pm today."


def merged(harbour: Harbour, account: Context, *, told_before: bool = False) -> tuple[int, int]:
    """A ticket with a promise, merged into another one of the same customer."""
    source, target = harbour.ticket(agent=0), harbour.ticket(agent=1)
    say(harbour, source, PROMISE)
    until(harbour, account, "2026-03-04 14:15" if told_before else "2026-03-04 11:00")
    with harbour.sandbox.lock:
        harbour.world.merge(source, target, harbour.agents[1])
    return source, target


@pytest.mark.parametrize("named", ["from", "words"])
def test_an_open_promise_moves_to_the_ticket_that_its_own_was_merged_into(
    harbour: Harbour, named: str
) -> None:
    harbour.world.switches.merge_ids = named
    account = opened(harbour, promises())
    source, target = merged(harbour, account)
    until(harbour, account, "2026-03-04 15:45")
    assert harbour.notes(source) == []
    assert len(harbour.notes(target)) == 1
    assert [(row.ticket_id, row.state) for row in findings(account)] == [(source, "open")]


def test_a_moved_promise_is_kept_by_an_answer_on_the_ticket_it_moved_to(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    _, target = merged(harbour, account)
    harbour.wait(3600)
    say(harbour, target, "It left the warehouse this morning.")
    until(harbour, account, "2026-03-04 15:45")
    assert harbour.notes(target) == []


def test_what_was_written_before_the_merge_is_not_written_again(harbour: Harbour) -> None:
    account = opened(harbour, promises(LADDER))
    source, target = merged(harbour, account, told_before=True)
    assert len(harbour.notes(source)) == 1
    until(harbour, account, "2026-03-04 14:50")
    assert harbour.notes(target) == []
    until(harbour, account, "2026-03-04 15:45")
    assert len(harbour.notes(target)) == 1


def test_a_messaging_ticket_is_left_alone_with_that_reason(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    with harbour.sandbox.lock:
        ticket_id = harbour.world.open_conversation(harbour.customer, "hi", assignee_id=harbour.agents[0])
        harbour.world.message(ticket_id, harbour.agents[0], PROMISE)
    until(harbour, account, "2026-03-04 15:45")
    assert harbour.notes(ticket_id) == []
    assert not any("conversation_log" in path for path in account.transport.calls)


def test_with_messaging_on_a_promise_is_read_and_kept_in_the_conversation(harbour: Harbour) -> None:
    account = opened(harbour, promises(settings="messaging = true"))
    world = harbour.world
    with harbour.sandbox.lock:
        kept, broken = (
            world.open_conversation(harbour.customer, "hi", assignee_id=harbour.agents[0]) for _ in range(2)
        )
        for ticket_id in (kept, broken):
            world.message(ticket_id, harbour.agents[0], PROMISE)
    harbour.wait(3600)
    with harbour.sandbox.lock:
        world.message(kept, harbour.agents[0], "It left the warehouse this morning.")
        world.message(broken, harbour.agents[0], "Our agents will get back to you by 5pm.", bot=True)
    until(harbour, account, "2026-03-04 15:45")
    assert harbour.notes(kept) == []
    assert len(harbour.notes(broken)) == 1


def test_a_conversation_that_the_plan_does_not_show_is_left_alone(harbour: Harbour) -> None:
    harbour.world.switches.conversation_log = False
    account = opened(harbour, promises(settings="messaging = true"))
    with harbour.sandbox.lock:
        ticket_id = harbour.world.open_conversation(harbour.customer, "hi", assignee_id=harbour.agents[0])
        harbour.world.message(ticket_id, harbour.agents[0], PROMISE)
    until(harbour, account, "2026-03-04 15:45")
    assert harbour.notes(ticket_id) == []


def words(account: Context) -> list[str]:
    """All words of comments that the store holds."""
    with account.store.reading() as connection:
        kept = connection.exec_driver_sql("select excerpts from event where excerpts is not null")
        return [row.excerpts for row in kept]


def where(account: Context, words: str) -> list[str]:
    """The tables of the store in which these words stand."""
    with account.store.reading() as connection:
        return [
            table.name
            for table in metadata.sorted_tables
            if any(words in str(tuple(row)) for row in connection.execute(select(table)))
        ]


def test_a_line_that_was_not_understood_is_forgotten_when_it_is_redacted(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    line = "#folowup friday call Mrs Smithers"
    say(harbour, ticket_id, line, public=False)
    until(harbour, account, "2026-03-04 11:00")
    assert "Smithers" in harbour.notes(ticket_id)[0]
    with harbour.sandbox.lock:
        comment = next(c for c in harbour.world.tickets[ticket_id].comments if c.body == line)
        harbour.world.redact(ticket_id, comment.id, harbour.agents[0])
    until(harbour, account, "2026-03-04 12:00")
    assert where(account, "Smithers") == []


def test_a_redacted_promise_is_remembered_without_its_words_and_our_quote_of_it_is_named(
    harbour: Harbour,
) -> None:
    account = opened(harbour, promises(LADDER))
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    until(harbour, account, "2026-03-04 14:15")
    assert "get back to you" in words(account)[0]
    with harbour.sandbox.lock:
        comment = next(c for c in harbour.world.tickets[ticket_id].comments if c.body == PROMISE)
        harbour.world.redact(ticket_id, comment.id, harbour.agents[0])
    until(harbour, account, "2026-03-04 15:45")
    assert words(account) == []
    assert gaps(account)["quote_redacted", f"ticket {ticket_id}"] == 1
    assert "get back" not in harbour.notes(ticket_id)[-1], "the second note has no words to quote"
    assert where(account, "get back") == []


def test_a_promise_that_was_taken_from_the_customers_eyes_is_none(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    harbour.cycle(account)
    with harbour.sandbox.lock:
        comment = next(c for c in harbour.world.tickets[ticket_id].comments if c.body == PROMISE)
        harbour.world.make_private(ticket_id, comment.id, harbour.agents[0])
    until(harbour, account, "2026-03-04 15:45")
    assert harbour.notes(ticket_id) == []


def test_words_are_forgotten_after_retention_and_what_was_meant_is_not(harbour: Harbour) -> None:
    account = opened(harbour, promises(), 'retention = "1 day"')
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "I'll get back to you by Friday.")
    harbour.cycle(account)
    assert len(words(account)) == 1
    until(harbour, account, "2026-03-06 12:00")
    assert words(account) == []
    until(harbour, account, "2026-03-06 18:00")
    assert len(harbour.notes(ticket_id)) == 1
