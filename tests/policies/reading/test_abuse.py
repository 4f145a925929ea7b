"""What is abuse of the staff and what is only anger: the table `abuse.en.toml`, and laws for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from policies.core.conduct import Remark
from policies.reading.abuse import find_remarks
from policies.reading.languages.english import ENGLISH

TABLE = tomllib.loads((Path(__file__).parents[2] / "cases" / "abuse.en.toml").read_text(encoding="utf-8"))
ROWS = [
    pytest.param(text, expected, id=f"{law['law']}: {text}")
    for law in TABLE["laws"]
    for text, expected in law["texts"].items()
]


def told(remark: Remark) -> str:
    """A remark as the table writes it."""
    return f"{'abuse' if remark.directed else 'rough'} {remark.category.value} {remark.target.value}"


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_text_is_read_as_the_table_says(text: str, expected: str) -> None:
    assert ("; ".join(told(remark) for remark in find_remarks(text, ENGLISH)) or "nothing") == expected
