"""All accounts of a configuration's files in this process; a changed file is offered to those that it is about."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import structlog

from integration.config.load import Broken, ConfigFile, load_file
from integration.config.models import Config
from integration.config.problems import ConfigError
from integration.engine.context import Context
from integration.keeper import Cycle, Keeper, Opener
from integration.service import open_account
from integration.store.sharing import Engines
from policies.core.steps import Model

log = structlog.get_logger(__name__)
Stamp = tuple[int, int] | None
"""When a file was changed last, in nanoseconds, and its size in bytes; None: it cannot be looked at."""


class Fleet:
    """The accounts of one file, or the one of them that was asked for; `is_one` where there can be no other."""

    def __init__(
        self,
        path: Path,
        account: str | None = None,
        *,
        opener: Opener | None = None,
        cycle: Cycle | None = None,
        stop: threading.Event | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read the file.

        Raises:
            ConfigError: it cannot be read, or no account of it can be used.
        """
        self.stop = stop or threading.Event()
        self._path, self._account = path, account
        self._engines = Engines()
        self._opener = opener or self._open
        self._cycle, self._monotonic = cycle, monotonic
        self._looking = threading.Lock()
        self._keepers: dict[str, Keeper] = {}
        self._broken: dict[str, str] = {}
        stamp = _stamps([path])
        file = load_file(path).only(account)
        self.is_one = account is not None or not file.has_many
        self._has_many = file.has_many
        if not file.accounts:
            file.require_good()  # raises, for an account is there
        self._of_process: tuple[Model, ...] | None = None
        self._seen = stamp | _stamps(file.files[1:])
        self._take(file, force=False)

    @property
    def keepers(self) -> Mapping[str, Keeper]:
        """The accounts that can be used, by their labels."""
        return dict(self._keepers)

    @property
    def broken(self) -> Mapping[str, str]:
        """What is wrong with the settings of accounts that were never good in this process, by their labels."""
        return dict(self._broken)

    def refresh(self, *, force: bool = False) -> None:
        """Look whether a file has changed, and offer what is new; with `force` also what is not.

        New accounts get a keeper, and those that are gone are given up; while anything in the files is wrong, none is.
        """
        if not self._looking.acquire(blocking=force):
            return  # another thread is at it
        try:
            seen = _stamps(self._seen)
            if force or seen != self._seen:
                self._seen = seen
                self._read(force=force)
        finally:
            self._looking.release()

    def close(self) -> None:
        """Give all accounts back, after their present cycles."""
        for keeper in self._keepers.values():
            keeper.close()
        self._engines.close()

    def _read(self, *, force: bool) -> None:
        try:
            file = load_file(self._path).only(self._account)
        except ConfigError as error:
            for keeper in self._keepers.values():
                keeper.refuse(error)
            return
        self._seen |= _stamps(set(file.files) - set(self._seen))
        if file.has_many != self._has_many:
            reason = "[account] and [[accounts]] take each other's place at the next start"
            log.warning("config_needs_restart", reason=reason)
            return
        self._take(file, force=force)

    def _take(self, file: ConfigFile, *, force: bool) -> None:
        if self.is_one and self._keepers and not file.broken and set(file.labels) != set(self._keepers):
            log.warning("config_needs_restart", reason="the account's name is taken at the next start")
            return
        for config in file.accounts:
            self._offer(config, force=force)
        self._broken = {}
        for each in file.broken:
            self._refuse(each)
        if not file.broken:
            self._give_up(set(self._keepers) - set(file.labels))
        self._look_at_process(file.accounts)

    def _offer(self, config: Config, *, force: bool) -> None:
        label = config.account.label
        keeper = self._keepers.get(label)
        if keeper is None:
            self._keepers[label] = Keeper(
                config, self._opener, self.stop, cycle=self._cycle, monotonic=self._monotonic
            )
        elif force or keeper.problem is not None or dict(config) != dict(keeper.newest):
            keeper.offer(config)

    def _refuse(self, broken: Broken) -> None:
        keeper = self._keepers.get(broken.label)
        if keeper is not None or self.is_one:
            for each in (keeper,) if keeper is not None else self._keepers.values():
                each.refuse(broken.error)
            return
        self._broken[broken.label] = str(broken.error)
        problems = [str(problem) for problem in broken.error.problems]
        log.error("account_broken", account=broken.label, problems=problems)

    def _give_up(self, gone: Iterable[str]) -> None:
        for label in gone:
            log.info("account_gone", account=label)
            self._keepers.pop(label).give_up()

    def _look_at_process(self, accounts: Sequence[Config]) -> None:
        """Its sockets, its secrets and who watches it are this process's from the beginning."""
        now = (accounts[0].web, accounts[0].monitoring) if accounts else self._of_process
        if self._of_process not in (None, now):
            reason = "[web] and [monitoring] are taken at the next start, all else now"
            log.warning("config_needs_restart", reason=reason)
        self._of_process = now

    def _open(self, config: Config, *, stop: threading.Event) -> Context:
        return open_account(config, stop=stop, engines=self._engines)


def _stamps(files: Iterable[Path]) -> dict[Path, Stamp]:
    return {file: _stamp(file) for file in files}


def _stamp(file: Path) -> Stamp:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
