"""What was measured against its budget, as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_HEADINGS = ("budget", "ours", "beside it", "result", "allowed", "")


@dataclass(frozen=True)
class Budget:
    """One budget and what this run made of it."""

    name: str
    ours: str
    beside: str
    """What ours is held against, measured in the same run."""
    result: float
    allowed: float
    at_least: bool = False
    """The result is to reach the allowed figure, where else it is to stay within it."""
    unit: str = "times"
    details: tuple[str, ...] = ()
    """Lines below the table: what the figures are made of."""

    @property
    def is_kept(self) -> bool:
        """Whether the result is as it should be."""
        return self.result >= self.allowed if self.at_least else self.result <= self.allowed

    def cells(self) -> tuple[str, ...]:
        """The row's cells, in the order of the headings."""
        sign = "≥" if self.at_least else "≤"
        verdict = "kept" if self.is_kept else "BROKEN"
        fine = self.unit != "calls" and self.result < 10  # noqa: PLR2004 - two digits are enough
        result = f"{self.result:.2f}" if fine else f"{self.result:.0f}"
        return (
            self.name,
            self.ours,
            self.beside,
            f"{result} {self.unit}",
            f"{sign} {self.allowed:g} {self.unit}",
            verdict,
        )


def as_text(budgets: Sequence[Budget]) -> str:
    """The table for a terminal."""
    rows = [_HEADINGS, *(budget.cells() for budget in budgets)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    details = [f"{budget.name}: {line}" for budget in budgets for line in budget.details]
    return "\n".join(line.rstrip() for line in [*lines, *details])


def as_markdown(budgets: Sequence[Budget], surroundings: str) -> str:
    """The table as the page docs/bench.md."""
    return "\n".join(_markdown_lines(budgets, surroundings)) + "\n"


def _markdown_lines(budgets: Sequence[Budget], surroundings: str) -> Iterator[str]:
    yield "# Bench"
    yield ""
    yield "Written by `python -m bench.run --write`; `make bench` measures anew and fails when a budget is broken."
    yield "Both figures of a row are measured in one run on one machine, so that the result does not depend on it."
    yield ""
    yield f"Measured with {surroundings}."
    yield ""
    yield "| " + " | ".join(heading or "kept?" for heading in _HEADINGS) + " |"
    yield "|" + "---|" * len(_HEADINGS)
    for budget in budgets:
        yield "| " + " | ".join(budget.cells()) + " |"
    yield ""
    for budget in budgets:
        yield from (f"- {budget.name}: {line}" for line in budget.details)
    yield ""
    yield "What each row measures, and leaves out, is the first paragraph of its module in `bench/`."
