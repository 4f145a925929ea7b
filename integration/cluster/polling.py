"""Polls in turn: a cycle that begins by taking the account over from the worker that polled it last."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import structlog

from integration.config.models import Config
from integration.cycle import run_cycle
from integration.engine.context import Context
from integration.engine.turns import begin_turn, end_turn
from integration.fleet import Fleet
from integration.service import Clockwork, open_account
from integration.store.access import Claim
from integration.store.errors import FenceLost, StoreBusy, StoreLocked
from integration.store.sharing import Engines

log = structlog.get_logger(__name__)


class Polls:
    """The accounts of a configuration's files, polled by this process in turn with others."""

    def __init__(self, path: Path, account: str | None = None, *, clockwork: Clockwork | None = None) -> None:
        """Read the file; with `account` only this one is polled.

        Raises:
            ConfigError: it cannot be read, or no account of it can be used.
        """
        self._clockwork = clockwork
        self._engines = Engines()
        self._claims: dict[str, Claim] = {}
        self._fleet = Fleet(path, account, opener=self._open, cycle=self._cycle)

    def intervals(self) -> Mapping[str, timedelta]:
        """How often each account is polled, as the files say now."""
        self._fleet.refresh()
        keepers = self._fleet.keepers
        return {label: keeper.config.account.interval.timedelta for label, keeper in keepers.items()}

    def poll(self, label: str, claim: Claim) -> None:
        """One poll; an account that is not in the files any more is left alone."""
        keeper = self._fleet.keepers.get(label)
        if keeper is not None:
            self._claims[label] = claim
            keeper.poll()

    def reload(self) -> None:
        """Read the files again, changed or not, and say what they are worth."""
        self._fleet.refresh(force=True)

    def stop(self) -> None:
        """End the present polls between two steps."""
        self._fleet.stop.set()

    def close(self) -> None:
        """Let go of all connections, after the present polls."""
        self._fleet.close()
        self._engines.close()

    def _cycle(self, ctx: Context) -> None:
        poll_in_turn(ctx, self._claims[ctx.account])

    def _open(self, config: Config, *, stop: threading.Event) -> Context:
        return open_account(config, in_turn=True, stop=stop, clockwork=self._clockwork, engines=self._engines)


def poll_in_turn(ctx: Context, claim: Claim | None = None) -> None:
    """One cycle. Where another worker has begun one since, this process was held up: it has written nothing since then.

    Raises:
        StoreBusy: a service that runs holds the account, or the store is away: the next poll tries again.
        ZendeskError, StoreError: as a cycle does.
    """
    try:
        begin_turn(ctx, claim)
        try:
            run_cycle(ctx)
        finally:
            end_turn(ctx)
    except FenceLost:
        log.warning("turn_lost", account=ctx.account)
    except StoreLocked as error:
        raise StoreBusy(str(error)) from error
