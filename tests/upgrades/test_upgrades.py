"""The store of an earlier release is brought to this one, on both databases, and the next day is lived on it: nothing twice, nothing lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import URL, MetaData, create_engine, select

from integration.store.database import migrate_store
from integration.store.place import Place, postgres_place
from integration.store.schema import metadata
from policies.core.actions import State
from tests.end_to_end.conduct.scenes import cases, remembered
from tests.integration.engine.acts import findings, rows, states
from tests.integration.engine.harbour import Harbour
from tests.postgres import Server
from tests.upgrades.scene import LATE, POLICIES, PROMISED, RUDE, TOLD, live

DUMPS = sorted(Path(__file__).parent.glob("*.sql"))
HOURS = 3600


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """The database in which the store is to go on, without a table yet; None: in its file."""
    if request.param == "sqlite":
        yield None
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.database(empty=True) as name:
        yield server.address(name)


def load(dump: Path, file: Path) -> None:
    """Make the file that the earlier release left."""
    for side in ("", "-wal", "-shm"):
        file.with_name(f"{file.name}{side}").unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as store:
        store.executescript(dump.read_text(encoding="utf-8"))


def load_into(place: URL, file: Path, revision: str) -> None:
    """Make the database that the earlier release would have left: its tables, and the file's rows."""
    source, sink = create_engine(f"sqlite:///{file}"), create_engine(place)
    config = Config()
    config.set_main_option("script_location", "integration.store:migrations")
    with sink.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    before, after = MetaData(), MetaData()
    before.reflect(source)
    after.reflect(sink)
    with source.connect() as rows_of, sink.begin() as connection:
        for table in after.sorted_tables:
            kept = [dict(row) for row in rows_of.execute(select(before.tables[table.name])).mappings()]
            if table.name != "alembic_version" and kept:
                connection.execute(table.insert(), kept)
    source.dispose()
    sink.dispose()


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_a_day_is_lived_on_after_the_upgrade(harbour: Harbour, dump: Path, address: str | None) -> None:
    account, tickets = live(harbour)
    account.store.engine.dispose()
    before = {ticket: len(harbour.notes(ticket)) for ticket in tickets}
    assert [before[ticket] for ticket in tickets] == [1, 1, 1, 1, 1, 0, 0]
    place: Place = harbour.folder / "store.db"
    load(dump, harbour.folder / "store.db")
    if address is not None:
        database = postgres_place(address)
        place, harbour.database = database, address
        load_into(database, harbour.folder / "store.db", dump.stem)
        assert migrate_store(place)[0] == dump.stem
    account = harbour.open(POLICIES)
    assert_the_tables_are_those_of_the_code(place)
    for after in (90, 90, 1900):
        harbour.cycle(account, after=after)
    assert [len(harbour.notes(ticket)) for ticket in tickets] == [1] * 7
    for after in (HOURS, HOURS, 90):
        harbour.cycle(account, after=after)
    told = [len(harbour.notes(ticket)) for ticket in tickets]
    assert told[TOLD] == [1, 2, 2], "the dismissed one is left alone, the others climb on"
    assert told[LATE] == [2, 2], "what the release before had not seen is not lost"
    assert (told[PROMISED], told[RUDE]) == (1, 1)
    assert states(account, tickets[0])["passed-around: after 2 hours"] == "held: dismissed"
    assert {f.ticket_id for f in findings(account) if f.state == "dismissed"} == {tickets[0]}
    assert [i.ticket_id for i in remembered(account)] == [tickets[RUDE]]
    assert [case.ticket_id for case in cases(account)] == [tickets[RUDE]]
    assert {row.state for row in rows(account)} <= {State.DONE, State.HELD, State.OBSOLETE}


def assert_the_tables_are_those_of_the_code(place: Place) -> None:
    """No column and no table is other than in a new store; SQLite does not tell the condition of an index back."""
    engine = create_engine(f"sqlite:///{place}" if isinstance(place, Path) else place)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert [each for each in found if not str(each[0]).endswith("_index")] == []


def test_there_is_a_dump_of_a_release_before() -> None:
    assert DUMPS
    assert all(dump.stem.isdecimal() for dump in DUMPS)
