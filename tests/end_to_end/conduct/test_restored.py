"""Stores of before: what was proposed, decided and given back in notes since then counts all the same."""

from __future__ import annotations

from integration.engine.context import Context
from integration.store.database import copy_store
from policies.core.strikes import CaseState, Stage
from tests.end_to_end.conduct.scenes import (
    INSULT,
    MEMBER,
    THREAT,
    boundaries,
    cases,
    messages,
    orders,
    remembered,
    writes,
)
from tests.end_to_end.promises.days import HOUR, opened, until
from tests.integration.engine.harbour import Harbour


def backed_up(harbour: Harbour) -> Context:
    """The service, and a copy of its store from the first minute."""
    account = opened(harbour, boundaries())
    copy_store(harbour.folder / "store.db", harbour.folder / "backup.db")
    return account


def restored(harbour: Harbour, account: Context) -> Context:
    """The service with the copy."""
    account.store.release_lease()
    return harbour.open(boundaries(), store="backup.db")


def test_a_restriction_that_was_proposed_and_approved_since_is_in_force_again(harbour: Harbour) -> None:
    account = backed_up(harbour)
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, THREAT)
    harbour.cycle(account)
    (case,) = cases(account)
    orders(harbour, ticket_id, f"#approve {case.reference}")
    until(harbour, account, "2026-03-04 12:00")
    notes = len(harbour.notes(ticket_id))
    again = restored(harbour, account)
    until(harbour, again, "2026-03-04 15:00", step=HOUR)
    (after,) = cases(again)
    assert (after.reference, after.state) == (case.reference, CaseState.IN_FORCE)
    assert len(harbour.notes(ticket_id)) == notes, "nothing is written twice"
    assert harbour.tags(ticket_id) == {"abuse_restricted"}


def test_a_strike_that_was_given_back_since_stays_given_back(harbour: Harbour) -> None:
    account = backed_up(harbour)
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT)
    harbour.cycle(account)
    orders(harbour, ticket_id, "#not-abuse", agent=MEMBER)
    until(harbour, account, "2026-03-04 12:00")
    again = restored(harbour, account)
    until(harbour, again, "2026-03-04 15:00", step=HOUR)
    assert [incident.given_back for incident in remembered(again)] == [True]
    assert len(harbour.notes(ticket_id)) == 1


def test_a_restriction_by_the_count_comes_back_with_its_stages(harbour: Harbour) -> None:
    account = backed_up(harbour)
    tickets = []
    for day in (5, 6, 7):
        ticket_id = harbour.ticket(agent=0)
        writes(harbour, ticket_id, INSULT)
        until(harbour, account, f"2026-03-{day:02} 10:00", step=6 * HOUR)
        tickets.append(ticket_id)
    (case,) = cases(account)
    orders(harbour, tickets[2], f"#approve {case.reference}")
    until(harbour, account, "2026-03-07 14:00", step=HOUR)
    written = {ticket_id: (len(harbour.notes(ticket_id)), harbour.tags(ticket_id)) for ticket_id in tickets}
    again = restored(harbour, account)
    until(harbour, again, "2026-03-08 14:00", step=6 * HOUR)
    assert [incident.told for incident in remembered(again)] == list(Stage)
    assert [(c.reference, c.state) for c in cases(again)] == [(case.reference, CaseState.IN_FORCE)]
    assert written == {
        ticket_id: (len(harbour.notes(ticket_id)), harbour.tags(ticket_id)) for ticket_id in tickets
    }


def test_what_was_told_outside_of_zendesk_before_is_not_told_again(harbour: Harbour) -> None:
    account = backed_up(harbour)
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, THREAT)
    harbour.cycle(account)
    orders(harbour, ticket_id, f"#approve {cases(account)[0].reference}")
    until(harbour, account, "2026-03-04 12:00")
    assert sum("is in force since" in str(m.payload) for m in messages(account)) == 1
    again = restored(harbour, account)
    until(harbour, again, "2026-03-04 15:00", step=HOUR)
    assert messages(again) == []
