"""One account's rows of a database in a SQLite file of their own, for what works on a copy."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, Connection, select

from integration.store.database import open_store, sentences
from integration.store.postgres import reading_options
from integration.store.schema import metadata

_AT_ONCE = 1_000


def copy_account(place: URL, account: str, target: Path) -> None:
    """Write what a database holds of an account, as of one moment, into a new store at `target`.

    The database may be in use: it is only read. Costs the time of reading all the account's rows; memory holds a
    thousand of them.
    """
    origin, copy = open_store(place), open_store(target)
    try:
        options = reading_options(origin)
        with sentences(place), origin.connect().execution_options(**options) as source, copy.begin() as sink:
            _copy_rows(source, sink, account)
    finally:
        origin.dispose()
        copy.dispose()


def _copy_rows(source: Connection, sink: Connection, account: str) -> None:
    for table in metadata.sorted_tables:
        query = select(table).where(table.c.account == account)
        for some in source.execute(query, execution_options={"yield_per": _AT_ONCE}).mappings().partitions():
            sink.execute(table.insert(), [dict(row) for row in some])
