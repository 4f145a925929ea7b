"""The steps that ship with the first configuration, the example and the docs reach the agent of a short promise."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from integration.config.example import render_example
from integration.config.load import parse_config
from integration.config.starter import render_starter
from policies.core.actions import InForce, Memory
from policies.core.conditions import GlobalScope
from policies.core.evaluation import evaluate
from policies.core.planning import propose
from policies.core.settings import Settings
from policies.promise import Promise
from tests.policies.histories import facts_of, moment

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/policies/promise.md").read_text(encoding="utf-8")
HERE = Path("config.toml")


def of_a_file(text: str) -> Settings:
    policies = parse_config(text, HERE).policies_in_order
    return next(policy for policy in policies if isinstance(policy, Promise))


def of_the_page() -> Settings:
    match = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert match is not None
    ((name, table),) = tomllib.loads(match[1])["policies"].items()
    return Promise.model_validate({"name": name, **table})


SHIPPED = {
    "starter": of_a_file(render_starter({"subdomain": "northwind"}, "steadyhand")),
    "example": of_a_file(render_example()),
    "docs page": of_the_page(),
}


@pytest.mark.parametrize("where", SHIPPED)
def test_of_a_promise_within_half_an_hour_the_agent_gets_a_note(where: str) -> None:
    """A step before it is skipped, since it would come at once; a tag alone would tell the agent nothing."""
    policy = SHIPPED[where].model_copy(update={"mode": "enforce"})
    facts = facts_of(['mon 10:00 ana: answers "I will call you back within 30 minutes."'], "mon 10:30")
    force = Memory(in_force={policy.name: InForce(enforced_since=moment("mon 08:00"))})
    proposal = propose(facts, evaluate(facts, [policy], GlobalScope()), force)
    assert proposal.update is not None
    assert proposal.update.note
