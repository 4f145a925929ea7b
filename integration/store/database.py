"""Open the store: engine, pragmas, migration, and transactions that carry the fence."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree

from integration.store.errors import StoreBusy, StoreError, StoreOutdated, StoreUnmigrated
from integration.store.place import Place, told
from integration.store.postgres import (
    failure_of,
    hold_migrations,
    postgres_engine,
    reading_options,
    require_unicode,
)

BUSY_MS = 10_000
"""So long a connection to a file waits for another program."""
_MIGRATIONS = "integration.store:migrations"
_ITS_OWNERS_ALONE = 0o600
_PASSES = ("locked", "full")
"""What SQLite says of that which passes by itself, or by somebody else's doing."""
SYNCHRONOUS = "FULL"
"""Every commit waits until it is on the disk (ADR 0005). Tests of what no crash interrupts say OFF; nothing else may."""


def open_store(place: Place) -> Engine:
    """The store at a place. A SQLite file is created or migrated when needed, with a copy made before; a database is not.

    Raises:
        StoreError: the store cannot be used, or is no Steadyhand store; nothing was changed.
        StoreOutdated: it was written by a newer release.
        StoreUnmigrated: it is a database whose tables are not there yet, or of an earlier release.
    """
    engine = _engine_at(place)
    try:
        with sentences(place):
            if isinstance(place, Path):
                _migrate(engine, place)
            else:
                with engine.connect() as connection:
                    _require_migrated(connection, place)
    except BaseException:
        engine.dispose()
        raise
    return engine


def migrate_store(place: Place) -> tuple[str | None, str]:
    """Bring the tables to this release; returns their revision before, None where there were none, and after.

    What is written to a database meanwhile waits. Nothing is changed where the migration fails.

    Raises:
        StoreError: the store cannot be used; StoreOutdated: it was written by a newer release.
    """
    with engine_for_now(place) as engine, sentences(place):
        return _migrate(engine, place)


def is_there(place: Place) -> bool:
    """Whether there is a store at a place.

    Raises:
        StoreError: the database cannot be asked.
    """
    if isinstance(place, Path):
        return place.exists()
    with engine_for_now(place) as engine, sentences(place), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() is not None


@contextmanager
def looking_into(place: Place) -> Iterator[Connection]:
    """A transaction that reads the store at a place as it is: nothing is created, migrated or written.

    Raises:
        StoreError: there is none, it is no Steadyhand store, or it cannot be reached.
        StoreUnmigrated: it was written by an earlier release, or is a database without tables.
        StoreOutdated: it was written by a newer release.
    """
    if isinstance(place, Path) and not place.exists():
        raise StoreError(f"{place}: there is no store yet; `steadyhand run` makes it")
    with engine_for_now(place) as engine, sentences(place):
        options = reading_options(engine)
        with engine.connect().execution_options(**options) as connection:
            _require_migrated(connection, place)
            yield connection


def copy_store(source: Path, target: Path) -> None:
    """A consistent copy of a store that may be in use; a new file is its owner's alone."""
    _make_private(target)
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)


@contextmanager
def sentences(place: Place) -> Iterator[None]:
    """Turn the database's errors into a sentence that names the store and the remedy."""
    try:
        yield
    except CommandError as error:
        raise StoreOutdated(f"{told(place)}: {StoreOutdated.__doc__}") from error
    except NoneFree as error:
        raise StoreBusy(f"{told(place)}: all connections of this process are in use; try again") from error
    except DBAPIError as error:
        raise (_failure_of(place, error) if isinstance(place, Path) else failure_of(place, error)) from error
    except sqlite3.DatabaseError as error:  # raised while connecting, where SQLAlchemy does not wrap it
        raise _failure_of(place, error) from error


def _failure_of(place: Place, error: DBAPIError | sqlite3.DatabaseError) -> StoreError:
    raw = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    if isinstance(error, OperationalError | sqlite3.OperationalError):
        passes = any(sign in raw for sign in _PASSES)
        return (StoreBusy if passes else StoreError)(_sentence(place, raw))
    return StoreError(f"{told(place)}: this is no Steadyhand store, or it is damaged; restore a backup")


