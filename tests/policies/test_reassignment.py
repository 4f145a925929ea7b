"""The law of `reassignment`: tests/cases/reassignment.toml."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policies.core.ownership import course_of, distinct_owners
from policies.reassignment import Reassignment
from tests.policies.histories import facts_of, moment
from tests.policies.tables import hold_trace

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "reassignment.toml").read_text())


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_case_of_the_table(case: dict[str, Any]) -> None:
    policy = Reassignment(name="passed-around", **{**TABLE["policy"], **case.get("policy", {})})
    facts = facts_of(case["history"], case["now"])
    if "usual" in case:
        table = {"passed-around": tuple(float(case["usual"]) for _ in range(99))}
        facts = replace(facts, account=replace(facts.account, percentiles=table))
    verdict = policy.decide(facts)
    hold_trace(policy, facts, verdict)
    course = course_of(facts.ticket, triage_groups=frozenset({1}) if policy.triage_groups else frozenset())
    assert bool(verdict.findings) == case["finds"], verdict
    assert len(course.handoffs) == case["handoffs"], course
    assert verdict.measure == case["handoffs"]
    if "owners" in case:
        assert distinct_owners(course) == case["owners"], course.stays
    if "returns" in case:
        assert sum(h.is_return for h in course.handoffs) == case["returns"], course.handoffs
    if "not_counted" in case:
        assert course.uncounted_in_words() == case["not_counted"]
    if verdict.findings:
        (finding,) = verdict.findings
        assert case.get("because", "handoff") in finding.because
        if "since" in case:
            assert finding.since == moment(case["since"])
        if "occasion" in case:
            assert finding.episode.endswith(f"/{case['occasion']}")
    else:
        assert verdict.because
