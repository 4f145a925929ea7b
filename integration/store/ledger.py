"""The ledger: every action by its key, with its state, and why it stands there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Row, bindparam, func, null, select, update

from integration.store.access import Store, chunks, upsert
from integration.store.schema import action
from policies.core.actions import STANDING, UNDO, Entry, State
from policies.core.keys import REFERENCE
from policies.core.strikes import Strike
from policies.core.unwinding import CUSTOM

_STRIKE = TypeAdapter(Strike)
_LARGEST = 2**63 - 1
"""As integers of databases go; the numbers of messages are that long."""
_OPEN = (State.HELD, State.PLANNED, State.CONFLICTED)
"""States that a new plan may replace."""
# Put together once: a cycle asks seven times, in most of them for nothing.
_IN_STATES = (
    select(action)
    .where(action.c.account == bindparam("mine"), action.c.state.in_(bindparam("states", expanding=True)))
    .order_by(action.c.urgent.desc(), action.c.first_at, action.c.reference, action.c.key)
)
UNKNOWN = "?"
"""Stands for the policy, the episode and the step of a note whose mark was lost."""
LEARNED = "Learned from Zendesk: its marker was there and the ledger did not know it."
_FORGOTTEN_NOTE = "…"
"""Stands for the text of a note that is settled."""
_PLAN_COLUMNS = (
    "ticket_id",
    "reference",
    "state",
    "reason",
    "sentence",
    "payload",
    "before",
    "owner_id",
    "from_history",
    "fresh",
    "urgent",
    "changed_at",
    "held_until",
    "digest",
)


def load_entries(
    store: Store, connection: Connection, ids: Iterable[int], merged: Mapping[int, int]
) -> dict[int, dict[str, Entry]]:
    """The ledger's rows of these tickets, by ticket and key; those of tickets merged into them stand under them."""
    entries: dict[int, dict[str, Entry]] = defaultdict(dict)
    for some in chunks((*ids, *merged)):
        query = select(action).where(action.c.account == store.account, action.c.ticket_id.in_(some))
        for row in connection.execute(query):
            entries[merged.get(row.ticket_id, row.ticket_id)][row.key] = Entry(
                key=row.key,
                policy=row.policy,
                episode=row.episode,
                step=row.step,
                state=State(row.state),
                written_at=row.written_at,
                conflicts=row.conflicts,
                ticket_id=row.ticket_id,
                reference=row.reference,
                own_tags=own_tags(row),
                **_own_doings(row),
                audit_id=row.audit_id,
                note_written=row.note_written,
                held_until=row.held_until if row.reason == "busy ticket" else None,
                strike=strike_of(row.payload),
            )
    return entries


def strike_of(payload: Mapping[str, Any] | None) -> Strike | None:
    """What an action says because of an incident, as its payload has it; None where it says nothing of the sort."""
    told = (payload or {}).get("strike")
    return None if told is None else _STRIKE.validate_python(told)


def is_strike(told: object) -> bool:
    """Whether what a marker says is a strike, with numbers that a database holds and a case that can be."""
    try:
        strike = _STRIKE.validate_python(told)
    except ValidationError:
        return False
    fits = max(abs(strike.comment_id), abs(strike.person_id)) <= _LARGEST
    return fits and (strike.case is None or REFERENCE.fullmatch(strike.case) is not None)


def strike_data(strike: Strike | None) -> dict[str, Any] | None:
    """The same as JSON."""
    return None if strike is None else _STRIKE.dump_python(strike, mode="json")


def own_tags(row: Row[Any]) -> frozenset[str]:
    """The tags that this row's step put on and that had not been there but for us."""
    return frozenset((row.payload or {}).get("own_tags", ()))


def _own_doings(row: Row[Any]) -> dict[str, Any]:
    """What else was this row's own doing, and what stood there before."""
    payload, before = row.payload or {}, row.before or {}
    custom = payload.get("custom_fields", {})
    sent = {**payload.get("fields", {}), **{f"{CUSTOM}{key}": value for key, value in custom.items()}}
    was = {**before, **{f"{CUSTOM}{key}": value for key, value in before.get("custom_fields", {}).items()}}
    own = payload.get("own_fields", sent)
    return {
        "own_removed": frozenset(payload.get("own_removed", ())),
        "own_fields": {name: _value(value) for name, value in own.items()},
        "before": {name: _value(was[name]) for name in own if name in was},
        "own_note": payload.get("own_note", bool(payload.get("note"))),
    }


