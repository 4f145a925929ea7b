"""What came of what was written, by policy and step, as data and for the terminal; no figures of persons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from integration.config.models import Config
from integration.store.access import Store
from integration.store.outcomes import count_by_occasion, count_by_step
from policies.core.outcomes import ENOUGH, Outcome, precision_of

_OPEN = "open"


def precision_data(store: Store, config: Config) -> dict[str, Any]:
    """By policy and step how many were confirmed, dismissed, expired or are open yet, and the precision from 20 on.

    A policy's own figures count occasions, those of its steps the rungs that were written.
    """
    steps: dict[str, dict[str, Counter[str]]] = {name: defaultdict(Counter) for name in config.policies}
    policies: dict[str, Counter[str]] = {name: Counter() for name in config.policies}
    with store.reading() as connection:
        for row in count_by_step(store, connection):
            if row.policy in steps:
                steps[row.policy][row.step][row.outcome or _OPEN] += row.number
        for row in count_by_occasion(store, connection):
            if row.policy in policies:
                policies[row.policy][row.outcome or _OPEN] += row.number
    return {
        "from": ENOUGH,
        "policies": {
            name: {
                **_figures(counts),
                "steps": [{"step": step, **_figures(own)} for step, own in sorted(steps[name].items())],
            }
            for name, counts in policies.items()
        },
    }


def _figures(counts: Mapping[str, int]) -> dict[str, Any]:
    known = {name: counts.get(name, 0) for name in (*Outcome, _OPEN)}
    precision = precision_of(known[Outcome.CONFIRMED], known[Outcome.DISMISSED])
    return {**{str(name): number for name, number in known.items()}, "precision": precision}


def print_precision(console: Console, data: Mapping[str, Any]) -> None:
    """A line for each policy and each of its steps; nothing where nothing was written yet."""
    table = Table("Policy", "Step", "Confirmed", "Dismissed", "Expired", "Open", "Precision")
    for name, row in data["policies"].items():
        if row["steps"]:
            table.add_row(name, "all", *_cells(row))
        for step in row["steps"] if len(row["steps"]) > 1 else ():
            table.add_row("", step["step"], *_cells(step))
    if not table.rows:
        return
    table.title = "What came of what was written"
    console.print(table)
    console.print(f"Precision is confirmed / (confirmed + dismissed), shown from {data['from']} on.")


def _cells(row: Mapping[str, Any]) -> list[str]:
    precision = row["precision"]
    counts = [str(row[name]) for name in (*Outcome, _OPEN)]
    return [*counts, "none yet" if precision is None else f"{precision:.0%}"]
