"""What the store knows of tickets before anything is planned for them, read in sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from integration.store.access import Store
from integration.store.ledger import load_entries
from integration.store.occasions import load_in_force, load_occasions
from policies.core.actions import Memory


def load_memories(
    store: Store, connection: Connection, ids: Iterable[int], merged: Mapping[int, int]
) -> dict[int, Memory]:
    """The ledger's rows, the occasions and what is in force, by ticket; those of merged tickets stand under their target."""
    wanted = list(ids)
    entries = load_entries(store, connection, wanted, merged)
    known = load_occasions(store, connection, wanted, merged)
    in_force = load_in_force(store, connection)
    return {i: Memory(entries.get(i, {}), known.get(i, {}), in_force) for i in wanted}
