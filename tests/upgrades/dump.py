"""Write a dump of the store of this release, for the upgrade tests of the next.

Usage: python -m tests.upgrades.dump [FOLDER]; `make dump` before a release. It writes the tables' revision as its name; a dump
that is there stays, for it was written by the release that bore it.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.integration.engine.harbour import Harbour
from tests.upgrades.scene import live

HERE = Path(__file__).parent


def dump(folder: Path) -> Path:
    """Live the scene and write its store as SQL; the file."""
    with tempfile.TemporaryDirectory() as scratch:
        with Harbour(Path(scratch)) as harbour:
            account, _ = live(harbour)
            account.store.engine.dispose()
        with closing(sqlite3.connect(Path(scratch) / "store.db")) as store:
            (revision,) = store.execute("select version_num from alembic_version").fetchone()
            text = "\n".join(store.iterdump())
    path = folder / f"{revision}.sql"
    if path.exists():
        sys.exit(f"{path} is there already: it is the store of the release that wrote it")
    path.write_text(f"{text}\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    print(dump(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE))  # noqa: T201 - a script