def _value(raw: Any) -> Any:  # noqa: ANN401 - JSON in, a field's value out
    return tuple(raw) if isinstance(raw, list) else raw


def save_plan(
    store: Store,
    connection: Connection,
    rows: Sequence[Mapping[str, Any]],
    judged: Collection[int],
    now: datetime,
    spared: Collection[tuple[int, str]] = (),
) -> None:
    """Write what is planned and held for the judged tickets; what no longer holds for them becomes obsolete.

    Rows that have left for Zendesk are never touched by a plan, nor are those of `spared` tickets and policies,
    which could not be judged.
    """
    fixed = _fixed_keys(store, connection, {row["key"]: row["ticket_id"] for row in rows})
    keyed = [{"account": store.account, **row} for row in rows if row["key"] not in fixed]
    upsert(connection, action, keyed, ("account", "key"), change=_PLAN_COLUMNS)
    _retire(store, connection, judged, {row["key"] for row in rows}, now, spared)


def _fixed_keys(store: Store, connection: Connection, wanted: Mapping[str, int]) -> set[str]:
    """Those of the keys that a plan leaves alone; what was refused on one ticket may move to the one it was merged into."""
    fixed: set[str] = set()
    keys = list(wanted)
    for start in range(0, len(keys), 400):
        query = select(action.c.key, action.c.ticket_id, action.c.state).where(
            action.c.account == store.account,
            action.c.key.in_(keys[start : start + 400]),
            action.c.state.not_in((*_OPEN, State.OBSOLETE)),
        )
        for row in connection.execute(query):
            if row.state != State.FAILED or row.ticket_id == wanted[row.key]:
                fixed.add(row.key)
    return fixed


def _retire(
    store: Store,
    connection: Connection,
    judged: Collection[int],
    kept: set[str],
    at: datetime,
    spared: Collection[tuple[int, str]],
) -> None:
    for some in chunks(judged):
        where = (action.c.account == store.account) & action.c.ticket_id.in_(some) & action.c.state.in_(_OPEN)
        rows = connection.execute(select(action.c.key, action.c.ticket_id, action.c.policy).where(where))
        gone = [r.key for r in rows if r.key not in kept and (r.ticket_id, r.policy) not in spared]
        sentence = "No longer true when it was looked at again."
        values = {
            "state": State.OBSOLETE,
            "reason": None,
            "sentence": sentence,
            "changed_at": at,
            "payload": null(),
        }
        for start in range(0, len(gone), 400):
            own = (action.c.account == store.account) & action.c.key.in_(gone[start : start + 400])
            connection.execute(update(action).where(own).values(**values))


def load_rows(
    store: Store, connection: Connection, *states: State, limit: int | None = None
) -> list[Row[Any]]:
    """Rows in these states: the urgent first, then by age."""
    query = _IN_STATES if limit is None else _IN_STATES.limit(limit)
    return list(connection.execute(query, {"mine": store.account, "states": states}))


def load_rows_of(
    store: Store, connection: Connection, ticket_ids: Iterable[int]
) -> dict[int, list[Row[Any]]]:
    """All rows of these tickets, by ticket."""
    rows: dict[int, list[Row[Any]]] = defaultdict(list)
    for some in chunks(ticket_ids):
        query = select(action).where(action.c.account == store.account, action.c.ticket_id.in_(some))
        for row in connection.execute(query):
            rows[row.ticket_id].append(row)
    return rows


def load_by_reference(store: Store, connection: Connection, reference: str) -> list[Row[Any]]:
    """The rows of the update with this reference."""
    query = select(action).where(action.c.account == store.account, action.c.reference == reference)
    return list(connection.execute(query))


