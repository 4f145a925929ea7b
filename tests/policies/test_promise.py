"""The law of `promise`: tests/cases/promise.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from policies.promise import Promise
from tests.policies.histories import facts_of_case, moment, sorts

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "promise.toml").read_text())


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_case_of_the_table(case: dict[str, Any]) -> None:
    policy = Promise(name="kept-promises", **{**TABLE["policy"], **case.get("policy", {})})
    verdict = policy.decide(facts_of_case(case))
    assert sorts(verdict.findings) == case["finds"], verdict
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
    if "own_tags" in case:
        assert finding.steps is not None
        (step,) = finding.steps
        assert (list(step.add_tags), step.note) == (case["own_tags"], case["own_note"])


@pytest.mark.parametrize(
    ("sort", "marked"), [("promise", True), ("vague", False), ("impossible", False), ("closing", False)]
)
def test_only_the_end_of_what_was_due_is_marked(sort: str, *, marked: bool) -> None:
    """`on_end = { add_tags = ["promise_kept_late"] }` would not be true of a holiday that was put right in time."""
    assert Promise(name="kept-promises", kind="promise").marks_end_of(f"{sort}/12/1") is marked


def test_a_warning_comes_before_what_it_warns_of() -> None:
    with pytest.raises(ValidationError, match="shorter than auto_close_after"):
        Promise(kind="promise", warn_before_close="4 days")
    assert (
        Promise(kind="promise", warn_before_close="4 days", auto_close_after=False).auto_close_after is False
    )


def test_business_time_is_known_of() -> None:
    assert not Promise(kind="promise").uses_business_time()
    assert Promise(kind="promise", warn_before_close="1 business day").uses_business_time()
