"""Taking back what was said about abuse takes off tags, and decides nothing about people: strikes and cases stay."""

from __future__ import annotations

from integration.engine.context import Context
from integration.engine.undoing import ask_for_undo, plan_undo
from integration.store.undoing import Asked
from policies.core.strikes import CaseState
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
from tests.end_to_end.promises.days import opened, reference, until
from tests.integration.engine.acts import findings, person
from tests.integration.engine.harbour import Harbour


def undo(account: Context) -> None:
    """Ask for an undo of the policy, as the command does."""
    now = account.now()
    plan = plan_undo(
        account.store, Asked(policy="boundaries"), account.config.policies_in_order, now, note=True
    )
    ask_for_undo(account.store, plan, now, note=True)


def insulted(harbour: Harbour, text: str = INSULT) -> tuple[Context, int]:
    """A ticket on which the boundary was named."""
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, text)
    until(harbour, account, "2026-03-04 11:00")
    assert harbour.tags(ticket_id)
    return account, ticket_id


def test_the_tag_comes_off_and_the_strike_counts_on_until_it_is_given_back(harbour: Harbour) -> None:
    account, ticket_id = insulted(harbour)
    own = reference(harbour.notes(ticket_id)[0])
    undo(account)
    until(harbour, account, "2026-03-04 12:00")
    assert harbour.tags(ticket_id) == set()
    assert [each.given_back for each in remembered(account)] == [False]
    orders(harbour, ticket_id, f"#not-abuse {own}", agent=MEMBER)
    until(harbour, account, "2026-03-04 13:00")
    assert [each.given_back for each in remembered(account)] == [True]
    assert len(harbour.notes(ticket_id)) == 2, "one that told, and one that takes it back"


def test_a_strike_that_a_dismissal_gave_back_stays_given_back(harbour: Harbour) -> None:
    account, ticket_id = insulted(harbour)
    person(harbour, ticket_id, {"tags": []}, actor=harbour.agents[MEMBER])
    until(harbour, account, "2026-03-04 12:00")
    before = [each.given_back_at for each in remembered(account)]
    assert None not in before
    undo(account)
    until(harbour, account, "2026-03-04 13:00")
    writes(harbour, ticket_id, "Where is my parcel now?")
    until(harbour, account, "2026-03-04 14:00")
    assert [each.given_back_at for each in remembered(account)] == before
    assert [row.state for row in findings(account) if row.policy == "boundaries"] == ["dismissed"]
    assert len(harbour.notes(ticket_id)) == 2
    again = plan_undo(account.store, Asked(policy="boundaries"), [], account.now(), note=False)
    assert [(each.waits, each.at.hour) for each in again.already] == [(None, 12)], "when it was taken back"


def test_a_case_stays_and_what_still_waits_to_be_told_is_not_told(harbour: Harbour) -> None:
    account, ticket_id = insulted(harbour, THREAT)
    undo(account)
    until(harbour, account, "2026-03-04 12:00")
    assert [case.state for case in cases(account)] == [CaseState.PROPOSED]
    assert harbour.tags(ticket_id) == set()
    with account.store.reading() as connection:
        states = set(connection.exec_driver_sql("select state from outbox").scalars())
    assert messages(account)
    assert "waiting" not in states