def load_strikes(store: Store, connection: Connection, keys: Iterable[str]) -> list[tuple[int, str, Strike]]:
    """What these actions say because of incidents: ticket, policy and strike."""
    found: list[tuple[int, str, Strike]] = []
    for some in chunks(keys):
        own = (action.c.account == store.account) & action.c.key.in_(some)
        query = select(action.c.ticket_id, action.c.policy, action.c.payload).where(own)
        told = ((row.ticket_id, row.policy, strike_of(row.payload)) for row in connection.execute(query))
        found += [(ticket_id, policy, strike) for ticket_id, policy, strike in told if strike is not None]
    return found


def load_planned_tickets(store: Store, connection: Connection) -> list[int]:
    """Tickets with a planned or conflicted row: they are judged again before anything is sent."""
    query = select(action.c.ticket_id).where(
        action.c.account == store.account, action.c.state.in_((State.PLANNED, State.CONFLICTED))
    )
    return sorted(set(connection.scalars(query)))


def load_known(
    store: Store, connection: Connection, ticket_ids: Iterable[int], until: datetime | None
) -> set[int]:
    """Those of the tickets whose open actions were all known at `until`, when the brake was last released."""
    known: set[int] = set()
    if until is None:
        return known
    for some in chunks(ticket_ids):
        query = (
            select(action.c.ticket_id)
            .where(action.c.account == store.account, action.c.ticket_id.in_(some))
            .where(action.c.state.in_(_OPEN))
            .group_by(action.c.ticket_id)
            .having(func.max(action.c.first_at) <= until)
        )
        known.update(connection.scalars(query))
    return known


def move(
    store: Store, connection: Connection, keys: Iterable[str], state: State, at: datetime, **values: object
) -> None:
    """Move rows to a state, with its stamp and the reason for it."""
    wanted = list(keys)
    for start in range(0, len(wanted), 400):
        where = (action.c.account == store.account) & action.c.key.in_(wanted[start : start + 400])
        connection.execute(update(action).where(where).values(state=state, changed_at=at, **values))
    if state in (State.DONE, State.FAILED):
        _forget_notes(store, connection, wanted)


def load_to_send(store: Store, connection: Connection, keys: Iterable[str]) -> set[str]:
    """Those of the rows that are still planned, or marked as leaving already."""
    found: set[str] = set()
    for some in chunks(keys):
        own = (action.c.account == store.account) & action.c.key.in_(some)
        query = select(action.c.key).where(own, action.c.state.in_((State.PLANNED, State.SENDING)))
        found.update(connection.scalars(query))
    return found


def mark_undone(store: Store, connection: Connection, keys: Iterable[str], at: datetime) -> None:
    """Write down that what these undos took back is undone; of actions that take nothing back nothing follows."""
    for some in chunks(keys):
        own = (action.c.account == store.account) & action.c.key.in_(some) & action.c.step.startswith(UNDO)
        undos = connection.execute(select(action.c.payload, action.c.reference).where(own)).all()
        for row in undos:
            sentence = f"Taken back by {row.reference}."
            _undo(store, connection, (row.payload or {}).get("undoes", ()), at, sentence)


def mark_gone(store: Store, connection: Connection, keys: Iterable[str], at: datetime) -> None:
    """Write down that these rows are taken back, although nothing had to be written for it."""
    _undo(store, connection, keys, at, "Taken back; nothing of it was left on the ticket.")


def _undo(store: Store, connection: Connection, keys: Iterable[str], at: datetime, sentence: str) -> None:
    for some in chunks(keys):
        standing = action.c.key.in_(some) & action.c.state.in_(STANDING)
        values = {"state": State.UNDONE, "changed_at": at, "sentence": sentence}
        own = (action.c.account == store.account) & standing
        connection.execute(update(action).where(own).values(**values))


def _forget_notes(store: Store, connection: Connection, keys: Sequence[str]) -> None:
    """Forget the text of notes that stand in Zendesk or never will: nothing here needs it, and it quotes people."""
    query = select(action.c.key, action.c.payload).where(action.c.account == store.account)
    for row in connection.execute(query.where(action.c.key.in_(keys))).all():
        if row.payload and row.payload.get("note"):
            own = (action.c.account == store.account) & (action.c.key == row.key)
            connection.execute(
                update(action).where(own).values(payload={**row.payload, "note": _FORGOTTEN_NOTE})
            )


