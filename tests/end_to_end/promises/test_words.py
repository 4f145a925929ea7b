"""Words that are taken away, from everybody or from the customer, and words that grow old, over a socket."""

from __future__ import annotations

from sqlalchemy import select

from integration.engine.context import Context
from integration.store.schema import metadata
from tests.end_to_end.promises.days import (
    HOUR,
    LADDER,
    PROMISE,
    comment_of,
    note,
    opened,
    promises,
    say,
    until,
)
from tests.integration.engine.acts import gaps
from tests.integration.engine.harbour import Harbour


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
    note(harbour, ticket_id, line)
    until(harbour, account, "2026-03-04 11:00")
    assert "Smithers" in harbour.notes(ticket_id)[0]
    with harbour.sandbox.lock:
        harbour.world.redact(ticket_id, comment_of(harbour, ticket_id, line), harbour.agents[0])
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
        harbour.world.redact(ticket_id, comment_of(harbour, ticket_id, PROMISE), harbour.agents[0])
    until(harbour, account, "2026-03-04 15:45", step=HOUR)
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
        harbour.world.make_private(ticket_id, comment_of(harbour, ticket_id, PROMISE), harbour.agents[0])
    until(harbour, account, "2026-03-04 15:45", step=HOUR)
    assert harbour.notes(ticket_id) == []


def test_words_are_forgotten_after_retention_and_what_was_meant_is_not(harbour: Harbour) -> None:
    account = opened(harbour, promises(), 'retention = "1 day"')
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "I'll get back to you by Friday.")
    harbour.cycle(account)
    assert len(words(account)) == 1
    until(harbour, account, "2026-03-06 12:00", step=6 * HOUR)
    assert words(account) == []
    until(harbour, account, "2026-03-06 18:00", step=HOUR)
    assert len(harbour.notes(ticket_id)) == 1
