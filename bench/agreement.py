"""Whether a time that was read agrees with a labelled one, however its suite cuts days and months.

Parts of days and of longer stretches agree when they overlap by half: no two suites cut them alike. The last day or
minute of a range may be in it or not. A time that bounds ("by 2pm") may be told as the bound or as what is left until it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from policies.core.due_readings import Reading
from policies.core.when import When

Value = Mapping[str, Any]
Ends = tuple[datetime, datetime]
DAY = timedelta(days=1)
_A_MINUTE = timedelta(seconds=61)
_TWO_HOURS = timedelta(hours=2)
_INSTANT = timedelta(seconds=1)
_NO_TIME = timedelta(0)
_DATE = len("2026-05-14")
_PERIODS = {"Week": 7 * DAY, "Month": 30 * DAY, "Quarter": 91 * DAY, "Year": 365 * DAY}
_LEEWAYS = (_NO_TIME, DAY, timedelta(hours=1), timedelta(minutes=1))
_MONTHS = (30 * 86_400, 2_628_000)
_SOME = 0.02
_ALIGNED = 0.12
"""How much longer or shorter a stretch of whole weeks or months may be than one from now on."""


def moment(text: str) -> datetime:
    """A labelled moment; without an offset on the clocks of the suite's zone, which are read as UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def agrees(when: When, readings: Iterable[Reading], value: Value) -> bool:
    """Whether any reading of a time is what the value says."""
    kind = value["kind"]
    if kind == "set":
        return when.recurring
    if kind == "duration":
        return _lasts(when, float(value["value"] or 0))
    if kind in {"time", "timerange"}:
        return any(_on_the_clock(reading, value) for reading in readings)
    if kind == "part":
        day = date.fromisoformat(str(value["value"])[:_DATE])
        return any(day in {each.start.date(), (each.end - _INSTANT).date()} for each in readings)
    if "value" in value:
        return any(
            _at(reading, str(value["value"]), kind, counted=when.span is not None) for reading in readings
        )
    return any(_between(reading, value) for reading in readings)


def _lasts(when: When, seconds: float) -> bool:
    spans = [each.span for each in (when, when.until) if each is not None and each.span is not None]
    return any(
        abs(abs(span.seconds + span.days * 86_400 + span.months * month) - seconds) <= _SOME * seconds
        for span in spans
        for month in _MONTHS
    )


def _on_the_clock(reading: Reading, value: Value) -> bool:
    """Whether the time of day is right, on whatever day."""
    start = value.get("start") or value.get("value") or value.get("end")
    end = value.get("end") or start
    if not start or not end:
        return False
    ours = _on_a_day(str(reading.start.time()), str(reading.end.time()))
    theirs = _on_a_day(str(start), str(end))
    if value.get("mod") and bool({*ours} & {*theirs}):
        return True
    return _close(ours, theirs) or (reading.grain == "part" and _overlap(ours, theirs))


def _on_a_day(start: str, end: str) -> Ends:
    return moment(f"2000-01-01T{start}"), moment(f"2000-01-01T{end}")


def _at(reading: Reading, text: str, kind: str, *, counted: bool) -> bool:
    """Whether a moment or a single day is right; a moment so many whole days from now may be told as a day."""
    wanted = moment(text)
    if kind == "date" or len(text) == _DATE:
        if reading.grain == "window":
            return reading.end.date() == wanted.date()
        single = reading.grain in {"day", "minute", "part"} and reading.end <= reading.start + DAY
        return single and reading.start.date() == wanted.date()
    if reading.grain == "day":
        return counted and reading.start.date() == wanted.date()
    if reading.grain == "part":
        near = wanted.date() == reading.start.date() and abs(wanted - reading.start) <= _TWO_HOURS
        return near or reading.start <= wanted <= reading.end
    return abs((reading.end if reading.grain == "window" else reading.start) - wanted) <= _A_MINUTE


def _between(reading: Reading, value: Value) -> bool:
    """Whether a stretch is right, or the bound of one that has only one."""
    if value.get("mod") and not (value.get("start") and value.get("end")):
        bound = moment(str(value.get("start") or value.get("end")))
        edges = (reading.start, reading.end, reading.end - DAY)
        return any(abs(edge - bound) <= _A_MINUTE for edge in edges)
    start = moment(str(value["start"]))
    if not value.get("end"):
        return _in_period(reading, start, str(value.get("grain")))
    end = moment(str(value["end"]))
    ours, theirs = (reading.start, reading.end), (start, end)
    if reading.grain == "part" or " " in reading.grain:
        return _overlap(ours, theirs)
    if reading.grain == "window":
        return _as_long(ours, theirs)
    if reading.grain == "day" and reading.end <= reading.start + DAY:
        return abs(end - reading.start) <= DAY and start <= reading.start
    return abs(reading.start - start) <= _A_MINUTE and _ends(reading.end, end)


def _in_period(reading: Reading, start: datetime, grain: str) -> bool:
    if reading.grain == "window":
        return start <= reading.end < start + _PERIODS.get(grain, DAY)
    return reading.start == start or (reading.grain == "day" and start <= reading.start < start + 31 * DAY)


def _ends(ours: datetime, theirs: datetime) -> bool:
    return any(abs(ours + leeway * sign - theirs) <= _A_MINUTE for leeway in _LEEWAYS for sign in (1, -1))


def _close(ours: Ends, theirs: Ends) -> bool:
    return all(abs(one - other) <= _A_MINUTE for one, other in zip(ours, theirs, strict=True))


def _overlap(ours: Ends, theirs: Ends) -> bool:
    """Whether two stretches share half of the shorter one."""
    shared = min(ours[1], theirs[1]) - max(ours[0], theirs[0])
    shorter = min(ours[1] - ours[0], theirs[1] - theirs[0])
    return shared >= shorter / 2 and shared >= _NO_TIME


def _as_long(ours: Ends, theirs: Ends) -> bool:
    """Some suites align what is counted from now to whole units: then it is as long, and begins near now."""
    length, wanted = ours[1] - ours[0], theirs[1] - theirs[0]
    alike = abs(length - wanted) <= max(wanted * _ALIGNED, timedelta(minutes=1))
    return alike and abs(theirs[0] - ours[0]) <= max(wanted / 2, DAY)
