"""The law of `follow_up`: tests/cases/follow_up.toml."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from policies.follow_up import FollowUp
from tests.policies.histories import facts_of_case, sorts
from tests.policies.tables import hold_to, hold_trace, table_of

TABLE = table_of("follow_up")


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_case_of_the_table(case: dict[str, Any]) -> None:
    policy = FollowUp(name="ask-again", **{**TABLE["policy"], **case.get("policy", {})})
    facts = facts_of_case(case)
    verdict = policy.decide(facts)
    hold_trace(policy, facts, verdict)
    assert sorts(verdict.findings) == case["finds"], verdict
    hold_to(case, verdict)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"after": "2 days"}, "after needs only_if"),
        ({"only_if": "all"}, "so it needs after"),
        ({"after": "2 days", "only_if": []}, 'write "all", or which tickets'),
        ({"after": "2 days", "only_if": "reopened"}, "'reopened' is no list"),
        ({"after": "2 days", "only_if": ["angry"]}, "'angry' is none of broken_promise, bad_rating"),
        ({"after": "2 days", "only_if": ["tag:"]}, "'tag:' is none of"),
        ({"after": "2 days", "only_if": ["tag:VIP Kunde"]}, "'VIP Kunde' is no Zendesk tag"),
        ({"after": "2 days", "only_if": ["all"]}, '"all" is no entry of the list; write only_if = "all"'),
        ({"after": "2 days", "only_if": ["reopened", 3]}, "3 is none of broken_promise"),
        ({"after": "2 days", "only_if": True}, 'true is no list; write "all", or a list'),
        ({"after": "2 days", "only_if": 3}, "3 is no list"),
        ({"after": "2 days", "only_if": ["reopened", "reopened"]}, "names 'reopened' twice"),
        ({"after": "2 days", "only_if": "all", "on_solved": False}, "on_solved = false leaves those alone"),
        ({"planned": ["due_date", "directive", "due_date"]}, "names 'due_date' twice"),
        ({"planned": []}, "nothing is followed up"),
        ({"planned": ["calendar"]}, "'calendar' is none of directive, due_date or field:NAME"),
        ({"planned": ["field: "]}, "'field: ' is none of"),
    ],
)
def test_settings_that_mean_nothing_are_refused_with_a_sentence(
    settings: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError, match="validation error") as caught:
        FollowUp(name="ask-again", kind="follow_up", **settings)
    assert sentence in str(caught.value)


def test_a_due_date_is_one_occasion_whatever_the_schedule_says_of_its_day() -> None:
    """A ticket that gets another schedule of Zendesk's, in another zone, is not written to once more."""
    policy = FollowUp(name="ask-again", kind="follow_up", planned=("due_date",))
    case = {"history": ["mon 10:00 customer: writes"], "now": "fri 17:00", "ticket": {"due_on": "wed 20:00"}}
    zones = ("America/Los_Angeles", "Asia/Tokyo")
    found = [policy.decide(facts_of_case({**case, "zone": zone})).findings for zone in zones]
    assert [[f.episode for f in each] for each in found] == [["due_date/2026-03-04T20:00:00Z"]] * 2
