"""The law of `silence`: tests/cases/silence.toml."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from policies.silence import Silence
from tests.policies.histories import facts_of_case
from tests.policies.tables import hold_to, hold_trace, table_of

TABLE = table_of("silence")


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_case_of_the_table(case: dict[str, Any]) -> None:
    policy = Silence(name="no-silence", **{**TABLE["policy"], **case.get("policy", {})})
    facts = facts_of_case(case)
    verdict = policy.decide(facts)
    hold_trace(policy, facts, verdict)
    assert bool(verdict.findings) == case["finds"], verdict
    hold_to(case, verdict)
    assert all(finding.episode.startswith("silence/2026-03-") for finding in verdict.findings)


def test_no_time_at_all_is_refused() -> None:
    with pytest.raises(ValidationError, match='"0 hours" would find every ticket at once'):
        Silence(name="no-silence", kind="silence", after="0h")
