"""An undo that is asked for by typing: what it would do, from the store alone, and the mark that has it done.

Nothing is written to Zendesk here. What is marked is planned, held back and carried out by the next cycle as everything
else is, so it can be asked for while the service runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Connection, Row

from integration.store import history, ledger, occasions
from integration.store.access import Store
from integration.store.loading import load_tickets
from integration.store.memories import load_memories
from integration.store.merges import load_merged, load_targets
from integration.store.undoing import (
    Asked,
    Key,
    load_asked,
    load_last_run,
    load_owner_of,
    load_policies_written,
    occasions_of,
)
from policies.core.actions import IN_FLIGHT, STANDING, WRITTEN, Memory, Occasion, State, is_undo, is_undo_note
from policies.core.calendar import ALWAYS_OPEN
from policies.core.facts import Account, Facts
from policies.core.keys import REFERENCE
from policies.core.settings import Settings
from policies.core.timeline import fold
from policies.core.undoing import TakenBack, take_back


class NothingToUndo(ValueError):
    """There is nothing of ours to take back; the sentence says why."""


@dataclass(frozen=True, slots=True)
class TicketPlan:
    """What an undo comes to on one ticket."""

    facts: Facts
    taken: TakenBack
    rows: tuple[Row[Any], ...]
    """The ledger's rows that it takes back, the oldest first."""


@dataclass(frozen=True, slots=True)
class Already:
    """An occasion that was taken back before."""

    key: Key
    at: datetime
    waits: str | None = None
    """Why that is still to be carried out, as a sentence; None: it is done."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """When it is asked for, whether with a note, and the policies of that time."""

    now: datetime
    note: bool
    policies: Sequence[Settings]


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """All that is asked for, ticket by ticket."""

    tickets: tuple[TicketPlan, ...]
    occasions: Mapping[Key, datetime | None]
    """Those to be marked, with when they were taken back before, if only a note or a new try is asked for now."""
    already: tuple[Already, ...]
    refused: tuple[str, ...]
    """Keys of undos that Zendesk refused, and that are tried anew."""
    lost: tuple[str, ...] = ()
    """A sentence for each note of which a restored store knows too little to take anything back."""


def plan_undo(
    store: Store, asked: Asked, policies: Sequence[Settings], now: datetime, *, note: bool
) -> UndoPlan:
    """What taking back would do, as far as the store knows the tickets; nothing is changed.

    Raises:
        NothingToUndo: nothing fits, or what fits cannot be taken back.
    """
    with store.reading() as connection:
        _refuse_what_cannot_be_meant(store, connection, asked)
        fits = load_asked(store, connection, asked)
        if not fits:
            raise NothingToUndo("Nothing that was written fits that, so there is nothing to take back.")
        rows = [row for row in fits if row.policy != ledger.UNKNOWN]
        lost = tuple(_lost_in_words(row) for row in fits if row.policy == ledger.UNKNOWN)
        if not rows:
            raise NothingToUndo(" ".join(lost))
        keys = set(occasions_of(store, connection, rows).values())
        ground = _load_ground(store, connection, keys, now)
    return replace(_plan(ground, keys, _Wish(now, note, policies)), lost=lost)


def ask_for_undo(store: Store, plan: UndoPlan, now: datetime, *, note: bool) -> None:
    """Mark what is planned: the next cycle takes it back. Also while another process runs the account."""
    with store.aside() as connection:
        moments = {key: before or now for key, before in plan.occasions.items()}
        occasions.take_back(store, connection, moments, withdraw=note)
        ledger.move(store, connection, plan.refused, State.OBSOLETE, now, sentence="Asked for once more.")
        history.mark_to_judge(store, connection, {ticket.facts.ticket.id for ticket in plan.tickets})


def _lost_in_words(row: Row[Any]) -> str:
    """What is known of a write whose mark was lost, and what is left to do."""
    return (
        f"Of {row.reference} this store knows only that its note stands on ticket {row.ticket_id}: "
        "the store was restored and the mark of that write is lost, so what it did has to be undone by hand."
    )


def _refuse_what_cannot_be_meant(store: Store, connection: Connection, asked: Asked) -> None:
    if asked.reference is not None:
        _refuse_reference(store, connection, asked.reference)
    if asked.policy is not None:
        known = load_policies_written(store, connection)
        if asked.policy not in known:
            near = get_close_matches(asked.policy, known, n=1)
            others = f"; these have: {', '.join(known)}." if known else ", nor has any other."
            hint = f"; did you mean '{near[0]}'?" if near else others
            raise NothingToUndo(f"No policy '{asked.policy}' has written anything{hint}")
    if asked.run is not None:
        known_run, last = load_last_run(store, connection, asked.run)
        if not known_run:
            hint = "no cycle is written down" if last is None else f"the last one is {last}"
            raise NothingToUndo(f"There is no cycle {asked.run} in the store: {hint}.")


def _refuse_reference(store: Store, connection: Connection, reference: str) -> None:
    if not REFERENCE.fullmatch(reference):
        raise NothingToUndo(f"'{reference}' is no reference; they look like SH-7K2M9QXR.")
    rows = ledger.load_by_reference(store, connection, reference)
    if not rows:
        owner = load_owner_of(store, connection, reference)
        where = f"; it belongs to the account {owner}" if owner else ""
        raise NothingToUndo(f"The account {store.account} has written nothing as {reference}{where}.")
    if any(is_undo(row.step) for row in rows):
        raise NothingToUndo(
            f"{reference} is an undo itself, and an undo is not taken back: the occasion stays as it was left."
        )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the store knows of all tickets that some occasions have to do with."""

    tickets: Mapping[int, Facts]
    memories: Mapping[int, Memory]
    rows: Mapping[int, Sequence[Row[Any]]]
    merged: Mapping[int, int]

    def before(self, key: Key) -> Occasion | None:
        """The occasion as it is stored."""
        return self.memories[key[1]].occasions.get((key[0], key[2]))

    def pairs_by_ticket(self, keys: Iterable[Key]) -> dict[int, set[tuple[str, str]]]:
        """The occasions as policy and episode, by their ticket and by the one that this was merged into."""
        pairs: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for policy, place, episode in keys:
            for ticket_id in {place, self.merged.get(place, place)}:
                pairs[ticket_id].add((policy, episode))
        return pairs

    def rows_of(self, key: Key) -> list[Row[Any]]:
        """What the ledger has of an occasion, on whatever ticket it was written."""
        places = (key[1], self.merged.get(key[1]))
        return [
            row
            for place in places
            if place is not None
            for row in self.rows.get(place, ())
            if (row.policy, row.episode) == (key[0], key[2])
        ]


