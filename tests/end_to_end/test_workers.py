"""Several workers, one of which is always dying, standing still or cut off: nothing shows of it, on any account."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.end_to_end.cluster_crash import run_cluster_crash
from tests.end_to_end.turns import Turn, at_once, committed_late, longest_standstill_s
from tests.postgres import Server

DISTURBANCES = int(os.environ.get("STEADYHAND_DISTURBANCES", "6"))
FIRST = Turn("harbour", 1, 11, taken=10.0, begun=11.0, ended=14.0, left=15.0)


@pytest.mark.slow
def test_workers_killed_stopped_and_cut_off_write_every_due_note_once_and_let_no_account_stand_still(
    tmp_path: Path, postgres_server: Server
) -> None:
    told = run_cluster_crash(tmp_path, postgres_server, DISTURBANCES, seed=DISTURBANCES)
    assert told.is_well(), told
    assert min(outcome.due for outcome in told.outcomes) > DISTURBANCES


def test_a_turn_that_begins_before_the_one_before_was_left_is_seen() -> None:
    """The counting of the test above can fail."""
    other = Turn("harbour", 2, 12, taken=12.0, begun=13.0)
    elsewhere = Turn("quay", 2, 12, taken=12.0, begun=13.0)
    assert at_once([FIRST, other], {}) == [(FIRST, other)]
    assert at_once([FIRST, other], {"harbour": [12.5]}) == [], "the queue had given it up"
    assert at_once([FIRST, other], {"harbour": [13.5]}) == [(FIRST, other)], "it gave it up later"
    assert at_once([FIRST, elsewhere], {}) == []


def test_a_turn_that_commits_after_the_next_began_is_seen() -> None:
    early, late = (Turn("harbour", 2, 12, taken=12.0, begun=begun) for begun in (13.0, 15.0))
    assert committed_late([FIRST, early]) == [(FIRST, early)]
    assert committed_late([FIRST, late]) == []


def test_a_standstill_is_counted_from_the_beginning_to_the_end() -> None:
    assert longest_standstill_s([FIRST], 0.0, 100.0) == 86.0
    assert longest_standstill_s([FIRST], 0.0, 20.0) == 14.0
