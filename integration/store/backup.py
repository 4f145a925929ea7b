"""A backup of a SQLite store: whole as of one moment, written beside the running service, and checked before it bears its name."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from integration.store.database import BUSY_MS, sentences
from integration.store.errors import StoreError

_ONLY_THE_OWNER = 0o600


def back_up(source: Path, target: Path) -> int:
    """Write a store's content, without its free pages, into a new file that only its owner may read; returns its bytes.

    A target that is there is not written over. What is half written has `.partial` at the end of its name, and goes
    when it fails. Costs about a second for each 100 MB; the service may write meanwhile.

    Raises:
        StoreError: there is no store, the target is there already or cannot be written, or there is no room.
    """
    _require_room(source, target)
    partial = target.with_name(f"{target.name}.partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _ONLY_THE_OWNER))
    except FileExistsError:
        raise StoreError(
            f"{partial}: another backup is being written, or one broke off; delete it then"
        ) from None
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}") from None
    try:
        with sentences(source):
            _copy(source, partial)
        _put_on_disk(partial)
        os.link(partial, target)  # fails where a rename would write over
        _put_on_disk(target.parent)
    except FileExistsError:
        raise StoreError(f"{target}: it is there already; name another file") from None
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}") from None
    finally:
        partial.unlink(missing_ok=True)
    return target.stat().st_size


def _require_room(source: Path, target: Path) -> None:
    if not source.exists():
        raise StoreError(f"{source}: there is no store yet")
    if target.exists():
        raise StoreError(f"{target}: it is there already; name another file")
    if not target.parent.is_dir():
        raise StoreError(f"{target}: its folder {target.parent} does not exist; create it")
    if shutil.disk_usage(target.parent).free < source.stat().st_size:
        raise StoreError(f"{target}: there is not enough room for it; free some space, or name another disk")


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            raise StoreError(f"{source}: this is no Steadyhand store")
        connection.execute("VACUUM INTO ?", (str(target),))
    with closing(sqlite3.connect(target)) as copy:
        (found,) = copy.execute("PRAGMA quick_check").fetchone()
    if found != "ok":
        raise StoreError(
            f"{source}: the store is damaged ({found}); restore a backup, then steadyhand recover"
        )


def _put_on_disk(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
