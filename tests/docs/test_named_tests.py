"""Where a page says which test shows a promise, that test exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PROMISING = [page for page in sorted((ROOT / "docs").glob("*.md")) if _NAMED.search(page.read_text())]
"""The pages that name tests."""


@cache
def laws_in(file: str) -> frozenset[str]:
    """The names of a file's tests, none where there is no such file."""
    path = ROOT / file
    if not path.exists():
        return frozenset()
    functions = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))
    return frozenset(function.name for function in functions if function.name.startswith("test_"))


@pytest.mark.parametrize("page", PROMISING, ids=lambda page: str(page.name))
def test_every_test_that_a_page_names_exists(page: Path) -> None:
    gone = [f"{file}::{name}" for file, name in _NAMED.findall(page.read_text()) if name not in laws_in(file)]
    assert gone == []


def test_a_test_that_is_not_there_is_missed() -> None:
    here = "tests/docs/test_named_tests.py"
    assert "test_a_test_that_is_not_there_is_missed" in laws_in(here)
    assert "test_of_nothing" not in laws_in(here)
    assert not laws_in("tests/docs/test_nowhere.py")


def test_a_row_about_what_is_prevented_names_its_test_or_says_that_there_is_none() -> None:
    """A table of docs/security.md with the column *Shown by* leaves no cell of it empty."""
    rows = []
    column = None
    for line in (ROOT / "docs/security.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if not line.startswith("|"):
            column = None
        elif "Shown by" in cells:
            column = cells.index("Shown by")
        elif column is not None and not set(line) <= set("|- "):
            rows.append((line, cells[column]))
    assert len(rows) > 40
    bare = [line for line, cell in rows if not (_NAMED.search(cell) or cell.startswith("no test:"))]
    assert bare == []
