"""What was counted, against what it is to be, as text: what readers get right, and what a load comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_HEADINGS = ("figure", "cases", "ours", "goal", "best peer", "")


@dataclass(frozen=True)
class Goal:
    """One figure: of a set of labelled texts, or of a load."""

    name: str
    """The set and the figure, as `promises, chat replies: F1`."""
    ours: float
    cases: int
    """How many texts, minutes or calls it was counted over."""
    wanted: float | None = None
    """None: told, and not judged."""
    at_least: bool = True
    """It is to reach the goal, where else it is to stay within it."""
    peer: float | None = None
    """What the best other tool was measured to reach on texts of this kind."""
    details: tuple[str, ...] = ()
    """What it is made of, and the errors; shown with `--details`, else not."""

    @property
    def is_met(self) -> bool:
        """Whether the figure is as it should be; one without a goal is."""
        if self.wanted is None:
            return True
        return self.ours >= self.wanted if self.at_least else self.ours <= self.wanted

    def cells(self) -> tuple[str, ...]:
        """The row's cells, in the order of the headings."""
        sign = "≥" if self.at_least else "≤"
        wanted = "" if self.wanted is None else f"{sign} {_figure(self.wanted)}"
        verdict = "MISSED" if not self.is_met else "" if self.wanted is None else "met"
        peer = "" if self.peer is None else _figure(self.peer)
        return self.name, str(self.cases), _figure(self.ours), wanted, peer, verdict


def _figure(value: float) -> str:
    """Three digits of a share; a count as it is."""
    return str(int(value)) if value == int(value) and value > 1 else f"{value:.3f}"


def as_text(goals: Sequence[Goal], *, details: bool = False) -> str:
    """The table for a terminal."""
    rows = [_HEADINGS, *(goal.cells() for goal in goals)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    if details:
        lines += [f"{goal.name}: {line}" for goal in goals for line in goal.details]
    return "\n".join(line.rstrip() for line in lines)


def as_markdown(goals: Sequence[Goal]) -> list[str]:
    """The table's lines for a page."""
    rows = ["| " + " | ".join(goal.cells()) + " |" for goal in goals]
    headings = "| " + " | ".join(heading or "met?" for heading in _HEADINGS) + " |"
    return [headings, "|" + "---|" * len(_HEADINGS), *rows]