def count_conflict(
    store: Store, connection: Connection, keys: Iterable[str], at: datetime, **values: object
) -> None:
    """The ticket changed before our write: nothing was written, and it is counted."""
    move(
        store, connection, keys, State.CONFLICTED, at, conflicts=action.c.conflicts + 1, job_id=None, **values
    )


def load_conflicted(store: Store, connection: Connection, keys: Sequence[str], *, at_least: int) -> list[str]:
    """Those of the rows that met at least so many conflicts."""
    query = select(action.c.key).where(
        action.c.account == store.account, action.c.key.in_(keys), action.c.conflicts >= at_least
    )
    return list(connection.scalars(query))


def load_starving(store: Store, connection: Connection, *, at_least: int, limit: int) -> list[int]:
    """Tickets whose update lost to other changes at least so often, the longest waiting first."""
    query = (
        select(action.c.ticket_id)
        .where(
            action.c.account == store.account,
            action.c.state.in_((State.CONFLICTED, State.PLANNED)),
            action.c.conflicts >= at_least,
        )
        .order_by(action.c.first_at)
        .limit(limit)
    )
    return list(dict.fromkeys(connection.scalars(query)))


def learn(  # noqa: PLR0913, PLR0917 - a row has many columns
    store: Store,
    connection: Connection,
    key: str,
    ticket_id: int,
    at: datetime,
    reference: str,
    told: Mapping[str, Any],
) -> None:
    """Enter an action that Zendesk shows and this ledger does not know: it is done.

    `told` is what its marker says: policy, episode, step, and the tags that were ours, so that taking one off is
    known for the dismissal that it is.
    """
    row: dict[str, Any] = {
        "account": store.account,
        "key": key,
        "ticket_id": ticket_id,
        "policy": str(told.get("policy", UNKNOWN)),
        "episode": str(told.get("episode", UNKNOWN)),
        "step": str(told.get("step", UNKNOWN)),
        "payload": _payload_of(reference, told),
        "before": {"tags": []},
        "reference": reference,
        "state": State.DONE,
        "sentence": LEARNED,
        "digest": told.get("judged"),
        "first_at": at,
        "changed_at": at,
        "written_at": at,
    }
    change = ("state", "sentence", "changed_at", "written_at")
    upsert(connection, action, [row], ("account", "key"), change=change)


def fill(store: Store, connection: Connection, key: str, reference: str, told: Mapping[str, Any]) -> None:
    """Enter what a marker says of a row that is known and was not planned yet, as far as this store knows."""
    own = (action.c.account == store.account) & (action.c.key == key)
    values: dict[str, Any] = {
        "payload": _payload_of(reference, told),
        "before": {"tags": []},
        "digest": told.get("judged"),
    }
    connection.execute(update(action).where(own).values(**values, reference=reference or action.c.reference))


def _payload_of(reference: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent, as far as its marker tells."""
    tags = list(told.get("tags", ()))
    return {
        "note": None,
        "add_tags": tags,
        "own_tags": tags,
        "remove_tags": [],
        "fields": {},
        "custom_fields": {},
        "strike": told.get("strike"),
        "undoes": list(told.get("undoes", ())),
        "own_note": bool(reference),
    }


def count_states(store: Store, connection: Connection) -> Counter[str]:
    """How many rows stand in each state; held rows as `held: reason`."""
    query = (
        select(action.c.state, action.c.reason, func.count())
        .where(action.c.account == store.account)
        .group_by(action.c.state, action.c.reason)
    )
    counts: Counter[str] = Counter()
    for state, reason, count in connection.execute(query):
        counts[f"held: {reason}" if state == State.HELD else state] += count
    return counts


def oldest(store: Store, connection: Connection, state: State) -> datetime | None:
    """When the oldest row in a state came there."""
    query = select(func.min(action.c.changed_at)).where(
        action.c.account == store.account, action.c.state == state
    )
    moment: datetime | None = connection.scalar(query)
    return moment
