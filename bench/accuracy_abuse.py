"""How well abuse of the staff is read: which labelled messages are abuse, and what is only anger, swearing or quotation.

The texts lie in the folder `abuse`: messages in `dev.jsonl` and `heldout*.jsonl`, messages as they come by themselves in
`cs_natural_pool.jsonl`, and the cases of a published suite in `hatecheck*.jsonl`; each file that is there is measured by
itself. A message is found when one of its remarks is directed. Counted are those labelled 1 and 0; what is labelled
borderline is told apart, except among messages as they come, where it counts as wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.goals import Goal
from policies.core.conduct import Manner, Remark, Target
from policies.reading.comment import read_customer

_THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_STATED = (Manner.STATEMENT, Manner.CONDITIONAL)
_ADDRESSED = re.compile(r"\b(?:you|your|yours|yourself|u|ur)\b", re.IGNORECASE)
"""A sentence of the suite without any of these is about somebody else."""
_BY_HAND = ("cs_hand", "cs_hand2")
_MOST_FLAGS = 0.5
"""Of 1,000 ordinary messages."""


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled text and what was read in it."""

    told: dict[str, Any]
    remarks: tuple[Remark, ...]

    @property
    def is_abuse(self) -> bool:
        """Whether it is to be found."""
        return bool(self.told["label"] == 1)

    @property
    def is_sure(self) -> bool:
        """Whether its label says yes or no."""
        return self.told["label"] in (0, 1)

    @property
    def is_found(self) -> bool:
        """Whether it was taken for abuse."""
        return any(remark.directed for remark in self.remarks)

    @property
    def confidence(self) -> float:
        """How surely it was taken for abuse, also where that was not enough."""
        return max(
            (one.confidence for one in self.remarks if one.target is Target.STAFF and one.manner in _STATED),
            default=0.0,
        )

    def as_line(self) -> str:
        """The text and why it was found, for the list of errors."""
        why = next((remark.why for remark in self.remarks if remark.directed), "nothing directed")
        return f"{' '.join(self.told['text'].split())} ({self.told['label']}; {why})"


@dataclass(frozen=True, slots=True)
class _Share:
    """A share of rows, and what it is to be."""

    name: str
    wanted: float | None
    peer: float | None = None


def measure(folder: Path) -> Sequence[Goal]:
    """The figures for the texts in `folder`/abuse."""
    place = folder / "abuse"
    goals: list[Goal] = []
    for path in sorted([*place.glob("dev*.jsonl"), *place.glob("heldout*.jsonl")]):
        goals += _messages(path.stem, _rows(path))
    for path in sorted(place.glob("*natural_pool.jsonl")):
        goals += _pool(_rows(path))
    for path in sorted(place.glob("hatecheck*.jsonl")):
        goals += _suite(path.stem, _rows(path))
    return goals


def _rows(path: Path) -> list[Row]:
    told = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [Row(one, read_customer(one["text"]).remarks) for one in told]


def _messages(half: str, rows: Sequence[Row]) -> Iterator[Goal]:
    """Customers' messages labelled by hand, those written for the purpose, abuse of a bot, and ordinary ones."""
    name = f"abuse, {half}"
    by_hand = [row for row in rows if row.told["source"] in _BY_HAND]
    yield from _both(f"{name}: customers' messages", by_hand, (0.92, 0.38), (0.90, 0.84))
    yield _borderline(name, by_hand)
    authored = [row for row in rows if row.told["source"] == "cs_authored" and row.is_sure]
    yield _mean(_Share(f"{name}: written for it, F1", 0.96, 0.42), authored)
    to_a_bot = [row for row in rows if row.told["source"] == "convabuse"]
    yield from _both(f"{name}: to a bot", to_a_bot, (0.95, 0.98), (0.70, 0.80))
    for source in sorted({row.told["source"] for row in rows if row.told["source"].startswith("vol_")}):
        yield _flags(f"{name}: flags in 1,000, {source}", [r for r in rows if r.told["source"] == source])


def _pool(rows: Sequence[Row]) -> Iterator[Goal]:
    """Messages as they come: all that is found and not abuse is wrong."""
    name = "abuse, as they come"
    found, abuse = [row for row in rows if row.is_found], [row for row in rows if row.is_abuse]
    right = [row for row in found if row.is_abuse]
    yield Goal(
        f"{name}: precision",
        len(right) / max(1, len(found)),
        len(found),
        wanted=0.80,
        peer=0.09,
        details=(*_curve(rows), *_wrong(found, lambda row: not row.is_abuse, "not abuse")),
    )
    yield Goal(
        f"{name}: recall",
        len(right) / max(1, len(abuse)),
        len(abuse),
        wanted=0.90,
        peer=0.86,
        details=_wrong(abuse, lambda row: not row.is_found, "missed"),
    )
    yield _borderline(name, rows)


