"""How many times are found and rightly understood, in sentences that others have labelled.

The suites lie in a folder outside of the repository (`../shared/data` beside it, or the one that is named); without
them there is nothing to measure. A time is right when it overlaps a labelled one and one of its readings agrees with a
labelled value; parts of days and of longer stretches agree when they overlap by half, since every suite cuts them
differently.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from policies.core.due_readings import Reading, readings_of
from policies.core.when import When
from policies.reading.languages.english import ENGLISH
from policies.reading.times import Role, Time, find_times

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
DAY = timedelta(days=1)
A_MINUTE = timedelta(seconds=61)
ZONES = {"duckling": "Etc/GMT+2"}
"""The zone of a suite's reference moments, where it matters."""
DAY_FIRST = {"ctparse"}
GOALS = {"recognizers": 0.80, "duckling": 0.72, "ctparse": 0.80, "chrono": 0.96}
PERIODS = {"Week": 7 * DAY, "Month": 30 * DAY, "Quarter": 91 * DAY, "Year": 365 * DAY}
TIMELESS = ("time", "timerange", "duration")
Row = Mapping[str, Any]


@dataclass
class Score:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        return f"P {precision:.3f} R {recall:.3f} F1 {self.f1:.3f}  ({self.right} right, {self.wrong} wrong, {self.missed} missed)"


def moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def is_future(entity: Row, ref: datetime) -> bool:
    """Whether a labelled value ends after the reference moment; times of day and durations always do."""
    if entity["type"] in TIMELESS:
        return True
    return any(
        _last(value) >= ref.replace(hour=0, minute=0, second=0) for value in entity["values"] if _known(value)
    )


def _known(value: Row) -> bool:
    text = value.get("end") or value.get("start") or value.get("value")
    return isinstance(text, str) and text[:4].isdigit() and "-" in text


def _last(value: Row) -> datetime:
    return moment(str(value.get("end") or value.get("start") or value.get("value")))


# -- whether a reading agrees with a labelled value


def agrees(time: Time, readings: Iterable[Reading], value: Row, ref: datetime) -> bool:
    kind = value["kind"]
    if kind == "set":
        return time.when.recurring
    if kind == "duration":
        return _lasts(time.when, value)
    if kind in ("time", "timerange"):
        return any(_of_day(reading, value) for reading in readings)
    return any(_same(reading, value, ref) for reading in readings)


def _lasts(when: When, value: Row) -> bool:
    spans = [each.span for each in (when, when.until) if each is not None and each.span is not None]
    wanted = float(value["value"] or 0)
    return any(
        abs(abs(span.seconds + span.days * 86400 + span.months * length) - wanted) <= 0.02 * wanted
        for span in spans
        for length in (2592000, 2628000, 31536000 / 12)
    )


def _of_day(reading: Reading, value: Row) -> bool:
    start = value.get("start") or value.get("value")
    end = value.get("end") or start
    if not start and not end:
        return False
    first, last = ((reading.start - timedelta()).time(), reading.end.time())
    ours, theirs = (
        (_passed(str(first)), _passed(str(last))),
        (_passed(str(start or end)), _passed(str(end or start))),
    )
    if value.get("mod"):
        return ours[0] == theirs[0] or ours[1] == theirs[1] or ours[0] == theirs[1]
    return _close(ours, theirs) or (reading.grain == "part" and _overlap(ours, theirs))


