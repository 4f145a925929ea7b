"""Case tables of the policy kinds, and what every row of one may say of a verdict."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from policies.core.facts import Facts
from policies.core.findings import Verdict
from policies.core.settings import Settings
from tests.policies.histories import moment


def table_of(kind: str) -> dict[str, Any]:
    """The table of a kind, from tests/cases."""
    return tomllib.loads((Path(__file__).parents[1] / "cases" / f"{kind}.toml").read_text())


def hold_to(case: dict[str, Any], verdict: Verdict) -> None:
    """Hold a verdict to what its row says: when to ask again, what is said, and of the first finding its words."""
    if "recheck" in case:
        assert verdict.recheck == moment(case["recheck"])
    if not verdict.findings:
        assert case.get("says", ".") in verdict.because
        return
    finding = verdict.findings[0]
    assert finding.because.endswith(".")
    assert finding.ask
    assert case.get("because", finding.because) == finding.because
    assert tuple(case.get("evidence", finding.evidence)) == finding.evidence
    assert finding.ticket_id == case.get("from_ticket")
    if "since" in case:
        assert finding.since == moment(case["since"])


def hold_trace(policy: Settings, facts: Facts, verdict: Verdict) -> None:
    """Hold what `explain` says of a row to its verdict: a condition fails where nothing is found, none at first else."""
    trace = policy.trace(facts)
    assert all(condition.sentence.endswith((".", "”")) for condition in trace), trace
    if verdict.findings:
        assert trace[0].met, trace
        assert any(condition.met for condition in trace[-len(trace) + 1 :] or trace), trace
    else:
        assert any(condition.met is False for condition in trace), trace
