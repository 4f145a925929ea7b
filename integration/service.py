"""The composition root: a configuration becomes an account with its transport, store and names."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import structlog

from integration.config.models import Config
from integration.config.online import load_secret
from integration.engine.context import Context
from integration.engine.names import names_of
from integration.engine.stored import store_place
from integration.store.access import Store
from integration.store.copying import copy_account
from integration.store.database import copy_store, is_there
from integration.store.place import Place
from integration.store.sharing import Engines
from integration.zendesk.auth import ClientCredentials, Credentials, LegacyToken
from integration.zendesk.budget import Budget
from integration.zendesk.directory import fetch_directory
from integration.zendesk.signin import check_sign_in
from integration.zendesk.transport import Transport

log = structlog.get_logger(__name__)
_SKEW_WORTH_SAYING_S = 30.0


@dataclass(frozen=True)
class Clockwork:
    """How time passes for the transport: this machine's way, or a sandbox's."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], object] | None = None


def open_account(
    config: Config,
    *,
    dry_run: bool = False,
    in_turn: bool = False,
    stop: threading.Event | None = None,
    clockwork: Clockwork | None = None,
    engines: Engines | None = None,
) -> Context:
    """Sign in, open the store, take the account's lease and read its names; about a dozen calls.

    A dry run works on a copy of the store, so that nothing at all is kept of it. `in_turn` is a worker's way: it takes
    no lease, for its turn begins later. `engines` are the process's, for accounts that share a store; without them
    the account has connections of its own.

    Raises:
        ConfigError: the configuration names what the account does not have, or a secret cannot be read.
        ZendeskError: Zendesk cannot be reached or refuses.
        StoreError: the store cannot be used, or another process holds the account.
    """
    clockwork = clockwork or Clockwork()
    stop = stop or threading.Event()
    transport = open_transport(config, stop=stop, clockwork=clockwork)
    identity = check_sign_in(transport, writes=any(p.mode == "enforce" for p in config.policies_in_order))
    if transport.clock_skew_s is not None and abs(transport.clock_skew_s) > _SKEW_WORTH_SAYING_S:
        log.warning("clock_differs", account=config.account.label, seconds=round(transport.clock_skew_s))
    names = names_of(fetch_directory(transport), config, config.account.label)
    place = store_place(config)
    label = config.account.label
    store = Store.open(_copy_of(place, label), label) if dry_run else Store.open(place, label, engines)
    if not in_turn:
        store.take_lease(clockwork.wall(), of_a_copy=dry_run)
    started = transport.server_now()
    with store.aside() if in_turn else store.transaction() as connection:
        if store.load_account(connection).history_start is None:
            begins = started - config.account.history_start.timedelta
            store.write_account(connection, history_start=begins)
        if in_turn:
            store.write_account(
                connection, strangers=0
            )  # a new process begins to count anew, as with a lease
    return Context(
        config=config,
        store=store,
        transport=transport,
        user_id=identity.user_id,
        started_at=started,
        names=names,
        names_at=started,
        dry_run=dry_run,
        stop=stop,
        wall=clockwork.wall,
        sleep=clockwork.sleep,
    )


def open_beside(
    config: Config,
    *,
    clockwork: Clockwork | None = None,
    exports_per_minute: int | None = None,
    engines: Engines | None = None,
) -> Context:
    """Sign in and open the store for what a person looks at or decides, also while the service runs; about a dozen calls.

    The account's lease is not taken, so nothing but `Store.aside` may write. Where there is no store yet, none is made:
    an empty one serves, and goes with the process. `exports_per_minute` is the share of the exports that may be used;
    `engines` as for `open_account`.

    Raises:
        ConfigError: the configuration names what the account does not have, or a secret cannot be read.
        ZendeskError: Zendesk cannot be reached or refuses.
        StoreError: the store cannot be used.
    """
    clockwork = clockwork or Clockwork()
    stop = threading.Event()
    transport = open_transport(config, stop=stop, clockwork=clockwork, exports_per_minute=exports_per_minute)
    identity = check_sign_in(transport, writes=False)
    place = store_place(config)
    label = config.account.label
    return Context(
        config=config,
        store=Store.open(place, label, engines)
        if is_there(place)
        else Store.open(_copy_of(place, label), label),
        transport=transport,
        user_id=identity.user_id,
        started_at=transport.server_now(),
        names=names_of(fetch_directory(transport), config, config.account.label),
        wall=clockwork.wall,
        sleep=clockwork.sleep,
    )


def open_transport(
    config: Config, *, stop: threading.Event, clockwork: Clockwork, exports_per_minute: int | None = None
) -> Transport:
    """The way to the account's Zendesk, not signed in yet."""
    exports = exports_per_minute or config.limits.exports_per_minute
    budget = Budget(exports_per_minute=exports, monotonic=clockwork.monotonic)
    return Transport(
        config.account.url,
        _credentials(config, clockwork),
        budget=budget,
        user_agent=f"Steadyhand/{version('steadyhand')}",
        sleep=clockwork.sleep,
        stop=stop,
        clock=clockwork.monotonic,
        wall=clockwork.wall,
    )


def _credentials(config: Config, clockwork: Clockwork) -> Credentials:
    auth = config.account.auth
    if auth.is_legacy:
        return LegacyToken(auth.email or "", load_secret(config, "account", "auth", "api_token"))
    secret = load_secret(config, "account", "auth", "client_secret")
    token_url = f"{config.account.url}/oauth/tokens"
    return ClientCredentials(token_url, auth.client_id or "", secret, monotonic=clockwork.monotonic)


def _copy_of(place: Place, account: str) -> Path:
    """A copy of the store in a folder of its own, or a place for a new one where none exists yet; always a SQLite file.

    The folder goes with the process.
    """
    folder = tempfile.mkdtemp(prefix="steadyhand-dry-run-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copy = Path(folder) / "store.db"
    if not is_there(place):
        return copy
    if isinstance(place, Path):
        copy_store(place, copy)
    else:
        copy_account(place, account, copy)
    return copy
