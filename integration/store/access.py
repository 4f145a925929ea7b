"""One account's door to the store: fenced transactions, the lease, and upserts that both databases know."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from integration.store.database import looking_into, open_store, sentences
from integration.store.errors import FenceLost, StoreError, StoreLocked
from integration.store.place import Place, told
from integration.store.postgres import reading_options
from integration.store.schema import account as account_table
from integration.store.schema import action
from integration.store.sharing import Engines

LEASE = timedelta(minutes=3)
"""A holder that has shown no heartbeat for this long is taken for dead."""
WORKER = "worker "
"""How the holder's name begins where the account is polled by workers in turn."""
CHUNK = 400
"""How many ids go into one statement; SQLite's oldest limit of variables is 999."""
Claim = Callable[[Connection], bool]
"""Asks within a transaction whether a turn is still this process's to take."""
_Id = TypeVar("_Id", int, str)

# A cycle asks for these two dozens of times, and most of what a small query costs is to put it together.
_MINE = account_table.c.account == bindparam("mine")
_ACCOUNT = select(account_table).where(_MINE)
# On PostgreSQL the account's row is what its transactions wait for, as they do for the whole file on SQLite, which
# knows no such clause.
_LOCKED = select(account_table.c.epoch).where(_MINE).with_for_update()
_HELD = _LOCKED.where(account_table.c.epoch == bindparam("held"))


class Store:
    """The store as one account sees it. Not shared between threads while a transaction is open."""

    def __init__(self, engine: Engine, account: str, place: Place, engines: Engines | None = None) -> None:
        self.engine = engine
        self.account = account
        self.place = place
        self.epoch = 0
        self._engines = engines
        self._in_turn = False

    @classmethod
    def open(cls, place: Place, account: str, engines: Engines | None = None) -> Store:
        """Open the store at a place for one account; a SQLite file is created and migrated.

        With `engines` its connections are the process's, else its own.
        """
        engine = open_store(place) if engines is None else engines.at(place)
        store = cls(engine, account, place, engines)
        with store._writing() as connection:
            upsert(connection, account_table, [{"account": account}], ("account",), change=())
        return store

    def close(self) -> None:
        """Let go of its connections, unless others share them."""
        if self._engines is None:
            self.engine.dispose()

    @staticmethod
    def load_as_it_is(place: Place, account: str) -> Any:  # noqa: ANN401 - a row of the account table
        """The account's row of a store that is neither created nor migrated for it.

        Raises:
            StoreError: there is no such store or account, or it cannot be read as it is.
        """
        with looking_into(place) as connection:
            row = connection.execute(_ACCOUNT, {"mine": account}).one_or_none()
        if row is None:
            raise StoreError(f"{told(place)}: the account {account} is not in this store yet")
        return row

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads; it takes no lock and needs no lease."""
        options = reading_options(self.engine)
        with sentences(self.place), self.engine.connect().execution_options(**options) as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction that commits only while this process holds the account.

        Raises:
            FenceLost: another process has begun a cycle since; nothing of this transaction is kept.
        """
        with self._writing() as connection:
            if connection.execute(_HELD, {"mine": self.account, "held": self.epoch}).first() is None:
                raise FenceLost(f"{self.account}: {FenceLost.__doc__}")
            yield connection

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """A transaction for what a person decides, also while another process runs the account."""
        with self._writing() as connection:
            connection.execute(_LOCKED, {"mine": self.account})
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that writes, when it is this account's turn."""
        turn = nullcontext() if self._engines is None else self._engines.turn(self.place)
        with turn, sentences(self.place), self.engine.begin() as connection:
            yield connection

    def take_lease(self, now: datetime, *, of_a_copy: bool = False) -> None:
        """Become the account's one process, and raise its epoch, so that a predecessor can commit no more.

        A copy of a store has no other process, whatever it says.

        Raises:
            StoreLocked: another process that still runs holds it.
        """
        self._in_turn = False
        with self._writing() as connection:
            epoch = self._take(connection, now, _me(), of_a_copy=of_a_copy, strangers=0)
        self.epoch = epoch

    def take_turn(self, now: datetime, claim: Claim | None = None) -> None:
        """As a worker, begin a poll: take the account from any other worker, who can commit no more from now on.

        The queue gives one worker at a time an account to poll, and takes it from one that is not heard of; so the
        one that had it before is done, or dead, or paused and must not go on. `claim` is the queue's word in the same
        transaction that this process is not the paused one itself.

        Raises:
            StoreLocked: a service that still runs holds it.
            FenceLost: the queue has given the account to another meanwhile.
        """
        self._in_turn = True
        with self._writing() as connection:
            epoch = self._take(connection, now, WORKER + _me(), of_a_copy=False)
            if claim is not None and not claim(connection):
                raise FenceLost(f"{self.account}: {FenceLost.__doc__}")
        self.epoch = epoch  # not before the commit, or it could be the number of somebody else's turn

    def _take(
        self, connection: Connection, now: datetime, me: str, *, of_a_copy: bool, **values: object
    ) -> int:
        mine = account_table.c.account == self.account
        row = connection.execute(select(account_table).where(mine).with_for_update()).one()
        if not of_a_copy and _keeps_out(row, me, now):
            raise StoreLocked(
                f"{told(self.place)}: {row.holder} is already running this account; stop it first, "
                f"or wait {int(LEASE.total_seconds() // 60)} minutes if that machine is gone"
            )
        epoch: int = row.epoch + 1
        connection.execute(
            update(account_table).where(mine).values(holder=me, heartbeat=now, epoch=epoch, **values)
        )
        return epoch

    def is_running(self, now: datetime) -> bool:
        """Whether a process that lives holds the account."""
        row = self.load_account()
        return row.holder is not None and _lives(row.holder, row.heartbeat, now)

    def beat(self, now: datetime) -> None:
        """Show that this process lives."""
        self.save_account(heartbeat=now)

    def release_lease(self) -> None:
        """Let another process take the account at once; a worker's stays, since the others poll it further."""
        if not self._in_turn:
            self.save_account(holder=None)

    def load_account(self, within: Connection | None = None) -> Any:  # noqa: ANN401 - a row of the account table
        """The account's row; `within` a transaction, what that one has changed already."""
        with nullcontext(within) if within is not None else self.reading() as connection:
            return connection.execute(_ACCOUNT, {"mine": self.account}).one()

    def save_account(self, **values: object) -> None:
        """Change columns of the account's row, in a transaction of its own."""
        with self.transaction() as connection:
            self.write_account(connection, **values)

    def write_brake(self, sentence: str | None, since: datetime | None) -> None:
        """Set or release the brake, also while another process runs the account: it looks before each write.

        A release is for all that the ledger knows by then, which its `brake_since` tells: it is not counted again.
        """
        with self.aside() as connection:
            if sentence is None:
                own = action.c.account == self.account
                since = connection.scalar(select(func.max(action.c.first_at)).where(own))
            self.write_account(connection, brake=sentence, brake_since=since, strangers=0)

    def write_account(self, connection: Connection, **values: object) -> None:
        """Change columns of the account's row within a transaction."""
        connection.execute(
            update(account_table).where(account_table.c.account == self.account).values(**values)
        )


