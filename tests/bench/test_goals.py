"""The table of goals, and how `make accuracy` ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.goals import Goal, as_text

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("ours", "wanted", "at_least", "met"),
    [
        (0.92, 0.92, True, True),
        (0.9199, 0.92, True, False),
        (1.0, 1.0, False, True),
        (2.0, 1.0, False, False),
        (0.0, None, True, True),
    ],
)
def test_a_goal_is_met_up_to_its_very_figure(
    ours: float, wanted: float | None, *, at_least: bool, met: bool
) -> None:
    goal = Goal("chat replies: F1", ours, 40, wanted, at_least=at_least)
    assert goal.is_met is met
    assert ("MISSED" in as_text([goal])) is not met


def test_errors_are_shown_when_asked_for_and_only_then() -> None:
    goal = Goal("chat replies: F1", 0.9, 40, 0.92, peer=0.5, details=("not found: soon",))
    assert "not found: soon" not in as_text([goal])
    assert "chat replies: F1: not found: soon" in as_text([goal], details=True)


def measured(**named: str) -> subprocess.CompletedProcess[str]:
    """What `make accuracy` does without any texts beside the checkout."""
    environment = {name: value for name, value in os.environ.items() if name != "DATA"}
    return subprocess.run(
        [sys.executable, "-m", "bench.accuracy"],
        env={**environment, **named},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.skipif((ROOT / "data").is_dir(), reason="There are labelled texts beside this checkout.")
def test_without_labelled_texts_nothing_is_measured_which_is_said_and_is_no_failure() -> None:
    result = measured()
    assert result.returncode == 0
    assert "nothing was measured" in result.stdout


def test_a_folder_that_is_named_and_not_there_is_a_mistake(tmp_path: Path) -> None:
    result = measured(DATA=str(tmp_path / "none"))
    assert result.returncode == 2
    assert "there is no such folder" in result.stderr
