"""Measure all budgets, print the table, and end with 1 when one is broken: `python -m bench.run [--write]`."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import structlog

from bench.calls import measure_calls
from bench.cpu import measure_cpu
from bench.lines import measure_lines
from bench.memory import measure_memory
from bench.page import surroundings, write_budgets
from bench.parsing import measure_parsing
from bench.reading import measure_median, measure_p99, measure_ratio
from bench.reading_abuse import measure_hostile, measure_import, measure_kilobyte, measure_message
from bench.replaying import measure_replay, measure_replay_memory
from bench.table import Budget, as_markdown, as_text

_MEASURES: dict[str, Callable[[Path], Budget | None]] = {
    "calls": measure_calls,
    "cpu": measure_cpu,
    "memory": measure_memory,
    "replay": measure_replay,
    "replay-memory": measure_replay_memory,
    "parse": measure_parsing,
    "read": measure_median,
    "read-p99": measure_p99,
    "read-peer": measure_ratio,
    "read-lines": measure_lines,
    "customer": measure_message,
    "customer-kb": measure_kilobyte,
    "customer-import": measure_import,
    "customer-hostile": measure_hostile,
}
"""A measure that lacks its peer has no budget to show."""


def main() -> int:
    """Run; the process's exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table to docs/bench.md as well")
    parser.add_argument("--only", choices=_MEASURES, help="one budget alone")
    options = parser.parse_args()
    if options.write and options.only:
        parser.error("the page holds all budgets; leave out --only")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    budgets = [budget for name in _MEASURES if options.only in (None, name) for budget in _measure(name)]
    print(as_text(budgets))
    if options.write and len(budgets) < len(_MEASURES):
        parser.error("the page holds all budgets; `make .venv/.peers` installs the peers")
    if options.write:
        write_budgets(as_markdown(budgets, surroundings()))
    return 0 if all(budget.is_kept for budget in budgets) else 1


def _measure(name: str) -> list[Budget]:
    print(f"measuring {name} …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="steadyhand-bench-") as folder:
        budget = _MEASURES[name](Path(folder))
    if budget is None:
        print(f"{name} left out: its peer is not installed; `make bench` does that", file=sys.stderr)
        return []
    return [budget]


if __name__ == "__main__":
    sys.exit(main())
