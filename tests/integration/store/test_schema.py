"""The migrations make exactly the tables that the code has in mind."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from integration.store.database import open_store
from integration.store.schema import metadata


def test_the_last_migration_leaves_the_schema_of_the_code(tmp_path: Path) -> None:
    engine = open_store(tmp_path / "store.db")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = [d for d in compare_metadata(context, metadata) if not _is_a_partial_index(d)]
    engine.dispose()
    assert differences == []


def _is_a_partial_index(difference: object) -> bool:
    """SQLite does not tell the condition of an index back."""
    return isinstance(difference, tuple) and str(difference[0]).endswith("_index")
