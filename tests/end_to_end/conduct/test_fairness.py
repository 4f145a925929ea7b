"""What is fair: nothing runs ahead of what was said, and whatever was wrong can be taken back, over a socket."""

from __future__ import annotations

import pytest

from integration.engine.context import Context
from policies.core.strikes import CaseState, Stage
from tests.end_to_end.conduct.scenes import (
    DISTRESS,
    INSULT,
    LEAD,
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
from tests.end_to_end.promises.days import HOUR, configure, merge, opened, reference, say, until
from tests.integration.engine.harbour import Harbour

DAY = 24 * HOUR


def three_strikes(harbour: Harbour, settings: str = "") -> tuple[Context, list[int]]:
    """Three insults on three tickets, each a day after the other and told in between."""
    account = opened(harbour, boundaries(settings))
    tickets = []
    for day in (5, 6, 7):
        ticket_id = harbour.ticket(agent=0)
        writes(harbour, ticket_id, INSULT)
        until(harbour, account, f"2026-03-{day:02} 10:00", step=6 * HOUR)
        tickets.append(ticket_id)
    return account, tickets


def test_three_strikes_that_were_told_propose_a_restriction(harbour: Harbour) -> None:
    account, tickets = three_strikes(harbour)
    assert [incident.told for incident in remembered(account)] == list(Stage)
    assert [case.ticket_id for case in cases(account)] == [tickets[2]]
    with harbour.sandbox.lock:
        assert harbour.agents[LEAD] in harbour.world.tickets[tickets[1]].follower_ids


def test_notes_that_were_never_written_tell_nothing(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    account.store.write_brake("Set by hand.", account.now())
    tickets = [harbour.ticket(agent=0) for _ in range(3)]
    for ticket_id in tickets:
        writes(harbour, ticket_id, INSULT)
        harbour.cycle(account, after=3600)
    assert [incident.told for incident in remembered(account)] == [None, None, None]
    assert cases(account) == []
    account.store.write_brake(None, None)
    until(harbour, account, "2026-03-04 16:00", step=HOUR)
    assert {tag for ticket_id in tickets for tag in harbour.tags(ticket_id)} == {"abuse_boundary"}


def test_a_proposal_falls_with_the_strikes_that_it_rests_on(harbour: Harbour) -> None:
    account, tickets = three_strikes(harbour)
    orders(harbour, tickets[0], "#not-abuse", agent=MEMBER)
    until(harbour, account, "2026-03-07 12:00", step=HOUR)
    assert [case.state for case in cases(account)] == [CaseState.WITHDRAWN]


def test_a_proposal_that_nobody_decides_is_reminded_of_and_ends_with_its_strike(harbour: Harbour) -> None:
    account = opened(harbour, boundaries('strike_expires = "20 days"'))
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, THREAT)
    harbour.cycle(account)
    until(harbour, account, "2026-03-12 10:00", step=DAY)
    assert sum("waits for a decision" in str(m.payload) for m in messages(account)) == 1
    until(harbour, account, "2026-03-26 10:00", step=DAY)
    assert [case.state for case in cases(account)] == [CaseState.WITHDRAWN]


@pytest.mark.parametrize("by", ["tag", "#dismiss", "#not-abuse"])
def test_whatever_dismisses_it_withdraws_what_it_proposed(harbour: Harbour, by: str) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, THREAT)
    harbour.cycle(account)
    if by == "tag":
        with harbour.sandbox.lock:
            harbour.world.update(ticket_id, harbour.agents[0], {"remove_tags": ["abuse_threat"]})
    else:
        orders(harbour, ticket_id, by, agent=MEMBER)
    until(harbour, account, "2026-03-04 11:00")
    assert [case.state for case in cases(account)] == [CaseState.WITHDRAWN]
    assert harbour.tags(ticket_id) == set()


def test_a_reference_gives_back_what_its_note_told_of_and_no_more(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT)
    harbour.cycle(account)
    say(harbour, ticket_id, "Please write to us without insults.")
    writes(harbour, ticket_id, INSULT)
    until(harbour, account, "2026-03-04 11:00")
    first = reference(harbour.notes(ticket_id)[0])
    orders(harbour, ticket_id, f"#not-abuse {first}", agent=MEMBER)
    until(harbour, account, "2026-03-04 12:00")
    assert [incident.given_back for incident in remembered(account)] == [True, False]


