"""Measure what the readers of text get right on labelled texts, and end with 1 when a goal is missed.

The texts are no part of this project: some may not be passed on. They are looked for in the folder that DATA names,
else in `data`; without them there is nothing to measure, which is said, and is no failure. A folder that DATA names
and that is not there ends it with 2.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path

from bench.goals import Goal, as_text

_PARTS = {"promises": "promises", "times": "temporal", "abuse": "abuse"}
"""The folder of each part's texts. `bench.accuracy_<part>` has `measure(folder) -> list[Goal]`, given the data folder."""


def main() -> int:
    """Measure, print the table; the process's exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=_PARTS, help="one part alone")
    parser.add_argument("--details", action="store_true", help="with the errors behind each figure")
    options = parser.parse_args()
    named = os.environ.get("DATA")
    folder = Path(named or "data")
    if named and not folder.is_dir():
        print(f"DATA names {folder}, and there is no such folder.", file=sys.stderr)
        return 2
    if not folder.is_dir():
        print(
            f"There are no labelled texts at {folder}, so nothing was measured; DATA=folder says where they are."
        )
        return 0
    goals = [goal for name in _PARTS if options.only in (None, name) for goal in _measure(name, folder)]
    print(as_text(goals, details=options.details))
    missed = [goal.name for goal in goals if not goal.is_met]
    for name in missed:
        print(f"missed: {name}", file=sys.stderr)
    return 1 if missed else 0


def _measure(part: str, folder: Path) -> list[Goal]:
    """The figures of one part; none, which is said, where its texts are missing."""
    if not (folder / _PARTS[part]).is_dir():
        print(f"There are no texts for {part} in {folder}.", file=sys.stderr)
        return []
    print(f"measuring {part} …", file=sys.stderr, flush=True)
    goals: list[Goal] = importlib.import_module(f"bench.accuracy_{part}").measure(folder)
    return goals


if __name__ == "__main__":
    sys.exit(main())
