"""The two exports: tickets by cursor, ticket events by time. Both are for admins, and leave out the last minute."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import quote

from integration.sandbox.calls import Answer, BadCall, Call, Desk, bad_request
from integration.sandbox.records import Audit, Ticket
from integration.sandbox.render import event_row, ticket_json, users_of
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
    limit = call.size("per_page", _PAGE)
    found = world.exported(place, until, limit)
    last = (found[-1].generated, found[-1].id) if found else place
    shown = [t for t in found if _in_scope(call, t)]
    if call.query.get("exclude_deleted") == "true":
        shown = [t for t in shown if t.status != "deleted"]
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
    if call.includes("users"):
        ids = (i for t in shown for i in (t.requester_id, t.submitter_id, t.assignee_id))
        data["users"] = users_of(world, ids, call.base)
    return Answer(200, data)


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
    if desk.world.switches.role != "admin":
        return Answer(403, {"error": "Forbidden", "description": "You do not have access to this page."})
    if "cursor" not in call.query and call.number("start_time", 0) > _until(desk):
        return bad_request("InvalidValue", "Too recent start_time. Use a start_time older than 60 seconds")
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


def _decode(cursor: str) -> tuple[int, int]:
    try:
        second, _, rest = base64.b64decode(cursor).decode().partition("||")
        return int(float(second)), int(rest.rstrip("|"))
    except ValueError:
        raise BadCall("cursor is not valid") from None
