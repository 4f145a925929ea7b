"""Our own writes as they come back: they settle the ledger, tell of strangers, and show whether a note is private."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row

from integration.engine.cases import ToldOf, note_strikes
from integration.engine.context import BRAKE_PUBLIC, BRAKE_STRANGER, Context
from integration.engine.intake import RawUpdate
from integration.engine.outbox import mark_done
from integration.engine.told import keys_of
from integration.store import history, ledger, occasions, outbox
from policies.core.actions import IN_FLIGHT, State, is_end, is_undo, is_undo_note
from policies.core.facts import Origin
from policies.core.keys import REFERENCE
from policies.core.unwinding import FOLLOWS

MARKER = "steadyhand"
_REFERENCE = re.compile(rf"\b{REFERENCE.pattern}\b")
_KEY = re.compile("[0-9a-f]{32}")
_LISTS = ("tags", "undoes")
_LONGEST = 200
"""No word in a marker of ours is longer, and no index of PostgreSQL takes words of any length."""
_CLOCKS_DIFFER = timedelta(seconds=5)
_STRANGERS = 3
"""So many markers that are neither ours nor from before our start mean that a second service is at work."""


@dataclass(frozen=True, slots=True)
class Echo:
    """An update that is ours, and the ledger's rows that it settles."""

    update: RawUpdate
    rows: tuple[Row[Any], ...]
    unknown_keys: tuple[str, ...]
    reference: str


def find_echo(update: RawUpdate, rows: Collection[Row[Any]], user_id: int) -> Echo | None:
    """Tell whether an update is ours: by its marker, by our reference in a note, or by what a write in flight sent.

    Never by the user alone: a person may work under the same one. A marker in another shape than ours is nobody's.
    """
    reference = _reference_in(update, user_id)
    keys = _keys_in(update)
    if keys:
        known = {row.key: row for row in rows}
        mine = tuple(known[key] for key in keys if key in known)
        return Echo(update, mine, tuple(key for key in keys if key not in known), reference or "")
    if reference:
        mine = tuple(row for row in rows if row.reference == reference)
        return Echo(update, mine, () if mine else (f"ref:{reference}",), reference)
    if update.actor_id == user_id:
        mine = tuple(row for row in rows if row.state in IN_FLIGHT and _is_content(update, row))
        return Echo(update, mine, (), mine[0].reference) if mine else None
    return None


def _keys_in(update: RawUpdate) -> list[str]:
    """The keys of our marker, which whoever may update a ticket by the API can write as well."""
    marker = update.marker.get(MARKER)
    keys = marker.get("keys") if isinstance(marker, dict) else None
    if not isinstance(keys, list):
        return []
    return [key for key in keys if isinstance(key, str) and _KEY.fullmatch(key)]


def _reference_in(update: RawUpdate, user_id: int) -> str | None:
    """The reference at the end of a note by our user."""
    for comment in update.comments:
        if comment.author_id == user_id and (found := _REFERENCE.findall(comment.text[-200:])):
            return str(found[-1])
    return None


def _is_content(update: RawUpdate, row: Row[Any]) -> bool:
    """Whether the update shows what a row without a note sent, after it was sent."""
    payload = row.payload or {}
    if (
        payload.get("note")
        or update.comments
        or row.sent_at is None
        or update.at < row.sent_at - _CLOCKS_DIFFER
    ):
        return False
    added, removed = update.added_tags(Origin.PERSON), update.removed_tags(Origin.PERSON)
    fields = {c.field: c.after for c in update.changes if c.origin is Origin.PERSON}
    custom = {f"custom_field:{name}": value for name, value in payload.get("custom_fields", {}).items()}
    wanted = {**payload.get("fields", {}), **custom}
    follows = {name for field in wanted for name in FOLLOWS.get(field, ())}
    return (
        bool(fields)
        and added <= set(payload.get("add_tags", ()))
        and removed <= set(payload.get("remove_tags", ()))
        and fields.keys() <= {"tags", *wanted, *follows}
        and all(fields.get(name, value) == value for name, value in wanted.items())
    )


