"""What only PostgreSQL can show: waiting for a row, a server that goes away, a migration that has to be asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, Engine, func, select

from integration.store import history, postgres
from integration.store.access import Store
from integration.store.copying import copy_account
from integration.store.database import is_there, migrate_store, open_store
from integration.store.errors import FenceLost, StoreBusy, StoreError, StoreOutdated, StoreUnmigrated
from integration.store.place import postgres_place, told
from integration.store.schema import account, gap
from tests.postgres import GUARDED, PASSWORD, Server

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


@pytest.fixture
def name(postgres_server: Server) -> Iterator[str]:
    """A database with the store's tables."""
    with postgres_server.database() as made:
        yield made


@pytest.fixture
def stores(postgres_server: Server, name: str) -> Iterator[list[Store]]:
    """Two processes' stores of one account, the first of which holds it."""
    both = [Store.open(postgres_server.place(name), "harbour") for _ in range(2)]
    both[0].take_lease(NOW)
    yield both
    for store in both:
        store.engine.dispose()


def refused(place: URL) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(place)
    return str(caught.value)


# -- transactions ----------------------------------------------------------------------------------------------


def test_a_commit_waits_for_the_disk_whatever_the_server_is_set_to(stores: list[Store]) -> None:
    with stores[0].reading() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def test_two_transactions_of_one_account_do_not_go_side_by_side_those_of_two_accounts_do(
    postgres_server: Server, name: str, stores: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_LOCK_MS", 50)
    with ExitStack() as ends:
        hasty, other = (Store.open(postgres_server.place(name), label) for label in ("harbour", "quay"))
        ends.callback(hasty.engine.dispose)
        ends.callback(other.engine.dispose)
        other.take_lease(NOW)
        with stores[0].transaction():
            other.save_account(watermark=NOW)
            with pytest.raises(StoreBusy, match="another transaction holds the account for a moment"):
                hasty.write_brake("Set by hand.", NOW)
    assert stores[0].load_account().brake is None


def test_who_waited_for_the_account_while_it_was_taken_over_commits_nothing(stores: list[Store]) -> None:
    old, new = stores
    caught: list[Exception] = []

    def write() -> None:
        try:
            old.save_account(watermark=NOW)
        except FenceLost as error:
            caught.append(error)

    with new.engine.begin() as connection:
        new.write_account(connection, epoch=old.epoch + 1)
        late = threading.Thread(target=write)
        late.start()
        while not _waits(new.engine):
            late.join(0.01)
    late.join()
    assert len(caught) == 1
    assert new.load_account().watermark is None


def _waits(engine: Engine) -> bool:
    """Whether anybody waits for a lock."""
    with engine.connect() as connection:
        return bool(connection.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE NOT granted").scalar())


def test_what_is_read_in_one_transaction_is_of_one_moment(stores: list[Store]) -> None:
    store = stores[0]
    with store.reading() as connection:
        before = connection.scalar(select(account.c.watermark))
        store.save_account(watermark=NOW)
        assert connection.scalar(select(account.c.watermark)) == before
    assert store.load_account().watermark == NOW


def test_what_only_reads_cannot_write(stores: list[Store]) -> None:
    with pytest.raises(StoreError, match="only reads"), stores[0].reading() as connection:
        stores[0].write_account(connection, watermark=NOW)


def test_an_odd_value_is_stored_however_long(stores: list[Store]) -> None:
    with stores[0].transaction() as connection:
        history.count_gap(stores[0], connection, "event_type", "x" * 500, NOW)
        assert connection.scalar(select(func.length(gap.c.id))) == 500


# -- a server that goes away -----------------------------------------------------------------------------------


def test_a_connection_that_is_cut_loses_its_transaction_and_the_next_goes_on(
    postgres_server: Server, name: str, stores: list[Store]
) -> None:
    store = stores[0]

    def write_and_be_cut() -> None:
        with store.transaction() as connection:
            store.write_account(connection, watermark=NOW)
            postgres_server.cut(name)
            store.write_account(connection, brake="x")

    with pytest.raises(StoreBusy, match="the database cannot be reached"):
        write_and_be_cut()
    assert store.load_account().watermark is None
    postgres_server.cut(name)
    store.beat(NOW + timedelta(minutes=1))
    assert store.load_account().heartbeat == NOW + timedelta(minutes=1)


def test_who_stops_in_the_midst_of_a_transaction_does_not_keep_the_account(
    postgres_server: Server, name: str, stores: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_IDLE_MS", 50)
    stopped = Store.open(postgres_server.place(name), "harbour")
    stopped.epoch = stores[0].epoch

    def write_and_stop() -> None:
        with stopped.transaction() as connection:
            stopped.write_account(connection, brake="x")
            stores[1].take_lease(NOW)  # it waits for the row
            stopped.write_account(connection, brake="y")

    with pytest.raises(StoreBusy):
        write_and_stop()
    stopped.engine.dispose()
    assert stores[1].load_account().brake is None


# -- what is wrong, in sentences -------------------------------------------------------------------------------


def test_a_server_that_is_not_there_may_come_back(tmp_path: Path) -> None:
    place = postgres_place(f"postgresql://{GUARDED}:{PASSWORD}@/steadyhand?host={tmp_path}")
    with pytest.raises(StoreBusy) as caught:
        open_store(place)
    assert str(caught.value) == (
        f"postgresql://{GUARDED}@/steadyhand: the database cannot be reached; check that its server runs "
        "and that store.url is right"
    )


def test_a_database_that_is_not_there_is_named(postgres_server: Server) -> None:
    assert "there is no such database or user" in refused(postgres_server.place("nowhere"))


def test_an_option_that_nobody_knows_is_told(postgres_server: Server, name: str) -> None:
    odd = postgres_place(f"{postgres_server.address(name)}&weather=fair")
    assert refused(odd).endswith("store.url has an option behind its ? that libpq does not know")


def test_a_wrong_password_is_told_and_not_shown(postgres_server: Server, name: str) -> None:
    wrong = postgres_place(postgres_server.address(name, user=f"{GUARDED}:sesame-shut"))
    text = refused(wrong)
    assert "the password or the user is wrong" in text
    assert "sesame" not in text + repr(wrong) + str(wrong)
    missing = refused(postgres_place(postgres_server.address(name, user=GUARDED)))
    assert "the server asks for a password" in missing


def test_a_user_who_may_not_read_the_tables_is_told(postgres_server: Server, name: str) -> None:
    guarded = postgres_place(postgres_server.address(name, user=f"{GUARDED}:{PASSWORD}"))
    assert "this user may not do that" in refused(guarded)


def test_a_password_among_the_options_of_an_address_is_not_told() -> None:
    place = postgres_place("postgres://ana:one@db.example:5433/desk?password=two&sslmode=require")
    assert told(place) == "postgresql://ana@db.example:5433/desk"


def test_what_the_database_says_of_values_is_not_told(stores: list[Store]) -> None:
    row = {"account": "harbour", "kind": "Pat", "id": "Customer", "at": NOW, "count": 1}

    def enter_twice() -> None:
        with stores[0].transaction() as connection:
            for _ in range(2):
                connection.execute(gap.insert(), row)

    with pytest.raises(StoreError) as caught:
        enter_twice()
    assert str(caught.value).endswith(
        "the database refuses (23505, UniqueViolation); the server's log says why"
    )


def test_what_the_driver_itself_refuses_does_not_pass_for_a_server_that_is_away(stores: list[Store]) -> None:
    def enter() -> None:
        with stores[0].transaction() as connection:
            history.count_gap(stores[0], connection, "event_type", "\0", NOW)

    with pytest.raises(StoreError, match="the database refuses") as caught:
        enter()
    assert not isinstance(caught.value, StoreBusy)


# -- migration -------------------------------------------------------------------------------------------------


def test_a_database_is_migrated_by_the_verb_alone(postgres_server: Server) -> None:
    with postgres_server.database(empty=True) as name:
        place = postgres_server.place(name)
        assert not is_there(place)
        with pytest.raises(StoreUnmigrated, match="has no tables yet; type: steadyhand migrate"):
            open_store(place)
        before, after = migrate_store(place)
        assert before is None
        assert is_there(place)
        assert migrate_store(place) == (after, after)
        open_store(place).dispose()


@pytest.mark.parametrize(
    ("revision", "kind", "sentence"),
    [
        ("0003", StoreUnmigrated, "has the tables of 0003, this release's are .*; type: steadyhand migrate"),
        ("9999", StoreOutdated, "newer release"),
    ],
)
def test_tables_of_another_release_are_refused_and_left_alone(
    postgres_server: Server, name: str, revision: str, kind: type[StoreError], sentence: str
) -> None:
    place = postgres_server.place(name)
    with psycopg.connect(f"host={postgres_server.folder} user=postgres dbname={name}") as connection:
        connection.execute("UPDATE alembic_version SET version_num = %s", (revision,))
    with pytest.raises(kind, match=sentence):
        open_store(place)


def test_two_processes_that_migrate_at_once_do_it_once(postgres_server: Server) -> None:
    with postgres_server.database(empty=True) as name:
        place = postgres_server.place(name)
        failures: list[Exception] = []

        def migrate() -> None:
            try:
                migrate_store(place)
            except StoreError as error:
                failures.append(error)

        both = [threading.Thread(target=migrate) for _ in range(2)]
        for each in both:
            each.start()
        for each in both:
            each.join()
        assert failures == []
        open_store(place).dispose()


def test_a_database_that_cannot_hold_every_letter_gets_no_tables(postgres_server: Server) -> None:
    postgres_server.say("CREATE DATABASE latin TEMPLATE template0 ENCODING LATIN1")
    with pytest.raises(StoreError, match="the database is in LATIN1; make one with createdb --encoding UTF8"):
        migrate_store(postgres_server.place("latin"))
    assert not is_there(postgres_server.place("latin"))


# -- copies ----------------------------------------------------------------------------------------------------


def test_a_copy_holds_the_accounts_rows_and_no_others(
    postgres_server: Server, name: str, stores: list[Store], tmp_path: Path
) -> None:
    other = Store.open(postgres_server.place(name), "quay")
    other.take_lease(NOW)
    for store in (stores[0], other):
        with store.transaction() as connection:
            for number in range(3):
                history.count_gap(store, connection, "event_type", f"{store.account} {number}", NOW)
    other.engine.dispose()
    copy_account(postgres_server.place(name), "harbour", tmp_path / "copy.db")
    copy = Store.open(tmp_path / "copy.db", "harbour")
    with copy.reading() as connection:
        assert sorted(connection.scalars(select(gap.c.id))) == ["harbour 0", "harbour 1", "harbour 2"]
        assert list(connection.scalars(select(account.c.account))) == ["harbour"]
    assert copy.load_account() == stores[0].load_account()
    copy.engine.dispose()
