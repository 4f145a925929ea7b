"""What was read of tickets and their updates is kept: whose word each comment is, what of it is our own, what a person ended."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection

from integration.engine import echoes, told
from integration.engine.columns import Heard, event_values, hear, hear_nothing, person_values, ticket_values
from integration.engine.comments import RawComment
from integration.engine.context import Context
from integration.engine.intake import DOCUMENTED, RawUpdate, update_of_audit
from integration.store import history, ledger, people
from integration.zendesk.errors import Gone, Refused, Transient
from integration.zendesk.models import TicketRow
from integration.zendesk.tickets import fetch_audits, fetch_tickets, fetch_users
from policies.core.facts import NOBODY, SYSTEM_ACTOR

log = structlog.get_logger(__name__)


def keep_tickets(
    ctx: Context, connection: Connection, rows: Sequence[TicketRow], history_start: datetime
) -> None:
    """Store tickets as exported, or as read singly: such a row stands for the moment of its last change."""
    values = [ticket_values(row, row.generated_at or row.updated_at, history_start) for row in rows]
    history.save_tickets(ctx.store, connection, values)


def keep_updates(ctx: Context, updates: Sequence[RawUpdate]) -> None:
    """Store updates with the side of each comment, settle our echoes, and end what a person dismissed.

    Unknown authors and tickets are looked up first, so that no network call happens inside the transaction. Of tickets
    that were forgotten with their requester nothing is kept before their row comes again; their audits tell it all then.
    """
    with ctx.store.reading() as connection:
        requesters = history.load_requesters(ctx.store, connection, {u.ticket_id for u in updates})
        nobodys = [ticket_id for ticket_id, requester in requesters.items() if requester == NOBODY]
        forgotten = history.load_forgotten(ctx.store, connection, nobodys)
        updates = [update for update in updates if update.ticket_id not in forgotten]
        staff = people.load_staff(ctx.store, connection, _people_in(updates))
        strangers = _strangers(ctx, connection, updates, staff)
        start = ctx.store.load_account(connection).history_start
    found_people = person_values(fetch_users(ctx.transport, strangers).values()) if strangers else []
    staff |= {row["user_id"]: row["is_staff"] for row in found_people}
    unknown = {u.ticket_id for u in updates} - set(requesters)
    found = fetch_tickets(ctx.transport, unknown) if unknown else {}
    requesters |= {row.id: row.requester_id or 0 for row in found.values()}
    with ctx.store.transaction() as connection:
        forgotten = history.load_forgotten(
            ctx.store, connection, requesters
        )  # also those of this very moment
        updates = [update for update in updates if update.ticket_id not in forgotten]
        people.save_people(ctx.store, connection, found_people)
        keep_tickets(ctx, connection, list(found.values()), start)
        _store_updates(ctx, connection, updates, staff, requesters)


def _store_updates(
    ctx: Context,
    connection: Connection,
    updates: Sequence[RawUpdate],
    staff: dict[int, bool],
    requesters: dict[int, int],
) -> None:
    ledger_rows = ledger.load_rows_of(ctx.store, connection, {u.ticket_id for u in updates})
    # What an end user's program attaches to an update is no word of ours.
    found = {
        u.id: echoes.find_echo(u, ledger_rows.get(u.ticket_id, ()), ctx.user_id)
        if staff.get(u.actor_id, True)
        else None
        for u in updates
    }
    rows: list[dict[str, Any]] = []
    known = history.load_known(ctx.store, connection, [c.id for u in updates for c in u.comments])
    heard = {
        c.id: _hear(ctx, c, requesters.get(u.ticket_id), staff)
        for u in updates
        for c in u.comments
        if c.id not in known and found[u.id] is None
    }
    for update in updates:
        rows += event_values(update, ours=found[update.id] is not None, heard=heard)
    new = {row["update_id"] for row in history.save_events(ctx.store, connection, rows)}
    for update in updates:
        undocumented = (kind for _, kind in update.unknown if update.id in new and kind not in DOCUMENTED)
        for kind in undocumented:
            history.count_gap(ctx.store, connection, "event_type", kind or "none", update.at)
    fresh = [update for update in updates if update.id in new]
    ours = [echo for update in fresh if (echo := found[update.id]) is not None]
    # Also what was read before: the ticket's row may come a cycle after its event. Never where others' news came too.
    stirred = {u.ticket_id for u in fresh if found[u.id] is None}
    calm = {u.ticket_id: u.at for u in updates if found[u.id] is not None and u.ticket_id not in stirred}
    history.calm_echoes(ctx.store, connection, calm)
    for echo in ours:
        echoes.settle(ctx, connection, echo)
    others = [update for update in fresh if found[update.id] is None]
    echoes.settle_dismissals(ctx, connection, others, staff)
    told.note_merges(ctx, connection, fresh)
    told.dismiss_as_told(ctx, connection, others, heard)
    told.withdraw(ctx, connection, fresh)
    ctx.counts["echoes"] += len(ours)


def _strangers(
    ctx: Context, connection: Connection, updates: Sequence[RawUpdate], known: Collection[int]
) -> list[int]:
    """Who has to be looked up; not who has a part only in what is stored already, for they may have been forgotten since."""
    telling = [update for update in updates if not _people_in([update]) <= set(known)]
    stored = history.load_known(ctx.store, connection, (i for update in telling for i in update.parts))
    new = [update for update in telling if not stored.issuperset(update.parts)]
    return sorted(_people_in(new) - set(known))


def _people_in(updates: Iterable[RawUpdate]) -> set[int]:
    authors = {comment.author_id for update in updates for comment in update.comments}
    return (authors | {update.actor_id for update in updates}) - {SYSTEM_ACTOR}


def _hear(ctx: Context, comment: RawComment, requester: int | None, staff: dict[int, bool]) -> Heard:
    """Whose word it is and what it says; a comment that our readers cannot bear says nothing, and stops no other."""
    is_staff, ignored = staff.get(comment.author_id, False), ctx.names.ignored
    try:
        return hear(comment, requester, staff=is_staff, ignored=ignored, guess=ctx.guess, own=ctx.own_words)
    except Exception as error:  # noqa: BLE001 - one comment must not stop the account
        ctx.counts["unread_comments"] += 1
        name = type(error).__name__  # never its text, which could quote the comment
        log.error("comment_unread", account=ctx.account, comment=comment.id, error=name)  # noqa: TRY400 - as above
        return hear_nothing(comment, requester, staff=is_staff, ignored=ignored)


def complete_from_audits(ctx: Context, ticket_ids: Iterable[int], limit: int) -> set[int]:
    """Read the whole history of tickets older than the store's, at most `limit`; those that are complete now.

    Costs one call for each 100 audits of a ticket.
    """
    done: set[int] = set()
    readable = [ticket_id for ticket_id in sorted(ticket_ids) if not ctx.is_unreadable(ticket_id)]
    for ticket_id in readable[:limit]:
        if ctx.stop.is_set():
            break
        try:
            updates = [update_of_audit(row, ticket_id) for row in fetch_audits(ctx.transport, ticket_id)]
        except Gone:
            updates = []
        except (Refused, Transient) as error:
            ctx.leave_for_a_while(ticket_id, error)
            continue
        keep_updates(ctx, updates)
        done.add(ticket_id)
    with ctx.store.transaction() as connection:
        history.mark_complete(ctx.store, connection, done)
    ctx.counts["completed"] += len(done)
    return done