def settle(ctx: Context, connection: Connection, echo: Echo) -> None:
    """Write down what an echo shows: done, tags missing, a stranger's marker, or a public note."""
    update = echo.update
    if any(comment.public for comment in update.comments if comment.author_id == ctx.user_id):
        ctx.store.write_account(connection, brake=BRAKE_PUBLIC, brake_since=update.at)
    for key in echo.unknown_keys:
        told = _told_of(update, key)
        ledger.learn(ctx.store, connection, key, update.ticket_id, update.at, echo.reference, told)
        if is_undo(str(told.get("step", ""))) and {"policy", "episode"} <= told.keys():
            _learn_undo(ctx, connection, update, told)
    if echo.unknown_keys:
        _meet_stranger(ctx, connection, update)
    for row in echo.rows:
        if row.state not in (State.DONE, State.UNDONE):
            _settle_row(ctx, connection, echo, row)
    if echo.rows:
        _wake_waiting(ctx, connection, update.ticket_id)


def _settle_row(ctx: Context, connection: Connection, echo: Echo, row: Row[Any]) -> None:
    """Write down that a row is done, unless its tags are missing."""
    update = echo.update
    if not row.payload and (said := _told_of(update, row.key)):  # it was only held when this store was copied
        ledger.fill(ctx.store, connection, row.key, echo.reference, said)
    # A row that only says that something was taken back is done with its note, whatever became of the tags beside it.
    if not is_undo_note(row.step) and not _has_its_tags(ctx, connection, update, row):
        _put_tags_singly(ctx, connection, row)
        return
    values = {"audit_id": update.id, "written_at": update.at, "reason": None}
    mark_done(ctx, connection, [row.key], ctx.now(), **values)
    if is_undo(row.step) and not row.payload:  # from before a restore: what it took back is told anew
        history.mark_to_judge(ctx.store, connection, [update.ticket_id])


def _learn_undo(
    ctx: Context, connection: Connection, update: RawUpdate, told: Mapping[str, str | list[str]]
) -> None:
    """What was taken back before this store was restored stays taken back."""
    pair = (str(told["policy"]), str(told["episode"]))
    keys = keys_of(ctx, connection, update.ticket_id, {pair})
    occasions.take_back(ctx.store, connection, dict.fromkeys(keys, update.at))
    ledger.mark_undone(ctx.store, connection, _keys_in(update), update.at)


def _told_of(update: RawUpdate, key: str) -> dict[str, Any]:
    """What the marker says of one of its keys, as far as it has our shape; empty where it was lost or is of an older kind."""
    marker = update.marker.get(MARKER)
    rows = marker.get("rows") if isinstance(marker, dict) else None
    told = rows.get(key) if isinstance(rows, dict) else None
    return (
        {name: value for name, value in told.items() if _fits(name, value)} if isinstance(told, dict) else {}
    )


def _fits(name: str, value: object) -> bool:
    """Whether a value of a marker is of the kind that we write under this name."""
    if name == "strike":
        return ledger.is_strike(value)
    if name in _LISTS:
        return isinstance(value, list) and all(_is_word(word) for word in value)
    return _is_word(value)


