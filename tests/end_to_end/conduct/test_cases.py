"""Restrictions are proposed by the service and decided by people, over a socket: approved, shown, reviewed, lifted."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from integration.engine.context import Context
from integration.store.schema import event
from policies.core.strikes import Case, CaseState
from tests.end_to_end.conduct.scenes import (
    DISTRESS,
    INSULT,
    MEMBER,
    THREAT,
    boundaries,
    cases,
    messages,
    orders,
    remembered,
    solve,
    writes,
)
from tests.end_to_end.promises.days import comment_of, configure, opened, reference, until
from tests.end_to_end.promises.test_words import where
from tests.integration.engine.acts import gaps
from tests.integration.engine.harbour import Harbour

DAY = timedelta(days=1)


def proposed(harbour: Harbour, settings: str = "") -> tuple[Context, int, Case]:
    """A threat, and the case that it proposes."""
    account = opened(harbour, boundaries(settings))
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, THREAT)
    harbour.cycle(account)
    (case,) = cases(account)
    return account, ticket_id, case


def close(harbour: Harbour, ticket_id: int) -> None:
    with harbour.sandbox.lock:
        harbour.world.update(ticket_id, harbour.agents[0], {"status": "closed"})


def test_who_may_not_approve_is_refused_with_a_sentence(harbour: Harbour) -> None:
    account, ticket_id, case = proposed(harbour)
    orders(harbour, ticket_id, f"#approve {case.reference}", agent=MEMBER)
    until(harbour, account, "2026-03-04 11:00")
    (after,) = cases(account)
    assert after.state is CaseState.PROPOSED
    (sentence,) = after.refusals.values()
    assert (
        sentence == f"Ana Reyes is none of the approvers of boundaries, so {case.reference} stays as it is."
    )
    assert sentence[:40] in harbour.notes(ticket_id)[-1], "the one who wrote it is told"


def test_an_approved_restriction_is_shown_on_each_new_ticket_of_the_person(harbour: Harbour) -> None:
    account, ticket_id, case = proposed(harbour)
    orders(harbour, ticket_id, f"#approve {case.reference}")
    until(harbour, account, "2026-03-04 11:00")
    (after,) = cases(account)
    assert (after.state, after.decided_by) == (CaseState.IN_FORCE, harbour.agents[3])
    assert harbour.tags(ticket_id) == {"abuse_restricted"}, "the proposal is settled"
    later = harbour.ticket(agent=0)
    with harbour.sandbox.lock:
        kim = harbour.world.add_user("Kim Other")
        others = harbour.world.add_ticket(kim, "Hello", group_id=harbour.groups[0])
    harbour.cycle(account)
    (note,) = harbour.notes(later)
    assert "abuse_restricted" in harbour.tags(later)
    assert "Dora Lind" in note
    assert case.reference in note
    assert harbour.notes(others) == []
    assert any("is in force since" in str(m.payload) for m in messages(account))


def test_the_notes_own_reference_names_its_case_too(harbour: Harbour) -> None:
    account, ticket_id, case = proposed(harbour)
    (note,) = harbour.notes(ticket_id)
    own = reference(note[note.rindex("SH-") :])
    assert own != case.reference
    orders(harbour, ticket_id, f"#reject {own}")
    until(harbour, account, "2026-03-04 11:00")
    assert [c.state for c in cases(account)] == [CaseState.REJECTED]
    assert harbour.tags(ticket_id) == set()


def test_a_case_is_approved_on_any_open_ticket_of_the_person_and_on_no_other(harbour: Harbour) -> None:
    account, _, case = proposed(harbour)
    with harbour.sandbox.lock:
        kim = harbour.world.add_user("Kim Other")
        foreign = harbour.world.add_ticket(kim, "Hello", group_id=harbour.groups[0])
    orders(harbour, foreign, f"#approve {case.reference}")
    until(harbour, account, "2026-03-04 10:30")
    assert [c.state for c in cases(account)] == [CaseState.PROPOSED]
    own = harbour.ticket(agent=0)
    orders(harbour, own, f"#approve {case.reference}")
    until(harbour, account, "2026-03-04 11:00")
    assert [c.state for c in cases(account)] == [CaseState.IN_FORCE]


def test_what_is_given_back_withdraws_its_proposal(harbour: Harbour) -> None:
    account, ticket_id, _ = proposed(harbour)
    orders(harbour, ticket_id, "#not-abuse", agent=MEMBER)
    until(harbour, account, "2026-03-04 11:00")
    assert [c.state for c in cases(account)] == [CaseState.WITHDRAWN]
    assert harbour.tags(ticket_id) == set()


def test_a_case_is_remembered_and_reviewed_months_after_its_ticket_closed(harbour: Harbour) -> None:
    account, ticket_id, case = proposed(harbour, 'strike_expires = "60 days"')
    orders(harbour, ticket_id, f"#approve {case.reference}")
    until(harbour, account, "2026-03-04 11:00")
    solve(harbour, ticket_id)
    close(harbour, ticket_id)
    until(harbour, account, "2026-08-20 10:00", step=7 * DAY)
    with account.store.reading() as connection:
        query = select(func.count()).where(event.c.ticket_id == ticket_id)
        assert connection.scalar(query) == 0, "retention has taken the ticket's events"
    assert [c.state for c in cases(account)] == [CaseState.IN_FORCE]
    assert len(remembered(account)) == 1, "the case rests on it"
    later = harbour.ticket(agent=0)
    until(harbour, account, "2026-08-27 10:00", step=DAY)
    assert {"abuse_restricted", "abuse_review_due"} <= harbour.tags(later)
    told = [str(m.payload) for m in messages(account)]
    assert sum("is to be reviewed by Wed 02 Sep 2026: lift" in text for text in told) == 1
    until(harbour, account, "2026-09-04 10:00", step=DAY)
    told = [str(m.payload) for m in messages(account)]
    assert sum("was due on Wed 02 Sep 2026" in text for text in told) == 1


def test_the_appeal_window_is_reminded_of(harbour: Harbour) -> None:
    account, ticket_id, case = proposed(harbour)
    orders(harbour, ticket_id, f"#approve {case.reference}")
    until(harbour, account, "2026-03-12 10:00", step=DAY)
    assert any("appeal window" in note for note in harbour.notes(ticket_id))
    assert sum("appeal window" in str(m.payload) for m in messages(account)) == 1


def test_words_of_distress_turn_a_sanction_into_a_care_note(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, f"{DISTRESS} {INSULT}")
    harbour.cycle(account)
    (note,) = harbour.notes(ticket_id)
    assert harbour.tags(ticket_id) == {"care_needed"}
    assert "Kindness" in note
    assert "passed away" not in note, "what somebody went through is not told again"
    assert len(messages(account)) == 1


def test_distress_that_is_written_later_takes_back_what_was_proposed(harbour: Harbour) -> None:
    account, ticket_id, _ = proposed(harbour)
    writes(harbour, ticket_id, DISTRESS)
    until(harbour, account, "2026-03-04 11:00")
    assert harbour.tags(ticket_id) == {"care_needed"}


def test_incidents_outlive_181_days_and_their_closed_tickets_only_until_they_expire(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT)
    harbour.cycle(account)
    close(harbour, ticket_id)
    until(harbour, account, "2026-08-30 10:00", step=7 * DAY)
    assert len(remembered(account)) == 1
    until(harbour, account, "2026-09-02 10:00", step=DAY)
    assert remembered(account) == []


def test_a_redacted_insult_loses_its_words_in_the_store_and_our_quote_of_it_is_named(
    harbour: Harbour,
) -> None:
    account = opened(harbour, boundaries("mask_words = false"))
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT)
    harbour.cycle(account)
    assert "idiots" in harbour.notes(ticket_id)[0]
    with harbour.sandbox.lock:
        harbour.world.redact(ticket_id, comment_of(harbour, ticket_id, INSULT), harbour.agents[0])
    until(harbour, account, "2026-03-04 12:00")
    assert where(account, "idiots") == []
    assert gaps(account)["quote_redacted", f"ticket {ticket_id}"] == 1


def test_who_decides_what_is_decided_already_is_told_so(harbour: Harbour) -> None:
    account, ticket_id, case = proposed(harbour)
    orders(harbour, ticket_id, f"#reject {case.reference}")
    until(harbour, account, "2026-03-04 10:30")
    orders(harbour, ticket_id, f"#approve {case.reference}")
    until(harbour, account, "2026-03-04 11:30")
    assert [c.state for c in cases(account)] == [CaseState.REJECTED]
    assert f"{case.reference} is rejected already" in harbour.notes(ticket_id)[-1]


def test_a_third_persons_case_is_decided_where_that_person_wrote(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    with harbour.sandbox.lock:
        third = harbour.world.add_user("Kim Third")
    first, second = harbour.ticket(agent=0), harbour.ticket(agent=0)
    writes(harbour, first, THREAT, who=third)
    writes(harbour, second, "I am copied here.", who=third)
    harbour.cycle(account)
    (case,) = cases(account)
    orders(harbour, second, f"#approve {case.reference}")
    until(harbour, account, "2026-03-04 11:00")
    assert [c.state for c in cases(account)] == [CaseState.IN_FORCE]
    assert harbour.notes(second) == []


def test_a_renamed_policy_keeps_its_cases(harbour: Harbour) -> None:
    account, ticket_id, case = proposed(harbour)
    renamed = boundaries('was = "boundaries"').replace("[policies.boundaries]", "[policies.conduct]")
    configure(harbour, account, renamed)
    harbour.cycle(account)
    orders(harbour, ticket_id, f"#approve {case.reference}")
    until(harbour, account, "2026-03-04 11:00")
    assert [(c.policy, c.state) for c in cases(account)] == [("conduct", CaseState.IN_FORCE)]
    assert "abuse_restricted" in harbour.tags(ticket_id)
