"""The two exports: tickets by cursor, ticket events by time. Both are for admins, and leave out the last minute."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import quote

from integration.sandbox.calls import Answer, Call, Desk, coded
from integration.sandbox.people import users_of
from integration.sandbox.records import Audit, Ticket
from integration.sandbox.render import event_row, ticket_json
from integration.sandbox.world import World

_PAGE = 1000
_LAST_MINUTE = 60
_TIME_OUT = b"<html><body><h1>504 Gateway Time-out</h1></body></html>"


def ticket_export(desk: Desk, call: Call) -> Answer:
    """`GET incremental/tickets/cursor`: a keyset on (generated_timestamp, id)."""
    world, until = desk.world, _until(desk)
    if (refusal := _refusal(desk, call)) is not None:
        return refusal
    place = _decode(call.query["cursor"]) if "cursor" in call.query else (call.number("start_time", 0), -1)
    if place is None:
        return coded("InvalidCursor", "cursor is invalid or expired")
    limit = call.size("per_page", _PAGE)
    found = world.exported(place, until, limit)
    last = (found[-1].generated, found[-1].id) if found else place
    shown = _wanted(call, found)
    cursor = _encode(last)
    size = f"&per_page={limit}" if "per_page" in call.query else ""
    data: dict[str, Any] = {
        "tickets": [ticket_json(world, t, call.base, exported=True) for t in shown],
        "after_url": f"{call.base}/api/v2/incremental/tickets/cursor.json?cursor={quote(cursor)}{size}",
        "before_url": None,
        "after_cursor": cursor,
        "before_cursor": None,
        "end_of_stream": not world.exported(last, until, 1),
    }
    return Answer(200, data | _sideloads(desk, call, shown))


def ticket_export_by_time(desk: Desk, call: Call) -> Answer:
    """`GET incremental/tickets`: `next_page` is never null, and the last second of a page is on it as a whole.

    Only a second with more than a thousand tickets is cut off, and the next page begins with it again.
    """
    if (refusal := _refusal(desk, call)) is not None:
        return refusal
    world, until, start = desk.world, _until(desk), call.number("start_time", 0)
    found = world.exported((start, -1), until, call.size("per_page", _PAGE))
    if found:
        last = (found[-1].generated, found[-1].id)
        found += world.exported(last, last[0], _PAGE - len(found))
    place = (found[-1].generated, found[-1].id) if found else (start, -1)
    following = world.exported(place, until, 1)
    end = following[0].generated if following else place[0]
    shown = _wanted(call, found)
    size = f"per_page={call.query['per_page']}&" if "per_page" in call.query else ""
    data: dict[str, Any] = {
        "tickets": [ticket_json(world, t, call.base, exported=True) for t in shown],
        "count": len(shown),
        "end_of_stream": not following,
        "next_page": f"{call.base}/api/v2/incremental/tickets.json?{size}start_time={end}",
        "end_time": end,
    }
    return Answer(200, data | _sideloads(desk, call, shown))


def _wanted(call: Call, tickets: list[Ticket]) -> list[Ticket]:
    """Those in the scope, without the deleted ones if that is asked for."""
    without = call.query.get("exclude_deleted") == "true"
    return [t for t in tickets if _in_scope(call, t) and not (without and t.status == "deleted")]


def _sideloads(desk: Desk, call: Call, tickets: list[Ticket]) -> dict[str, Any]:
    if not call.includes("users"):
        return {}
    ids = (i for t in tickets for i in (t.requester_id, t.submitter_id, t.assignee_id))
    return {"users": users_of(desk.world, ids, call.base)}


def event_export(desk: Desk, call: Call) -> Answer:
    """`GET incremental/ticket_events`: by time alone, so that pages repeat their borders and may not get on."""
    if (refusal := _refusal(desk, call)) is not None:
        return refusal
    world, until, start = desk.world, _until(desk), call.number("start_time", 0)
    limit, words = call.size("per_page", _PAGE), call.includes("comment_events")
    found = world.audits_from(start, until, limit + 1)
    page = found[:limit]
    bearable = world.switches.events_limit
    if words and bearable is not None and len(page) > bearable:
        return Answer(504, raw=_TIME_OUT, content_type="text/html")
    end = int(page[-1].at.timestamp()) if page else start
    rows = [
        event_row(a, words=words)
        for a in page
        if _told(world, a) and _in_scope(call, world.tickets[a.ticket_id])
    ]
    tail = {
        "count": len(rows),
        "end_of_stream": len(found) <= limit,
        "end_time": end,
        "next_page": f"{call.base}/api/v2/incremental/ticket_events.json?start_time={end}",
    }
    return Answer(200, raw=b'{"ticket_events":[' + b",".join(rows) + b"]," + json.dumps(tail).encode()[1:])


def _refusal(desk: Desk, call: Call) -> Answer | None:
    if desk.role(call) != "admin":
        return Answer(403, {"error": "Forbidden", "description": "You do not have access to this page."})
    if "cursor" not in call.query and call.number("start_time", 0) > _until(desk):
        return coded("StartTimeTooRecent", "start_time must be more than 60 seconds ago")
    return None


def _until(desk: Desk) -> int:
    """The last second that is exported."""
    return int(desk.world.clock.seconds()) - _LAST_MINUTE


def _in_scope(call: Call, ticket: Ticket) -> bool:
    scope = call.query.get("support_type_scope", "agent")
    return scope in ("all", ticket.support_type)


def _told(world: World, audit: Audit) -> bool:
    """Events of deleted tickets vanish, but for the deletion itself."""
    ticket = world.tickets[audit.ticket_id]
    return ticket.status != "deleted" or audit is ticket.audits[-1]


def _encode(place: tuple[int, int]) -> str:
    return base64.b64encode(f"{place[0]}.0||{place[1]}|".encode()).decode()


def _decode(cursor: str) -> tuple[int, int] | None:
    try:
        second, _, rest = base64.b64decode(cursor).decode().partition("||")
        return int(float(second)), int(rest.rstrip("|"))
    except ValueError:
        return None
