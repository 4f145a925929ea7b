"""The law of `promise`: tests/cases/promise.toml."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from policies.promise import Promise
from tests.policies.histories import facts_of, facts_of_case, sorts
from tests.policies.tables import hold_to, table_of

TABLE = table_of("promise")


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_case_of_the_table(case: dict[str, Any]) -> None:
    policy = Promise(name="kept-promises", **{**TABLE["policy"], **case.get("policy", {})})
    verdict = policy.decide(facts_of_case(case))
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


def test_business_time_is_known_of() -> None:
    assert not Promise(kind="promise").uses_business_time()
    assert Promise(kind="promise", warn_before_close="1 business day").uses_business_time()