def _suite(name: str, rows: Sequence[Row]) -> Iterator[Goal]:
    """The suite by its functions. Of threats and hatred of individuals, those of the reader have a goal."""
    by_function: dict[str, list[Row]] = {}
    for row in rows:
        by_function.setdefault(row.told["note"].split(";")[0], []).append(row)

    def of(*functions: str) -> list[Row]:
        return [row for function in functions for row in by_function.get(function, ())]

    individuals = of("target_indiv_nh")
    threats = [row for row in of("threat_dir_h", "threat_norm_h") if row.is_abuse]
    yield _taken(_Share(f"{name}: harmless profanity taken for abuse", 0.05, 0.43), of("profanity_nh"))
    yield _taken(_Share(f"{name}: abuse of things taken for it", 0.03), of("target_obj_nh"))
    quotes = of("counter_quote_nh", "counter_ref_nh")
    yield _taken(_Share(f"{name}: quotations and counter-speech taken for it", 0.05), quotes)
    yield _found(_Share(f"{name}: abuse of the reader found", 0.80, 0.54), _addressed(individuals))
    yield _found(_Share(f"{name}: abuse of any individual found", None), individuals)
    yield _found(_Share(f"{name}: threats to the reader found", 0.90), _addressed(threats))
    yield _found(_Share(f"{name}: threats to anybody found", None), threats)
    table = tuple(_function(function, listed) for function, listed in sorted(by_function.items()))
    sure = [row for row in rows if row.is_sure]
    yield _mean(_Share(f"{name}: all cases that are labelled yes or no, F1", None), sure, table)


def _addressed(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if _ADDRESSED.search(row.told["text"])]


def _function(name: str, rows: Sequence[Row]) -> str:
    wanted, found = (sum(map(of, rows)) for of in (lambda row: row.is_abuse, lambda row: row.is_found))
    right = sum(row.is_abuse and row.is_found for row in rows)
    return f"{name}: {len(rows)} cases, {wanted} abuse, {found} found, {right} of them rightly"


def _both(
    name: str, rows: Sequence[Row], precision: tuple[float, float], recall: tuple[float, float]
) -> Iterator[Goal]:
    """Precision and recall over what is labelled yes or no."""
    sure = [row for row in rows if row.is_sure]
    of_found, of_abuse = _shares(sure, lambda row: row.is_found)
    yield Goal(
        f"{name}, precision",
        of_found,
        sum(row.is_found for row in sure),
        wanted=precision[0],
        peer=precision[1],
        details=(
            *_curve(sure),
            *_wrong(sure, lambda row: row.is_found and not row.is_abuse, "not abuse"),
        ),
    )
    yield Goal(
        f"{name}, recall",
        of_abuse,
        sum(row.is_abuse for row in sure),
        wanted=recall[0],
        peer=recall[1],
        details=_wrong(sure, lambda row: row.is_abuse and not row.is_found, "missed"),
    )


def _mean(share: _Share, rows: Sequence[Row], details: tuple[str, ...] = ()) -> Goal:
    """The harmonic mean of precision and recall."""
    precision, recall = _shares(rows, lambda row: row.is_found)
    mean = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    errors = details or (
        *_wrong(rows, lambda row: row.is_found and not row.is_abuse, "not abuse"),
        *_wrong(rows, lambda row: row.is_abuse and not row.is_found, "missed"),
    )
    return Goal(share.name, mean, len(rows), wanted=share.wanted, peer=share.peer, details=errors)


def _found(share: _Share, rows: Sequence[Row]) -> Goal:
    ours = sum(row.is_found for row in rows) / max(1, len(rows))
    missed = _wrong(rows, lambda row: not row.is_found, "missed")
    return Goal(share.name, ours, len(rows), wanted=share.wanted, peer=share.peer, details=missed)


def _taken(share: _Share, rows: Sequence[Row]) -> Goal:
    ours = sum(row.is_found for row in rows) / max(1, len(rows))
    wrong = _wrong(rows, lambda row: row.is_found, "not abuse")
    return Goal(
        share.name, ours, len(rows), wanted=share.wanted, at_least=False, peer=share.peer, details=wrong
    )


def _flags(name: str, rows: Sequence[Row]) -> Goal:
    """Of ordinary messages, which nobody labelled: nearly none is abuse."""
    ours = 1000 * sum(row.is_found for row in rows) / max(1, len(rows))
    listed = _wrong(rows, lambda row: row.is_found, "flagged")
    return Goal(name, ours, len(rows), wanted=_MOST_FLAGS, at_least=False, details=listed)


def _borderline(name: str, rows: Sequence[Row]) -> Goal:
    """Mild or narrated insults: told, for either answer may be right."""
    apart = [row for row in rows if row.told["label"] == "borderline"]
    return _found(_Share(f"{name}: borderline ones found", None), apart)


def _curve(rows: Sequence[Row]) -> Iterator[str]:
    """Precision and recall if more or less confidence were asked for."""
    for least in _THRESHOLDS:
        precision, recall = _shares(rows, lambda row, least=least: row.confidence >= least)  # type: ignore[misc]
        yield f"at confidence {least}: precision {precision:.3f}, recall {recall:.3f}"


def _shares(rows: Sequence[Row], found: Callable[[Row], bool]) -> tuple[float, float]:
    """Precision and recall."""
    right = sum(row.is_abuse and found(row) for row in rows)
    return right / max(1, sum(map(found, rows))), right / max(1, sum(row.is_abuse for row in rows))


def _wrong(rows: Sequence[Row], which: Callable[[Row], bool], said: str) -> tuple[str, ...]:
    return tuple(f"{said}: {row.as_line()}" for row in rows if which(row))
