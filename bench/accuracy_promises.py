"""How well promises are read: which labelled texts hold one with a time, and whether that time falls due as it should.

The texts lie in `promises/dev.jsonl` of the data folder, one sentence or two a line. One is found when at least one
promise with a time is read in it. `promise_timeline` is to be found; `none`, `promise_vague` and `conditional_offer`
are not; `ambiguous` is left out. Any `about` counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bench.goals import Goal
from policies.core.calendar import Calendar
from policies.core.due import due_of
from policies.core.signals import Promise
from policies.reading.languages.english import ENGLISH
from policies.reading.promises import find_promises

_GOALS = {
    "twcs_agent": ("chat replies", 0.90),
    "enron_email": ("business mail", 0.85),
    "authored": ("help-desk style", 0.96),
}
_PEERS = {"twcs_agent": 0.59, "enron_email": 0.53, "authored": 0.82}
"""The best of six libraries with a commitment filter, on texts of the same kind."""
_OFFICE = tuple((day * 1_440 + 540, day * 1_440 + 1_020) for day in range(1, 6))
"""Monday to Friday from nine to five, in minutes from Sunday."""
_HOLIDAYS = {
    "US": ("2024-05-27", "2024-11-28", "2024-12-25", "2025-01-01"),
    "GB": ("2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-12-25", "2024-12-26", "2025-01-01"),
    "DE": (
        "2024-03-29",
        "2024-04-01",
        "2024-05-01",
        "2024-05-09",
        "2024-05-20",
        "2024-10-03",
        "2024-12-25",
        "2024-12-26",
    ),
    "AU": ("2024-01-26", "2024-03-29", "2024-04-01", "2024-04-25", "2024-06-10", "2024-12-25", "2024-12-26"),
    "JP": ("2024-04-29", "2024-05-03", "2024-05-06", "2024-07-15", "2024-08-12", "2024-09-16", "2024-09-23"),
}
"""Public holidays around the moments of the calendar cases."""


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled text and what was read in it."""

    told: dict[str, str]
    promises: tuple[Promise, ...]

    @property
    def is_timeline(self) -> bool:
        """Whether a promise with a time is to be found."""
        return self.told["label"] == "promise_timeline"

    @property
    def timed(self) -> tuple[Promise, ...]:
        """The promises with a time that were found."""
        return tuple(promise for promise in self.promises if promise.when is not None)


def measure(folder: Path) -> Sequence[Goal]:
    """The figures for the texts in `folder`/promises."""
    rows = [
        Row(told, find_promises(told["text"], ENGLISH))
        for told in _lines(folder / "promises" / "dev.jsonl")
        if told["label"] != "ambiguous"
    ]
    goals = [*_detection("promises: all", rows, 0.92, 0.63), _precision(rows)]
    for source, (name, wanted) in _GOALS.items():
        goals += _detection(
            f"promises: {name}", [r for r in rows if r.told["source"] == source], wanted, _PEERS[source]
        )
    goals += _dues(rows)
    goals += _vague(rows)
    calendar = folder / "promises" / "calendar_dev.jsonl"
    if calendar.is_file():
        goals.append(
            _calendar_cases([Row(told, find_promises(told["text"], ENGLISH)) for told in _lines(calendar)])
        )
    return goals


def _lines(path: Path) -> Iterable[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _shares(
    rows: Sequence[Row], wanted: Callable[[Row], bool], found: Callable[[Row], bool]
) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    hits = sum(1 for row in rows if wanted(row) and found(row))
    precision = hits / max(1, sum(1 for row in rows if found(row)))
    recall = hits / max(1, sum(1 for row in rows if wanted(row)))
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def _detection(name: str, rows: Sequence[Row], wanted: float, peer: float) -> list[Goal]:
    precision, recall, mean = _shares(rows, lambda row: row.is_timeline, lambda row: bool(row.timed))
    details = [f"precision {precision:.3f}, recall {recall:.3f}"]
    if name != "promises: all":
        details += [f"missed: {row.told['text']}" for row in rows if row.is_timeline and not row.timed]
        details += [
            f"not one: {row.told['text']} ({row.told['label']}; {row.timed[0].why})"
            for row in rows
            if row.timed and not row.is_timeline
        ]
    return [Goal(f"{name}, F1", mean, len(rows), wanted=wanted, peer=peer, details=tuple(details))]


def _precision(rows: Sequence[Row]) -> Goal:
    precision, _, _ = _shares(rows, lambda row: row.is_timeline, lambda row: bool(row.timed))
    return Goal("promises: all, precision", precision, len(rows), wanted=0.93, peer=0.56)


def _dues(rows: Sequence[Row]) -> list[Goal]:
    wanted = [row for row in rows if row.is_timeline]
    found = [row for row in wanted if row.timed]
    right = [row for row in found if any(_is_due(row, promise) for promise in row.timed)]
    wrong = tuple(
        f"due {row.told['due']}, read {[_due(row, promise).isoformat() for promise in row.timed]}: {row.told['text']}"
        for row in found
        if row not in right
    )
    return [
        Goal(
            "promises: due moment right, of those found",
            len(right) / max(1, len(found)),
            len(found),
            wanted=0.97,
            peer=0.92,
            details=wrong,
        ),
        Goal(
            "promises: due moment right, of all",
            len(right) / max(1, len(wanted)),
            len(wanted),
            wanted=0.89,
            peer=0.69,
        ),
    ]


def _vague(rows: Sequence[Row]) -> list[Goal]:
    """Vague promises: told, since no goal was set and their border is soft."""
    rows = [row for row in rows if not row.is_timeline]
    precision, recall, _ = _shares(
        rows, lambda row: row.told["label"] == "promise_vague", lambda row: any(p.vague for p in row.promises)
    )
    return [
        Goal("promises: vague, precision", precision, len(rows)),
        Goal("promises: vague, recall", recall, len(rows)),
    ]


def _due(row: Row, promise: Promise) -> datetime:
    assert promise.when is not None
    zone = row.told["tz"]
    days = [date.fromisoformat(day) for day in _HOLIDAYS.get(row.told.get("country", ""), ())]
    calendar = Calendar("office", zone, _OFFICE, frozenset(days))
    return due_of(promise.when, datetime.fromisoformat(row.told["ref"]), zone, calendar).moment


def _is_due(row: Row, promise: Promise) -> bool:
    low = datetime.fromisoformat(row.told.get("due_lo") or row.told["due"])
    high = datetime.fromisoformat(row.told.get("due_hi") or row.told["due"])
    return low <= _due(row, promise) <= high


def _calendar_cases(rows: Sequence[Row]) -> Goal:
    right = [row for row in rows if any(_is_due(row, promise) for promise in row.timed)]
    wrong = tuple(
        f"due {row.told['due']}, read {[_due(row, promise).isoformat() for promise in row.timed]}: {row.told['text']}"
        for row in rows
        if row not in right
    )
    return Goal("promises: calendar cases", len(right) / len(rows), len(rows), wanted=1.0, details=wrong)
