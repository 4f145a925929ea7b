"""How directives are answered: tests/cases/answers.toml, and what the plan makes of a snooze."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from policies.core.actions import InForce, Memory, Reason
from policies.core.evaluation import Judgement
from policies.core.findings import Finding, Verdict
from policies.core.planning import Proposal, propose
from policies.core.settings import Settings
from policies.core.snoozes import DIRECTIVES
from policies.core.steps import Step
from policies.directives import Directives
from policies.follow_up import FollowUp
from policies.promise import Promise
from tests.policies.core.test_planning import watch
from tests.policies.histories import facts_of, moment
from tests.policies.tables import hold_trace

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "answers.toml").read_text())
OURS = Directives.beside(
    [
        Promise(name="kept-promises", kind="promise", mode="enforce"),
        FollowUp(name="ask-again", kind="follow_up", mode="enforce"),
    ]
)


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_case_of_the_table(case: dict[str, Any]) -> None:
    facts = facts_of(case["history"], case["now"])
    verdict = OURS.decide(facts)
    hold_trace(OURS, facts, verdict)
    steps = [step for finding in verdict.findings for step in finding.steps or ()]
    assert sorted(tag for step in steps for tag in step.add_tags) == case.get("tags", [])
    assert sum(bool(step.note) for step in steps) == case.get("notes", 0)
    assert all(case.get("because", "") in finding.because for finding in verdict.findings)
    if "asks_again" in case:
        assert verdict.recheck == moment(case["asks_again"])
    assert verdict.findings or verdict.because


def plan(policy: Settings, now: str, *, snooze: str) -> Proposal:
    """The plan for an occasion of Monday 12:00, on a ticket that was snoozed at 10:00."""
    history = ["mon 09:00 created: group -> Billing", f'mon 10:00 ana: notes "#snooze {snooze}"']
    finding = Finding("e/1", "It is so.", moment("mon 12:00"))
    force = Memory(in_force={policy.name: InForce(enforced_since=moment("mon 08:00"))})
    return propose(facts_of(history, now), [Judgement(policy, Verdict((finding,)))], force)


def test_a_snoozed_ticket_waits_and_is_looked_at_again_when_the_snooze_ends() -> None:
    policy = watch(steps=[Step(add_tags=("told",))])
    waiting = plan(policy, "mon 13:00", snooze="5 hours")
    assert waiting.update is None
    assert [held.reason for held in waiting.held] == [Reason.SNOOZED]
    assert waiting.timers[policy.name] == moment("mon 15:00")
    assert plan(policy, "mon 15:00", snooze="5 hours").update is not None


def test_the_answer_to_a_snooze_does_not_wait_for_it() -> None:
    history = ["mon 09:00 created: group -> Billing", 'mon 10:00 ana: notes "#snooze 5 hours"']
    facts = facts_of(history, "mon 10:05")
    force = Memory(in_force={DIRECTIVES: InForce(enforced_since=moment("mon 08:00"))})
    proposal = propose(facts, [Judgement(OURS, OURS.decide(facts))], force)
    assert proposal.update is not None
    assert proposal.update.add_tags == ("snoozed",)
