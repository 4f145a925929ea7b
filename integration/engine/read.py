"""Step 1 and 2: read both exports, a page at a time, and keep what they say.

A page is committed with the mark that its tickets are to be judged, and its place in the stream with it or right
after, so that memory does not grow with the number of pages, and a process that dies anywhere loses nothing: a page
that is read twice is known by its ids.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection

from integration.engine import echoes, told
from integration.engine.columns import Heard, event_values, hear, hear_nothing, person_values, ticket_values
from integration.engine.comments import RawComment
from integration.engine.context import Context
from integration.engine.intake import (
    DOCUMENTED,
    RawUpdate,
    update_of_audit,
    update_of_event,
)
from integration.engine.merged_people import follow_merged_people
from integration.engine.turns import calls_made
from integration.store import history, ledger, people
from integration.zendesk.errors import Gone, Refused, Transient
from integration.zendesk.exports import fetch_event_page, fetch_ticket_page
from integration.zendesk.models import EventPage, TicketPage, TicketRow
from integration.zendesk.tickets import fetch_audits, fetch_tickets, fetch_users
from policies.core.facts import NOBODY, SYSTEM_ACTOR

log = structlog.get_logger(__name__)
LATEST = timedelta(seconds=75)
"""The exports leave out the last minute; a quarter of one more is for clocks."""
OVERLAP = timedelta(seconds=300)
"""Each poll of the events starts so long before the last end, for events that came late; in a busy account less long."""
_PAGE = 1000
_MOST_AGAIN = 30 * _PAGE  # nobody has more calls left in a minute
_BEHIND_A_SECOND = timedelta(hours=1)
_CURSOR_REFUSED = (400, 422)
_PATIENCE = timedelta(seconds=10)
"""Without `drain` a cycle waits so long, from its beginning, for the exports' budget: it may come some seconds before the
calls of the cycle before are a minute old, and would else read next to nothing."""


def read_exports(ctx: Context, *, drain: bool) -> None:
    """Read what changed; with `drain` to both ends, waiting for the budget, else as far as the budget goes."""
    _ask_for_values(ctx)
    until = None if drain else ctx.now() + _PATIENCE
    _read_tickets(ctx, until)
    _read_events(ctx, until)
    _move_watermark(ctx)


def _may_read(ctx: Context, until: datetime | None) -> bool:
    """Whether a page may be asked for now, or by a moment if there is one."""
    if ctx.stop.is_set():
        return False
    wait_s = ctx.transport.budget.wait_s("export")
    return until is None or wait_s == 0 or ctx.now() + timedelta(seconds=wait_s) <= until


def _ask_for_values(ctx: Context) -> None:
    """A policy names ticket fields for the first time: the tickets are read again, now with their values."""
    if ctx.config.names_custom_fields and not ctx.store.load_account().with_values:
        ctx.store.save_account(with_values=True, ticket_cursor=None, ticket_end=False)


def _read_tickets(ctx: Context, until: datetime | None) -> None:
    while _may_read(ctx, until):
        row = ctx.store.load_account()
        page = _fetch_tickets(ctx, row)
        follow_merged_people(ctx, page.tickets)
        with ctx.store.transaction() as connection:
            keep_tickets(ctx, connection, page.tickets, row.history_start)
            people.save_people(ctx.store, connection, person_values(page.users))
            values: dict[str, Any] = {
                "ticket_cursor": page.after_cursor,
                "ticket_end": row.ticket_end or page.end_of_stream,
            }
            values["ticket_mark"] = _later(row.ticket_mark, _ticket_mark(page))
            values["calls"] = calls_made(ctx)
            ctx.store.write_account(connection, **values)
        ctx.counts["tickets"] += len(page.tickets)
        if page.end_of_stream:
            return
        log.info("reading", account=ctx.account, tickets=ctx.counts["tickets"], up_to=str(_ticket_mark(page)))


def _fetch_tickets(ctx: Context, row: Any) -> TicketPage:  # noqa: ANN401 - the account's row
    """The next page; where Zendesk takes our cursor no more, from shortly before the time up to which all is known."""
    start = None if row.ticket_cursor else row.history_start
    try:
        return fetch_ticket_page(ctx.transport, row.ticket_cursor, start, with_values=row.with_values)
    except Refused as refusal:
        if row.ticket_cursor is None or refusal.status not in _CURSOR_REFUSED:
            raise
    since = max(row.history_start, (row.ticket_mark or row.history_start) - OVERLAP)
    log.warning("cursor_refused", account=ctx.account, since=str(since))
    page = fetch_ticket_page(ctx.transport, None, since, with_values=row.with_values)
    with ctx.store.transaction() as connection:
        history.count_gap(ctx.store, connection, "cursor", "tickets", since)
    return page


def keep_tickets(
    ctx: Context, connection: Connection, rows: Sequence[TicketRow], history_start: datetime
) -> None:
    """Store tickets as exported, or as read singly: such a row stands for the moment of its last change."""
    values = [ticket_values(row, row.generated_at or row.updated_at, history_start) for row in rows]
    history.save_tickets(ctx.store, connection, values)


def _ticket_mark(page: TicketPage) -> datetime | None:
    if page.end_of_stream and page.answered_at is not None:
        return page.answered_at - LATEST
    last = page.tickets[-1].generated_at if page.tickets else None
    return None if last is None else last - timedelta(seconds=1)  # its second may go on on the next page


def _read_events(ctx: Context, until: datetime | None) -> None:
    row = ctx.store.load_account()
    first = int(row.history_start.timestamp())
    start = first if row.event_start is None else row.event_start
    begun, seconds, per_page = start, deque[int](maxlen=_MOST_AGAIN), _PAGE
    while _may_read(ctx, until):
        page = fetch_event_page(ctx.transport, start, per_page)
        keep_updates(ctx, [update_of_event(event) for event in page.ticket_events])
        seconds.extend(event.timestamp for event in page.ticket_events)
        with ctx.store.transaction() as connection:
            _mend_gaps(ctx, connection, page)
            row = ctx.store.load_account(connection)
            mark = _later(row.event_mark, _event_mark(page))
            start = page.next_start
            if page.end_of_stream:
                left = ctx.transport.budget.left()["export"]
                start = _again_from(begun, seconds, page.next_start, left)
            values = {
                "event_start": start,
                "event_mark": mark,
                "event_end": row.event_end or page.end_of_stream,
                "calls": calls_made(ctx),
            }
            ctx.store.write_account(connection, **values)
        ctx.counts["events"] += len(page.ticket_events)
        if page.end_of_stream:
            return
        log.info("reading", account=ctx.account, updates=ctx.counts["events"], up_to=str(_event_mark(page)))
        per_page = max(page.per_page, 1)


def _again_from(begun: int, seconds: Sequence[int], end: int, calls_left: int) -> int:
    """Where the next poll starts: before the end, but with no more events than the calls left over would have brought.

    At 4,500 events a minute the whole overlap costs 22 pages of the exports' 10 a minute: no poll would ever end. Half a
    page is always read again, and a poll that did not get to the end goes on where it stopped. `seconds` are those of
    the events that this poll has read, from the second `begun` on.
    """
    most = max(_PAGE // 2, _PAGE * calls_left)
    return max(end - int(OVERLAP.total_seconds()), seconds[-most] if len(seconds) > most else begun)


def _event_mark(page: EventPage) -> datetime | None:
    if page.end_of_stream and page.answered_at is not None:
        return page.answered_at - LATEST
    return datetime.fromtimestamp(page.next_start, UTC) - timedelta(seconds=1)


def _mend_gaps(ctx: Context, connection: Connection, page: EventPage) -> None:
    """A second that held more than a page: the tickets of that time are completed from their audits."""
    history.mark_wordless(ctx.store, connection, page.textless)
    if page.gap is None:
        return
    second = datetime.fromtimestamp(page.gap, UTC)
    history.count_gap(ctx.store, connection, "second", str(page.gap), second)
    count = history.mark_incomplete(ctx.store, connection, second, second + _BEHIND_A_SECOND)
    ctx.counts["gap_tickets"] += count


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


def _move_watermark(ctx: Context) -> None:
    """The lower of both marks, once both streams have been read to their end; it never goes back."""
    row = ctx.store.load_account()
    if row.ticket_end and row.event_end and row.ticket_mark is not None and row.event_mark is not None:
        ctx.store.save_account(watermark=_later(row.watermark, min(row.ticket_mark, row.event_mark)))


def _later(first: datetime | None, second: datetime | None) -> datetime | None:
    moments = [m for m in (first, second) if m is not None]
    return max(moments) if moments else None


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
