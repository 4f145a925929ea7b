"""A clock that stands still until it is advanced, or runs as fast as one likes."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Simulated UTC time; safe for threads."""

    def __init__(self, start: datetime, speed: float = 0.0) -> None:
        self._lock = threading.Lock()
        self._base = start.astimezone(UTC)
        self._anchor = time.monotonic()
        self._speed = speed

    def now(self) -> datetime:
        """The simulated moment."""
        with self._lock:
            return self._now()

    def set(self, moment: datetime) -> None:
        """Jump to a moment, also backwards."""
        with self._lock:
            self._base, self._anchor = moment.astimezone(UTC), time.monotonic()

    def advance(self, delta: timedelta) -> None:
        """Go on by a span."""
        with self._lock:
            self._base, self._anchor = self._now() + delta, time.monotonic()

    def run(self, speed: float) -> None:
        """Let so many simulated seconds pass in a real one; 0 stands still."""
        with self._lock:
            self._base, self._anchor, self._speed = self._now(), time.monotonic(), speed

    def seconds(self) -> float:
        """The simulated moment in seconds since 1970, for code that wants a monotonic clock."""
        return self.now().timestamp()

    def sleep(self, seconds: float) -> None:
        """Let time pass instead of waiting."""
        self.advance(timedelta(seconds=seconds))

    def _now(self) -> datetime:
        return self._base + timedelta(seconds=(time.monotonic() - self._anchor) * self._speed)
