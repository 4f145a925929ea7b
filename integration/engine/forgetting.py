"""A customer is forgotten: what the store has of them goes, in one transaction, also while the service runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from integration.store.access import Store
from integration.store.errors import StoreError
from integration.store.forgetting import Traces, find_traces, forget, is_staff, load_on_their_way
from integration.store.wiping import Copies, delete_backtests, find_copies, wipe


class NotForgotten(Exception):
    """Nobody was forgotten; its text says why, and what to do."""


class OnTheirWay(NotForgotten):
    """A write to one of their tickets is on its way; nobody was forgotten."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was found of a person, and what became of it."""

    traces: Traces
    copies: Copies
    """Files beside the store that hold what it held once."""
    erased: bool = False
    left: str | None = None
    """Why what was erased may still be read from the disk; None: it may not, or nothing was erased."""


def look_for(store: Store, beside: Path, person_id: int) -> Forgotten:
    """What would be erased of a person; nothing is changed. `beside` is where back-tests keep their files.

    Raises:
        NotForgotten: they are staff.
    """
    with store.reading() as connection:
        if is_staff(store, connection, person_id):
            raise NotForgotten(_staff(person_id))
        traces = find_traces(store, connection, person_id)
    return Forgotten(traces, find_copies(beside))


def forget_person(store: Store, beside: Path, person_id: int) -> Forgotten:
    """Erase what is stored of a person, then the traces of it on the disk; `beside` is where back-tests keep their files.

    Costs reading all events and actions of the account twice, and writing a SQLite file anew.

    Raises:
        NotForgotten: they are staff, or a write to one of their tickets is on its way.
        StoreError: the store cannot be used.
    """
    with store.aside() as connection:
        if is_staff(store, connection, person_id):
            raise NotForgotten(_staff(person_id))
        traces = find_traces(store, connection, person_id)
        if waiting := load_on_their_way(store, connection, traces):
            numbers = ", ".join(map(str, sorted(waiting)))
            raise OnTheirWay(
                f"A write to ticket {numbers} is on its way, and its outcome has to be known first. "
                "Let the service make a cycle or two, then type it again."
            )
        forget(store, connection, traces)
    store.engine.dispose()
    copies = find_copies(beside)
    delete_backtests(copies)
    try:
        left = wipe(store.place)
    except StoreError as error:  # what was erased stays erased
        left = f"the file could not be written anew ({error}), so deleted words may be found in it; type it again"
    return Forgotten(traces, copies, erased=True, left=left)


def _staff(person_id: int) -> str:
    return (
        f"{person_id} is, or was, staff, and forget is for end users. What is stored of staff, for how long, and what to do "
        "when somebody leaves: docs/privacy.md, Staff."
    )
