"""Abuse in conversations, on shared tickets, under quiet hours; and that no word of a customer leaves Zendesk."""

from __future__ import annotations

import io

import structlog

from tests.end_to_end.conduct.scenes import (
    INSULT,
    THREAT,
    boundaries,
    cases,
    messages,
    orders,
    remembered,
    writes,
)
from tests.end_to_end.conduct.test_by_hand import typed
from tests.end_to_end.promises.days import HOUR, opened, until
from tests.end_to_end.promises.test_conversations import message
from tests.integration.engine.harbour import Harbour


def insulting_conversation(harbour: Harbour) -> int:
    """A conversation in which the customer insults the first agent."""
    with harbour.sandbox.lock:
        ticket_id = int(
            harbour.world.open_conversation(harbour.customer, "hi", assignee_id=harbour.agents[0])
        )
    message(harbour, ticket_id, harbour.customer, INSULT)
    return ticket_id


def test_a_conversation_is_left_alone_and_counts_nowhere(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = insulting_conversation(harbour)
    until(harbour, account, "2026-03-04 11:00")
    assert harbour.notes(ticket_id) == []
    assert remembered(account) == []


def test_with_messaging_on_it_is_read_and_evidence_has_its_words(harbour: Harbour) -> None:
    account = opened(harbour, boundaries("messaging = true"))
    ticket_id = insulting_conversation(harbour)
    until(harbour, account, "2026-03-04 11:00")
    assert harbour.tags(ticket_id) == {"abuse_boundary"}
    assert len(remembered(account)) == 1
    page = typed(harbour, "evidence", str(harbour.customer), policy=boundaries("messaging = true")).output
    assert "bunch of idiots" in page


def test_on_a_shared_ticket_the_tag_is_put_and_the_note_is_not(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0, sharing_agreement_ids=(77,))
    writes(harbour, ticket_id, INSULT)
    until(harbour, account, "2026-03-04 11:00")
    assert harbour.tags(ticket_id) == {"abuse_boundary"}
    assert harbour.notes(ticket_id) == []


def test_an_insult_waits_for_the_morning_and_a_threat_does_not(harbour: Harbour) -> None:
    quiet = '[quiet_hours]\ndaily = "09:00-23:00"\ntime_zone = "UTC"\n'
    account = opened(harbour, boundaries(), quiet)
    insult, threat = harbour.ticket(agent=0), harbour.ticket(agent=1)
    writes(harbour, insult, INSULT)
    with harbour.sandbox.lock:
        kim = harbour.world.add_user("Kim Other")
    writes(harbour, threat, THREAT, who=kim)
    until(harbour, account, "2026-03-04 11:00")
    assert (len(harbour.notes(insult)), len(harbour.notes(threat))) == (0, 1)


def test_no_word_of_a_customer_stands_in_logs_messages_or_findings(harbour: Harbour) -> None:
    told = io.StringIO()
    structlog.configure(logger_factory=structlog.WriteLoggerFactory(told))
    try:
        account = opened(harbour, boundaries())
        ticket_id = harbour.ticket(agent=0)
        writes(harbour, ticket_id, THREAT)
        harbour.cycle(account)
        orders(harbour, ticket_id, f"#approve {cases(account)[0].reference}", agent=0)
        until(harbour, account, "2026-03-04 12:00", step=HOUR)
    finally:
        structlog.reset_defaults()
    assert "cycle" in told.getvalue()
    with account.store.reading() as connection:
        because = [row[0] for row in connection.exec_driver_sql("select because from finding")]
    shown = typed(harbour, "status").output + typed(harbour, "status", "--ledger").output
    shown += typed(harbour, "case").output
    for text in (told.getvalue(), *because, *(str(m.payload) for m in messages(account)), shown):
        assert "hurt" not in text
        assert "office" not in text
