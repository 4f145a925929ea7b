"""A policy that is enforced on a part of the tickets acts on always the same ones, and says why not on the others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from policies.core.actions import Reason
from policies.core.canary import EnforceFor, place_of
from policies.core.facts import Account, Facts
from policies.core.planning import propose
from policies.directives import Directives
from tests.policies.core.test_endings import TAGS, ended, written
from tests.policies.core.test_planning import facts, found, in_force, watch

ACCOUNT = Account(name="harbour", groups={11: "Billing", 12: "Technical"})
IDS = st.integers(min_value=1, max_value=10**12)
SHARES = st.floats(min_value=0.001, max_value=1.0)


def facts_in(group_id: int | None) -> Facts:
    return replace(facts(group_id=group_id), account=ACCOUNT)


@given(IDS, SHARES, SHARES)
def test_a_larger_share_only_adds_tickets(ticket_id: int, one: float, other: float) -> None:
    place = place_of("passed-around", ticket_id)
    assert 0 <= place < 1
    smaller, larger = sorted((one, other))
    assert not place < smaller or place < larger


def test_a_share_takes_in_about_that_many_and_other_policies_take_in_others() -> None:
    tenth = {i for i in range(1000, 11_000) if place_of("one", i) < 0.1}
    other = {i for i in range(1000, 11_000) if place_of("two", i) < 0.1}
    assert 900 < len(tenth) < 1100
    assert 50 < len(tenth & other) < 150
    assert min(tenth) == 1001, "and always the same ones"


@pytest.mark.parametrize(
    ("settings", "group", "sentence"),
    [
        ({"groups": ("Billing",)}, 11, None),
        ({"groups": (11,)}, 11, None),
        ({"groups": ("Billing",)}, 12, "enforce_for takes in the group Billing."),
        ({"groups": ("Billing", "Returns")}, None, "enforce_for takes in the groups Billing and Returns."),
        ({"share": "100%"}, None, None),
        ({"share": "0.1%"}, None, "enforce_for takes in 0.1% of all tickets."),
        ({"groups": ("Billing",), "share": "100%"}, 12, "enforce_for takes in the group Billing."),
        ({"groups": ("Billing",), "share": "0.1%"}, 11, "enforce_for takes in 0.1% of all tickets."),
    ],
)
def test_what_is_given_has_to_fit(settings: dict[str, Any], group: int | None, sentence: str | None) -> None:
    said = EnforceFor(**settings).why_not(facts_in(group), "watch")
    assert said == (sentence and f"Only observed on this ticket: {sentence}")


@pytest.mark.parametrize("settings", [{}, {"share": "0%"}, {"share": "101%"}, {"groups": ()}])
def test_a_part_that_takes_nothing_in_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        EnforceFor(**settings)


def test_no_rung_is_written_where_a_policy_only_observes_and_what_it_wrote_before_comes_off() -> None:
    """A ticket that leaves the canary is not left with our tag for good."""
    policy = watch(enforce_for=EnforceFor(groups=("Billing",)))
    first = propose(facts(), [found(policy)], in_force(policy))
    assert (first.update, [held.reason for held in first.held]) == (None, [Reason.OBSERVE])
    last = propose(facts(tags=TAGS), [ended(policy)], written(policy))
    assert last.update is not None
    assert last.update.remove_tags == ("told",)
    assert not last.held


def test_it_is_no_judging_setting() -> None:
    """Else a wider share would make history of all that is open."""
    assert watch(enforce_for=EnforceFor(share="10%")).judging_digest == watch().judging_digest


def test_a_renamed_policy_keeps_its_tickets() -> None:
    part = EnforceFor(share="50%")
    names = {"old": "first", "new": "first"}
    known = facts()
    said = [watch(name, enforce_for=part).why_observed(known, names.__getitem__) for name in names]
    assert said[0] == said[1]


def test_nobody_is_answered_where_all_policies_only_observe() -> None:
    left_out = watch("one", enforce_for=EnforceFor(groups=("Billing",)))
    observed, acts = watch("two", mode="observe"), watch("three")
    assert Directives.beside([left_out, observed]).why_observed(facts(), str)
    assert Directives.beside([left_out, acts]).why_observed(facts(), str) is None
