"""Findings by occasion, the timers that wake them, and since when policies are in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, false, func, select, true, update

from integration.store.access import Store, chunks, upsert
from integration.store.schema import (
    action,
    directory,
    finding,
    incident,
    outbox,
    policy,
    restriction,
    run,
    ticket,
    timer,
)
from policies.core.actions import InForce, Occasion
from policies.core.settings import Settings

OPEN, RESOLVED, DISMISSED, UNDONE = "open", "resolved", "dismissed", "undone"


def load_occasions(
    store: Store, connection: Connection, ids: Iterable[int], merged: Mapping[int, int]
) -> dict[int, dict[tuple[str, str], Occasion]]:
    """What is known of these tickets' occasions, by ticket, then policy and episode.

    `merged` has tickets that were merged into one of these, by their id: their occasions stand under it.
    """
    known: dict[int, dict[tuple[str, str], Occasion]] = defaultdict(dict)
    for some in chunks((*ids, *merged)):
        query = select(finding).where(finding.c.account == store.account, finding.c.ticket_id.in_(some))
        for row in connection.execute(query):
            occasion = Occasion(
                row.policy,
                row.episode,
                dismissed=row.state == DISMISSED,
                since=row.since,
                ticket_id=row.ticket_id if row.ticket_id in merged else None,
                ended_at=row.ended_at,
                found_by_edit=row.found_by_edit,
                first_seen=row.first_seen,
                observed_first=row.first_mode == "observe",
                undone_at=row.ended_at if row.withdraw is not None else None,
                withdraw=bool(row.withdraw),
            )
            known[merged.get(row.ticket_id, row.ticket_id)][row.policy, row.episode] = occasion
    return known


def load_keys(
    store: Store, connection: Connection, ids: Iterable[int], *, open_only: bool = False
) -> set[tuple[str, int, str]]:
    """The occasions of these tickets, as policy, ticket and episode; all, or only those that are open."""
    keys: set[tuple[str, int, str]] = set()
    for some in chunks(ids):
        query = select(finding).where(finding.c.account == store.account, finding.c.ticket_id.in_(some))
        rows = connection.execute(query.where(finding.c.state == OPEN) if open_only else query)
        keys.update((row.policy, row.ticket_id, row.episode) for row in rows)
    return keys


def is_over(store: Store, connection: Connection, key: tuple[str, int, str]) -> bool:
    """Whether an occasion has ended by itself or was taken back; False where it is not known."""
    return connection.scalar(select(finding.c.state).where(_is(store, key))) in (RESOLVED, UNDONE)


@dataclass(frozen=True, slots=True)
class Look:
    """Which tickets were judged, when, and how far what is not found there is known to have ended."""

    tickets: Collection[int]
    now: datetime
    spared: Collection[tuple[int, str]]
    """Tickets and policies that could not be judged: their findings stand."""
    looked: Collection[tuple[int, str]]
    """Tickets and policies that looked at them: only there an occasion is known to have ended by itself."""


def save_findings(
    store: Store, connection: Connection, rows: Sequence[Mapping[str, Any]], look: Look
) -> None:
    """Write what is found on the judged tickets; open findings that are not among them are resolved."""
    found = {(row["policy"], row["ticket_id"], row["episode"]) for row in rows}
    given_up = set()
    for some in chunks(look.tickets):
        where = (finding.c.account == store.account) & finding.c.ticket_id.in_(some)
        for row in connection.execute(select(finding).where(where)):
            key = (row.policy, row.ticket_id, row.episode)
            if row.state in (DISMISSED, UNDONE):
                given_up.add(key)
            elif row.state == OPEN and key not in found and (row.ticket_id, row.policy) not in look.spared:
                ended_at = look.now if (row.ticket_id, row.policy) in look.looked else None
                _end(store, connection, key, RESOLVED, ended_at, None)
    keyed = [
        {"account": store.account, "state": OPEN, "first_seen": look.now, "ended_at": None, **row}
        for row in rows
        if (row["policy"], row["ticket_id"], row["episode"]) not in given_up
    ]
    change = ("because", "since", "state", "mode", "digest", "ended_at")
    upsert(connection, finding, keyed, ("account", "policy", "ticket_id", "episode"), change=change)


def leave_out(store: Store, connection: Connection, keys: Iterable[tuple[str, int, str]]) -> None:
    """Note that these occasions were open while `enforce_for` left their tickets out: they are only observed from then on."""
    for key in keys:
        connection.execute(update(finding).where(_is(store, key)).values(first_mode="observe"))


def dismiss(store: Store, connection: Connection, key: tuple[str, int, str], at: datetime, by: int) -> None:
    """A person ended this occasion: none of its rungs is written any more, also where this store has not seen it yet.

    One that was taken back stays so, too.
    """
    _enter(store, connection, {key: at})
    _end(store, connection, key, DISMISSED, at, by)


def take_back(
    store: Store,
    connection: Connection,
    moments: Mapping[tuple[str, int, str], datetime],
    *,
    withdraw: bool = False,
) -> None:
    """An admin takes back what was done about these occasions, each at its moment: nothing is done about them any more.

    `withdraw`: a note shall say so; one that was asked for before still shall. What a person dismissed stays dismissed,
    with its moment, on which strikes rest.
    """
    if not moments:
        return
    _enter(store, connection, moments)
    said = true() if withdraw else func.coalesce(finding.c.withdraw, false())
    mine = update(finding).where(finding.c.account == store.account)
    for name in ("policy", "ticket_id", "episode"):
        mine = mine.where(finding.c[name] == bindparam(f"own_{name}"))
    moment = bindparam("moment", type_=finding.c.ended_at.type)
    mark = mine.values(withdraw=said)
    end = mine.where(finding.c.state != DISMISSED).values(state=UNDONE, ended_at=moment, ended_by=None)
    keys = [
        {"own_policy": key[0], "own_ticket_id": key[1], "own_episode": key[2], "moment": at}
        for key, at in moments.items()
    ]
    connection.execute(mark, [{k: v for k, v in each.items() if k != "moment"} for each in keys])
    connection.execute(end, keys)


def _enter(store: Store, connection: Connection, moments: Mapping[tuple[str, int, str], datetime]) -> None:
    """Enter occasions that this store has not seen yet, each with a moment that is known of it."""
    rows = [
        {
            "account": store.account,
            "policy": name,
            "ticket_id": ticket_id,
            "episode": episode,
            "because": "",
            "since": at,
            "first_seen": at,
            "state": OPEN,
            "mode": "enforce",
        }
        for (name, ticket_id, episode), at in moments.items()
    ]
    upsert(connection, finding, rows, ("account", "policy", "ticket_id", "episode"), change=())


def _end(
    store: Store,
    connection: Connection,
    key: tuple[str, int, str],
    state: str,
    at: datetime | None,
    by: int | None,
) -> None:
    statement = update(finding).where(_is(store, key))
    connection.execute(statement.values(state=state, ended_at=at, ended_by=by))


def _is(store: Store, key: tuple[str, int, str]) -> ColumnElement[bool]:
    """Which row an occasion is."""
    name, ticket_id, episode = key
    return (
        (finding.c.account == store.account)
        & (finding.c.policy == name)
        & (finding.c.ticket_id == ticket_id)
        & (finding.c.episode == episode)
    )


def load_due(store: Store, connection: Connection, watermark: datetime, limit: int) -> list[int]:
    """Tickets with a timer that is due, the longest due first. A ticket that waits for its row is left out."""
    query = (
        select(timer.c.ticket_id, func.min(timer.c.due).label("due"))
        .join(ticket, (ticket.c.account == timer.c.account) & (ticket.c.ticket_id == timer.c.ticket_id))
        .where(timer.c.account == store.account, timer.c.due <= watermark, ~ticket.c.to_judge)
        .group_by(timer.c.ticket_id)
        .order_by("due")
        .limit(limit)
    )
    return [row.ticket_id for row in connection.execute(query)]


def save_timers(
    store: Store, connection: Connection, rows: Sequence[Mapping[str, Any]], judged: Collection[int]
) -> None:
    """Replace the timers of the judged tickets."""
    for some in chunks(judged):
        connection.execute(delete(timer).where(timer.c.account == store.account, timer.c.ticket_id.in_(some)))
    upsert(
        connection,
        timer,
        [{"account": store.account, **row} for row in rows],
        ("account", "ticket_id", "policy"),
    )


def load_measures(store: Store, connection: Connection, name: str) -> list[float]:
    """A policy's measure on every ticket that has one, ascending."""
    query = select(timer.c.measure).where(
        timer.c.account == store.account, timer.c.policy == name, timer.c.measure.is_not(None)
    )
    return sorted(value for value in connection.scalars(query) if value is not None)