def _passed(text: str) -> timedelta:
    hours, minutes, seconds = (int(part) for part in text.split(":"))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _same(reading: Reading, value: Row, ref: datetime) -> bool:
    if value["kind"] == "part":
        day = date.fromisoformat(str(value["value"])[:10])
        return day in (reading.start.date(), (reading.end - timedelta(seconds=1)).date())
    if "value" in value:
        return _at(reading, str(value["value"]), value)
    if value.get("mod") and (not value.get("start") or not value.get("end")):
        bound = moment(str(value.get("start") or value.get("end")))
        return any(abs(edge - bound) <= A_MINUTE for edge in (reading.start, reading.end, reading.end - DAY))
    start = moment(str(value["start"]))
    end = moment(str(value["end"])) if value.get("end") else None
    if end is None and reading.grain == "window":
        return start <= reading.end < start + PERIODS.get(str(value.get("grain")), DAY)
    if end is None:
        return reading.start == start or (reading.grain == "day" and start <= reading.start < start + 31 * DAY)
    if reading.grain in ("part",) or " " in reading.grain:
        return _overlap((reading.start, reading.end), (start, end))
    if reading.grain == "window":
        return _roughly((reading.start, reading.end), (start, end), ref)
    if reading.grain == "day" and reading.end <= reading.start + DAY:
        return abs(end - reading.start) <= DAY and start <= reading.start
    return abs(reading.start - start) <= A_MINUTE and _ends(reading, end)


def _ends(reading: Reading, end: datetime) -> bool:
    """Suites differ on whether the last unit of a range is in it."""
    return (
        min(
            abs(reading.end + grain * sign - end)
            for grain in (timedelta(0), DAY, timedelta(hours=1), timedelta(minutes=1))
            for sign in (1, -1)
        )
        <= A_MINUTE
    )


def _at(reading: Reading, text: str, value: Row) -> bool:
    if value["kind"] == "date" or len(text) == 10:
        day = date.fromisoformat(text[:10])
        if reading.grain == "window":
            return reading.end.date() == day
        return (
            reading.start.date() == day
            and reading.end <= reading.start + DAY
            and reading.grain in ("day", "minute", "part")
        )
    wanted = moment(text)
    if reading.grain == "day":
        return reading.start.date() == wanted.date()
    if reading.grain == "part":
        return reading.start <= wanted <= reading.end or (
            wanted.date() == reading.start.date() and abs(wanted - reading.start) <= timedelta(hours=2)
        )
    if reading.grain == "window":
        return abs(reading.end - wanted) <= A_MINUTE
    return abs(reading.start - wanted) <= A_MINUTE


def _close(ours: tuple[Any, Any], theirs: tuple[Any, Any]) -> bool:
    return all(abs(one - other) <= A_MINUTE for one, other in zip(ours, theirs, strict=True))


def _overlap(ours: tuple[Any, Any], theirs: tuple[Any, Any]) -> bool:
    """Whether two stretches share half of the shorter one."""
    shared = min(ours[1], theirs[1]) - max(ours[0], theirs[0])
    shorter = min(ours[1] - ours[0], theirs[1] - theirs[0])
    return shared >= shorter / 2 and shared >= timedelta(0)


def _roughly(ours: tuple[datetime, datetime], theirs: tuple[datetime, datetime], ref: datetime) -> bool:
    """Windows from now on are aligned by some to whole units: as long, and begun near now."""
    length, wanted = ours[1] - ours[0], theirs[1] - theirs[0]
    return abs(length - wanted) <= max(wanted * 0.12, timedelta(minutes=1)) and abs(
        theirs[0] - ours[0]
    ) <= max(wanted / 2, DAY)


# -- scoring


def judged(rows: Iterable[Row], *, future_only: bool, shown: list[str] | None = None) -> Score:
    score = Score()
    for row in rows:
        ref = moment(row["ref"])
        entities = [entity for entity in row["entities"] if entity["values"]]
        counted = [entity for entity in entities if not future_only or is_future(entity, ref)]
        if not counted:
            continue
        _judge(row, entities, counted, score, shown)
    return score


