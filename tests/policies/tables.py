"""Case tables of the policy kinds, and what every row of one may say of a verdict."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from policies.core.findings import Verdict
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
