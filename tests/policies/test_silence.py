"""The law of `silence`: tests/cases/silence.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from policies.silence import Silence
from tests.policies.histories import facts_of_case, moment

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "silence.toml").read_text())


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_case_of_the_table(case: dict[str, Any]) -> None:
    policy = Silence(name="no-silence", **{**TABLE["policy"], **case.get("policy", {})})
    verdict = policy.decide(facts_of_case(case))
    assert bool(verdict.findings) == case["finds"], verdict
    if "recheck" in case:
        assert verdict.recheck == moment(case["recheck"])
    if not verdict.findings:
        assert case.get("says", ".") in verdict.because
        return
    (finding,) = verdict.findings
    assert case.get("because", finding.because) == finding.because
    assert tuple(case.get("evidence", finding.evidence)) == finding.evidence
    assert finding.episode.startswith("silence/2026-03-")
    if "since" in case:
        assert finding.since == moment(case["since"])