def load_in_force(store: Store, connection: Connection) -> dict[str, InForce]:
    """Since when each policy that was ever seen is in force."""
    query = select(policy).where(policy.c.account == store.account)
    return {row.name: _in_force(row) for row in connection.execute(query)}


def _in_force(row: Row[Any]) -> InForce:
    steps = {step: datetime.fromtimestamp(at, UTC) for step, at in row.steps_since.items()}
    return InForce(row.identity, row.enforced_since, row.judged_since, steps)


def note_policies(
    store: Store,
    connection: Connection,
    policies: Iterable[Settings],
    watermark: datetime,
    before: datetime | None,
    calendars: str = "",
) -> None:
    """Note when policies, edits of their judging settings and new rungs were first seen; moments of event time.

    `calendars` is a hash of the calendars, whose change judges as an edit does.
    `before` is the watermark up to which the settings of the cycle before judged: what an edit newly finds
    in that past is history. A policy that is gone is no longer in force; should it come back, it begins anew.
    """
    wanted = tuple(policies)
    query = select(policy).where(policy.c.account == store.account)
    names = set(connection.scalars(query.with_only_columns(policy.c.name)))
    for settings in wanted:
        old = settings.was
        if old is not None and old in names and settings.name not in names:
            _rename(store, connection, old, settings.name)
    known = {row.name: row for row in connection.execute(query)}
    identities = {row.identity for row in known.values()}
    for settings in wanted:
        row = known.get(settings.name)
        identity = _new_identity(settings.name, identities) if row is None else row.identity
        identities.add(identity)
        values = {
            "name": settings.name,
            "identity": identity,
            **_noted(settings, row, watermark, before, calendars),
        }
        upsert(connection, policy, [{"account": store.account, **values}], ("account", "name"))
    gone = set(known) - {settings.name for settings in wanted}
    where = (policy.c.account == store.account) & policy.c.name.in_(gone)
    connection.execute(update(policy).where(where).values(enforced_since=None))


