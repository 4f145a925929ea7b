"""Who is staff, and in which zone people live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from integration.store.access import Store, chunks, upsert
from integration.store.schema import person


def load_staff(store: Store, connection: Connection, ids: Iterable[int]) -> dict[int, bool]:
    """Who of these users is staff; unknown users are left out."""
    known: dict[int, bool] = {}
    for some in chunks(ids):
        query = select(person.c.user_id, person.c.is_staff).where(
            person.c.account == store.account, person.c.user_id.in_(some)
        )
        known.update({row.user_id: row.is_staff for row in connection.execute(query)})
    return known


def save_people(store: Store, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add people; whether someone is staff stands as first seen, unless they become staff."""
    keyed = [{"account": store.account, **row} for row in rows]
    upsert(connection, person, [row for row in keyed if row["is_staff"]], ("account", "user_id"))
    guests = [row for row in keyed if not row["is_staff"]]
    upsert(connection, person, guests, ("account", "user_id"), change=("suspended", "zone"))
