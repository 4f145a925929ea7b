"""Each test that docs/reliability.md names is there, and each row of it names one."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reliability.md").read_text()
_NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
NAMED = sorted(set(_NAMED.findall(PAGE)))
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| fault")]


@cache
def laws_of(file: str) -> frozenset[str]:
    """The tests of a file, without running it."""
    tree = ast.parse((ROOT / file).read_text())
    found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return frozenset(name for name in found if name.startswith("test_"))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_each_named_test_exists(file: str, name: str) -> None:
    assert laws_of(file)
    assert not name or name in laws_of(file)


def test_each_row_names_a_test() -> None:
    assert len(ROWS) > 30
    assert [row for row in ROWS if not _NAMED.search(row.rpartition(" | ")[2])] == []
