"""All that watches a process, opened before anything else begins and closed after it, as [monitoring] says."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from pydantic import SecretStr

from integration.config.address import Address
from integration.config.models import Config
from integration.config.monitoring import ping_address
from integration.config.online import load_secret, load_token
from integration.config.problems import ConfigError
from integration.crashes import BadDsn, tell_crash, telling_crashes
from integration.exits import exit_code_of
from integration.listening import PortRefused, listen
from integration.monitoring.accounts import Accounts
from integration.monitoring.answers import Answers
from integration.monitoring.ping import Pinger
from integration.monitoring.port import serving
from integration.scheduler import CycleDone
from integration.tracing import tracing


@contextmanager
def watching(config: Config, accounts: Accounts) -> Iterator[CycleDone]:
    """Watch until it is left; yields whom to tell of each cycle that was finished. `accounts` is asked from other threads.

    What ends the process and is nothing that an admin can mend counts as a crash.

    Raises:
        ConfigError: a secret cannot be read or is none, or the port cannot be had.
    """
    settings = config.monitoring
    with ExitStack() as stack:
        if settings.sentry_dsn is not None:
            stack.enter_context(_telling_crashes(config))
        if settings.otel:
            stack.enter_context(tracing())
        if settings.listen is not None:
            token = None if settings.token is None else load_token(config, "monitoring", "token")
            listening = _listen(config, settings.listen)
            stack.enter_context(serving(Answers(accounts, token), listening))
        cycle_done = _nobody if settings.ping is None else stack.enter_context(_pinging(config, accounts))
        try:
            yield cycle_done
        except Exception as error:
            if exit_code_of(error) is None:
                tell_crash(error)
            raise


def _nobody(_label: str) -> None:
    """Where nobody waits for a ping."""


def _listen(config: Config, text: str) -> socket.socket:
    try:
        return listen(Address.parse(text), "[monitoring]")
    except PortRefused as error:
        raise _error(config, "listen", str(error)) from None


@contextmanager
def _telling_crashes(config: Config) -> Iterator[None]:
    dsn = load_secret(config, "monitoring", "sentry_dsn")
    try:
        with telling_crashes(dsn):
            yield
    except BadDsn:
        raise _error(config, "sentry_dsn", "the secret is no DSN of Sentry's") from None


@contextmanager
def _pinging(config: Config, accounts: Accounts) -> Iterator[CycleDone]:
    pinger = Pinger(_address_of_ping(config), lambda: [each.label for each in accounts()])
    with pinger.pinging():
        yield pinger.cycle_done


def _address_of_ping(config: Config) -> SecretStr:
    written = config.monitoring.ping
    if isinstance(written, str):
        return SecretStr(written)
    secret = load_secret(config, "monitoring", "ping")
    try:
        ping_address(secret.get_secret_value())
    except ValueError as error:
        raise _error(config, "ping", f"the secret {error}") from None
    return secret


def _error(config: Config, setting: str, sentence: str) -> ConfigError:
    return ConfigError([config.problem(("monitoring", setting), sentence)])
