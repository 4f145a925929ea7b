"""How quickly the workers of a queue miss one that is gone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """Times that all workers of a queue share.

    An account whose worker was killed is polled again after `stalled_s` and a tick at the latest, counted from the worker's
    last sign of life, so that it stands still for twenty seconds more than its interval. Who is taken for dead by mistake, since
    its machine is busy, loses its turn and nothing else.
    """

    tick: str = "* * * * * */5"
    """When it is looked for accounts that are due, and for workers that are gone; the sixth field is seconds."""
    heartbeat_s: float = 3.0
    """How often a worker shows that it lives."""
    stalled_s: float = 12.0
    """A worker that has not done so for this long is taken for dead, and its polls for failed."""
    longest_wait_s: float = 10.0
    """How long a worker waits at most before it tries the database again."""
    look_s: float = 5.0
    """How often a worker looks for a poll to make, should no notification come."""
