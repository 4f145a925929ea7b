"""What is wrong with a configuration beyond its file: secrets that cannot be read, calendars that nobody has."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping

from pydantic import SecretStr

from integration.config.channels import AppriseChannel
from integration.config.checks import no_opening_hours, policies_without_calendar
from integration.config.lines import Path
from integration.config.models import Config
from integration.config.problems import ConfigError, Problem
from integration.config.secrets import Secret, SecretMissing, resolve_secret
from integration.config.sentences import did_you_mean
from integration.config.services import Unusable, service_at
from integration.config.store import UNCHECKED, database_address, is_unchecked
from integration.config.walk import settings_in

SHORTEST_TOKEN = 16
"""Signs; a shorter one could be guessed."""


def load_secret(config: Config, *path: str, environment: Mapping[str, str] = os.environ) -> SecretStr:
    """The secret at a path, as `load_secret(config, "account", "auth", "client_secret")`; read anew each time.

    Raises:
        ConfigError: the secret is not in the file, or the variable or file that it names cannot be read.
    """
    secret = dict(_secrets_in(config)).get(path)
    if secret is None:
        raise ConfigError([config.problem(path, "is missing")])
    try:
        return resolve_secret(secret, config.folder, environment)
    except SecretMissing as error:
        raise ConfigError([config.problem(path, str(error))]) from None


def load_token(config: Config, *path: str, environment: Mapping[str, str] = os.environ) -> SecretStr:
    """The secret at a path that opens a door of ours, long enough that nobody guesses it.

    Raises:
        ConfigError: it is not in the file, cannot be read, or is short.
    """
    token = load_secret(config, *path, environment=environment)
    if len(token.get_secret_value()) < SHORTEST_TOKEN:
        sentence = (
            f"the token has {len(token.get_secret_value())} signs; it needs {SHORTEST_TOKEN} at least, "
            "so that nobody guesses it"
        )
        raise ConfigError([config.problem(path, sentence)])
    return token


def load_store_url(config: Config, environment: Mapping[str, str] = os.environ) -> SecretStr | None:
    """The address of the store's database; None where the store is a SQLite file.

    Raises:
        ConfigError: the secret cannot be read, or holds no such address.
    """
    url = config.store.url
    if url is None:
        return None
    if isinstance(url, str):
        return SecretStr(url)
    secret = load_secret(config, "store", "url", environment=environment)
    try:
        database_address(secret.get_secret_value())
    except ValueError as error:
        raise ConfigError([config.problem(("store", "url"), f"the secret {error}")]) from None
    return secret


def store_warnings(
    config: Config, environment: Mapping[str, str] = os.environ, *, with_secrets: bool = True
) -> tuple[Problem, ...]:
    """That the way to the database is open to others on the network; `with_secrets` also where its address is one.

    Raises:
        ConfigError: the secret cannot be read, or holds no such address.
    """
    if isinstance(config.store.url, Secret) and not with_secrets:
        return ()
    url = load_store_url(config, environment)
    if url is None or not is_unchecked(url.get_secret_value(), environment.get("PGSSLMODE")):
        return ()
    return (config.problem(("store", "url"), UNCHECKED),)


def secret_problems(config: Config, environment: Mapping[str, str] = os.environ) -> tuple[Problem, ...]:
    """All secrets that cannot be read, and the addresses among them to which no message can go."""
    problems = []
    addresses = _addresses_of_services(config)
    for path, secret in _secrets_in(config):
        try:
            text = resolve_secret(secret, config.folder, environment)
            if path in addresses:
                service_at(text.get_secret_value())
        except SecretMissing as error:
            problems.append(config.problem(path, str(error)))
        except Unusable as error:
            problems.append(config.problem(path, f"the secret's address {error}"))
    return tuple(problems)


def _addresses_of_services(config: Config) -> Collection[Path]:
    return [
        ("notify", name, "url")
        for name, channel in config.notify.items()
        if isinstance(channel, AppriseChannel)
    ]


def _secrets_in(config: Config) -> Iterator[tuple[Path, Secret]]:
    return ((path, value) for path, value in settings_in(config) if isinstance(value, Secret))


def missing_calendar_error(config: Config) -> ConfigError | None:
    """The error for an account without schedules whose policies count business time; None when none needs hours."""
    names = policies_without_calendar(config)
    if config.calendars or not names:
        return None
    sentence = no_opening_hours(names, "and Zendesk has no schedule")
    return ConfigError([config.problem(("policies", names[0]), sentence)])


def unknown_calendar_error(config: Config, schedules: Collection[str]) -> ConfigError | None:
    """The error for policies whose calendar is neither in the file nor one of Zendesk's schedules (names and ids)."""
    known = (*config.calendars, *schedules)
    problems = [
        config.problem(
            ("policies", name, "calendar"),
            f"'{policy.calendar}' is no calendar of this file and no schedule in Zendesk"
            f"{did_you_mean(policy.calendar, known)}",
        )
        for name, policy in config.policies.items()
        if policy.calendar is not None and policy.calendar not in known
    ]
    return ConfigError(problems) if problems else None
