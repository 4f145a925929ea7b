"""From a SQLite file to a database: the whole history goes along, and nothing is written twice for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from integration.cli import main
from integration.engine.context import Context
from integration.store.schema import metadata
from tests.integration.engine.acts import many_passed_around
from tests.integration.engine.harbour import POLICY, Harbour
from tests.postgres import Server


@pytest.fixture
def database(postgres_server: Server) -> Iterator[str]:
    """The address of a database with the store's tables."""
    with postgres_server.database() as name:
        yield postgres_server.address(name)


def rows(account: Context) -> dict[str, list[dict[str, object]]]:
    """All that the store holds, by table; but for who has the account, and how often that has changed."""
    found = {}
    with account.store.reading() as connection:
        for table in metadata.sorted_tables:
            each = [dict(row) for row in connection.execute(select(table)).mappings()]
            for row in each:
                for passing in ("holder", "heartbeat", "epoch"):
                    row.pop(passing, None)
            found[table.name] = sorted(each, key=str)
    return found


def migrate(harbour: Harbour, former: Path) -> Result:
    file = harbour.folder / "config.toml"
    file.write_text(harbour.config_text())
    return CliRunner().invoke(main, ["migrate", "--config", str(file), "--from", str(former)])


def test_the_history_goes_along_and_the_service_goes_on_where_it_was(harbour: Harbour, database: str) -> None:
    account = harbour.open()
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    for _ in range(3):
        harbour.cycle(account)
    before = rows(account)
    account.store.release_lease()
    harbour.database = database
    result = migrate(harbour, harbour.folder / "store.db")
    assert result.exit_code == 0, result.output
    assert "harbour: " in result.stdout
    assert "rows were taken over" in result.stdout
    moved = harbour.open()
    assert rows(moved) == before
    (other,) = many_passed_around(harbour, 1)
    for _ in range(3):
        harbour.cycle(moved)
    assert len(harbour.notes(ticket_id)) == 1, "none is written twice"
    assert len(harbour.notes(other)) == 1


def test_a_running_service_a_second_move_and_a_wrong_file_are_refused(
    harbour: Harbour, database: str
) -> None:
    account = harbour.open()
    harbour.cycle(account)
    harbour.database = database
    file = harbour.folder / "store.db"
    running = migrate(harbour, file)
    assert running.exit_code == 4
    assert "is running harbour; stop it first" in running.output
    account.store.release_lease()
    assert "there is no such file" in migrate(harbour, harbour.folder / "stor.db").output
    assert migrate(harbour, file).exit_code == 0
    again = migrate(harbour, file)
    assert again.exit_code == 4
    assert "is there already" in again.output


def test_a_file_is_moved_into_no_file(harbour: Harbour) -> None:
    assert POLICY in harbour.config_text()
    result = migrate(harbour, harbour.folder / "former.db")
    assert result.exit_code == 2
    assert "--from takes a file into a database" in result.output
