"""Whether a configuration may ask the library for languages, which is an extra."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from integration.config.models import Config

Load = Callable[[str], Config]
Problems = Callable[[str], list[str]]
ASKED = "[reading]\nlanguage_library = true\n"
MISSING = "the library for languages is not installed; pip install 'steadyhand[language]'"


@pytest.fixture
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where only Steadyhand itself is installed."""
    monkeypatch.setitem(sys.modules, "py3langid", None)


@pytest.mark.usefixtures("without_library")
def test_a_library_that_is_not_installed_is_named_with_the_line_and_the_remedy(
    problems_behind_account: Problems,
) -> None:
    assert problems_behind_account(ASKED) == [f"config.toml:7: reading.language_library: {MISSING}"]


@pytest.mark.usefixtures("without_library")
def test_it_is_told_beside_all_else_that_is_wrong(problems_behind_account: Problems) -> None:
    assert problems_behind_account(ASKED + "[stor]\n")[0].endswith(MISSING)


@pytest.mark.usefixtures("without_library")
@pytest.mark.parametrize("text", ["", "[reading]\n", "[reading]\nlanguage_library = false\n"])
def test_nothing_is_needed_where_it_is_not_asked_for(with_account: Load, text: str) -> None:
    assert not with_account(text).reading.language_library


def test_a_library_that_is_installed_is_taken(
    with_account: Load, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whether it is there is looked up by its name; it is not loaded, or this file would fail."""
    (tmp_path / "py3langid.py").write_text("raise RuntimeError")
    monkeypatch.syspath_prepend(tmp_path)
    assert with_account(ASKED).reading.language_library
