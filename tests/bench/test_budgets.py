"""The budget of calls is a count, so that it is held in every run of the tests; the others are measured by `make bench`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.calls import ALLOWED, TICKETS, count_ours
from bench.table import Budget, as_markdown, as_text


def test_a_cycle_over_1000_changed_tickets_with_200_notes_costs_at_most_14_calls(tmp_path: Path) -> None:
    calls = count_ours(tmp_path, TICKETS)
    assert calls.total() <= ALLOWED, calls
    assert not [name for name in calls if "{id}" in name], "a call for a single ticket or person"


@pytest.mark.parametrize(
    ("result", "at_least", "kept"),
    [(14.0, False, True), (14.1, False, False), (14.0, True, True), (13.9, True, False)],
)
def test_a_budget_is_kept_up_to_its_very_figure(result: float, *, at_least: bool, kept: bool) -> None:
    budget = Budget("calls", "ours", "theirs", result, 14, at_least=at_least)
    assert budget.is_kept is kept
    assert ("BROKEN" in as_text([budget])) is not kept
    assert ("BROKEN" in as_markdown([budget], "a machine")) is not kept
