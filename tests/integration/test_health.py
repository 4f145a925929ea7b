"""`steadyhand health`: it lives and is ready, or it says what is the matter; and it changes nothing."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from click.testing import CliRunner, Result

from integration import exits
from integration.cli import main
from integration.console.health import look
from integration.store.access import Store
from integration.store.place import Place
from tests.postgres import GUARDED, Server

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CONFIG = """
[account]
subdomain = "northwind"
[account.auth]
client_id = "steadyhand"
client_secret = { env = "NOBODY_SETS_THIS" }
[store]
path = "store.db"
"""
Health = Callable[..., Result]


def row(**changes: object) -> SimpleNamespace:
    """The row of an account whose service made a cycle a minute ago."""
    healthy = {
        "holder": "desk:1",
        "heartbeat": NOW - MINUTE,
        "watermark": NOW - 2 * MINUTE,
        "ticket_end": True,
        "event_end": True,
        "brake": None,
    }
    return SimpleNamespace(**(healthy | changes))


@pytest.mark.parametrize(
    ("changes", "live_and_ready", "because"),
    [
        ({}, (True, True), "Zendesk is read up to 2026-03-04 09:58 UTC."),
        ({"heartbeat": None, "holder": None}, (False, False), "No cycle was made so far."),
        (
            {"holder": None},
            (False, False),
            "The service was ended; its last cycle began at 2026-03-04 09:59 UTC.",
        ),
        ({"heartbeat": NOW - 6 * MINUTE}, (False, False), "desk:1 shows no sign of life"),
        ({"watermark": None}, (True, True), "The history is read for the first time."),
        ({"event_end": False}, (True, True), "The history is read for the first time."),
        ({"watermark": NOW - 11 * MINUTE}, (True, False), "which is too far back."),
        ({"brake": "By hand."}, (True, True), "The brake is set: nothing is written."),
    ],
)
def test_health_is_told_from_the_row(
    changes: dict[str, object], live_and_ready: tuple[bool, bool], because: str
) -> None:
    found = look(row(**changes), MINUTE, NOW)
    assert (found.live, found.ready) == live_and_ready
    assert because in found.because


def test_a_service_that_reads_each_hour_is_given_five_of_them() -> None:
    hour = 60 * MINUTE
    since = {"heartbeat": NOW - 4 * hour, "watermark": NOW - 4 * hour}
    assert look(row(**since), hour, NOW).ready
    assert not look(row(heartbeat=NOW - 6 * hour), hour, NOW).live


@pytest.fixture
def health(tmp_path: Path) -> Health:
    file = tmp_path / "config.toml"
    file.write_text(CONFIG)
    return lambda *words: CliRunner().invoke(main, ["health", *words, "--config", str(file)])


def a_store(folder: Path, **values: object) -> Path:
    """A store that knows the account."""
    path = folder / "store.db"
    enter(path, **(values or vars(row())))
    return path


def enter(place: Place, **values: object) -> None:
    """The account's row at a place."""
    store = Store.open(place, "northwind")
    with store.aside() as connection:
        store.write_account(connection, **values)
    store.engine.dispose()


def test_a_service_that_works_is_healthy_though_its_secret_is_not_at_hand(
    tmp_path: Path, health: Health
) -> None:
    now = datetime.now(UTC)
    a_store(tmp_path, **vars(row(heartbeat=now, watermark=now)))
    result = health("--json")
    assert result.exit_code == exits.FINE
    told = json.loads(result.stdout)
    assert (told["account"], told["live"], told["ready"]) == ("northwind", True, True)


def test_one_that_was_ended_is_not(tmp_path: Path, health: Health) -> None:
    now = datetime.now(UTC)
    a_store(tmp_path, **vars(row(heartbeat=now, watermark=now, holder=None)))
    result = health()
    assert result.exit_code == exits.WARNED
    assert result.stdout.startswith("northwind: The service was ended; its last cycle began at ")


def test_without_a_store_it_makes_none(tmp_path: Path, health: Health) -> None:
    result = health()
    assert result.exit_code == exits.STORE
    assert "there is no store yet; `steadyhand run` makes it" in result.stderr
    assert not (tmp_path / "store.db").exists()


