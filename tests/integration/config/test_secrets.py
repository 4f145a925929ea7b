"""A secret is read from where it stands, and never told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from integration.config.models import Config
from integration.config.online import load_secret, secret_problems
from integration.config.problems import ConfigError

Load = Callable[[str], Config]
PATH = ("account", "auth", "client_secret")
ACCOUNT = (
    '[account]\nsubdomain = "northwind"\n[account.auth]\nclient_id = "steadyhand"\nclient_secret = {secret}\n'
)


def refusal(config: Config, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load_secret(config, *PATH, environment=environment or {})
    assert caught.value.problems == secret_problems(config, environment or {})
    return str(caught.value)


def test_a_secret_comes_from_the_environment(with_account: Load) -> None:
    config = with_account("")
    secret = load_secret(config, *PATH, environment={"NORTHWIND_SECRET": "s3cret\n"})
    assert secret.get_secret_value() == "s3cret"
    assert "s3cret" not in repr(secret)
    assert secret_problems(config, {"NORTHWIND_SECRET": "s3cret"}) == ()


@pytest.mark.parametrize("absolute", [True, False])
def test_a_secret_comes_from_a_file_without_its_line_break(
    load: Load, tmp_path: Path, *, absolute: bool
) -> None:
    (tmp_path / "token").write_text("s3cret\n")
    where = str(tmp_path / "token") if absolute else "token"
    config = load(ACCOUNT.replace("{secret}", f'{{ file = "{where}" }}'))
    assert load_secret(config, *PATH, environment={}).get_secret_value() == "s3cret"


def test_a_variable_that_is_not_set_is_named_with_the_line(with_account: Load) -> None:
    text = refusal(with_account(""))
    assert text.endswith(
        "config.toml:5: account.auth.client_secret: the environment variable NORTHWIND_SECRET is not set"
    )


def test_an_empty_variable_is_named(with_account: Load) -> None:
    assert "NORTHWIND_SECRET is empty" in refusal(with_account(""), {"NORTHWIND_SECRET": " \n"})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "cannot be read: No such file"),
        (b" \n", "is empty"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b"x" * 65_537, "too large"),
    ],
)
def test_a_file_that_holds_no_secret_is_named(
    load: Load, tmp_path: Path, content: bytes | None, expected: str
) -> None:
    if content is not None:
        (tmp_path / "token").write_bytes(content)
    text = refusal(load(ACCOUNT.replace("{secret}", '{ file = "token" }')))
    assert expected in text
    assert str(tmp_path / "token") in text


def test_a_folder_is_no_secret(load: Load, tmp_path: Path) -> None:
    (tmp_path / "token").mkdir()
    assert "cannot be read: Is a directory" in refusal(
        load(ACCOUNT.replace("{secret}", '{ file = "token" }'))
    )


def test_a_secret_that_the_file_does_not_have_is_missing(with_account: Load) -> None:
    with pytest.raises(ConfigError, match=r"account\.auth\.api_token: is missing"):
        load_secret(with_account(""), "account", "auth", "api_token")


def test_where_a_secret_stands_is_in_no_dump(with_account: Load) -> None:
    assert "NORTHWIND_SECRET" not in with_account("").model_dump_json()
