"""One account's rows from one database to another: out of a server for what works on a copy, or into one for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, select, update

from integration.store.access import Store
from integration.store.database import looking_into, open_store, sentences
from integration.store.errors import StoreError, StoreLocked
from integration.store.place import Place, told
from integration.store.postgres import reading_options
from integration.store.schema import account as account_table
from integration.store.schema import metadata

_AT_ONCE = 1_000


def copy_account(place: URL, account: str, target: Path) -> None:
    """Write what a database holds of an account, as of one moment, into a new store at `target`.

    The database may be in use: it is only read. Costs the time of reading all the account's rows; memory holds a
    thousand of them.
    """
    origin, copy = open_store(place), open_store(target)
    try:
        with _both(origin, copy, place) as (source, sink):
            _copy_rows(source, sink, account)
    finally:
        origin.dispose()
        copy.dispose()


def move_accounts(file: Path, accounts: Sequence[str], place: URL, now: datetime) -> dict[str, int]:
    """Take over into a database what a SQLite file holds of accounts: all of it, or nothing. The file stays as it is.

    Returns how many rows there were, by account; those that are not in the file are left out.

    Raises:
        StoreLocked: a service still runs on the file.
        StoreError: there is no such file, the database has one of the accounts already, or one of the two cannot be used.
    """
    if not file.exists():
        raise StoreError(f"{file}: there is no such file")
    _refuse_known(place, accounts)
    origin, target = open_store(file), open_store(place)
    try:
        present = [label for label in accounts if _is_at_rest(Store(origin, label, file), now)]
        with _both(origin, target, place) as (source, sink):
            counts = {label: _copy_rows(source, sink, label) for label in present}
            moved = account_table.c.account.in_(present)
            sink.execute(update(account_table).where(moved).values(holder=None))
            return counts
    finally:
        origin.dispose()
        target.dispose()


def _refuse_known(place: URL, accounts: Sequence[str]) -> None:
    known = select(account_table.c.account).where(account_table.c.account.in_(accounts))
    with looking_into(place) as connection:
        if found := connection.scalars(known).all():
            sentence = "is there already, and two histories cannot be joined; take an empty database"
            raise StoreError(f"{told(place)}: the account {found[0]} {sentence}")


def _is_at_rest(store: Store, now: datetime) -> bool:
    """Whether the file holds the account; one that a service runs must not be taken from under it."""
    own = select(account_table.c.holder).where(account_table.c.account == store.account)
    with store.reading() as connection:
        row = connection.execute(own).one_or_none()
    if row is None:
        return False
    if store.is_running(now):
        raise StoreLocked(f"{told(store.place)}: {row.holder} is running {store.account}; stop it first")
    return True


@contextmanager
def _both(origin: Engine, target: Engine, place: Place) -> Iterator[tuple[Connection, Connection]]:
    """One moment's picture of the store at a place, and one transaction for all that is written."""
    options = reading_options(origin)
    with sentences(place), origin.connect().execution_options(**options) as source, target.begin() as sink:
        yield source, sink


def _copy_rows(source: Connection, sink: Connection, account: str) -> int:
    count = 0
    for table in metadata.sorted_tables:
        query = select(table).where(table.c.account == account)
        for some in source.execute(query, execution_options={"yield_per": _AT_ONCE}).mappings().partitions():
            sink.execute(table.insert(), [_plain(dict(row)) for row in some])
            count += len(some)
    return count


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Without the one sign that PostgreSQL's texts cannot hold, and releases before this one could store in a file."""
    return {
        name: value.replace("\0", "\ufffd") if isinstance(value, str) else value
        for name, value in row.items()
    }
