"""Zendesk's clock, as its answers tell it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog

from integration.zendesk.moments import moment_of_header

log = structlog.get_logger(__name__)
_LEAP = timedelta(hours=1)
_OFTEN = 3


class ServerClock:
    """The last `Date` header plus the seconds since it came, by this machine's monotonic clock.

    A date far from what both that and this machine's own clock would have is not believed before it was told three times,
    as that of a proxy whose clock is wrong: all that is due would be judged by it, and a watermark never goes back. Either
    alone may be off: a machine that slept, a clock that was set.
    """

    def __init__(self, monotonic: Callable[[], float], wall: Callable[[], datetime]) -> None:
        self._monotonic = monotonic
        self._wall = wall
        self._heard: tuple[datetime, float] | None = None
        self._doubted: list[tuple[datetime, float]] = []
        self.skew_s: float | None = None
        """Zendesk's clock less ours at the last answer; None before the first."""

    @property
    def is_known(self) -> bool:
        """Whether any answer told the time."""
        return self._heard is not None

    def hear(self, headers: Mapping[str, str]) -> None:
        """Take in an answer's `Date`; one that is missing or is no date changes nothing."""
        date = moment_of_header(headers.get("Date"))
        if date is None:
            return
        skew = date - self._wall()
        if self._heard is not None and min(abs(date - self.now()), abs(skew)) > _LEAP and self._doubts(date):
            log.warning("zendesk_clock_leaps", seconds=round((date - self.now()).total_seconds()))
            return
        self._heard, self._doubted = (date, self._monotonic()), []
        self.skew_s = skew.total_seconds()

    def _doubts(self, date: datetime) -> bool:
        """Whether this date, which agrees with nothing that we know, was not told often enough to be believed."""
        now = self._monotonic()
        alike = [
            (told, at)
            for told, at in self._doubted
            if abs(date - told - timedelta(seconds=now - at)) <= _LEAP
        ]
        self._doubted = [*alike, (date, now)]
        return len(self._doubted) < _OFTEN

    def now(self) -> datetime:
        """The time at Zendesk.

        Raises:
            LookupError: nothing was answered yet.

        """
        if self._heard is None:
            raise LookupError("Zendesk has not told the time yet")
        date, heard_at = self._heard
        return date + timedelta(seconds=self._monotonic() - heard_at)
