"""Step 1 and 2: read both exports, a page at a time, and keep what they say.

A page is committed with the mark that its tickets are to be judged, and its place in the stream with it or right
after, so that memory does not grow with the number of pages, and a process that dies anywhere loses nothing: a page
that is read twice is known by its ids.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection

from integration.engine.columns import person_values
from integration.engine.context import Context
from integration.engine.intake import update_of_event
from integration.engine.keeping import keep_tickets, keep_updates
from integration.engine.merged_people import follow_merged_people
from integration.engine.turns import calls_made
from integration.store import history, people
from integration.zendesk.errors import Refused
from integration.zendesk.exports import fetch_event_page, fetch_ticket_page
from integration.zendesk.models import EventPage, TicketPage

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


def _move_watermark(ctx: Context) -> None:
    """The lower of both marks, once both streams have been read to their end; it never goes back."""
    row = ctx.store.load_account()
    if row.ticket_end and row.event_end and row.ticket_mark is not None and row.event_mark is not None:
        ctx.store.save_account(watermark=_later(row.watermark, min(row.ticket_mark, row.event_mark)))


def _later(first: datetime | None, second: datetime | None) -> datetime | None:
    moments = [m for m in (first, second) if m is not None]
    return max(moments) if moments else None
