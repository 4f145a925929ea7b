"""The two exports that tell everything that changed: tickets by cursor, ticket events by time.

Addresses in answers (`after_url`, `next_page`) are never followed: they may name another host. The next page is asked
for on our own host, from the cursor or the end time.
"""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from pydantic import model_validator

from integration.zendesk.errors import StuckCursor, Transient, ZendeskError
from integration.zendesk.models import EventPage, EventRow, FullTicketPage, TicketPage, int_or_none
from integration.zendesk.transport import Transport

_TICKETS = "/api/v2/incremental/tickets/cursor.json"
_EVENTS = "/api/v2/incremental/ticket_events.json"
_FULL = 1000
_SMALLEST = 15


class _EventAnswer(EventPage):
    """The event page as it comes; the next start is taken from `end_time`, or else out of `next_page`."""

    @model_validator(mode="before")
    @classmethod
    def _find_end_time(cls, data: object) -> object:
        if not isinstance(data, dict) or data.get("end_time") is not None:
            return data
        query = parse_qs(urlsplit(str(data.get("next_page") or "")).query)
        return {**data, "end_time": int_or_none(next(iter(query.get("start_time", ())), None))}


def fetch_ticket_page(
    transport: Transport,
    cursor: str | None = None,
    start_time: datetime | int | None = None,
    per_page: int = _FULL,
    *,
    with_values: bool = False,
) -> TicketPage:
    """Fetch the page of changed tickets behind `cursor`, or from `start_time` on when there is no cursor yet.

    The order is (generated_timestamp, id); the last minute is never in it. Tickets that only an AI agent has touched
    and the users whom the page mentions are included; the values of custom fields only when asked for. Costs one call of the exports' 10 a minute.

    Raises:
        StuckCursor: a page with tickets gives back the cursor it was asked with.

    """
    if (cursor is None) == (start_time is None):
        raise ValueError("either a cursor or a start")
    start: dict[str, str | int] = (
        {"cursor": cursor} if cursor is not None else {"start_time": _epoch(start_time)}
    )
    params = {**start, "per_page": per_page, "include": "users", "support_type_scope": "all"}
    page, answered_at = transport.fetch(_TICKETS, params, FullTicketPage if with_values else TicketPage)
    if page.tickets and not page.end_of_stream and page.after_cursor in {cursor, None}:
        raise StuckCursor(page.tickets[-1].generated_timestamp or 0)
    return page.model_copy(update={"answered_at": answered_at, "after_cursor": page.after_cursor or cursor})


def fetch_event_page(transport: Transport, start: datetime | int, per_page: int = _FULL) -> EventPage:
    """Fetch the page of ticket events from the second `start` on, with the words of comments.

    The export leaves out the last minute, repeats events at page borders (drop by id), and answers 504 when a page is
    too heavy: the page is asked again at half the size. A second that a page cannot leave is asked once more without
    comments at full size; `textless` then names the tickets whose words are missing, and `gap` the second if even
    that was not enough. Costs one call, seldom more, of the exports' 10 a minute.

    Raises:
        StuckCursor: even so the export goes backwards or answers nothing.

    Source: developer.zendesk.com, Incremental Exports, read 2026-11; airbyte PR 86479 for the 504, PostHog PR 59215
    for the second that cannot be left.

    """
    second = _epoch(start)
    page = _fetch_bearable(transport, second, per_page)
    if page.end_of_stream:
        latest = max((event.timestamp for event in page.ticket_events), default=second)
        return page.model_copy(update={"next_start": max(second, page.end_time or latest)})
    if page.end_time is not None and page.end_time > second:
        return page.model_copy(update={"next_start": page.end_time})
    return _leave_second(transport, second, page)


def _fetch_bearable(transport: Transport, second: int, per_page: int) -> EventPage:
    size = per_page
    while True:
        try:
            return _fetch_events(transport, second, size, words=True, give_up=_too_heavy)
        except Transient as failure:
            if not _too_heavy(failure) or size // 2 < _SMALLEST:
                raise
        size //= 2


def _too_heavy(failure: ZendeskError) -> bool:
    return failure.status == 504 or failure.code == "timeout"  # noqa: PLR2004 - gateway timeout


def _leave_second(transport: Transport, second: int, page: EventPage) -> EventPage:
    """Say what can be known of a second that holds more than `page`, so that the export goes on behind it."""
    bare = _fetch_events(transport, second, _FULL, words=False)
    if (bare.end_time or 0) < second or not (bare.ticket_events or bare.end_of_stream):
        raise StuckCursor(second)
    known = {event.id for event in page.ticket_events}
    added = [event for event in bare.ticket_events if event.id not in known and event.timestamp <= second]
    left_behind = bare.end_of_stream or (bare.end_time or 0) > second
    return page.model_copy(
        update={
            "ticket_events": (*page.ticket_events, *added),
            "textless": tuple(sorted({event.ticket_id for event in added if _lacks_words(event)})),
            "next_start": second + 1,
            "gap": None if left_behind else second,
            "end_of_stream": bare.end_of_stream
            and all(row.timestamp <= second for row in bare.ticket_events),
        }
    )


def _lacks_words(event: EventRow) -> bool:
    return any(child.event_type == "Comment" and not child.has_text for child in event.child_events)


def _fetch_events(
    transport: Transport,
    second: int,
    per_page: int,
    *,
    words: bool,
    give_up: Callable[[ZendeskError], bool] = lambda _: False,
) -> EventPage:
    params: dict[str, str | int] = {"start_time": second, "per_page": per_page, "support_type_scope": "all"}
    if words:
        params["include"] = "comment_events"
    page, answered_at = transport.fetch(_EVENTS, params, _EventAnswer, give_up=give_up)
    return page.model_copy(update={"answered_at": answered_at, "per_page": per_page})


def _epoch(moment: datetime | int | None) -> int:
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return int(moment.timestamp())
    return moment or 0
