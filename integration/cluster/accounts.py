"""What a worker needs to know of the accounts that it polls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from integration.store.access import Claim


class Accounts(Protocol):
    """The accounts of a configuration, as this process polls them."""

    def intervals(self) -> Mapping[str, timedelta]:
        """How often each account is polled, by its label; as of the configuration that lies there now."""

    def poll(self, label: str, claim: Claim) -> None:
        """One poll of one account, by any thread; what passes by itself is told in the log, and raises nothing.

        `claim` says whether the queue still means this process to make it.
        """

    def reload(self) -> None:
        """Read the configuration again, for it may have changed."""

    def stop(self) -> None:
        """End the present polls between two steps."""


def due_now(
    intervals: Mapping[str, timedelta], begun: Mapping[str, datetime | None], now: datetime
) -> Iterable[str]:
    """Those whose last poll began an interval ago or longer, or never.

    `begun` is by the clock of the machine that polled. One that is ahead delays the next poll by no more than an interval.
    """
    for label, interval in intervals.items():
        last = begun.get(label)
        if last is None or not abs(now - last) < interval:
            yield label
