"""The store: durable, one process an account, fenced, migrated after a copy, and honest about what is wrong."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.exc import TimeoutError as PoolTimeout

from integration.engine.context import Context
from integration.store import database, history
from integration.store.access import Store
from integration.store.database import migrate_store, open_store, pragma, sentences
from integration.store.errors import FenceLost, StoreBusy, StoreError, StoreLocked, StoreOutdated
from integration.store.place import Place
from integration.store.schema import metadata
from tests.integration.engine.acts import findings, many_passed_around, person, policy
from tests.integration.engine.harbour import Harbour

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def opened() -> Iterator[list[Store]]:
    stores: list[Store] = []
    yield stores
    for store in stores:
        store.engine.dispose()


def open_for(opened: list[Store], path: Place, account: str = "harbour") -> Store:
    opened.append(Store.open(path, account))
    return opened[-1]


@contextmanager
def raw(place: Place) -> Iterator[Connection]:
    """A transaction of nobody's, as by the database's own tools."""
    engine = create_engine(f"sqlite:///{place}" if isinstance(place, Path) else place)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def revision(place: Place) -> str:
    with raw(place) as connection:
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def test_what_is_committed_is_on_disk(opened: list[Store], path: Path) -> None:
    engine = open_for(opened, path).engine
    assert pragma(engine, "journal_mode") == "wal"
    assert pragma(engine, "synchronous") == 2, "FULL"
    assert pragma(engine, "foreign_keys") == 1


def test_the_migrations_make_the_tables_that_the_code_knows(opened: list[Store], place: Place) -> None:
    look = inspect(open_for(opened, place).engine)
    for table in metadata.sorted_tables:
        made = {column["name"] for column in look.get_columns(table.name)}
        assert made == {column.name for column in table.columns}, table.name


def test_the_account_is_in_every_key(opened: list[Store], path: Path) -> None:
    open_for(opened, path)
    assert all("account" in table.primary_key.columns for table in metadata.sorted_tables)


def test_a_second_process_is_refused_with_a_sentence(opened: list[Store], place: Place) -> None:
    store = open_for(opened, place)
    store.take_lease(NOW)
    other = f"{socket.gethostname()}:{os.getppid()}"
    store.save_account(holder=other, heartbeat=NOW - timedelta(days=1))
    with pytest.raises(
        StoreLocked, match=re.escape(f"{other} is already running this account; stop it first")
    ):
        open_for(opened, place).take_lease(NOW)


def test_a_dead_process_leaves_its_lease(opened: list[Store], place: Place) -> None:
    store = open_for(opened, place)
    store.take_lease(NOW)
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    store.save_account(holder=f"{socket.gethostname()}:{gone.pid}", heartbeat=NOW)
    open_for(opened, place).take_lease(NOW)


@pytest.mark.parametrize(("silent", "refused"), [(timedelta(minutes=2), True), (timedelta(minutes=4), False)])
def test_another_machine_holds_its_lease_while_it_is_heard_of(
    opened: list[Store], place: Place, silent: timedelta, *, refused: bool
) -> None:
    store = open_for(opened, place)
    store.take_lease(NOW)
    store.save_account(holder="far.example:17", heartbeat=NOW - silent)
    second = open_for(opened, place)
    if refused:
        with pytest.raises(StoreLocked):
            second.take_lease(NOW)
    else:
        second.take_lease(NOW)


def test_a_released_lease_is_free_at_once(opened: list[Store], place: Place) -> None:
    store = open_for(opened, place)
    store.take_lease(NOW)
    store.release_lease()
    assert store.load_account().holder is None


def test_an_older_epoch_cannot_commit(opened: list[Store], place: Place) -> None:
    old, new = open_for(opened, place), open_for(opened, place)
    old.take_lease(NOW)
    new.take_lease(NOW)
    with pytest.raises(FenceLost):
        old.save_account(watermark=NOW)
    assert new.load_account().watermark is None
    new.save_account(watermark=NOW)
    with pytest.raises(StoreError, match="taken this account over"):
        old.beat(NOW)


def test_an_echo_calms_a_ticket_but_not_one_that_is_to_be_judged_for_another_reason(
    harbour: Harbour,
) -> None:
    account = harbour.open(policy())
    harbour.cycle(account)
    ids = many_passed_around(harbour, 2, handoffs=1)
    harbour.cycle(account)
    store, now = account.store, account.now()
    with store.transaction() as connection:
        history.mark_to_judge(store, connection, ids[:1])
        history.calm_echoes(store, connection, dict.fromkeys(ids, now))
        stamps = history.load_stamps(store, connection, ids)
    assert [stamps[i].to_judge for i in ids] == [True, False]


def test_what_fails_within_a_transaction_is_not_half_kept(opened: list[Store], place: Place) -> None:
    store = open_for(opened, place)
    store.take_lease(NOW)

    def write_and_stumble() -> None:
        with store.transaction() as connection:
            store.write_account(connection, watermark=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_stumble()
    assert store.load_account().watermark is None


# -- migration -------------------------------------------------------------------------------------------------


def with_another_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """As if the next release had one more revision."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(database.__file__).parent / "migrations", folder)
    text = f'''"""The next."""
import sqlalchemy as sa
from alembic import op
revision = "0002x"
down_revision = "{_head(folder)}"


def upgrade():
    op.add_column("run", sa.Column("weather", sa.Text(), nullable=True))
    {body}
'''
    (folder / "versions" / "0002x_next.py").write_text(text)
    monkeypatch.setattr(database, "_MIGRATIONS", str(folder))


def _head(folder: Path) -> str:
    names = sorted(file.name for file in (folder / "versions").glob("[0-9]*.py"))
    return names[-1].partition("_")[0]


