"""Does the service of an account live, and is it ready: told from its row in the store alone, for supervisors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

_LATE = timedelta(minutes=10)
_MISSED = 5
"""So many intervals without a cycle, and the service is taken for stopped."""
_AT = "%Y-%m-%d %H:%M UTC"


def silence_allowed(interval: timedelta) -> timedelta:
    """How long a service that reads the account each `interval` may show no sign of life."""
    return max(_MISSED * interval, _LATE / 2)


def lag_allowed(interval: timedelta) -> timedelta:
    """How far back the watermark may be before it is worth a word."""
    return max(_LATE, silence_allowed(interval))


@dataclass(frozen=True, slots=True)
class Health:
    """What a supervisor asks, with one sentence for a person."""

    live: bool
    """A process holds the account and began a cycle lately."""
    ready: bool
    """It lives, and has read nearly up to now; or reads the account for the first time."""
    because: str


def look(row: Any, interval: timedelta, now: datetime) -> Health:  # noqa: ANN401 - a row of the account table
    """Tell from the account's row; `now` is this machine's clock, as the heartbeat is.

    A brake is no bad health: whoever set it wants the service to live, and no new start would release it.
    """
    if row.heartbeat is None:
        return _dead("No cycle was made so far.")
    last = f"{row.heartbeat:{_AT}}"
    if row.holder is None:
        return _dead(f"The service was ended; its last cycle began at {last}.")
    if now - row.heartbeat > silence_allowed(interval):
        return _dead(f"{row.holder} shows no sign of life; its last cycle began at {last}.")
    braked = " The brake is set: nothing is written." if row.brake else ""
    if row.watermark is None or not (row.ticket_end and row.event_end):
        return Health(live=True, ready=True, because=f"The history is read for the first time.{braked}")
    read = f"Zendesk is read up to {row.watermark:{_AT}}"
    if now - row.watermark > lag_allowed(interval):
        return Health(live=True, ready=False, because=f"{read}, which is too far back.{braked}")
    return Health(live=True, ready=True, because=f"{read}.{braked}")


def _dead(because: str) -> Health:
    return Health(live=False, ready=False, because=because)