def _plan(ground: _Ground, keys: Collection[Key], wish: _Wish) -> UndoPlan:
    marks: dict[Key, datetime | None] = {}
    already: list[Already] = []
    refused: set[str] = set()
    for key in sorted(keys):
        before, rows = ground.before(key), ground.rows_of(key)
        undone_at = before.undone_at if before is not None else None
        failed = {row.key for row in rows if is_undo(row.step) and row.state == State.FAILED}
        said_anew = wish.note and any(map(_has_note, rows)) and not (before is not None and before.withdraw)
        if undone_at is None or failed or said_anew:
            marks[key] = undone_at
            refused |= failed
        else:
            planned = [row.first_at for row in rows if is_undo(row.step)]
            dismissed = before is not None and before.dismissed  # then the moment is that of the dismissal
            at = min(planned, default=undone_at) if dismissed else undone_at
            already.append(Already(key, at, _why_not_yet(rows)))
    meant = ground.pairs_by_ticket(marks)
    tickets = [
        plan for i, pairs in sorted(meant.items()) if (plan := _ticket(ground, i, pairs, refused, wish))
    ]
    return UndoPlan(tuple(tickets), marks, tuple(already), tuple(sorted(refused)))


def _ticket(
    ground: _Ground,
    ticket_id: int,
    pairs: Collection[tuple[str, str]],
    refused: Collection[str],
    wish: _Wish,
) -> TicketPlan | None:
    """What marking these occasions would come to on one ticket; None where it has nothing of them."""
    rows = tuple(
        row
        for row in ground.rows.get(ticket_id, ())
        if (row.policy, row.episode) in pairs and _reached(row) and not is_undo(row.step)
    )
    if not rows or ticket_id not in ground.tickets:
        return None
    memory = ground.memories[ticket_id]
    asked = [memory.occasions.get(pair) or Occasion(*pair) for pair in pairs]
    undone = {
        (each.policy, each.episode): replace(each, undone_at=wish.now, withdraw=wish.note or each.withdraw)
        for each in asked
    }
    known = Memory(
        {key: entry for key, entry in memory.entries.items() if key not in refused},
        {**memory.occasions, **undone},
        memory.in_force,
    )
    facts = ground.tickets[ticket_id]
    return TicketPlan(facts, take_back(facts, known, wish.policies), rows)


def _why_not_yet(rows: Iterable[Row[Any]]) -> str | None:
    """Why what was asked for is not carried out yet, from an occasion's rows; None when it is."""
    known = list(rows)
    held = [row for row in known if is_undo(row.step) and row.state == State.HELD]
    if held:
        return str(held[0].sentence)
    if any(row.state in STANDING | IN_FLIGHT and not is_undo(row.step) for row in known):
        return "What was ours of it comes off in the next cycle."
    to_come = IN_FLIGHT | {State.PLANNED, State.CONFLICTED}
    note = any(is_undo_note(row.step) and row.state in to_come for row in known)
    return "The note that takes ours back is still to come." if note else None


def _reached(row: Row[Any]) -> bool:
    return row.state in WRITTEN | IN_FLIGHT or bool(row.note_written)


def _has_note(row: Row[Any]) -> bool:
    payload = row.payload or {}
    return _reached(row) and not is_undo(row.step) and bool(payload.get("own_note", payload.get("note")))


def _load_ground(store: Store, connection: Connection, keys: Collection[Key], now: datetime) -> _Ground:
    places = {key[1] for key in keys}
    ids = sorted(places | set(load_targets(store, connection, places).values()))
    merged = load_merged(store, connection, ids)
    moment = store.load_account(connection).watermark or now
    names = {kind: occasions.load_names(store, connection, kind) for kind in ("group", "agent", "field")}
    account = Account(store.account, groups=names["group"], agents=names["agent"], fields=names["field"])
    stored = load_tickets(store, connection, ids, frozenset())
    return _Ground(
        {
            ticket_id: Facts(fold(ticket, events, moment), moment, ALWAYS_OPEN, account)
            for ticket_id, (ticket, events) in stored.items()
        },
        # A ticket that was merged has its own rows here, which a judgement sees with its target's.
        load_memories(store, connection, [i for i in ids if i not in merged], merged)
        | load_memories(store, connection, list(merged), {}),
        ledger.load_rows_of(store, connection, ids),
        merged,
    )