def _judge(row: Row, entities: list[Row], counted: list[Row], score: Score, shown: list[str] | None) -> None:
    found = predictions(row)
    used: set[int] = set()
    for entity in entities:
        hits = [
            at
            for at, (time, _) in enumerate(found)
            if time.lead < entity["end"] and entity["start"] < time.end
        ]
        right = [
            at
            for at in hits
            if any(agrees(*found[at], value, moment(row["ref"])) for value in entity["values"])
        ]
        used |= set(right) if entity in counted else set(hits)
        if entity in counted and not right:
            score.missed += 1
            if shown is not None:
                shown.append(_told(row, entity, found))
        elif entity in counted:
            score.right += 1
    extra = [time for at, (time, _) in enumerate(found) if at not in used]
    score.wrong += len(extra)
    if shown is not None and extra:
        shown.append(
            "EXTRA "
            + str([row["text"][time.start : time.end] for time in extra])
            + "  in "
            + row["text"][:110]
        )


def predictions(row: Row) -> list[tuple[Time, list[Reading]]]:
    zone = ZONES.get(row["source"], "UTC")
    offset = timedelta(hours=2) if row["source"] == "duckling" else timedelta(0)
    ref = moment(row["ref"]) + offset
    found: list[tuple[Time, list[Reading]]] = []
    for time in find_times(row["text"], ENGLISH):
        when = time.when if row["source"] in ZONES else replace(time.when, zone="")
        readings = readings_of(when, ref, zone, day_first=row["source"] in DAY_FIRST)
        moved = [Reading(each.start - offset, each.end - offset, each.grain) for each in readings]
        if time.role in (Role.BY, Role.UNTIL, Role.BEFORE):  # some mean the time that is left until then
            moved += [
                Reading(ref - offset, bound, "window") for each in moved for bound in (each.start, each.end)
            ]
        found.append((time, moved))
    return found


def _told(row: Row, entity: Row, found: list[tuple[Time, list[Reading]]]) -> str:
    wanted = [
        {key: part for key, part in value.items() if key not in ("timex",) and part}
        for value in entity["values"][:2]
    ]
    ours = [
        (
            row["text"][time.start : time.end],
            [(str(each.start)[:19], str(each.end)[:19], each.grain) for each in readings[:2]],
        )
        for time, readings in found
    ]
    return f"MISS {row['ref'][:16]} {row['text'][:110]!r} [{entity['text']}] {entity['type']} wanted {wanted} got {ours}"


def negatives(rows: Iterable[Row]) -> list[str]:
    """The texts without any time in which one was found."""
    found = []
    for row in rows:
        if not row["entities"]:
            times = find_times(row["text"], ENGLISH)
            found += [f"{row['text'][time.start : time.end]!r} in {row['text'][:100]}" for time in times]
    return found


def by_type(rows: Iterable[Row]) -> Iterator[tuple[str, Counter[str]]]:
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        found = predictions(row)
        for entity in row["entities"]:
            hit = any(
                time.lead < entity["end"]
                and entity["start"] < time.end
                and any(agrees(time, readings, value, moment(row["ref"])) for value in entity["values"])
                for time, readings in found
            )
            counts.setdefault(entity["type"], Counter())["right" if hit else "missed"] += 1
    yield from sorted(counts.items())


def _types(rows: Iterable[Row]) -> str:
    return ", ".join(f"{kind} {each['right']}/{each.total()}" for kind, each in by_type(rows))


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments and not arguments[0].startswith("-") else DATA
    files = sorted((folder / "temporal").glob("*.jsonl"))
    if not files:
        print(f"No labelled times in {folder / 'temporal'}: nothing to measure.")
        return 0
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    shown: list[str] | None = [] if "--errors" in arguments else None
    print("Times in labelled suites, value F1 (goal on future-pointing cases):")
    for source, goal in GOALS.items():
        own = [row for row in rows if row["source"] == source]
        if shown is not None:
            shown.append(f"===== {source}")
        print(f"  {source:12} future {judged(own, future_only=True, shown=shown)}  goal {goal}")
        print(f"  {'':12} all    {judged(own, future_only=False)}")
        print(f"  {'':12} types  {_types(own)}")
    hits = negatives(rows)
    print(f"  false hits in {sum(not row['entities'] for row in rows)} texts without a time: {len(hits)}")
    print("\n".join([*hits, *(shown or [])]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
