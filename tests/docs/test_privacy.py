"""The inventory of what is stored names every table and every column, each where it stands, and nothing that there is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from integration.store.schema import metadata

PAGE = Path(__file__).parents[2] / "docs/privacy.md"
_SPAN = re.compile(r"`([^`]+)`")


def inventory() -> dict[str, set[str]]:
    """By table, the columns that its section names; where a section is of several tables, the rows say of which."""
    text = PAGE.read_text().partition("## What is stored")[2].partition("### Beside the store")[0]
    named: dict[str, set[str]] = {}
    for section in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        tables = _SPAN.findall(heading)
        for row in re.findall(r"^\| (`.*?) \|", body, re.MULTILINE):
            table, colon, columns = row.partition(": ")
            own = _SPAN.findall(table)[0] if colon else tables[0]
            assert own in tables, row
            named.setdefault(own, set()).update(_SPAN.findall(columns if colon else row))
    return named


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_every_column_of_a_table_is_in_the_inventory(table: object) -> None:
    name, columns = table.name, {column.name for column in table.columns}  # type: ignore[attr-defined]
    assert inventory()[name] == columns


def test_every_table_of_the_inventory_exists() -> None:
    assert inventory().keys() == metadata.tables.keys()


def test_every_row_says_whose_why_how_long_and_how_it_goes() -> None:
    text = PAGE.read_text().partition("## What is stored")[2].partition("### Beside the store")[0]
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert len(rows) > 20
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        assert len(cells) == 5, row
        assert all(cells), row
        assert set(cells[1].split(", ")) <= {"C", "S", "\N{EN DASH}"}, row
