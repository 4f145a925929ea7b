"""Switching and editing never flood: on a store with 500 open occasions an edit writes nothing by itself."""

from __future__ import annotations

from collections import Counter

from integration.console.summary import status_data
from integration.engine.context import Context
from tests.end_to_end.promises.days import configure
from tests.integration.engine.acts import (
    findings,
    many_passed_around,
    person,
    policy,
    rows,
    stored,
    written,
)
from tests.integration.engine.harbour import Harbour

OPEN = 500
LIMITS = "[limits]\nupdates_per_policy_per_cycle = 1000\nbrake = { tickets = 1000, share = '100%' }\n"
LATER = '[[steps]]\nafter = "2 days"\nadd_tags = ["passed_on"]'
FIRST = '[[steps]]\nadd_tags = ["passed_around"]\nnote = true'
TENTH = 'enforce_for = { share = "10%" }'


def opened(harbour: Harbour, text: str) -> Context:
    """The service, with its first look taken and limits that hold nothing back."""
    account = harbour.open(text, LIMITS)
    harbour.cycle(account)
    return account


def edited(harbour: Harbour, account: Context, text: str) -> None:
    """The service takes an edited file and goes on for two cycles."""
    configure(harbour, account, text, LIMITS)
    for _ in range(2):
        harbour.cycle(account)


def held(account: Context) -> Counter[str]:
    """How many actions are held for each reason."""
    return Counter(row.reason for row in rows(account) if row.state == "held")


def open_occasions(account: Context) -> int:
    return sum(found.state == "open" for found in findings(account))


def test_switching_from_observe_to_enforce_writes_nothing_by_itself(harbour: Harbour) -> None:
    account = opened(harbour, policy(mode="observe"))
    many_passed_around(harbour, OPEN)
    harbour.cycle(account)
    assert (open_occasions(account), held(account)) == (OPEN, {"observe": OPEN})
    edited(harbour, account, policy())
    assert harbour.sandbox.writes() == []
    assert held(account) == {"history": OPEN}


def test_a_lower_threshold_writes_nothing_by_itself(harbour: Harbour) -> None:
    """Neither on the occasions that were open, nor on those that only the new threshold finds."""
    account = opened(harbour, policy(mode="observe"))
    many_passed_around(harbour, OPEN)
    harbour.cycle(account)
    edited(harbour, account, policy())
    many_passed_around(harbour, 100, handoffs=2)
    harbour.cycle(account)
    assert open_occasions(account) == OPEN
    edited(harbour, account, policy(extra="max_handoffs = 2"))
    assert harbour.sandbox.writes() == []
    assert open_occasions(account) == OPEN + 100
    assert held(account) == {"history": OPEN + 100}


def test_a_rung_that_is_put_first_writes_nothing_by_itself(harbour: Harbour) -> None:
    """The open occasions keep the ladder that they began with: their later rung is written when its time comes."""
    account = opened(harbour, policy(steps=LATER))
    ids = many_passed_around(harbour, OPEN)
    harbour.cycle(account)
    assert held(account) == {"before its time": OPEN}
    edited(harbour, account, policy(steps=f"{FIRST}\n{LATER}"))
    assert harbour.sandbox.writes() == []
    assert held(account) == {"history": OPEN, "before its time": OPEN}
    harbour.wait(2 * 24 * 3600)
    for _ in range(3):
        harbour.cycle(account)
    assert written(harbour) == ids
    assert all(harbour.tags(ticket_id) == {"passed_on"} for ticket_id in ids)


def test_taking_all_tickets_in_after_a_tenth_writes_nothing_by_itself(harbour: Harbour) -> None:
    account = opened(harbour, policy(extra=TENTH))
    ids = many_passed_around(harbour, OPEN)
    for _ in range(2):
        harbour.cycle(account)
    acted_on = written(harbour)
    assert 0 < len(acted_on) < OPEN / 5
    assert held(account)["observe"] == OPEN - len(acted_on)
    edited(harbour, account, policy())
    assert written(harbour) == acted_on
    assert held(account)["history"] == OPEN - len(acted_on)
    (later,) = many_passed_around(harbour, 1)
    for _ in range(2):
        harbour.cycle(account)
    assert written(harbour) == [*acted_on, later], "and what begins from now on is acted on everywhere"
    assert {row.sentence for row in rows(account) if row.reason == "history"} == {
        "It was open while the policy only observed this ticket."
    }
    assert later not in ids


