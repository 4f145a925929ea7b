"""What a step does reaches Zendesk, rung by rung, once, and as one update a ticket."""

from __future__ import annotations

import pytest

from integration.config.problems import ConfigError
from integration.engine import rows as ledger_rows
from integration.engine.context import Context
from integration.notes import render_note
from tests.integration.engine.acts import many_passed_around, person, policy, rows, states, written
from tests.integration.engine.harbour import Harbour

LADDER = """[[steps]]
add_tags = ["told"]
note = true
[[steps]]
after = "2 hours"
add_tags = ["told_again"]
note = true
"""


def ready(harbour: Harbour, text: str, extra: str = "") -> Context:
    account = harbour.open(text, extra)
    harbour.cycle(account)
    return account


def settle(harbour: Harbour, account: Context, cycles: int = 3) -> None:
    for _ in range(cycles):
        harbour.cycle(account)


def own_updates(harbour: Harbour, ticket_id: int) -> int:
    own = harbour.world.service_user_id
    return sum(a.author_id == own for a in harbour.world.tickets[ticket_id].audits)


def test_the_next_rung_comes_by_its_timer_without_any_change(harbour: Harbour) -> None:
    account = ready(harbour, policy(steps=LADDER))
    (ticket_id,) = many_passed_around(harbour, 1)
    settle(harbour, account)
    assert harbour.tags(ticket_id) == {"told"}
    report = harbour.cycle(account, after=7000)
    assert report.counts.get("tickets") == 0
    settle(harbour, account, 2)
    assert harbour.tags(ticket_id) == {"told", "told_again"}
    assert len(harbour.notes(ticket_id)) == 2


def test_of_rungs_due_together_only_the_highest_is_written(harbour: Harbour) -> None:
    quiet = '[quiet_hours]\ndaily = "10:00-16:00"\ntime_zone = "UTC"\n'
    account = ready(harbour, policy(steps=LADDER), quiet)
    (ticket_id,) = many_passed_around(harbour, 1)
    harbour.cycle(account, after=6 * 3600)
    settle(harbour, account)
    assert harbour.tags(ticket_id) == {"told_again"}
    assert states(account, ticket_id)["passed-around: at once"] == "held: superseded"


def test_half_an_hour_lies_between_two_rungs(harbour: Harbour) -> None:
    quiet = '[quiet_hours]\ndaily = "10:00-11:55"\ntime_zone = "UTC"\n'
    account = ready(harbour, policy(steps=LADDER), quiet)
    (ticket_id,) = many_passed_around(harbour, 1)  # due again at about 12:00
    while len(harbour.notes(ticket_id)) < 2:
        harbour.cycle(account)
        assert harbour.world.clock.now().hour < 14
    own = harbour.world.service_user_id
    first, second = (a.at for a in harbour.world.tickets[ticket_id].audits if a.author_id == own)
    assert 30 * 60 <= (second - first).total_seconds() <= 34 * 60


def test_a_ticket_solved_before_its_note_gets_none(harbour: Harbour) -> None:
    account = ready(harbour, policy(steps=LADDER))
    early, late, in_the_last_minute = many_passed_around(harbour, 3)
    person(harbour, early, {"status": "solved"})
    harbour.wait(60)
    person(harbour, in_the_last_minute, {"status": "solved"})
    settle(harbour, account)
    assert written(harbour) == [late]
    person(harbour, late, {"status": "solved"})
    harbour.cycle(account, after=9000)
    settle(harbour, account)
    assert len(harbour.notes(late)) == 1
    assert own_updates(harbour, late) == 2, "the note with its tag, and the tag taken off again"
    assert not harbour.tags(late) & {"told", "told_again"}


def test_a_ticket_closed_in_the_last_minute_is_not_written_to(harbour: Harbour) -> None:
    account = ready(harbour, policy())
    (ticket_id,) = many_passed_around(harbour, 1)
    harbour.wait(70)
    person(harbour, ticket_id, {"status": "closed"})
    settle(harbour, account)
    assert written(harbour) == []
    assert harbour.sandbox.writes() == []


def test_everything_that_a_step_may_set_reaches_zendesk(harbour: Harbour) -> None:
    region = harbour.world.add_ticket_field("Region", "tagger")
    steps = """[[steps]]
priority = "high"
status = "pending"
group = "Returns"
assignee = "cem.demir@example.com"
add_followers = ["Ana Reyes", "ben.okafor@example.com"]
custom_fields = { Region = "north" }
"""
    account = ready(harbour, policy(steps=steps, extra=""))
    (ticket_id,) = many_passed_around(harbour, 1)
    settle(harbour, account)
    ticket = harbour.world.tickets[ticket_id]
    assert (ticket.priority, ticket.status, ticket.group_id) == ("high", "pending", harbour.groups[2])
    assert ticket.assignee_id == harbour.agents[2]
    assert set(ticket.follower_ids) == {harbour.agents[0], harbour.agents[1]}
    assert ticket.custom_fields == {region: "north"}
    assert own_updates(harbour, ticket_id) == 1
    assert {row.state for row in rows(account, ticket_id)} == {"done"}


