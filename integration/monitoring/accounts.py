"""The accounts of a process as a monitor may see them, and how each is doing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from integration.console.health import look, silence_allowed
from integration.engine.context import Context
from integration.figures import Seen
from integration.fleet import Fleet
from integration.store.errors import StoreError

_STUCK = timedelta(minutes=15)
"""Longer than any one pause that Zendesk may ask for, with the exchange after it."""
_STORE_AWAY = "The store could not be read just now; the log says why."
_NOT_OPEN = "It is not open yet."
_BROKEN = "Its settings cannot be used; `steadyhand check` says why."


@dataclass(frozen=True, slots=True)
class Watched:
    """An account of this process at this moment."""

    label: str
    interval: timedelta | None
    """None: its settings cannot be read."""
    open: Context | None = None
    """None: not opened, or not yet."""
    trouble: str | None = None
    """Why it is not open, or why its last cycle failed: a sentence without a secret and without a customer's word."""
    config_problem: str | None = None
    """Why the file that lies there now is not in force; what the open account knows of that counts as well."""

    @property
    def is_stale(self) -> bool:
        """Whether the file that lies there is not in force."""
        own = None if self.open is None else self.open.config_problem
        return (self.config_problem or own) is not None

    def seen(self) -> Seen:
        """What the figures are made of."""
        account = self.open
        return Seen(
            self.label,
            now=datetime.now(UTC) if account is None else account.now(),
            store=None if account is None else account.store,
            up=account is not None and self.trouble is None,
            stale=self.is_stale,
            interval=self.interval,
            budget={} if account is None else dict(account.transport.budget.left().items()),
        )


def watched_of(fleet: Fleet) -> tuple[Watched, ...]:
    """All accounts of a configuration's files, those among them that cannot be used."""
    kept = (
        Watched(
            label,
            keeper.config.account.interval.timedelta,
            open=keeper.account,
            trouble=keeper.trouble,
            config_problem=keeper.problem,
        )
        for label, keeper in fleet.keepers.items()
    )
    broken = (
        Watched(label, None, trouble=_BROKEN, config_problem=problem)
        for label, problem in fleet.broken.items()
    )
    return (*kept, *broken)


Accounts = Callable[[], Sequence[Watched]]
"""Gives the present accounts; any thread may ask."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one account is doing, with one sentence for a person."""

    good: bool
    because: str


def liveness(watched: Watched) -> Verdict:
    """Whether its cycles go on, well or not: told from this process alone, since no new start mends a store or Zendesk."""
    account, interval = watched.open, watched.interval
    if account is None or interval is None:
        return Verdict(good=True, because=watched.trouble or _NOT_OPEN)
    signs = [sign for sign in (account.beat_at, account.transport.called_at) if sign is not None]
    if signs and account.wall() - max(signs) > max(_STUCK, silence_allowed(interval)):
        return Verdict(
            good=False, because=f"Its cycle has stood still since {max(signs):%Y-%m-%d %H:%M UTC}."
        )
    return Verdict(good=True, because="Its cycles go on.")


def readiness(watched: Watched) -> Verdict:
    """Whether it is open, its file in force, its store at hand, and its last cycle recent."""
    account, interval = watched.open, watched.interval
    if account is None or interval is None:
        return Verdict(good=False, because=watched.trouble or _NOT_OPEN)
    if watched.is_stale:
        return Verdict(
            good=False,
            because="The configuration that lies there is not in force; `steadyhand check` says why.",
        )
    try:
        health = look(account.store.load_account(), interval, account.wall())
    except StoreError:
        return Verdict(good=False, because=_STORE_AWAY)
    return Verdict(health.ready, health.because)