def _me() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _keeps_out(row: Any, me: str, now: datetime) -> bool:  # noqa: ANN401 - a row of the account table
    """Whether another process holds the account that does not give it up to this one."""
    if row.holder is None or row.holder.removeprefix(WORKER) == me.removeprefix(WORKER):
        return False
    in_turn = row.holder.startswith(WORKER) and me.startswith(WORKER)
    return not in_turn and _lives(row.holder, row.heartbeat, now)


def _lives(holder: str, heartbeat: datetime | None, now: datetime) -> bool:
    """Whether the holder's process still runs; on another machine, whether it was heard of lately."""
    host, _, pid = holder.removeprefix(WORKER).rpartition(":")
    if host == socket.gethostname():
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
    return heartbeat is not None and abs(now - heartbeat) < LEASE


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    keys: Sequence[str],
    *,
    change: Sequence[str] | None = None,
) -> int:
    """Insert rows; where the keys exist, change the `change` columns (default: all others given, none if empty).

    Returns how many rows were inserted or changed.
    """
    if not rows:
        return 0
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    changed = [name for name in rows[0] if name not in keys] if change is None else list(change)
    if changed:
        values = {name: statement.excluded[name] for name in changed}
        statement = statement.on_conflict_do_update(index_elements=list(keys), set_=values)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=list(keys))
    return max(0, connection.execute(statement, list(rows)).rowcount)


def chunks(ids: Iterable[_Id]) -> Iterator[list[_Id]]:
    """Ids or keys in lists short enough for one statement, in ascending order."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
