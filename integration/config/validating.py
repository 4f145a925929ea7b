"""From what files say about an account to its settings; all that is wrong with them is told at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from integration import languages
from integration.config import services
from integration.config.checks import Found, errors_about_channels, errors_in_policies, warnings_in
from integration.config.models import Config, Policy
from integration.config.problems import ConfigError, Problem
from integration.config.schema import config_schema
from integration.config.sentences import translate
from integration.config.sources import Sources
from integration.extras import has_otel, has_sentry, how_to_get
from policies.core.settings import Settings

_NO_LIBRARY = f"the library for languages is not installed; {languages.REMEDY}"
_POLICY: TypeAdapter[Settings] = TypeAdapter(Policy)


def config_from(sources: Sources) -> Config:
    """One account's configuration; its warnings are in it.

    Raises:
        ConfigError: with every problem, in the order of the files.
    """
    data = sources.data
    config, errors = _validate(data)
    found = translate(errors, data, config_schema()) if errors else []
    policies = _policies_of(config, data)
    found += errors_in_policies(policies, _table(data, "policies"))
    found += errors_about_channels(policies, tuple(_table(data, "notify")))
    found += _errors_about_extras(data)
    if config is None or found:
        raise ConfigError(_problems(found, sources))
    return config.read_from(sources, tuple(sorted(_problems(warnings_in(config), sources))))


def _errors_about_extras(data: dict[str, Any]) -> Iterator[Found]:
    """Settings that ask for a library which is not installed."""
    if _table(data, "reading").get("language_library") is True and not languages.is_installed():
        yield ("reading", "language_library"), _NO_LIBRARY
    for name, channel in _table(data, "notify").items():
        if isinstance(channel, dict) and channel.get("kind") == "apprise" and not services.is_installed():
            yield ("notify", name, "kind"), services.NOT_INSTALLED
    monitoring = _table(data, "monitoring")
    if monitoring.get("otel") is True and not has_otel():
        yield ("monitoring", "otel"), f"OpenTelemetry is not installed; {how_to_get('otel')}"
    if "sentry_dsn" in monitoring and not has_sentry():
        yield ("monitoring", "sentry_dsn"), f"the library of Sentry is not installed; {how_to_get('sentry')}"


def _problems(found: Iterable[Found], sources: Sources) -> list[Problem]:
    return [sources.problem(path, sentence) for path, sentence in found]


def _validate(data: dict[str, Any]) -> tuple[Config | None, list[ErrorDetails]]:
    """The settings, or pydantic's errors.

    By way of JSON, since pydantic is then strict about types (true is no number, "3" is none) and still takes lists
    for tuples. The exception itself is dropped here: it carries the values, and a value could be a secret.
    """
    try:
        return Config.model_validate_json(_json(data), strict=True), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _policies_of(config: Config | None, data: dict[str, Any]) -> dict[str, Settings]:
    """The policies that are right by themselves, also when something else in the file is wrong."""
    if config is not None:
        return dict(config.policies)
    policies = {}
    for name, table in _table(data, "policies").items():
        try:
            policies[name] = _POLICY.validate_json(_json(table), strict=True)
        except ValidationError:
            continue  # its problems are told already
    return policies


def _table(data: dict[str, Any], key: str) -> dict[str, Any]:
    table = data.get(key)
    return table if isinstance(table, dict) else {}


def _json(data: object) -> str:
    return json.dumps(data, default=_text_of_time)


def _text_of_time(value: object) -> str:
    """TOML's dates and times as text; it has no other values that JSON lacks."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)
