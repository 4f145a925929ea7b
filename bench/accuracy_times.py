"""How many times are found and rightly understood, in sentences that others have labelled.

The texts lie in `temporal/*.jsonl` of the data folder, each with its moment and the times that are in it. One is right
when it overlaps a labelled one and any of its readings agrees with a labelled value (see `bench.agreement`); one that
was read and agrees with nothing counts as wrong, a labelled one that nothing agrees with as missed. The goals are for
what can be a deadline: values that end after the text's own day, times of day and lengths. Beside each stands what is
reached when the likeliest reading alone counts, since that one falls due.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.agreement import agrees, moment
from bench.goals import Goal
from policies.core.due_readings import Reading, readings_of
from policies.core.when import When
from policies.reading.languages.english import ENGLISH
from policies.reading.times import Role, Time, find_times

Row = Mapping[str, Any]
Found = tuple[Time, list[Reading]]
_GOALS = {
    "recognizers": (0.80, 0.71),
    "duckling": (0.72, 0.56),
    "ctparse": (0.80, 0.67),
    "chrono": (0.96, 0.96),
}
"""By suite what is wanted, and what the best other tool reached on another half of it."""
_ZONED = {"duckling": ("Etc/GMT+2", timedelta(hours=2))}
"""The zone of a suite's moments and how far behind UTC it is, where zones in a text count; else they are left out."""
_DAY_FIRST = {"ctparse"}
_TIMELESS = {"time", "timerange", "duration"}
_FALSE_HITS = 1
_SHOWN = 110


@dataclass(slots=True)
class Score:
    """What was found of a suite."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    texts: int = 0
    errors: list[str] = field(default_factory=list)
    by_type: Counter[str] = field(default_factory=Counter)

    @property
    def mean(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    @property
    def details(self) -> tuple[str, ...]:
        """What the mean is made of, and what went wrong."""
        types = sorted({kind.removesuffix(" missed") for kind in self.by_type})
        shares = [
            f"{kind} {self.by_type[kind]} of {self.by_type[kind] + self.by_type[kind + ' missed']}"
            for kind in types
        ]
        counts = f"{self.right} right, {self.wrong} wrong, {self.missed} missed"
        return (counts, ", ".join(shares), *self.errors)


def measure(folder: Path) -> list[Goal]:
    """The figures for the texts in `folder`/temporal."""
    files = sorted((folder / "temporal").glob("*.jsonl"))
    rows = [
        json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line
    ]
    goals: list[Goal] = []
    for source, (wanted, peer) in _GOALS.items():
        own = [row for row in rows if row["source"] == source]
        ahead, everything = _score(own, ahead=True), _score(own, ahead=False)
        likeliest = _score(own, ahead=True, likeliest=True)
        goals += [
            Goal(
                f"times: {source}, ahead, F1",
                ahead.mean,
                ahead.texts,
                wanted,
                peer=peer,
                details=ahead.details,
            ),
            Goal(
                f"times: {source}, ahead, likeliest alone",
                likeliest.mean,
                likeliest.texts,
                details=likeliest.details,
            ),
            Goal(
                f"times: {source}, all, F1", everything.mean, everything.texts, details=everything.details[:2]
            ),
        ]
    return [*goals, _false_hits([row for row in rows if not row["entities"]])]


def _false_hits(rows: Sequence[Row]) -> Goal:
    hits = tuple(
        f"{row['text'][time.start : time.end]!r} in {row['text'][:_SHOWN]}"
        for row in rows
        for time in find_times(row["text"], ENGLISH)
    )
    return Goal(
        "times: found where there are none",
        len(hits),
        len(rows),
        _FALSE_HITS,
        at_least=False,
        peer=2,
        details=hits,
    )


def _is_ahead(entity: Row, ref: datetime) -> bool:
    """Whether any of its values ends after the day of the text began."""
    if entity["type"] in _TIMELESS:
        return True
    ends = [str(value.get("end") or value.get("start") or value.get("value")) for value in entity["values"]]
    today = ref.replace(hour=0, minute=0, second=0)
    return any(moment(end) >= today for end in ends if end[:4].isdigit() and "-" in end)


def _score(rows: Iterable[Row], *, ahead: bool, likeliest: bool = False) -> Score:
    score = Score()
    for row in rows:
        entities = [entity for entity in row["entities"] if entity["values"]]
        counted = [each for each in entities if not ahead or _is_ahead(each, moment(row["ref"]))]
        if counted:
            score.texts += 1
            _add(score, _read(row, likeliest=likeliest), row, entities, counted)
    return score


def _add(
    score: Score,
    found: Sequence[Found],
    row: Row,
    entities: Sequence[Row],
    counted: Sequence[Row],
) -> None:
    """Compare one text; what overlaps an entity that does not count is neither right nor wrong."""
    used: set[int] = set()
    for entity in entities:
        near = {
            at
            for at, (time, _) in enumerate(found)
            if time.lead < entity["end"] and entity["start"] < time.end
        }
        near = (
            {at for at in near if _covers(found[at][0], entity, row["text"])} if entity in counted else near
        )
        right = {
            at
            for at in near
            if any(agrees(found[at][0].when, found[at][1], value) for value in entity["values"])
        }
        used |= right if entity in counted else near
        if entity in counted:
            score.right += bool(right)
            score.missed += not right
            score.by_type[entity["type"] + ("" if right else " missed")] += 1
        if entity in counted and not right:
            score.errors.append(_told(row, entity, found))
    extra = [row["text"][time.start : time.end] for at, (time, _) in enumerate(found) if at not in used]
    score.wrong += len(extra)
    if extra:
        score.errors.append(f"wrong: {extra} in {row['text'][:_SHOWN]}")


def _covers(time: Time, entity: Row, text: str) -> bool:
    """Whether all numbers of a labelled time were read: a day alone is not the hour that stands beside it."""
    outside = text[entity["start"] : time.start] + text[max(entity["start"], time.end) : entity["end"]]
    return not any(letter.isdigit() for letter in outside)


def _read(row: Row, *, likeliest: bool) -> list[Found]:
    """The times of a text with their readings, on the clocks of the suite."""
    zone, behind = _ZONED.get(row["source"], ("UTC", timedelta(0)))
    ref = moment(row["ref"])
    found: list[Found] = []
    for time in find_times(row["text"], ENGLISH):
        when = time.when if behind else _unzoned(time.when)
        readings = [
            Reading(each.start - behind, each.end - behind, each.grain)
            for each in readings_of(when, ref + behind, zone, day_first=row["source"] in _DAY_FIRST)
        ]
        if likeliest:
            readings = readings[:1]
        if time.role in {Role.BY, Role.UNTIL, Role.BEFORE}:  # some mean the time that is left until then
            readings += [
                Reading(ref, bound, "window") for each in readings for bound in (each.start, each.end)
            ]
        found.append((time, readings))
    return found


def _unzoned(when: When) -> When:
    return replace(when, zone="", until=_unzoned(when.until) if when.until is not None else None)


def _told(row: Row, entity: Row, found: Sequence[Found]) -> str:
    kept = ("value", "start", "end", "mod")
    wanted = [
        " to ".join(str(value[key]) for key in kept if value.get(key)) for value in entity["values"][:2]
    ]
    ours = [
        f"{row['text'][time.start : time.end]} = {str(readings[0].start)[:16]} to {str(readings[0].end)[:16]}"
        for time, readings in found
        if readings
    ]
    return f"missed: {entity['text']} ({entity['type']}, {wanted}), read {ours} in {row['text'][:_SHOWN]}, {row['ref'][:16]}"
