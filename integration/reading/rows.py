"""A text to be read, with who wrote it, when and where; from options, or from a line of JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from policies.core.zones import iana_zone, instant, zone_rules

_YEARS = range(1900, 9000)
"""What calendars reckon with."""
_SHOWN = 60
"""Characters of a wrong value that its error repeats."""

Id = str | int | float | None


class Role(StrEnum):
    """Who wrote a text."""

    AGENT = "agent"
    """The service side: its words may promise, and in its notes command."""
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Row:
    """One text to be read."""

    text: str
    role: Role
    at: datetime
    """When it was said, in UTC."""
    zone: str
    """The IANA key of the zone that clock times mean when the text names none."""
    html: bool = False
    day_first: bool = False
    """Whether 3/4 is the third of April."""
    id: Id = None
    """The reader's own name for it, given back as it came."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for a row that says nothing of it."""

    role: Role = Role.AGENT
    at: str | None = None
    """As it was written; None: now."""
    zone: str = "UTC"
    html: bool = False
    day_first: bool = False


class BadRow(ValueError):
    """A row that cannot be read; the sentence says why."""

    def __init__(self, sentence: str, row_id: Id = None) -> None:
        super().__init__(sentence)
        self.id = row_id


def row_of_line(line: bytes, defaults: Defaults) -> Row:
    """The row that a line of JSON holds: `{"id", "text", "role", "at", "tz", "html", "day_first"}`; other keys are passed over.

    Raises:
        BadRow: with the row's id where that could be read.

    """
    try:
        data = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise BadRow("The line is not in UTF-8.") from None
    except RecursionError:
        raise BadRow("The line is nested too deeply.") from None
    except ValueError as error:
        raise BadRow(f"The line is not JSON: {error}.") from None
    if not isinstance(data, dict):
        raise BadRow('The line is no JSON object such as {"text": "…", "role": "agent"}.')
    return row_of(data, defaults)


def row_of(data: Mapping[str, object], defaults: Defaults) -> Row:
    """The row that these values describe; a value that is absent or null is the default.

    Raises:
        BadRow: a value is missing or wrong.

    """
    row_id = _id_of(data.get("id"))
    try:
        zone = iana_zone(_text_of(data, "tz") or defaults.zone)
        return Row(
            text=_required(data, "text"),
            role=_role_of(_text_of(data, "role") or defaults.role),
            at=_moment_of(_text_of(data, "at") or defaults.at, zone),
            zone=zone,
            html=_switch(data, "html", default=defaults.html),
            day_first=_switch(data, "day_first", default=defaults.day_first),
            id=row_id,
        )
    except ValueError as error:
        raise BadRow(str(error), row_id) from None


def _id_of(value: object) -> Id:
    """The name of a row; true and false are none, and neither is a number beyond all numbers."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise BadRow("id is neither a text nor a number.")
    if isinstance(value, float) and not math.isfinite(value):
        raise BadRow("id is too large a number.")
    return value


def _text_of(data: Mapping[str, object], key: str) -> str | None:
    value = data.get(key)
    if value is None or isinstance(value, str):
        return value
    raise ValueError(f"{key} is no text.")


def _required(data: Mapping[str, object], key: str) -> str:
    value = _text_of(data, key)
    if value is None:
        raise ValueError(f"{key} is missing.")
    return value


def _switch(data: Mapping[str, object], key: str, *, default: bool) -> bool:
    value = data.get(key)
    if value is None:
        return default
    if isinstance(value, bool):
        return value
    raise ValueError(f"{key} is neither true nor false.")


def _role_of(name: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        raise ValueError(f"role is '{name[:_SHOWN]}'; it has to be agent or customer.") from None


def _moment_of(text: str | None, zone: str) -> datetime:
    """A moment in UTC from ISO 8601, on the clocks of `zone` where it has no offset; now for None."""
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(
            f"at is '{text[:_SHOWN]}'; it has to be a moment such as 2026-03-06T15:00:00+01:00."
        ) from None
    if moment.year not in _YEARS:
        raise ValueError("at is outside of the years 1900 to 8999.")
    return moment.astimezone(UTC) if moment.tzinfo else instant(moment, zone_rules(zone))


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")
