"""Why nothing may be written to an account at all, told from its row in the store."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

_RESTING = "Notes that this store did not know were found; the writer rests until all of them are read."


class Closed(StrEnum):
    """What keeps the write gate shut."""

    DRY_RUN = "dry_run"
    BRAKE = "brake"
    RESTING = "resting"
    """After notes that this store did not know, until all of them are read."""


def why_closed(row: Any, *, dry_run: bool = False) -> tuple[Closed, str] | None:  # noqa: ANN401 - the account's row
    """What keeps the gate shut, and why as a sentence; None while writing is allowed."""
    if dry_run:
        return Closed.DRY_RUN, "This is a dry run."
    if row.brake:
        return Closed.BRAKE, f"The brake is set: {row.brake}"
    if row.rest_until is not None and (row.watermark is None or row.watermark <= row.rest_until):
        return Closed.RESTING, _RESTING
    return None
