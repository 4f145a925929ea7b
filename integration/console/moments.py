"""Moments as data has them, and as a terminal shows them."""

from __future__ import annotations

from datetime import datetime


def iso(moment: datetime | None) -> str | None:
    """A moment in ISO 8601; None where there is none."""
    return None if moment is None else moment.isoformat()


def shown(moment: str) -> str:
    """A moment in ISO 8601 and UTC, to the minute: `2026-03-04 10:12 UTC`."""
    return f"{moment[:16].replace('T', ' ')} UTC"
