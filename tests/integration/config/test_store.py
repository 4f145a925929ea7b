"""The store is a file or a database, and a database's password is neither in the configuration nor told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from integration.config.models import Config
from integration.config.online import load_store_url, secret_problems, store_warnings
from integration.config.problems import ConfigError

Load = Callable[[str], Config]
Problems = Callable[[str], list[str]]
BARE = "postgresql://steadyhand@db.example.com/steadyhand"
WITH_PASSWORD = "postgresql://steadyhand:open-sesame@db.example.com/steadyhand"  # noqa: S105 - invented


def test_without_a_word_about_it_the_store_is_a_file(with_account: Load) -> None:
    assert load_store_url(with_account("")) is None


@pytest.mark.parametrize("address", [BARE, "postgres:///steadyhand?host=/run/postgresql&user=steadyhand"])
def test_an_address_without_a_password_may_stand_in_the_file(with_account: Load, address: str) -> None:
    url = load_store_url(with_account(f'[store]\nurl = "{address}"'))
    assert url is not None
    assert url.get_secret_value() == address


@pytest.mark.parametrize("address", [WITH_PASSWORD, f"{BARE}?password=open-sesame"])
def test_one_with_a_password_may_not(problems_behind_account: Problems, address: str) -> None:
    (line,) = problems_behind_account(f'[store]\nurl = "{address}"')
    assert line.startswith("config.toml:7: store.url: must not carry a password in this file; write { env = ")
    assert "sesame" not in line


def test_it_stands_in_a_secret_which_no_digest_knows(with_account: Load, tmp_path: Path) -> None:
    (tmp_path / "url").write_text(f"{WITH_PASSWORD}\n")
    config = with_account('[store]\nurl = { file = "url" }')
    url = load_store_url(config)
    assert url is not None
    assert url.get_secret_value() == WITH_PASSWORD
    assert "sesame" not in repr(url) + repr(config)
    assert config.digest == with_account('[store]\nurl = { env = "OTHER" }').digest


def test_a_secret_that_is_no_such_address_is_told_and_not_shown(with_account: Load) -> None:
    config = with_account('[store]\nurl = { env = "STORE_URL" }')
    with pytest.raises(ConfigError) as caught:
        load_store_url(config, {"STORE_URL": "mysql://ana:open-sesame@db/desk"})
    assert str(caught.value).endswith(
        "config.toml:7: store.url: the secret must be an address, as postgresql://steadyhand@db.example.com/steadyhand"
    )


def test_a_secret_that_is_missing_is_among_those_that_check_names(with_account: Load) -> None:
    config = with_account('[store]\nurl = { env = "STORE_URL" }')
    (problem,) = secret_problems(config, {"NORTHWIND_SECRET": "x"})
    assert problem.sentence == "the environment variable STORE_URL is not set"


@pytest.mark.parametrize(
    "wrong",
    [
        "steadyhand.db",
        "sqlite:///steadyhand.db",
        "https://db.example.com/steadyhand",
        "postgresql://db.example.com",
        "postgresql://db.example.com:port/steadyhand",
        "postgresql://db.example.com/steady hand",
        "",
    ],
)
def test_what_is_no_database_is_told_with_an_example(problems_behind_account: Problems, wrong: str) -> None:
    assert problems_behind_account(f'[store]\nurl = "{wrong}"') == [
        "config.toml:7: store.url: must be an address, as postgresql://steadyhand@db.example.com/steadyhand"
    ]


def test_a_store_is_in_one_place(problems_behind_account: Problems) -> None:
    (line,) = problems_behind_account(f'[store]\npath = "here.db"\nurl = "{BARE}"')
    assert line.endswith("store: has both path and url; keep one")


@pytest.mark.parametrize(
    ("address", "usual", "warned"),
    [
        (BARE, None, True),
        (f"{BARE}?sslmode=require", None, True),
        (f"{BARE}?sslmode=verify-full", None, False),
        (BARE, "verify-full", False),
        (f"{BARE}?sslmode=disable", "verify-full", True),
        ("postgresql://127.0.0.1:5433/steadyhand", None, False),
        ("postgresql://[::1]:5433/steadyhand", None, False),
        ("postgresql:///steadyhand", None, False),
        ("postgresql:///steadyhand?host=/run/postgresql", None, False),
        ("postgresql://localhost,db.example.com:5433/steadyhand", None, True),
        ("postgresql:///steadyhand?host=db.example.com", None, True),
    ],
)
def test_a_database_whose_certificate_nobody_checks_is_warned_of(
    with_account: Load, tmp_path: Path, address: str, usual: str | None, *, warned: bool
) -> None:
    environment = {} if usual is None else {"PGSSLMODE": usual}
    (tmp_path / "url").write_text(address)
    for url in (f'"{address}"', '{ file = "url" }'):
        warnings = store_warnings(with_account(f"[store]\nurl = {url}"), environment)
        assert [warning.path for warning in warnings] == (["store.url"] if warned else [])


def test_an_address_that_is_a_secret_is_not_looked_at_where_secrets_are_not_at_hand(
    with_account: Load,
) -> None:
    config = with_account('[store]\nurl = { env = "STORE_URL" }')
    assert store_warnings(config, {}, with_secrets=False) == ()
