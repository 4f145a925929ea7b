"""Accounts of a database that workers poll in turn, all in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import URL, select, update

from integration.store.access import WORKER, chunks
from integration.store.database import looking_into, open_store, sentences
from integration.store.schema import account


def load_begun(place: URL, labels: Iterable[str]) -> dict[str, datetime | None]:
    """When each account's last cycle began, by the clock of the machine that made it; without those not yet in the store.

    Raises:
        StoreError: the database cannot be asked, or its tables are another release's.
    """
    with looking_into(place) as connection:
        return {
            row.account: row.heartbeat
            for some in chunks(labels)
            for row in connection.execute(
                select(account.c.account, account.c.heartbeat).where(account.c.account.in_(some))
            )
        }


def release_from_workers(place: URL, labels: Iterable[str]) -> None:
    """Say that no worker holds these accounts any more; a service that does, keeps them.

    Raises:
        StoreError: the database cannot be written.
    """
    engine = open_store(place)
    try:
        with sentences(place), engine.begin() as connection:
            for some in chunks(labels):
                held = account.c.account.in_(some), account.c.holder.startswith(WORKER)
                connection.execute(update(account).where(*held).values(holder=None))
    finally:
        engine.dispose()