def test_a_strike_of_a_closed_ticket_is_given_back_on_the_persons_next(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    first = harbour.ticket(agent=0)
    writes(harbour, first, INSULT)
    harbour.cycle(account)
    note = reference(harbour.notes(first)[0])
    with harbour.sandbox.lock:
        harbour.world.update(first, harbour.agents[0], {"status": "closed"})
        kim = harbour.world.add_user("Kim Other")
        foreign = harbour.world.add_ticket(kim, "Hello", group_id=harbour.groups[0])
    orders(harbour, foreign, f"#not-abuse {note}", agent=MEMBER)
    until(harbour, account, "2026-03-04 11:00")
    assert [incident.given_back for incident in remembered(account)] == [False], "not on another's ticket"
    orders(harbour, harbour.ticket(agent=0), f"#not-abuse {note}", agent=MEMBER)
    until(harbour, account, "2026-03-04 12:00")
    assert [incident.given_back for incident in remembered(account)] == [True]


def test_a_strike_of_a_ticket_that_was_merged_is_given_back_on_its_target(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    source, target = harbour.ticket(agent=0), harbour.ticket(agent=1)
    writes(harbour, source, THREAT)
    harbour.cycle(account)
    merge(harbour, source, target)
    harbour.cycle(account)
    orders(harbour, target, "#not-abuse", agent=MEMBER)
    until(harbour, account, "2026-03-04 12:00")
    assert [incident.given_back for incident in remembered(account)] == [True]
    assert [case.state for case in cases(account)] == [CaseState.WITHDRAWN]


def test_a_strike_of_a_ticket_that_left_the_scope_can_be_given_back(harbour: Harbour) -> None:
    account = opened(harbour, boundaries('scope = { groups = ["Billing"] }'))
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT)
    harbour.cycle(account)
    harbour.hand(ticket_id, 1)
    orders(harbour, ticket_id, "#not-abuse", agent=MEMBER)
    until(harbour, account, "2026-03-04 12:00")
    assert [incident.given_back for incident in remembered(account)] == [True]


def test_deciding_one_case_settles_all_that_named_it_and_opens_no_other(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    first, second = harbour.ticket(agent=0), harbour.ticket(agent=1)
    writes(harbour, first, THREAT)
    harbour.cycle(account)
    writes(harbour, second, THREAT)
    until(harbour, account, "2026-03-04 11:00")
    (case,) = cases(account)
    assert case.reference in harbour.notes(second)[0]
    orders(harbour, first, f"#reject {case.reference}")
    until(harbour, account, "2026-03-04 13:00")
    assert [c.state for c in cases(account)] == [CaseState.REJECTED]
    assert (harbour.tags(first), harbour.tags(second)) == (set(), set())


def test_distress_is_told_of_though_settings_were_edited_since_and_the_ticket_was_solved(
    harbour: Harbour,
) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT)
    until(harbour, account, "2026-03-04 11:00")
    configure(harbour, account, boundaries('review_after = "20 weeks"'))
    harbour.cycle(account)
    writes(harbour, ticket_id, DISTRESS)
    solve(harbour, ticket_id)
    until(harbour, account, "2026-03-04 13:00")
    assert harbour.tags(ticket_id) == {"care_needed"}
    assert sum("distress" in str(m.payload) for m in messages(account)) == 1


def test_a_new_rung_of_a_stage_is_for_later_incidents(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    before = harbour.ticket(agent=0)
    writes(harbour, before, INSULT)
    until(harbour, account, "2026-03-06 10:00", step=6 * HOUR)
    rungs = """
[[policies.boundaries.stages.boundary.steps]]
add_tags = ["abuse_boundary"]
note = true
[[policies.boundaries.stages.boundary.steps]]
after = "1 hour"
add_tags = ["abuse_unanswered"]
note = true
"""
    configure(harbour, account, boundaries(rungs))
    until(harbour, account, "2026-03-06 14:00", step=HOUR)
    assert len(harbour.notes(before)) == 1
    with harbour.sandbox.lock:
        kim = harbour.world.add_user("Kim Other")
        after = harbour.world.add_ticket(kim, "Hello", group_id=harbour.groups[0])
    writes(harbour, after, INSULT, who=kim)
    until(harbour, account, "2026-03-06 17:00", step=HOUR)
    assert len(harbour.notes(after)) == 2


def test_who_is_given_a_ticket_of_somebody_who_is_gone_inherits_nothing(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, THREAT)
    harbour.cycle(account)
    with harbour.sandbox.lock:
        kim = harbour.world.add_user("Kim Other")
        harbour.world.users[harbour.customer].active = False
        harbour.world.update(ticket_id, harbour.agents[0], {"requester_id": kim})
    until(harbour, account, "2026-03-04 11:00")
    assert {incident.person_id for incident in remembered(account)} == {harbour.customer}


def test_two_policies_tell_of_an_incident_once(harbour: Harbour) -> None:
    settings = 'scope = { groups = ["Billing"] }'
    other = boundaries('scope = { groups = ["Technical"] }').partition("[policies.boundaries]")[2]
    account = opened(harbour, f"{boundaries(settings)}[policies.technical]{other}")
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT)
    harbour.cycle(account)
    harbour.hand(ticket_id, 1)
    until(harbour, account, "2026-03-04 13:00", step=HOUR)
    assert len(harbour.notes(ticket_id)) == 1


def test_without_any_policy_of_the_kind_what_was_remembered_ends_all_the_same(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT)
    writes(harbour, harbour.ticket(agent=1), DISTRESS)
    harbour.cycle(account)
    configure(harbour, account, "")
    until(harbour, account, "2026-11-01 10:00", step=7 * DAY)
    with account.store.reading() as connection:
        left = connection.exec_driver_sql(
            "select (select count(*) from incident) + (select count(*) from distress)"
        )
        assert left.scalar() == 0
