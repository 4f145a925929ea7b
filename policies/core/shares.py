"""A part of a whole, as a setting: written as "5%"."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?) ?%")
_ALL = 100


def _share(value: object) -> float:
    if isinstance(value, float) and 0 <= value <= 1:
        return value
    match = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    if match is None or float(match.group(1)) > _ALL:
        msg = 'must be a share from "0%" to "100%" in quotes, as "5%"'
        raise ValueError(msg)
    return float(match.group(1)) / _ALL


def percent(share: float) -> str:
    """A share as it is written: `10%`."""
    return f"{share * _ALL:g}%"


Share = Annotated[
    float,
    BeforeValidator(_share),
    PlainSerializer(percent, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": f"^{_PERCENT.pattern}$"}),
]
"""A part of the whole, written as "5%"."""
