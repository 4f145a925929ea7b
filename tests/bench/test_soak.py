"""The machinery of `make soak`, at a size at which it costs seconds: what it counts is counted, and it sees what is wrong."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bench.page import write_budgets, write_part
from bench.soak.judging import measure_load
from bench.soak.load import Size, Soak
from bench.soak.minutes import Minute

_SMALL = Size(open=60, tickets_a_minute=30, minutes=2, burst=60)


def test_a_small_rush_meets_all_goals_and_its_minutes_are_told(tmp_path: Path) -> None:
    told: list[Minute] = []
    result = measure_load(tmp_path, _SMALL, told.append)
    assert [goal.name for goal in result.goals if not goal.is_met] == []
    due = next(goal for goal in result.goals if goal.name == "notes that fell due")
    assert due.ours == 1 + 60 / 5 + 2, "the one that goes alone, a fifth of the tickets, two broken promises"
    assert sum(minute.made for minute in told) == pytest.approx(3 * 60 + 60, rel=0.1)
    assert told[-1].behind == 0


def test_a_note_that_is_missing_public_or_of_nobody_is_seen(tmp_path: Path) -> None:
    with Soak(tmp_path, Size(open=10, tickets_a_minute=10, minutes=1, burst=0)) as soak:
        assert soak.truth().missing == soak.truth().public == soak.truth().differing == 0
        company, now = soak.company, soak.now()
        told, untold = next(iter(company.due)), company.tickets[1]
        company.due[untold] = now - timedelta(minutes=10)
        company.world.update(told, company.world.service_user_id, comment="Passed around.", public=True)
        truth = soak.truth()
    assert (truth.missing, truth.twice, truth.public, truth.differing) == (1, 1, 1, 1)


def test_each_part_of_the_page_is_written_without_the_others(tmp_path: Path) -> None:
    page = tmp_path / "bench.md"
    write_budgets("# Bench\n\nold\n", page)
    write_part("A rush", "old\n", page)
    write_part("Accounts", "some\n", page)
    write_part("A rush", "new\n", page)
    write_budgets("# Bench\n\nnew\n", page)
    assert page.read_text() == "# Bench\n\nnew\n\n## A rush\n\nnew\n\n## Accounts\n\nsome\n"
