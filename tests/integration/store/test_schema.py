"""The migrations make exactly the tables that the code has in mind."""

from __future__ import annotations

import json
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from integration.store import ledger
from integration.store.access import Store
from integration.store.database import migrate_store, open_store
from integration.store.place import Place
from integration.store.schema import metadata


def test_the_last_migration_leaves_the_schema_of_the_code(place: Place) -> None:
    engine = open_store(place)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, metadata)
    engine.dispose()
    if isinstance(place, Path):
        differences = [d for d in differences if not _is_a_partial_index(d)]
    assert differences == []


def test_a_store_of_an_earlier_release_keeps_what_it_wrote_and_forgets_whose_tags_were_not_ours(
    empty_place: Place,
) -> None:
    """There the tags that had stood before were left out when a row was read, now when it is written."""
    engine = create_engine(f"sqlite:///{empty_place}" if isinstance(empty_place, Path) else empty_place)
    config = Config()
    config.set_main_option("script_location", "integration.store:migrations")
    row = {"note": None, "add_tags": ["vip", "told"], "own_tags": ["vip", "told"]}
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text(
                "insert into action (account, key, ticket_id, policy, episode, step, state, payload, before, first_at, changed_at)"
                " values ('harbour', 'k', 1, 'p', 'e', 'at once', 'done', :payload, :before, 1, 1)"
            ),
            {"payload": json.dumps(row), "before": json.dumps({"tags": ["vip"]})},
        )
    engine.dispose()
    before, _ = migrate_store(empty_place)
    assert before == "0001"
    store = Store.open(empty_place, "harbour")
    with store.reading() as connection:
        (kept,) = ledger.load_entries(store, connection, [1], {})[1].values()
    store.engine.dispose()
    assert kept.own_tags == {"told"}


def _is_a_partial_index(difference: object) -> bool:
    """SQLite does not tell the condition of an index back."""
    return isinstance(difference, tuple) and str(difference[0]).endswith("_index")