def test_an_account_that_the_store_does_not_have_is_not_entered(tmp_path: Path, health: Health) -> None:
    path = a_store(tmp_path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE account SET account = 'southwind'")
    assert "the account northwind is not in this store yet" in health().stderr
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT account FROM account").fetchall() == [("southwind",)]


@pytest.mark.parametrize(
    ("revision", "sentence"),
    [("0002", "the service migrates it when it starts"), ("9999", "was written by a newer release")],
)
def test_a_store_of_another_release_is_left_as_it_is(
    tmp_path: Path, health: Health, revision: str, sentence: str
) -> None:
    path = a_store(tmp_path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    result = health()
    assert result.exit_code == exits.STORE
    assert sentence in result.stderr
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(revision,)]
    assert list(tmp_path.glob("*.before-*")) == []


def test_what_is_no_store_is_said_so(tmp_path: Path, health: Health) -> None:
    (tmp_path / "store.db").write_bytes(
        b"a letter to the editor, long enough to be taken for a database" * 20
    )
    result = health()
    assert result.exit_code == exits.STORE
    assert "this is no Steadyhand store" in result.stderr


def test_a_configuration_with_a_mistake_is_bad_health(tmp_path: Path, health: Health) -> None:
    now = datetime.now(UTC)
    a_store(tmp_path, **vars(row(heartbeat=now, watermark=now)))
    (tmp_path / "config.toml").write_text(CONFIG + "pth = 1\n")
    result = health()
    assert result.exit_code == exits.USAGE
    assert "unknown setting; did you mean 'path'?" in result.stderr


# -- where the store is a database ------------------------------------------------------------------------------


@pytest.fixture
def healthy_database(postgres_server: Server, tmp_path: Path, health: Health) -> Iterator[str]:
    """The name of a database whose service made a cycle just now, and which the configuration names."""
    assert health  # which writes the file that is overwritten
    now = datetime.now(UTC)
    with postgres_server.database() as name:
        enter(postgres_server.place(name), **vars(row(heartbeat=now, watermark=now)))
        keep_in(postgres_server.address(name), tmp_path)
        yield name


def keep_in(address: str, folder: Path) -> None:
    """The configuration names a database in place of the file."""
    (folder / "config.toml").write_text(CONFIG.replace('path = "store.db"', f'url = "{address}"'))


@pytest.mark.usefixtures("healthy_database")
def test_a_service_on_a_database_is_healthy_too(tmp_path: Path, health: Health) -> None:
    result = health()
    assert (result.exit_code, result.stderr) == (exits.FINE, "")
    assert result.stdout.startswith("northwind: Zendesk is read up to ")
    assert not (tmp_path / "store.db").exists()


@pytest.mark.parametrize(
    ("revision", "sentence"),
    [
        ("0002", "has the tables of 0002, this release's are .*; type: steadyhand migrate"),
        ("9999", "was written by a newer release"),
    ],
)
def test_a_database_of_another_release_is_left_as_it_is(
    postgres_server: Server, healthy_database: str, health: Health, revision: str, sentence: str
) -> None:
    address = postgres_server.address(healthy_database)
    with psycopg.connect(address) as connection:
        connection.execute("UPDATE alembic_version SET version_num = %s", (revision,))
    result = health()
    assert result.exit_code == exits.STORE
    assert re.search(sentence, result.stderr)
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(revision,)]


def test_in_an_empty_database_it_makes_no_tables(
    postgres_server: Server, tmp_path: Path, health: Health
) -> None:
    with postgres_server.database(empty=True) as name:
        keep_in(postgres_server.address(name), tmp_path)
        result = health()
        assert result.exit_code == exits.STORE
        assert "has no tables yet; type: steadyhand migrate" in result.stderr
        with psycopg.connect(postgres_server.address(name)) as connection:
            assert connection.execute("SELECT to_regclass('alembic_version')").fetchall() == [(None,)]


def test_an_account_that_the_database_does_not_have_is_not_entered(
    postgres_server: Server, healthy_database: str, health: Health
) -> None:
    with psycopg.connect(postgres_server.address(healthy_database)) as connection:
        connection.execute("UPDATE account SET account = 'southwind'")
    result = health()
    assert result.exit_code == exits.STORE
    assert "the account northwind is not in this store yet" in result.stderr
    with psycopg.connect(postgres_server.address(healthy_database)) as connection:
        assert connection.execute("SELECT account FROM account").fetchall() == [("southwind",)]


def test_a_database_that_is_away_or_refuses_is_told_without_its_password(
    postgres_server: Server, healthy_database: str, tmp_path: Path, health: Health
) -> None:
    secret = tmp_path / "url"
    (tmp_path / "config.toml").write_text(
        CONFIG.replace('path = "store.db"', f'url = {{ file = "{secret}" }}')
    )
    wrong = postgres_server.address(healthy_database, f"{GUARDED}:close-sesame")
    for address, sentence in (
        (wrong, "the password or the user is wrong"),
        (f"postgresql://{GUARDED}:close-sesame@/desk?host={tmp_path}", "the database cannot be reached"),
    ):
        secret.write_text(address)
        result = health()
        assert result.exit_code == exits.STORE
        assert sentence in result.stderr
        assert "sesame" not in result.output