def _rename(store: Store, connection: Connection, old: str, new: str) -> None:
    """Carry a policy's past over to its new name; the keys of its actions stay as they are."""
    for table in (policy, finding, action, timer, outbox, incident, restriction):
        own = table.c.name if table is policy else table.c.policy
        where = (table.c.account == store.account) & (own == old)
        connection.execute(update(table).where(where).values({own: new}))
    where = (directory.c.account == store.account) & (directory.c.kind == "percentiles")
    connection.execute(update(directory).where(where, directory.c.id == old).values(id=new, name=new))


def _new_identity(name: str, taken: Collection[str]) -> str:
    """The policy's name, or, where a renamed policy still goes by it, the name with a number."""
    numbered = (f"{name}#{number}" for number in count(2))
    return next(each for each in chain((name,), numbered) if each not in taken)


def _noted(
    settings: Settings, row: Row[Any] | None, watermark: datetime, before: datetime | None, calendars: str
) -> dict[str, Any]:
    enforced = settings.mode == "enforce"
    since = None if row is None else row.enforced_since
    in_force = since is not None
    seen: dict[str, int] = {} if row is None else dict(row.steps_since)
    for rung in settings.rungs():
        # A rung that stood there before the policy was enforced is as old as the enforcement itself.
        seen.setdefault(rung, int(watermark.timestamp()) if in_force else 0)
    digest = f"{settings.judging_digest}{calendars}"
    edited = row is not None and row.judging_digest != digest
    return {
        "enforced_since": (since or watermark) if enforced else None,
        "judging_digest": digest,
        "judged_since": before if edited else (None if row is None else row.judged_since),
        "steps_since": seen,
    }


def save_run(
    store: Store,
    connection: Connection,
    at: datetime,
    watermark: datetime | None,
    digest: str,
    counts: Mapping[str, Any],
) -> int:
    """Write down a cycle and return its number."""
    last = connection.scalar(select(func.max(run.c.run_id)).where(run.c.account == store.account)) or 0
    row = {
        "account": store.account,
        "run_id": last + 1,
        "at": at,
        "watermark": watermark,
        "digest": digest,
        "counts": dict(counts),
    }
    connection.execute(run.insert().values(row))
    return int(last) + 1


def drop_old_runs(store: Store, connection: Connection, before: datetime) -> None:
    """Drop what is written down of cycles before a moment."""
    connection.execute(delete(run).where(run.c.account == store.account, run.c.at < before))


def save_names(store: Store, connection: Connection, kind: str, names: Mapping[int, str]) -> None:
    """Replace the names of one kind of thing."""
    connection.execute(
        delete(directory).where(directory.c.account == store.account, directory.c.kind == kind)
    )
    rows = [
        {"account": store.account, "kind": kind, "id": str(k), "name": name, "data": {}}
        for k, name in names.items()
    ]
    upsert(connection, directory, rows, ("account", "kind", "id"))


def load_names(store: Store, connection: Connection, kind: str) -> dict[int, str]:
    """The names of one kind of thing, as they were last read."""
    query = select(directory).where(directory.c.account == store.account, directory.c.kind == kind)
    return {int(row.id): row.name for row in connection.execute(query)}


def save_percentiles(store: Store, connection: Connection, name: str, table: Sequence[float]) -> None:
    """What is usual by a policy's measure."""
    row = {"account": store.account, "kind": "percentiles", "id": name, "name": name, "data": list(table)}
    upsert(connection, directory, [row], ("account", "kind", "id"))


def load_percentiles(store: Store, connection: Connection) -> dict[str, tuple[float, ...]]:
    """What is usual, by policy."""
    query = select(directory).where(directory.c.account == store.account, directory.c.kind == "percentiles")
    return {row.id: tuple(row.data) for row in connection.execute(query)}
