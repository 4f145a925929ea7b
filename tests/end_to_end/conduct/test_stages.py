"""Strikes of one person on several tickets, over a socket: the boundary first, then the lead, then a proposal."""

from __future__ import annotations

from tests.end_to_end.conduct.scenes import (
    ANGRY,
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
from tests.end_to_end.promises.days import HOUR, opened, until
from tests.integration.engine.harbour import Harbour


def test_anger_is_left_alone(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, ANGRY)
    harbour.cycle(account)
    assert harbour.notes(ticket_id) == []
    assert remembered(account) == []


def test_the_first_insult_meets_the_boundary_with_a_masked_quote_and_a_wording(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT)
    harbour.cycle(account)
    (note,) = harbour.notes(ticket_id)
    assert "strike 1" in note
    assert "idiots" not in note
    assert "i*****" in note
    assert "without insults" in note
    assert harbour.tags(ticket_id) == {"abuse_boundary"}
    assert messages(account) == [], "nobody else is told of a first one"


def test_the_next_ticket_of_the_same_person_informs_the_lead(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    first = harbour.ticket(agent=0)
    writes(harbour, first, INSULT)
    harbour.cycle(account)
    solve(harbour, first)
    until(harbour, account, "2026-03-05 10:00", step=6 * HOUR)
    second = harbour.ticket(agent=1)
    writes(harbour, second, INSULT)
    harbour.cycle(account)
    (note,) = harbour.notes(second)
    assert "strike 2" in note
    assert f"#{first}" in note
    assert "Ben Okafor" in note, "whom it hit"
    assert "abuse_lead" in harbour.tags(second)
    assert len(messages(account)) == 1


def test_two_tickets_at_once_are_told_the_boundary_each_for_nobody_has_heard_it_before(
    harbour: Harbour,
) -> None:
    account = opened(harbour, boundaries())
    tickets = [harbour.ticket(agent=0) for _ in range(2)]
    for ticket_id in tickets:
        writes(harbour, ticket_id, INSULT)
    harbour.cycle(account)
    harbour.cycle(account)
    assert [harbour.tags(ticket_id) for ticket_id in tickets] == [{"abuse_boundary"}] * 2


def test_a_threat_reaches_the_leads_group_within_one_cycle_and_is_proposed_at_once(harbour: Harbour) -> None:
    steps = """
[[policies.boundaries.stages.restriction.steps]]
add_tags = ["abuse_threat"]
note = true
group = "Returns"
notify = ["leads"]
"""
    account = opened(harbour, boundaries(steps), '[quiet_hours]\ndaily = "00:00-23:59"\ntime_zone = "UTC"')
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, THREAT)
    harbour.cycle(account)
    (note,) = harbour.notes(ticket_id)
    assert "threat" in note
    assert "safety procedure" in note
    with harbour.sandbox.lock:
        assert harbour.world.tickets[ticket_id].group_id == harbour.groups[2]
    (case,) = cases(account)
    assert f"#approve {case.reference}" in note
    assert len(messages(account)) == 1


def test_a_strike_expires(harbour: Harbour) -> None:
    account = opened(harbour, boundaries('strike_expires = "10 days"'))
    first = harbour.ticket(agent=0)
    writes(harbour, first, INSULT)
    harbour.cycle(account)
    until(harbour, account, "2026-03-15 10:00", step=24 * HOUR)
    second = harbour.ticket(agent=0)
    writes(harbour, second, INSULT)
    harbour.cycle(account)
    assert "strike 1" in harbour.notes(second)[0]
    assert harbour.tags(second) == {"abuse_boundary"}


def test_what_is_dismissed_gives_its_strike_back_and_takes_our_tags_off(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    first = harbour.ticket(agent=0)
    writes(harbour, first, INSULT)
    harbour.cycle(account)
    orders(harbour, first, "#not-abuse", agent=MEMBER)
    until(harbour, account, "2026-03-04 11:00")
    assert harbour.tags(first) == set()
    assert [incident.given_back for incident in remembered(account)] == [True]
    second = harbour.ticket(agent=0)
    writes(harbour, second, INSULT)
    harbour.cycle(account)
    assert "strike 1" in harbour.notes(second)[0]


def test_taking_the_tag_off_gives_the_strike_back_too(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT)
    harbour.cycle(account)
    with harbour.sandbox.lock:
        harbour.world.update(ticket_id, harbour.agents[0], {"remove_tags": ["abuse_boundary"]})
    harbour.cycle(account)
    assert [incident.given_back for incident in remembered(account)] == [True]


def test_what_the_reader_missed_is_reported_by_a_note(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, "Well, you know what I think of people of your sort.")
    harbour.cycle(account)
    assert harbour.notes(ticket_id) == []
    orders(harbour, ticket_id, "#abuse", agent=1)
    harbour.cycle(account)
    (note,) = harbour.notes(ticket_id)
    assert "Reported by Ben Okafor" in note
    assert [i.person_id for i in remembered(account)] == [harbour.customer]


def test_a_tag_of_zendesks_own_quality_assurance_counts_as_a_report(harbour: Harbour) -> None:
    account = opened(harbour, boundaries('report_tags = ["qa_abusive"]'))
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, "Well, you know what I think of people of your sort.")
    with harbour.sandbox.lock:
        harbour.world.update(ticket_id, harbour.agents[1], {"additional_tags": ["qa_abusive"]})
    harbour.cycle(account)
    assert "Reported by a tag" in harbour.notes(ticket_id)[0]


def test_the_insult_of_a_third_person_is_theirs(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    with harbour.sandbox.lock:
        third = harbour.world.add_user("Kim Third")
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT, who=third)
    harbour.cycle(account)
    assert [i.person_id for i in remembered(account)] == [third]
    second = harbour.ticket(agent=0)
    writes(harbour, second, INSULT)
    harbour.cycle(account)
    assert "strike 1" in harbour.notes(second)[0], "the requester has none of the other's strikes"


def test_agents_words_and_quoted_words_never_count(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT, who=harbour.agents[0])
    orders(harbour, ticket_id, INSULT, agent=0)
    quoted = f"Thanks, that helps.\n\nOn Tue, Pat wrote:\n> {INSULT}\n> {THREAT}\n"
    writes(harbour, ticket_id, quoted)
    harbour.cycle(account)
    assert harbour.notes(ticket_id) == []
    assert remembered(account) == []


def test_a_policy_that_observes_writes_nothing_and_says_what_it_would_do(harbour: Harbour) -> None:
    account = opened(harbour, boundaries(mode="observe"))
    tickets = [harbour.ticket(agent=0) for _ in range(3)]
    for ticket_id in tickets:
        writes(harbour, ticket_id, INSULT)
        harbour.cycle(account)
    assert [harbour.notes(ticket_id) for ticket_id in tickets] == [[], [], []]
    assert cases(account) == []


def test_a_customer_who_was_merged_into_another_keeps_the_strikes(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    first = harbour.ticket(agent=0)
    writes(harbour, first, INSULT)
    harbour.cycle(account)
    with harbour.sandbox.lock:
        other = harbour.world.add_user("Pat Customer Two", email="pat.two@example.com")
        harbour.world.merge_people(harbour.customer, other)
        second = harbour.world.add_ticket(other, "Hello", group_id=harbour.groups[0])
    harbour.cycle(account)
    writes(harbour, second, INSULT, who=other)
    harbour.cycle(account)
    assert {i.person_id for i in remembered(account)} == {other}
    assert "strike 2" in harbour.notes(second)[0]


def test_of_tickets_that_no_policy_of_abuse_looks_at_nothing_is_remembered(harbour: Harbour) -> None:
    account = opened(harbour, boundaries('scope = { groups = ["Billing"] }'))
    off, elsewhere = harbour.ticket(agent=0, tags=["steadyhand_off"]), harbour.ticket(group=1)
    for ticket_id in (off, elsewhere):
        writes(harbour, ticket_id, f"{INSULT} {DISTRESS}")
    harbour.cycle(account)
    assert remembered(account) == []
    with account.store.reading() as connection:
        assert connection.exec_driver_sql("select count(*) from distress").scalar() == 0


def test_staff_who_ask_for_themselves_are_not_read(harbour: Harbour) -> None:
    account = opened(harbour, boundaries(), "[scope]\ninclude_internal_tickets = true\n")
    with harbour.sandbox.lock:
        ticket_id = harbour.world.add_ticket(harbour.agents[1], INSULT, group_id=harbour.groups[0])
    writes(harbour, ticket_id, INSULT, who=harbour.agents[1])
    harbour.cycle(account)
    assert remembered(account) == []
    with account.store.reading() as connection:
        assert (
            connection.exec_driver_sql("select count(*) from event where excerpts is not null").scalar() == 0
        )


def test_while_nothing_asks_for_it_customers_are_not_read(harbour: Harbour) -> None:
    account = opened(harbour, "")
    writes(harbour, harbour.ticket(agent=0), f"{INSULT} {DISTRESS}")
    harbour.cycle(account)
    with account.store.reading() as connection:
        query = "select count(*) from event where payload like '%signals%'"
        assert connection.exec_driver_sql(query).scalar() == 0


def test_an_accounts_own_words_count_and_are_spared(harbour: Harbour) -> None:
    own = '[reading.abuse]\nphrases = [{ words = "toy train driver*" }]\nallowed = ["bunch of idiots"]\n'
    account = opened(harbour, boundaries(), own)
    first, second = harbour.ticket(agent=0), harbour.ticket(agent=0)
    writes(harbour, first, "What toy train drivers work there?")
    writes(harbour, second, "You are a bunch of idiots.")
    harbour.cycle(account)
    harbour.cycle(account)
    assert [len(harbour.notes(ticket_id)) for ticket_id in (first, second)] == [1, 0]
