"""Faults on demand: what goes wrong between a client and the real Zendesk."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass
from typing import Literal

Kind = Literal["status", "html", "late_status", "slow", "reset", "lost_answer", "truncated", "foreign_link"]


@dataclass
class Fault:
    """One way to fail, for calls that fit.

    `lost_answer` carries the call out and ends the connection before the answer; `reset` breaks it off before the call.
    `late_status` carries the call out and lets a front end answer as if it had not, in HTML unless there is a `code`.
    """

    kind: Kind
    method: str | None = None
    path: str = ""
    """A part of the path."""
    times: int | None = 1
    """How often; None is without end."""
    probability: float = 1.0
    status: int = 503
    retry_after_s: int | None = None
    delay_s: float = 0.0
    code: str = ""


class Faults:
    """The faults in force; safe for threads."""

    def __init__(self, seed: int = 11) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a simulation
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """From now on."""
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        """No more faults."""
        with self._lock:
            self._faults.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that this call meets, if any."""
        with self._lock:
            for fault in self._faults:
                fits = (
                    fault.method in (None, method)
                    and fault.path in path
                    and not path.startswith("/_sandbox/")
                )
                if fits and fault.times != 0 and self._random.random() < fault.probability:
                    if fault.times is not None:
                        fault.times -= 1
                    return fault
        return None
