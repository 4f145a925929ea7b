"""Who watches the process: nothing is on by itself, others get in with a token only, and what is missing is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from integration.config.load import parse_config
from integration.config.models import Config
from integration.config.online import load_token, secret_problems
from integration.config.problems import ConfigError

HEAD = '[account]\nsubdomain = "northwind"\nauth = { client_id = "a", client_secret = { env = "A" } }\n'
PING = "https://hc-ping.example/0d9f9a4e-quiet-harbour"


def parsed(extra: str) -> Config:
    return parse_config(f"{HEAD}[monitoring]\n{extra}\n", Path("config.toml"))


def refused(extra: str) -> str:
    with pytest.raises(ConfigError) as told:
        parsed(extra)
    return str(told.value)


def test_nothing_is_on_by_itself() -> None:
    settings = parse_config(HEAD, Path("config.toml")).monitoring
    assert (settings.listen, settings.ping, settings.sentry_dsn, settings.otel) == (None, None, None, False)


def test_it_listens_on_this_machine_without_and_elsewhere_with_a_token_only() -> None:
    assert parsed('listen = "127.0.0.1:9480"').monitoring.listen == "127.0.0.1:9480"
    assert parsed('listen = "0.0.0.0:9480"\ntoken = { env = "M" }').monitoring.token is not None
    told = refused('listen = "0.0.0.0:9480"')
    assert "config.toml:4: monitoring: listens beyond this machine, so it needs token = " in told


def test_a_short_token_is_refused_and_not_quoted() -> None:
    config = parsed('listen = "9480"\ntoken = { env = "M" }')
    with pytest.raises(ConfigError, match="the token has 6 signs; it needs 16 at least") as told:
        load_token(config, "monitoring", "token", environment={"M": "sesame"})
    assert "sesame" not in str(told.value)


@pytest.mark.parametrize(
    ("ping", "sentence"),
    [
        ('"http://hc-ping.example/0d9f9a4e"', "must be https"),
        ('"hc-ping.example/0d9f9a4e"', "must be an address"),
        ('"https://me:0d9f9a4e@hc-ping.example"', "must not carry a user or a password"),
        ('"https://hc-ping.example/0d9f 9a4e"', "must be an address"),
    ],
)
def test_a_ping_goes_to_an_https_address_which_is_never_quoted(ping: str, sentence: str) -> None:
    told = refused(f"ping = {ping}")
    assert f"config.toml:5: monitoring.ping: {sentence}" in told
    assert "0d9f9a4e" not in told


def test_the_address_of_a_ping_may_stand_in_the_file_or_be_a_secret() -> None:
    assert parsed(f'ping = "{PING}"').monitoring.ping == PING
    config = parsed('ping = { env = "PING" }\nsentry_dsn = { env = "DSN" }')
    missing = {problem.path: problem.sentence for problem in secret_problems(config, {"A": "a"})}
    assert missing["monitoring.ping"] == "the environment variable PING is not set"
    assert missing["monitoring.sentry_dsn"] == "the environment variable DSN is not set"


@pytest.mark.parametrize(
    ("setting", "extra"), [("otel = true", "otel"), ('sentry_dsn = { env = "DSN" }', "sentry")]
)
def test_an_extra_that_is_asked_for_and_missing_is_told_with_its_line_and_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, setting: str, extra: str
) -> None:
    parsed(setting)  # here all extras are installed
    for package in ("opentelemetry.sdk", "sentry_sdk"):
        monkeypatch.setitem(sys.modules, package, None)
    told = refused(setting)
    assert f"config.toml:5: monitoring.{setting.partition(' ')[0]}: " in told
    assert f"is not installed; pip install 'steadyhand[{extra}]'" in told
