"""What deleting rows leaves behind: pages of a file that are free and still readable, and copies of the file beside it."""

from __future__ import annotations

import glob
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from integration.store.database import BUSY_MS, sentences
from integration.store.place import Place

SIDES = ("wal", "shm")
"""What lies beside a SQLite file while it is open."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Files beside a store that hold what it held once."""

    before_migrations: tuple[Path, ...]
    """Made before a migration; a person's to delete."""
    of_backtests: tuple[Path, ...]
    """What back-tests read from the exports; read again when it is needed."""


def find_copies(path: Path) -> Copies:
    """The copies beside a store's file."""
    name = glob.escape(path.name)
    before = path.parent.glob(f"{name}.before-*")
    read = path.parent.glob(f"{name}.backtest-????????-????????")
    return Copies(tuple(sorted(before)), tuple(sorted(read)))


def delete_backtests(copies: Copies) -> None:
    """Delete what back-tests have read; one that is at work keeps its open file, and that goes when it ends."""
    for path in copies.of_backtests:
        for each in (path, *(path.with_name(f"{path.name}-{side}") for side in SIDES)):
            each.unlink(missing_ok=True)


def wipe(place: Place) -> str | None:
    """Write a SQLite file anew without what was deleted in it, its write-ahead file included; None, or why it was not done.

    May be done beside the running service, whose writing waits meanwhile: about a second for each 100 MB. A database
    has to be vacuumed by who looks after it.

    Raises:
        StoreError: the file cannot be written.
    """
    if not isinstance(place, Path):
        return (
            "PostgreSQL keeps deleted rows until they are vacuumed: say VACUUM FULL event, action, ticket, finding, outbox, "
            "incident, distress, restriction, timer, person; its WAL archive and backups have terms of their own"
        )
    if shutil.disk_usage(place.parent).free < place.stat().st_size * 2:
        return "there is not enough room to write the file anew, so deleted words may be found in its free pages; free some space and type it again"
    with sentences(place), closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        connection.execute("VACUUM")
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        return "another program reads the store, so deleted words may be found in the -wal file beside it; type it again"
    return None
