"""Several cases, orders that cross each other, and stores that were restored: each thing is settled once, and rightly."""

from __future__ import annotations

import pytest

from integration.engine import judge
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
    writes,
)
from tests.end_to_end.conduct.test_fairness import DAY, three_strikes
from tests.end_to_end.conduct.test_restored import backed_up, restored
from tests.end_to_end.promises.days import HOUR, configure, merge, opened, reference, until
from tests.integration.engine.harbour import Harbour


def test_a_case_stands_while_any_incident_that_names_it_stands(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    first, second = harbour.ticket(agent=0), harbour.ticket(agent=1)
    writes(harbour, first, THREAT)
    harbour.cycle(account)
    writes(harbour, second, THREAT)
    until(harbour, account, "2026-03-04 11:00")
    orders(harbour, first, "#not-abuse", agent=MEMBER)
    until(harbour, account, "2026-03-04 12:00")
    assert [case.state for case in cases(account)] == [CaseState.PROPOSED]
    assert "abuse_threat" in harbour.tags(second)
    own = reference(harbour.notes(second)[0][harbour.notes(second)[0].rindex("SH-") :])
    orders(harbour, second, f"#approve {own}")
    until(harbour, account, "2026-03-04 13:00")
    assert [case.state for case in cases(account)] == [CaseState.IN_FORCE], "the second note's reference"


def test_two_threats_in_one_cycle_are_settled_by_one_decision(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    tickets = [harbour.ticket(agent=agent) for agent in (0, 1)]
    for ticket_id in tickets:
        writes(harbour, ticket_id, THREAT)
    until(harbour, account, "2026-03-04 11:00")
    orders(harbour, tickets[0], f"#approve {cases(account)[0].reference}")
    until(harbour, account, "2026-03-04 12:00")
    assert sorted(case.state for case in cases(account)) == [CaseState.IN_FORCE, CaseState.WITHDRAWN]
    later = harbour.ticket(agent=0)
    until(harbour, account, "2026-03-04 13:00")
    assert len(harbour.notes(later)) == 1


def test_an_approval_stands_though_distress_is_written_right_after_it(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, THREAT)
    harbour.cycle(account)
    orders(harbour, ticket_id, f"#approve {cases(account)[0].reference}")
    harbour.wait(60)
    writes(harbour, ticket_id, DISTRESS)
    until(harbour, account, "2026-03-04 12:00")
    assert [case.state for case in cases(account)] == [CaseState.IN_FORCE]
    assert not any("already" in note for note in harbour.notes(ticket_id))


def test_distress_on_the_ticket_is_told_of_there_though_the_latest_incident_is_closed(
    harbour: Harbour,
) -> None:
    account = opened(harbour, boundaries())
    first, second = harbour.ticket(agent=0), harbour.ticket(agent=1)
    for ticket_id in (first, second):
        writes(harbour, ticket_id, INSULT)
        harbour.cycle(account, after=3600)
    with harbour.sandbox.lock:
        harbour.world.update(second, harbour.agents[0], {"status": "closed"})
    writes(harbour, first, DISTRESS)
    until(harbour, account, "2026-03-04 15:00", step=HOUR)
    assert harbour.tags(first) == {"care_needed"}
    assert sum("distress" in str(m.payload) for m in messages(account)) == 1


def test_what_is_withdrawn_by_the_clock_takes_its_tag_along(harbour: Harbour) -> None:
    account, tickets = three_strikes(harbour, 'strike_expires = "10 days"')
    until(harbour, account, "2026-03-16 16:00", step=6 * HOUR)
    assert [case.state for case in cases(account)] == [CaseState.WITHDRAWN]
    assert "abuse_restriction_proposed" not in harbour.tags(tickets[2])


def test_cases_of_a_policy_that_is_gone_end_and_block_nobody(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, THREAT)
    harbour.cycle(account)
    configure(harbour, account, boundaries().replace("policies.boundaries", "policies.conduct"))
    harbour.cycle(account)
    second = harbour.ticket(agent=1)
    writes(harbour, second, THREAT)
    until(harbour, account, "2026-03-04 12:00")
    old, new = cases(account)
    assert (new.policy, new.state) == ("conduct", CaseState.PROPOSED)
    orders(harbour, second, f"#approve {new.reference}")
    until(harbour, account, "2026-03-04 13:00")
    until(harbour, account, "2026-10-10 10:00", step=7 * DAY)
    after = {case.reference: case.state for case in cases(account)}
    assert after == {old.reference: CaseState.WITHDRAWN, new.reference: CaseState.IN_FORCE}


def test_a_restored_store_may_judge_in_any_order(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    account = backed_up(harbour)
    tickets = [harbour.ticket(agent=0) for _ in range(3)]
    for day, ticket_id in zip((5, 6, 7), (tickets[1], tickets[2], tickets[0]), strict=True):
        writes(harbour, ticket_id, INSULT)
        until(harbour, account, f"2026-03-{day:02} 10:00", step=6 * HOUR)
    (case,) = cases(account)
    orders(harbour, tickets[0], f"#approve {case.reference}")
    until(harbour, account, "2026-03-07 14:00", step=HOUR)
    written = [len(harbour.notes(ticket_id)) for ticket_id in tickets]
    monkeypatch.setattr(judge, "SLICE", 1)
    again = restored(harbour, account)
    until(harbour, again, "2026-03-09 14:00", step=6 * HOUR)
    assert [(c.reference, c.state) for c in cases(again)] == [(case.reference, CaseState.IN_FORCE)]
    assert [len(harbour.notes(ticket_id)) for ticket_id in tickets] == written
    assert {incident.told for incident in remembered(again)} == set(Stage)


def test_a_restored_store_finds_the_case_of_a_ticket_that_was_merged_since(harbour: Harbour) -> None:
    account = backed_up(harbour)
    source, target = harbour.ticket(agent=0), harbour.ticket(agent=1)
    writes(harbour, source, THREAT)
    harbour.cycle(account)
    (case,) = cases(account)
    orders(harbour, source, f"#approve {case.reference}")
    until(harbour, account, "2026-03-04 11:00")
    merge(harbour, source, target)
    until(harbour, account, "2026-03-04 12:00")
    again = restored(harbour, account)
    until(harbour, again, "2026-03-04 16:00", step=HOUR)
    assert [(c.reference, c.state) for c in cases(again)] == [(case.reference, CaseState.IN_FORCE)]
    assert cases(again)[0].proposed_at == case.proposed_at


def test_a_restored_store_gives_back_by_a_cases_reference(harbour: Harbour) -> None:
    account = backed_up(harbour)
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, THREAT)
    harbour.cycle(account)
    orders(harbour, ticket_id, f"#not-abuse {cases(account)[0].reference}", agent=LEAD)
    until(harbour, account, "2026-03-04 12:00")
    assert [case.state for case in cases(account)] == [CaseState.WITHDRAWN]
    again = restored(harbour, account)
    until(harbour, again, "2026-03-04 16:00", step=HOUR)
    assert [incident.given_back for incident in remembered(again)] == [True]
    assert harbour.tags(ticket_id) == set()


def test_a_report_after_a_dismissal_counts_again(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT)
    harbour.cycle(account)
    with harbour.sandbox.lock:
        harbour.world.update(ticket_id, harbour.agents[0], {"remove_tags": ["abuse_boundary"]})
    until(harbour, account, "2026-03-04 11:00")
    assert [incident.given_back for incident in remembered(account)] == [True]
    orders(harbour, ticket_id, "#abuse", agent=1)
    until(harbour, account, "2026-03-04 12:00")
    assert [incident.given_back for incident in remembered(account)] == [False]