def test_taking_all_tickets_in_again_after_a_while_with_fewer_writes_nothing_by_itself(
    harbour: Harbour,
) -> None:
    """Although the occasions began while the policy acted on all tickets, and a step fell due meanwhile."""
    ladder = f"{FIRST}\n{LATER}"
    limits = f"{LIMITS}updates_per_owner_per_day = 1000\n"
    account = harbour.open(policy(steps=ladder), limits)
    harbour.cycle(account)
    ids = many_passed_around(harbour, 20)
    for _ in range(3):
        harbour.cycle(account)
    configure(harbour, account, policy(steps=ladder, extra='enforce_for = { share = "1%" }'), limits)
    harbour.cycle(account)
    harbour.cycle(account, after=3 * 24 * 3600)
    writes = len(harbour.sandbox.writes())
    configure(harbour, account, policy(steps=ladder), limits)
    for _ in range(3):
        harbour.cycle(account)
    assert len(harbour.sandbox.writes()) == writes
    assert {harbour.tags(ticket_id) == {"passed_around"} for ticket_id in ids} == {True}
    assert held(account)["history"] == len(ids)
    dripping = policy(steps=ladder, extra="include_open = true\ndrip = 5")
    configure(harbour, account, dripping, limits)
    for _ in range(4):
        harbour.cycle(account)
    assert sum("passed_on" in harbour.tags(ticket_id) for ticket_id in ids) == 5


def test_with_include_open_a_wider_rollout_drips(harbour: Harbour) -> None:
    account = opened(harbour, policy(extra=TENTH))
    many_passed_around(harbour, 100)
    for _ in range(2):
        harbour.cycle(account)
    acted_on = written(harbour)
    edited(harbour, account, policy(extra="include_open = true\ndrip = 5"))
    assert len(written(harbour)) == len(acted_on) + 5


def test_only_the_named_groups_are_acted_on_and_the_others_show_what_would_be_done(harbour: Harbour) -> None:
    account = opened(harbour, policy(extra='enforce_for = { groups = ["Billing"] }'))
    inside, outside = many_passed_around(harbour, 2)
    person(harbour, outside, {"group_id": harbour.groups[1]})
    for _ in range(2):
        harbour.cycle(account)
    assert written(harbour) == [inside]
    (row,) = rows(account, outside)
    assert (row.reason, row.sentence) == (
        "observe",
        "Only observed on this ticket: enforce_for takes in the group Billing.",
    )
    modes = {found.ticket_id: (found.mode, found.first_mode) for found in findings(account)}
    assert modes == {inside: ("enforce", "enforce"), outside: ("observe", "observe")}
    shown = status_data(account.store, account.config)["policies"]["passed-around"]
    assert (shown["mode"], shown["acts"]) == ("enforce", "on the tickets in group Billing only")
    person(harbour, outside, {"group_id": harbour.groups[0]})
    for _ in range(2):
        harbour.cycle(account)
    assert written(harbour) == [inside], (
        "an occasion that was only observed stays so where its ticket comes in"
    )
    assert stored(account, outside).group_id == harbour.groups[0]


def test_a_store_that_does_not_know_how_an_occasion_was_first_seen_goes_on_as_before(
    harbour: Harbour,
) -> None:
    """What was found by a release before this one has no first mode: it is neither acted on more nor less."""
    account = opened(harbour, policy(steps=LATER))
    (ticket_id,) = many_passed_around(harbour, 1)
    harbour.cycle(account)
    with account.store.transaction() as connection:
        connection.exec_driver_sql("UPDATE finding SET first_mode = NULL")
    harbour.wait(2 * 24 * 3600)
    for _ in range(2):
        harbour.cycle(account)
    assert written(harbour) == [ticket_id]


def test_directives_are_answered_only_where_a_policy_acts(harbour: Harbour) -> None:
    account = opened(harbour, policy(extra='enforce_for = { groups = ["Billing"] }'))
    inside, outside = harbour.ticket(group=0), harbour.ticket(group=1)
    for ticket_id in (inside, outside):
        with harbour.sandbox.lock:
            harbour.world.say(ticket_id, harbour.agents[0], "#snooze 2 days", public=False)
    for _ in range(2):
        harbour.cycle(account)
    assert (harbour.tags(inside), harbour.tags(outside)) == ({"snoozed"}, set())
