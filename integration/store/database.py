"""Open the store: engine, pragmas, migration, and transactions that carry the fence."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from integration.store.errors import StoreBusy, StoreError, StoreOutdated

_BUSY_MS = 10_000
_MIGRATIONS = "integration.store:migrations"
SYNCHRONOUS = "FULL"
"""Every commit waits until it is on the disk (ADR 0005). Tests of what no crash interrupts say OFF; nothing else may."""


def open_store(path: Path) -> Engine:
    """The SQLite store at `path`, created or migrated when needed; a copy of the file is made before a migration.

    Raises:
        StoreError: the file cannot be written, or is no Steadyhand store; nothing was changed.
        StoreOutdated: the file was written by a newer release.
    """
    _require_writable(path)
    engine = _engine(f"sqlite:///{path}")
    with sentences(path):
        _migrate(engine, path)
    return engine


def copy_store(source: Path, target: Path) -> None:
    """A consistent copy of a store that may be in use."""
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)


@contextmanager
def sentences(path: Path | str) -> Iterator[None]:
    """Turn the database's errors into a sentence that names the file and the remedy."""
    try:
        yield
    except CommandError as error:
        raise StoreOutdated(f"{path}: {StoreOutdated.__doc__}") from error
    except OperationalError as error:
        raw = str(error.orig)
        raise (StoreBusy if "locked" in raw else StoreError)(_sentence(path, raw)) from error
    except sqlite3.OperationalError as error:  # raised while connecting, where SQLAlchemy does not wrap it
        raise StoreError(_sentence(path, str(error))) from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise StoreError(
            f"{path}: this is no Steadyhand store, or it is damaged; restore a backup"
        ) from error


def _sentence(path: Path | str, raw: str) -> str:
    remedies = {
        "full": "the disk is full; nothing was half-written, free some space and start again",
        "readonly": "the store cannot be written; check the owner of the file and of its folder",
        "locked": "the store is locked by another program; close it and start again",
        "unable to open": "the store cannot be opened; check that its folder exists and may be written",
        "disk I/O": "the disk reports an error; check it, then start again",
    }
    return f"{path}: " + next(
        (text for sign, text in remedies.items() if sign in raw), "the database refuses: " + raw
    )


def _require_writable(path: Path) -> None:
    if not path.parent.is_dir():
        raise StoreError(f"{path}: its folder {path.parent} does not exist; create it, or set store.path")
    if path.is_dir():
        raise StoreError(f"{path}: this is a folder; set store.path to a file")


def _engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": _BUSY_MS / 1000}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        waits = f"synchronous={SYNCHRONOUS}"
        for pragma in ("journal_mode=WAL", waits, "foreign_keys=ON", f"busy_timeout={_BUSY_MS}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get("read_only", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _migrate(engine: Engine, path: Path) -> None:
    config = AlembicConfig()
    config.set_main_option("script_location", _MIGRATIONS)
    script = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    if present == script.get_current_head():
        return
    if present is not None:
        script.get_revision(present)  # an unknown one raises: a newer release wrote it
        _copy_before(path, present)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _copy_before(path: Path, revision: str) -> None:
    copy = path.with_name(f"{path.name}.before-{revision}")
    if shutil.disk_usage(path.parent).free < path.stat().st_size * 2:
        raise StoreError(f"{path}: not enough room to copy the store before migrating it; free some space")
    copy_store(path, copy)


def pragma(engine: Engine, name: str) -> Any:  # noqa: ANN401 - a pragma answers with whatever it holds
    """One pragma's value, as the database reports it."""
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()