def test_two_policies_make_one_update_one_note_and_one_reference(harbour: Harbour) -> None:
    account = ready(harbour, policy() + policy("second-look"))
    (ticket_id,) = many_passed_around(harbour, 1)
    settle(harbour, account)
    (note,) = harbour.notes(ticket_id)
    assert harbour.tags(ticket_id) == {"passed_around", "second_look"}
    assert own_updates(harbour, ticket_id) == 1
    (reference,) = {row.reference for row in rows(account, ticket_id)}
    assert reference in note


def test_policies_of_equal_rank_that_disagree_set_nothing_and_the_rest_is_written(harbour: Harbour) -> None:
    low = policy("low", steps='[[steps]]\npriority = "low"\nadd_tags = ["seen_low"]')
    high = policy("high", steps='[[steps]]\npriority = "high"')
    account = ready(harbour, low + high)
    (ticket_id,) = many_passed_around(harbour, 1)
    settle(harbour, account)
    assert harbour.world.tickets[ticket_id].priority is None
    assert harbour.tags(ticket_id) == {"seen_low"}
    assert states(account, ticket_id) == {"high: at once": "held: policies disagree", "low: at once": "done"}
    assert all("Another policy" in row.sentence for row in rows(account, ticket_id))


def test_the_higher_rank_wins_a_field(harbour: Harbour) -> None:
    low = policy("low", steps='[[steps]]\npriority = "low"')
    high = policy("high", extra="rank = 5", steps='[[steps]]\npriority = "high"')
    account = ready(harbour, low + high)
    (ticket_id,) = many_passed_around(harbour, 1)
    settle(harbour, account)
    assert harbour.world.tickets[ticket_id].priority == "high"


def test_a_removal_never_beats_an_addition_of_the_same_tag(harbour: Harbour) -> None:
    adds = policy("adds", steps='[[steps]]\nadd_tags = ["watched"]')
    removes = policy("removes", extra="rank = 9", steps='[[steps]]\nremove_tags = ["watched", "calm"]')
    account = ready(harbour, adds + removes)
    ticket_id = harbour.ticket(tags=["calm"])
    harbour.hand(ticket_id, 1, 2, 0)
    settle(harbour, account)
    assert harbour.tags(ticket_id) == {"watched"}


def test_a_shared_ticket_gets_tags_and_no_note(harbour: Harbour) -> None:
    account = ready(harbour, policy())
    ticket_id = harbour.ticket(sharing_agreement_ids=[77])
    harbour.hand(ticket_id, 1, 2, 0)
    settle(harbour, account)
    assert harbour.tags(ticket_id) == {"passed_around"}
    assert harbour.notes(ticket_id) == []


def test_a_policy_that_may_note_shared_tickets_does_not_take_anothers_note_along(harbour: Harbour) -> None:
    account = ready(harbour, policy("open-door", extra="shared_tickets = true") + policy("house-only"))
    ticket_id = harbour.ticket(sharing_agreement_ids=[77])
    harbour.hand(ticket_id, 1, 2, 0)
    settle(harbour, account)
    (note,) = harbour.notes(ticket_id)
    assert note.count("handoffs within") == 1


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        (policy(extra='scope = { groups = ["Biling"] }'), "scope.groups", "did you mean 'Billing'?"),
        (policy(steps='[[steps]]\ngroup = "Tecnical"'), "steps.0.group", "did you mean 'Technical'?"),
        (policy(steps='[[steps]]\nassignee = "ana.reyez@example.com"'), "assignee", "ana.reyes@example.com"),
    ],
)
def test_a_name_that_the_account_does_not_have_is_refused_with_its_line(
    harbour: Harbour, text: str, line: str, sentence: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        harbour.open(text)
    (problem,) = caught.value.problems
    source = harbour.config_text(text).splitlines()
    assert line in problem.path
    assert sentence in problem.sentence
    wrong = next(
        number
        for number, shown in enumerate(source, 1)
        if "Biling" in shown or "Tecnical" in shown or "reyez" in shown
    )
    assert problem.line == wrong


def test_a_template_that_stumbles_over_a_ticket_falls_back_to_the_kinds_own_words(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = ready(
        harbour,
        policy(
            steps='[[steps]]\nadd_tags = ["told"]\nnote = "Look: {{ finding }}"'.replace(
                "{{ finding }}", "here"
            )
        ),
    )

    def stumbling(items: object, **frame: object) -> object:
        if any(item.template for item in items):  # type: ignore[attr-defined]
            raise ValueError
        return render_note(items, **frame)  # type: ignore[arg-type]

    monkeypatch.setattr(ledger_rows, "render_note", stumbling)
    (ticket_id,) = many_passed_around(harbour, 1)
    settle(harbour, account)
    (note,) = harbour.notes(ticket_id)
    assert "3 handoffs" in note
