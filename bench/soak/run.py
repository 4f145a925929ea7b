"""Load the service as no day should, print what came of it, and end with 1 when a goal is missed: `make soak`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.goals import as_text
from bench.page import surroundings, write_part
from bench.soak import minutes
from bench.soak.agency import measure_accounts
from bench.soak.judging import Result, measure_load
from bench.soak.load import Size
from bench.soak.minutes import Minute
from tests.postgres import MISSING, running_server


def main() -> int:
    """Run; the process's exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write it to docs/bench.md as well")
    parser.add_argument("--only", choices=_MEASURES, help="one part alone")
    options = parser.parse_args()
    results = {name: _measure(name) for name in _MEASURES if options.only in (None, name)}
    goals = [goal for result in results.values() for goal in result.goals]
    print(as_text(goals))
    if options.write:
        for name, result in results.items():
            write_part(_HEADINGS[name], "\n".join(_page(result)))
    return 0 if all(goal.is_met for goal in goals) else 1


def _measure(name: str) -> Result:
    print(f"{name} …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="steadyhand-soak-") as folder:
        return _MEASURES[name](Path(folder))


def _on_postgres(folder: Path) -> Result:
    with running_server() as server:
        if server is None:
            print(f"left out: {MISSING}", file=sys.stderr)
            return Result((), (f"Left out: {MISSING}.",))
        with server.database() as name:
            return measure_accounts(folder, f'url = "{server.address(name)}"', "PostgreSQL")


def _tell() -> Callable[[Minute], None]:
    """Prints each minute as it ends, the first one below the headings."""
    told: list[Minute] = []

    def tell(minute: Minute) -> None:
        told.append(minute)
        lines = minutes.as_lines([minute])
        print("\n".join(lines if len(told) == 1 else lines[1:]), flush=True)

    return tell


def _page(result: Result) -> Iterator[str]:
    yield "Written by `python -m bench.soak.run --write`; `make soak` measures anew and fails when a goal is missed."
    yield f"Measured with {surroundings()}. {result.page[0]}"
    yield from result.page[1:]


_HEADINGS = {
    "rush": "A rush, and a burst",
    "accounts": "Fifty accounts on SQLite",
    "accounts-postgres": "Fifty accounts on PostgreSQL",
}
_MEASURES: dict[str, Callable[[Path], Result]] = {
    "rush": lambda folder: measure_load(folder, Size(), _tell()),
    "accounts": lambda folder: measure_accounts(folder, 'path = "store.db"', "SQLite"),
    "accounts-postgres": _on_postgres,
}

if __name__ == "__main__":
    sys.exit(main())
