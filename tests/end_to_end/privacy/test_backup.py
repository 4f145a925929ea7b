"""`steadyhand backup`: a whole copy beside the running service, never over another file, and no other user's to read."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from integration import exits
from integration.cli import main
from integration.store import backup
from integration.store.access import Store
from integration.store.backup import back_up
from integration.store.errors import StoreError
from integration.store.place import address_for_tools, postgres_place


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store that a service has open."""
    opened = Store.open(tmp_path / "store.db", "harbour")
    opened.write_brake("Set by hand.", None)
    return opened


def typed(folder: Path, target: Path, place: str = 'path = "store.db"', *more: str) -> Result:
    config = folder / "config.toml"
    config.write_text(
        f'[account]\nname = "harbour"\nsubdomain = "northwind"\n[account.auth]\nclient_id = "c"\n'
        f'client_secret = {{ env = "NOT_NEEDED" }}\n[store]\n{place}\n'
    )
    return CliRunner().invoke(main, ["backup", str(target), "--config", str(config), *more])


def test_what_is_committed_and_still_in_the_write_ahead_file_is_in_the_backup(
    store: Store, tmp_path: Path
) -> None:
    target = tmp_path / "backup.db"
    with store.engine.connect() as reader:  # the service is at work
        reader.exec_driver_sql("select 1 from account")
        assert (tmp_path / "store.db-wal").stat().st_size > 0
        result = typed(tmp_path, target, 'path = "store.db"', "--json")
    assert result.exit_code == exits.FINE, result.stderr
    assert json.loads(result.stdout)["bytes"] == target.stat().st_size
    assert oct(target.stat().st_mode & 0o777) == "0o600"
    store.engine.dispose()
    copy = Store.open(target, "harbour")
    assert copy.load_account().brake == "Set by hand."
    copy.engine.dispose()
    assert sorted(path.name for path in tmp_path.glob("*.partial")) == []


def test_a_file_that_is_there_is_not_written_over(store: Store, tmp_path: Path) -> None:
    store.engine.dispose()
    (tmp_path / "backup.db").write_text("precious")
    result = typed(tmp_path, tmp_path / "backup.db")
    assert (result.exit_code, (tmp_path / "backup.db").read_text()) == (exits.STORE, "precious")
    assert "it is there already" in result.stderr


@pytest.mark.parametrize(
    ("source", "target", "sentence"),
    [
        ("gone.db", "backup.db", "there is no store yet"),
        ("store.db", "no/backup.db", "its folder .* does not exist"),
        ("other.db", "backup.db", "this is no Steadyhand store"),
        ("text.db", "backup.db", "this is no Steadyhand store, or it is damaged"),
    ],
)
def test_what_cannot_be_backed_up_leaves_nothing_behind(
    store: Store, tmp_path: Path, source: str, target: str, sentence: str
) -> None:
    store.engine.dispose()
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("create table x (y)")
    (tmp_path / "text.db").write_text("no database at all, and long enough to be none " * 20)
    with pytest.raises(StoreError, match=sentence):
        back_up(tmp_path / source, tmp_path / target)
    assert list(tmp_path.glob("backup*")) == []


def test_without_room_it_is_not_begun(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.engine.dispose()
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _path: SimpleNamespace(free=0))
    with pytest.raises(StoreError, match="not enough room"):
        back_up(tmp_path / "store.db", tmp_path / "backup.db")


def test_of_a_database_the_command_is_told_without_its_password(tmp_path: Path) -> None:
    result = typed(
        tmp_path, tmp_path / "backup.dump", 'url = "postgresql://ana@db.example/desk?sslmode=require"'
    )
    assert result.exit_code == exits.USAGE
    assert (
        "pg_dump --format=custom '--dbname=postgresql://ana@db.example/desk?sslmode=require'" in result.stderr
    )
    address = postgres_place("postgresql://ana:one@db.example/desk?password=two&sslmode=require")
    assert address_for_tools(address) == "postgresql://ana@db.example/desk?sslmode=require"