def _sentence(place: Place, raw: str) -> str:
    remedies = {
        "full": "the disk is full; nothing was half-written, and it goes on when there is room",
        "readonly": "the store cannot be written; check the owner of the file and of its folder",
        "locked": "the store is locked by another program; close it and start again",
        "unable to open": "the store cannot be opened; check that its folder exists and may be written",
        "disk I/O": "the disk reports an error; check it, then start again",
    }
    return f"{told(place)}: " + next(
        (text for sign, text in remedies.items() if sign in raw), "the database refuses: " + raw
    )


def _require_writable(path: Path) -> None:
    if not path.parent.is_dir():
        raise StoreError(f"{path}: its folder {path.parent} does not exist; create it, or set store.path")
    if path.is_dir():
        raise StoreError(f"{path}: this is a folder; set store.path to a file")


def _engine_at(place: Place) -> Engine:
    if not isinstance(place, Path):
        return postgres_engine(place)
    _require_writable(place)
    _make_private(place)
    return _file_engine(place)


def _make_private(path: Path) -> None:
    """Make a new file that nobody else may read, whatever the umask; SQLite gives the files beside it the same mode.

    One that is there keeps its mode, which may be meant. One that cannot be made is told by SQLite.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _ITS_OWNERS_ALONE))


@contextmanager
def engine_for_now(place: Place) -> Iterator[Engine]:
    """Connections that are let go of when it is left; nothing is looked at or migrated.

    Raises:
        StoreError: there is no way to the place.
    """
    engine = _engine_at(place)
    try:
        yield engine
    finally:
        engine.dispose()


def _file_engine(path: Path) -> Engine:
    url = f"sqlite:///{path}"
    engine = create_engine(url, connect_args={"timeout": BUSY_MS / 1000}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        waits = f"synchronous={SYNCHRONOUS}"
        # What is deleted is overwritten, so that words that were forgotten cannot be read from the file's free pages.
        erases = "secure_delete=ON"
        for pragma in ("journal_mode=WAL", waits, "foreign_keys=ON", erases, f"busy_timeout={BUSY_MS}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get("read_only", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _migrate(engine: Engine, place: Place) -> tuple[str | None, str]:
    config, script = _history()
    head = _newest(script)
    with engine.connect() as connection:
        present = _present(connection, script)
    if present == head:
        return present, head
    if present is not None and isinstance(place, Path):
        _copy_before(place, present)
    with engine.begin() as connection:
        require_unicode(connection, place)
        hold_migrations(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return present, head


def _require_migrated(connection: Connection, place: Place) -> None:
    _, script = _history()
    head = _newest(script)
    present = _present(connection, script)
    is_file = isinstance(place, Path)
    if present is None and is_file:
        raise StoreError(f"{told(place)}: this is no Steadyhand store")
    if present != head:
        state = (
            "has no tables yet"
            if present is None
            else f"has the tables of {present}, this release's are {head}"
        )
        remedy = "the service migrates it when it starts" if is_file else "type: steadyhand migrate"
        raise StoreUnmigrated(f"{told(place)}: {state}; {remedy}")


def _history() -> tuple[AlembicConfig, ScriptDirectory]:
    config = AlembicConfig()
    config.set_main_option("script_location", _MIGRATIONS)
    return config, ScriptDirectory.from_config(config)


def _newest(script: ScriptDirectory) -> str:
    return str(script.get_current_head())


def _present(connection: Connection, script: ScriptDirectory) -> str | None:
    """The revision that the tables are at, None where there are none; a newer release's is an error of Alembic's."""
    present = MigrationContext.configure(connection).get_current_revision()
    if present is not None:
        script.get_revision(present)
    return present


def _copy_before(path: Path, revision: str) -> None:
    copy = path.with_name(f"{path.name}.before-{revision}")
    if shutil.disk_usage(path.parent).free < path.stat().st_size * 2:
        raise StoreError(f"{path}: not enough room to copy the store before migrating it; free some space")
    copy_store(path, copy)


def pragma(engine: Engine, name: str) -> Any:  # noqa: ANN401 - a pragma answers with whatever it holds
    """One pragma's value, as the database reports it."""
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()
