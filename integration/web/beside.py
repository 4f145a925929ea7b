"""The accounts of a file for the page alone: each is opened beside its service, which runs or not, while others show already."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Protocol

import structlog

from integration.config.load import ConfigFile
from integration.config.models import Config
from integration.config.problems import ConfigError
from integration.engine.absences import refresh_absences
from integration.engine.context import Context
from integration.engine.stored import has_store, store_place
from integration.keeper import REST_S
from integration.service import open_beside
from integration.store.errors import StoreError
from integration.store.place import told
from integration.store.sharing import Engines
from integration.web.accounts import Entry
from integration.zendesk.errors import ZendeskError

log = structlog.get_logger(__name__)
_AT_ONCE = 4
"""So many accounts are signed in to at a time."""


class Opener(Protocol):
    """What signs in to an account beside its service, as `open_beside` does."""

    def __call__(self, config: Config, *, engines: Engines) -> Context:
        """The account, with the process's connections."""


@dataclass
class _Shown:
    """One account, as far as it is open."""

    config: Config
    account: Context | None = None
    trouble: str | None = None


class Beside:
    """Opens all accounts of a file in threads of its own; one that cannot be opened is tried again after a rest."""

    def __init__(self, file: ConfigFile, *, opener: Opener = open_beside) -> None:
        self._file = file
        self._opener = opener
        self._shown = [_Shown(config) for config in file.accounts]
        self._engines = Engines()
        self._turn = threading.Semaphore(_AT_ONCE)
        self._ended = threading.Event()

    def start(self) -> None:
        """Begin to open them; nobody waits for that."""
        for shown in self._shown:
            name = f"open {shown.config.account.label}"
            threading.Thread(target=self._keep_trying, args=(shown,), name=name, daemon=True).start()

    def entries(self) -> tuple[Entry, ...]:
        """All accounts of the file, those among them that cannot be used."""
        good = (
            Entry(shown.config.account.label, shown.account, shown.trouble, rests=shown.trouble is not None)
            for shown in self._shown
        )
        return (*good, *(Entry(each.label, broken=str(each.error)) for each in self._file.broken))

    def close(self) -> None:
        """Try no more, and let go of the connections."""
        self._ended.set()
        for shown in self._shown:
            if shown.account is not None:
                shown.account.close()
        self._engines.close()

    def _keep_trying(self, shown: _Shown) -> None:
        while not self._ended.is_set():
            with self._turn:
                self._try(shown)
            if shown.account is not None:
                return
            self._ended.wait(REST_S)

    def _try(self, shown: _Shown) -> None:
        try:
            shown.account, shown.trouble = self._open(shown.config), None
        except (ConfigError, StoreError, ZendeskError) as error:
            shown.trouble = str(error)
            log.warning("account_failed", account=shown.config.account.label, reason=str(error))
        except Exception as error:  # noqa: BLE001 - a bug of ours; its trace could quote a ticket
            shown.trouble = f"Opening it crashed: {type(error).__name__}."
            log.error("account_failed", account=shown.config.account.label, reason=shown.trouble)  # noqa: TRY400 - as above

    def _open(self, config: Config) -> Context:
        if not has_store(config):  # an empty one would be looked at for as long as this runs
            raise StoreError(
                f"{told(store_place(config))}: there is no store to look at yet; `steadyhand run` makes it"
            )
        account = self._opener(config, engines=self._engines)
        refresh_absences(account)
        return account
