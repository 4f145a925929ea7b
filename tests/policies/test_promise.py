"""The law of `promise`: tests/cases/promise.toml."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from policies.core.actions import InForce, Memory
from policies.core.conditions import GlobalScope
from policies.core.durations import Duration
from policies.core.evaluation import evaluate
from policies.core.planning import propose
from policies.core.steps import Step
from policies.promise import Promise
from tests.policies.histories import facts_of, facts_of_case, moment, sorts
from tests.policies.tables import hold_to, hold_trace, table_of

TABLE = table_of("promise")


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_case_of_the_table(case: dict[str, Any]) -> None:
    policy = Promise(name="kept-promises", **{**TABLE["policy"], **case.get("policy", {})})
    facts = facts_of_case(case)
    verdict = policy.decide(facts)
    hold_trace(policy, facts, verdict)
    assert sorts(verdict.findings) == case["finds"], verdict
    hold_to(case, verdict)
    if "own_tags" in case:
        (step,) = verdict.findings[0].steps or ()
        assert (list(step.add_tags), step.note) == (case["own_tags"], case["own_note"])


@pytest.mark.parametrize(
    ("answer", "marked"),
    [("thu 11:00", True), ("wed 12:00", False)],
    ids=["answered late", "answered in time"],
)
def test_only_the_end_of_a_promise_that_was_kept_late_is_marked(answer: str, *, marked: bool) -> None:
    """Else `on_end = { add_tags = ["promise_kept_late"] }` would not be true."""
    history = [
        "mon 09:00 created: group -> Billing",
        'mon 10:00 ana: answers "I will get back to you by Wednesday."',
        f'{answer} ana: answers "Here it is."',
    ]
    verdict = Promise(name="kept-promises", kind="promise").decide(facts_of(history, "fri 10:00"))
    assert bool(verdict.marked_ends) is marked


def test_a_warning_comes_before_what_it_warns_of() -> None:
    with pytest.raises(ValidationError, match="shorter than auto_close_after"):
        Promise(kind="promise", warn_before_close="4 days")
    assert (
        Promise(kind="promise", warn_before_close="4 days", auto_close_after=False).auto_close_after is False
    )


@pytest.mark.parametrize(
    ("warn", "close", "refused"),
    [
        ("2 days", "3 days", False),
        ("4 business days", "4 days", True),
        ("96 business hours", "4 days", True),
        ("3 business days", "4 days", False),
        ("4 days", "1 business day", False),
        ("2 business days", "1 business day", True),
        ("8 business hours", "1 business day", False),
    ],
)
def test_a_warning_that_surely_comes_too_early_is_refused_across_measures(
    warn: str, close: str, *, refused: bool
) -> None:
    """A business day takes a day or more, and how many more only a calendar tells."""
    settings = {"kind": "promise", "warn_before_close": warn, "auto_close_after": close}
    if refused:
        with pytest.raises(ValidationError, match="shorter than auto_close_after"):
            Promise.model_validate(settings)
    else:
        assert Promise.model_validate(settings).own_steps()


LADDER = (
    Step(before=Duration.parse("2 business hours"), add_tags=("promise_soon",), note=True),
    Step(add_tags=("promise_due",)),
    Step(
        after=Duration.parse("4 business hours"),
        add_tags=("promise_late",),
        add_followers=("lead@a.example",),
    ),
)


@pytest.mark.parametrize("now", ["thu 11:00", "thu 15:00", "fri 10:00"])
def test_before_a_ticket_closes_its_own_step_is_planned_and_none_of_the_policys(now: str) -> None:
    """`promise_late` and a new follower would be wrong of an answer that is due in a week."""
    history = [
        'mon 10:00 ana: answers "I will get back to you within 10 business days."',
        "mon 11:00 ana: status -> solved",
    ]
    policy = Promise(name="kept-promises", kind="promise", mode="enforce", steps=LADDER)
    facts = facts_of(history, now)
    force = Memory(in_force={policy.name: InForce(enforced_since=moment("mon 08:00"))})
    proposal = propose(facts, evaluate(facts, [policy], GlobalScope()), force)
    assert proposal.update is not None
    assert proposal.update.add_tags == ("promise_closing",)
    assert proposal.update.note
    assert proposal.update.add_followers == ()
    assert [item.rung for item in proposal.update.items] == ["at once"]
    assert proposal.held == ()


def test_what_is_done_besides_the_steps_is_told() -> None:
    """`check` shows it: a policy without steps may still write notes."""
    told = [(own.when, own.step.add_tags, own.step.note) for own in Promise(kind="promise").own_steps()]
    assert told == [
        ("a time that cannot be", ("promise_impossible",), True),
        ("an answer that is due after the ticket has closed", ("promise_closing",), True),
    ]
    quiet = Promise(kind="promise", vague="tag", impossible="report", auto_close_after=False)
    assert [(own.step.add_tags, own.step.note) for own in quiet.own_steps()] == [(("promise_vague",), False)]
    assert len(Promise(kind="promise", on_solved=False).own_steps()) == 1
    assert len(Promise(kind="promise", remind=("action",)).own_steps()) == 1


def test_business_time_is_known_of() -> None:
    assert not Promise(kind="promise").uses_business_time()
    assert Promise(kind="promise", warn_before_close="1 business day").uses_business_time()
