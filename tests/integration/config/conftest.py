"""A configuration that is right, to be made wrong by the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from integration.config.load import load_config
from integration.config.models import Config
from integration.config.problems import ConfigError

ACCOUNT = """\
[account]
subdomain = "northwind"
[account.auth]
client_id = "steadyhand"
client_secret = { env = "NORTHWIND_SECRET" }
"""
Load = Callable[[str], Config]
Problems = Callable[[str], list[str]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a text as config.toml."""

    def load_text(text: str) -> Config:
        file = tmp_path / "config.toml"
        file.write_text(text, encoding="utf-8")
        return load_config(file)

    return load_text


@pytest.fixture
def with_account(load: Load) -> Load:
    """Load a text behind a right account, whose five lines come first."""
    return lambda text: load(ACCOUNT + text)


@pytest.fixture
def problems(load: Load, tmp_path: Path) -> Problems:
    """The lines of the error that a text gives, without the folder's name."""

    def problems_of(text: str) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            load(text)
        return str(caught.value).replace(f"{tmp_path}/", "").splitlines()

    return problems_of


@pytest.fixture
def problems_behind_account(problems: Problems) -> Problems:
    """The same for a text behind a right account."""
    return lambda text: problems(ACCOUNT + text)
