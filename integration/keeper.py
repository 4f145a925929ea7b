"""One account in this process: opened when it is first polled, then a cycle each time, whatever becomes of the others."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import structlog

from integration.config.models import Config
from integration.config.problems import ConfigError
from integration.cycle import run_cycle
from integration.engine.context import Context
from integration.engine.names import names_of
from integration.store.errors import StoreBusy, StoreError
from integration.zendesk.directory import fetch_directory
from integration.zendesk.errors import (
    SignInRefused,
    Stopping,
    Transient,
    Unknown,
    UnknownAccount,
    ZendeskError,
)

log = structlog.get_logger(__name__)
REST_S = 300.0
"""How long an account that cannot go on is left alone before it is tried again: a secret may be mended meanwhile."""


class Opener(Protocol):
    """What signs in to an account and opens its store, as `open_account` does."""

    def __call__(self, config: Config, *, stop: threading.Event) -> Context:
        """The open account."""


Cycle = Callable[[Context], object]
"""One poll of an open account: a cycle, or one in turn with other processes."""


class Keeper:
    """Keeps one account. One thread polls it at a time; others may offer a configuration or ask how it is."""

    def __init__(
        self,
        config: Config,
        opener: Opener,
        stop: threading.Event,
        *,
        cycle: Cycle | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.label = config.account.label
        self.config = config
        """What is in force; before the account is open, what will be."""
        self.account: Context | None = None
        """The account while it is open."""
        self.failure: Exception | None = None
        """What does not pass by itself, and why the account rests; None while it goes on."""
        self.trouble: str | None = None
        """Why the last poll brought nothing, for people; None when it was well."""
        self._offered: Config | None = None
        self._at_opening: Config | None = None
        """What the files say, where its address, its sign-in or its store is none of the open account's."""
        self._refused: str | None = None
        self._given_up = False
        self._settings = threading.Lock()
        self._opener = opener
        self._cycle_of = cycle
        self._stop = stop
        self._monotonic = monotonic
        self._rests_until = monotonic()
        self._polling = threading.Lock()

    @property
    def problem(self) -> str | None:
        """What is wrong with the configuration as it lies there now, so that an older one is in force; None: nothing."""
        return self._refused if self.account is None else self.account.config_problem

    @property
    def newest(self) -> Config:
        """The last good configuration that was offered, in force or not yet."""
        return self._offered or self._at_opening or self.config

    def open(self) -> Context:
        """Sign in and open the store, unless that is done already.

        Raises:
            ConfigError, ZendeskError, StoreError: it cannot be had.
        """
        if self.account is None:
            config = self.config
            account = self._opener(config, stop=self._stop)
            with self._settings:
                newer, self.config = self.config, config
                if newer is not config and self._refused is None:  # it was offered meanwhile
                    self._offered = newer
                account.config_problem = self._refused
                self.account = account
        return self.account

    def offer(self, config: Config) -> None:
        """A configuration that is good as far as its files go; it is taken at the next cycle's border."""
        with self._settings:
            self._rests_until = self._monotonic()
            self._offered = self._at_opening = None
            if self.account is None:
                self.config, self._refused = config, None
            else:
                self._offered = config

    def refuse(self, error: ConfigError) -> None:
        """The files say what cannot be: the configuration in force stays, and this is told until they are mended."""
        with self._settings:
            self._offered, self._at_opening, self._refused = None, None, str(error)
            if self.account is not None:
                self.account.config_problem = str(error)
        problems = [str(problem) for problem in error.problems]
        log.error("config_stale", account=self.label, problems=problems)

    def poll(self) -> bool:
        """One cycle; whether it was finished. What passes by itself is tried again; after what does not the account rests.

        A crash is a bug's: it is told to the caller, and the account goes on at the next poll.
        """
        try:
            with self._polling:
                if self._given_up or self._stop.is_set() or self._monotonic() < self._rests_until:
                    return False
                return self._try()
        finally:
            if self._given_up:
                self.close()

    def _try(self) -> bool:
        try:
            self._cycle()
        except Stopping:
            return False
        except (Transient, Unknown) as error:
            self._pass_by("zendesk_out_of_reach", error.sentence, error.status)
        except StoreBusy as error:
            self._pass_by("store_busy", str(error))
        except (SignInRefused, UnknownAccount, StoreError, ConfigError) as error:
            self._rest(error)
        except ZendeskError as error:
            self._pass_by("cycle_failed", error.sentence, error.status)
        except Exception as error:
            self.failure, self.trouble = None, f"The cycle crashed: {type(error).__name__}."
            raise
        else:
            self.failure = self.trouble = None
        return self.trouble is None

    def give_up(self) -> None:
        """Never poll it again, and give it back: at once, or by whoever polls it now, for which nobody waits."""
        self._given_up = True
        if not self._polling.locked():
            self.close()

    def close(self) -> None:
        """Give the account back for others to take at once, after the present cycle."""
        with self._polling:
            if self.account is not None:
                self._let_go(self.account)
                log.info("stopped", account=self.label)

    def _cycle(self) -> None:
        account = self.open()
        self._take_offered(account)
        (self._cycle_of or run_cycle)(account)

    def _take_offered(self, account: Context) -> None:
        """Swap in a good new configuration; while Zendesk cannot be asked about its names it stays offered."""
        config = self._offered
        if config is None:
            return
        taken = _without_another_place(config, account.config)
        try:
            names = names_of(fetch_directory(account.transport), taken, account.account)
        except ConfigError as error:
            if self._offered is config:
                self.refuse(error)
            return
        with self._settings:
            if self._offered is not config:  # the files have changed again while Zendesk was asked
                return
            account.names = names
            account.config = self.config = taken
            account.config_problem = self._offered = self._refused = None
            account.probe_due = True
            self._at_opening = None if taken is config else config
        if taken is not config:
            reason = "[account] and [store] are taken at the next start, all else now"
            log.warning("config_needs_restart", account=self.label, reason=reason)
        log.info("config_taken", account=self.label, digest=taken.digest)

    def _pass_by(self, event: str, reason: str, status: int | None = None) -> None:
        self.failure, self.trouble = None, reason
        told = {} if status is None else {"status": status}
        log.warning(event, account=self.label, reason=reason, **told)

    def _rest(self, error: Exception) -> None:
        self.failure, self.trouble = error, str(error)
        self._rests_until = self._monotonic() + REST_S
        log.error("account_failed", account=self.label, reason=str(error))
        if self.account is not None:
            self._let_go(self.account)

    def _let_go(self, account: Context) -> None:
        with suppress(StoreError):  # another process holds it already, or the lease runs out by itself
            account.store.release_lease()
        account.close()
        with self._settings:
            self.account = None
            if self._at_opening is not None:
                self.config, self._at_opening = self._at_opening, None


def _without_another_place(config: Config, present: Config) -> Config:
    """The configuration with the address, the sign-in and the store of an open account; itself if they are its own."""
    account = present.account.model_copy(update={"interval": config.account.interval})
    if (config.account, config.store) == (account, present.store):
        return config
    return config.model_copy(update={"account": account, "store": present.store})