def test_a_migration_copies_the_file_first(
    opened: list[Store], path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_for(opened, path)
    store.take_lease(NOW)
    store.save_account(watermark=NOW)
    store.engine.dispose()
    before = revision(path)
    with_another_revision(tmp_path, monkeypatch, "")
    assert open_for(opened, path).load_account().watermark == NOW
    assert revision(path) == "0002x"
    (copy,) = tmp_path.glob(f"store.db.before-{before}")
    assert revision(copy) == before
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT watermark FROM account").fetchone() == (int(NOW.timestamp()),)


def test_a_migration_that_fails_changes_nothing(
    opened: list[Store], place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_for(opened, place).engine.dispose()
    before = revision(place)
    with_another_revision(tmp_path, monkeypatch, 'op.execute("SELECT no_such_column FROM run")')
    with pytest.raises(StoreError):
        migrate_store(place)
    assert revision(place) == before
    with raw(place) as connection:
        assert "weather" not in {column["name"] for column in inspect(connection).get_columns("run")}


def test_a_store_of_a_newer_release_is_refused(opened: list[Store], place: Place) -> None:
    open_for(opened, place).engine.dispose()
    with raw(place) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreOutdated, match="newer release"):
        open_store(place)
    assert revision(place) == "9999"


def test_a_process_without_a_free_connection_may_try_again(place: Place) -> None:
    with pytest.raises(StoreBusy, match="all connections of this process are in use"), sentences(place):
        raise PoolTimeout


# -- what is wrong with the file -------------------------------------------------------------------------------


def test_a_missing_folder_and_a_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"its folder .* does not exist; create it"):
        open_store(tmp_path / "nowhere" / "store.db")
    with pytest.raises(StoreError, match="this is a folder"):
        open_store(tmp_path)


def test_a_file_that_is_no_store(path: Path) -> None:
    path.write_bytes(b"these are minutes of a meeting" * 200)
    with pytest.raises(StoreError, match="no Steadyhand store, or it is damaged"):
        open_store(path)
    assert path.read_bytes().startswith(b"these are minutes")


def limit(store: Store, sql: str) -> None:
    """Give every connection of this store a pragma, as a full or write-protected disk would."""

    @sqlalchemy_event.listens_for(store.engine, "connect")
    def _limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(sql)

    store.engine.dispose()


def test_a_full_disk_is_told_and_nothing_is_half_written(opened: list[Store], path: Path) -> None:
    store = open_for(opened, path)
    store.take_lease(NOW)
    limit(store, "PRAGMA max_page_count = 1")  # no page more than there are

    def write_much() -> None:
        with store.transaction() as connection:
            store.write_account(connection, watermark=NOW)
            for number in range(500):
                history.count_gap(store, connection, "event_type", f"{number}-{'x' * 50}", NOW)

    with pytest.raises(StoreError, match="the disk is full; nothing was half-written"):
        write_much()
    again = open_for(opened, path)
    assert again.load_account().watermark is None
    with again.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM gap").scalar() == 0


def test_a_write_protected_store_is_told(opened: list[Store], path: Path) -> None:
    store = open_for(opened, path)
    store.take_lease(NOW)
    limit(store, "PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="the store cannot be written; check the owner"):
        store.beat(NOW)


def test_a_write_protected_file_is_told_when_it_is_opened(
    opened: list[Store], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_for(opened, path).engine.dispose()
    connect = sqlite3.dbapi2.connect

    def read_only(_name: str, **options: object) -> sqlite3.Connection:  # file modes mean nothing to root
        return connect(f"file:{path}?mode=ro", uri=True, **options)  # type: ignore[call-overload, no-any-return]

    with closing(connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    monkeypatch.setattr(sqlite3.dbapi2, "connect", read_only)
    with pytest.raises(StoreError, match="the store cannot be written; check the owner"):
        open_store(path)


# -- accounts --------------------------------------------------------------------------------------------------


def test_every_statement_of_a_cycle_names_the_account(harbour: Harbour) -> None:
    account = harbour.open(policy() + policy("other", mode="observe"))
    said: list[str] = []

    @sqlalchemy_event.listens_for(account.store.engine, "before_cursor_execute")
    def _listen(_c: object, _k: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    harbour.cycle(account)
    ids = many_passed_around(harbour, 4)
    for _ in range(3):
        harbour.cycle(account)
    person(harbour, ids[0], {"remove_tags": ["passed_around"]})
    harbour.cycle(account)
    tables = "|".join(table.name for table in metadata.sorted_tables)
    about = {s for s in said if re.search(rf"\b(FROM|UPDATE|INTO) ({tables})\b", s)}
    assert len(about) > 30
    unkeyed = [s for s in about if not re.search(r"account\b\.?\w* ?= ?\?|account = |\(account,", s)]
    assert unkeyed == []


def test_two_accounts_in_one_store_know_nothing_of_each_other(tmp_path: Path, address: str | None) -> None:
    with Harbour(tmp_path, database=address) as first, Harbour(tmp_path, database=address) as second:
        here = first.open()
        there = open_as(second, "quay")
        first.cycle(here)
        second.cycle(there)
        (same,) = many_passed_around(first, 1)
        assert many_passed_around(second, 1, handoffs=1) == [same], "tickets of the same number"
        for _ in range(2):
            first.cycle(here)
            second.cycle(there)
        assert len(first.notes(same)) == 1
        assert second.notes(same) == []
        assert {f.account for f in findings(here)} == {"harbour"}


def open_as(company: Harbour, name: str) -> Context:
    """The company's service under another account's name."""
    text = company.config_text

    def renamed(*args: str, **options: str) -> str:
        return text(*args, **options).replace('name = "harbour"', f'name = "{name}"')

    company.config_text = renamed  # type: ignore[method-assign]
    return company.open()
