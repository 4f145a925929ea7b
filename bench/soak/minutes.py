"""A minute of the soak as a row, and the table of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_HEADINGS = ("minute", "made", "read", "behind", "lag", "calls", "exports", "notes", "CPU", "RSS")


@dataclass(frozen=True)
class Minute:
    """What one cycle found, and how far behind it was."""

    number: int
    made: int
    """Updates by people since the cycle before."""
    read: int
    """Updates that came out of the export, those that came a second time among them."""
    behind: int
    """Updates that were made and not known up to the watermark when the cycle had ended."""
    lag_s: float
    """How far the watermark was behind at the worst moment since the cycle before."""
    calls: int
    exports: int
    refused: int
    """Calls that Zendesk answered with 429."""
    notes: int
    cpu_s: float
    rss_mb: float
    limit: int
    """How many calls of the exports a minute the configuration allows."""

    def cells(self) -> tuple[str, ...]:
        """The row's cells, in the order of the headings."""
        return (
            str(self.number),
            f"{self.made:,}",
            f"{self.read:,}",
            f"{self.behind:,}",
            f"{self.lag_s:.0f} s",
            str(self.calls),
            f"{self.exports} of {self.limit}",
            str(self.notes),
            f"{self.cpu_s:.1f} s",
            f"{self.rss_mb:.0f} MB",
        )


def as_lines(minutes: Sequence[Minute]) -> list[str]:
    """The table for a terminal."""
    rows = [_HEADINGS, *(minute.cells() for minute in minutes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]


def as_markdown(minutes: Sequence[Minute]) -> list[str]:
    """The same for a page."""
    rows = ["| " + " | ".join(minute.cells()) + " |" for minute in minutes]
    return ["| " + " | ".join(_HEADINGS) + " |", "|" + "--:|" * len(_HEADINGS), *rows]