def _is_word(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def _has_its_tags(ctx: Context, connection: Connection, update: RawUpdate, row: Row[Any]) -> bool:
    """Whether the echo shows the tags that the row puts on, and no longer those that it takes off."""
    payload = row.payload or {}
    add, remove = set(payload.get("add_tags", ())), set(payload.get("remove_tags", ()))
    if not add and not remove:
        return True
    shown = [set(change.after or ()) for change in update.changes if change.field == "tags"]
    if shown:
        # A trigger may have changed them again within our update: what stood there once was written.
        return add <= set().union(*shown) and any(not remove & tags for tags in shown)
    stamp = history.load_stamps(ctx.store, connection, [update.ticket_id]).get(update.ticket_id)
    tags = set(stamp.tags if stamp is not None else ())
    return add <= tags and not remove & tags


def _put_tags_singly(ctx: Context, connection: Connection, row: Row[Any]) -> None:
    """The batch dropped its tags: write to this account one ticket at a time, and only the tags still to come."""
    ctx.store.write_account(connection, single_only=True)
    if row.payload["note"]:
        told = ledger.load_strikes(ctx.store, connection, [row.key])
        note_strikes(ctx, connection, [ToldOf(*each, ctx.now()) for each in told])
    sentence = "Zendesk wrote the note and dropped the tags of the batch; the tags follow singly."
    ledger.move(
        ctx.store,
        connection,
        [row.key],
        State.PLANNED,
        ctx.now(),
        note_written=bool(row.payload["note"]),
        sentence=sentence,
        written_at=None,
        job_id=None,
    )


def _meet_stranger(ctx: Context, connection: Connection, update: RawUpdate) -> None:
    """A marker that this ledger does not know: an older store, or a second service. Rest until all is read."""
    row = ctx.store.load_account(connection)
    rest_until = max(m for m in (row.rest_until, ctx.started_at, update.at) if m is not None)
    values: dict[str, Any] = {"rest_until": rest_until}
    if update.at > ctx.started_at:
        seen = row.strangers + 1
        values["strangers"] = seen
        if seen >= _STRANGERS:
            values |= {"brake": BRAKE_STRANGER, "brake_since": update.at}
    outbox.distrust(ctx.store, connection, ctx.now())
    ctx.counts["strangers"] += 1
    ctx.store.write_account(connection, **values)


def _wake_waiting(ctx: Context, connection: Connection, ticket_id: int) -> None:
    rows = ledger.load_rows_of(ctx.store, connection, [ticket_id]).get(ticket_id, [])
    if any(row.state == State.HELD and row.reason == "write under way" for row in rows):
        history.mark_to_judge(ctx.store, connection, [ticket_id])


def settle_dismissals(
    ctx: Context, connection: Connection, updates: Sequence[RawUpdate], staff: Mapping[int, bool]
) -> None:
    """End the occasions whose tag of ours a person of the service side took off.

    Not a dismissal: a rule's or an app's removal, a macro, a merge, a tag that we had not added here, or one whose
    occasion had ended by itself. Of a rule that takes our tags off the status page tells.
    """
    suspects = [update for update in updates if update.removed_tags()]
    rows = ledger.load_rows_of(ctx.store, connection, [update.ticket_id for update in suspects])
    for update in suspects:
        own = [(row, ledger.own_tags(row)) for row in rows.get(update.ticket_id, ()) if _stands(row, update)]
        _name_rules(ctx, connection, update, {tag for _, tags in own for tag in tags})
        if not _by_a_person(ctx, update, staff):
            continue
        removed = update.removed_tags(Origin.PERSON)
        pairs = {(row.policy, row.episode) for row, tags in own if tags & removed and not is_end(row.step)}
        for key in keys_of(ctx, connection, update.ticket_id, pairs):
            if not occasions.is_over(ctx.store, connection, key):
                occasions.dismiss(ctx.store, connection, key, update.at, update.actor_id)
                ctx.counts["dismissed"] += 1


def _stands(row: Row[Any], update: RawUpdate) -> bool:
    return row.state in (State.DONE, State.APPLIED) and bool(row.written_at <= update.at)


def _by_a_person(ctx: Context, update: RawUpdate, staff: Mapping[int, bool]) -> bool:
    return (
        staff.get(update.actor_id, False) and update.actor_id not in ctx.names.ignored and not update.by_macro
    )


def _name_rules(ctx: Context, connection: Connection, update: RawUpdate, ours: set[str]) -> None:
    """Count the business rules that took a tag of ours off, by their ids."""
    for change in update.changes:
        by_rule = change.field == "tags" and change.origin is Origin.RULE
        if by_rule and ours & (set(change.before or ()) - set(change.after or ())):
            name = f"rule {change.rule}" if change.rule is not None else "a rule"
            history.count_gap(ctx.store, connection, "tag_taken_off", name, update.at)


def by_ticket(rows: Iterable[Row[Any]]) -> dict[int, list[Row[Any]]]:
    """Ledger rows by their ticket."""
    grouped: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        grouped[row.ticket_id].append(row)
    return grouped
