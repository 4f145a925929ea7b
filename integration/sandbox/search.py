"""Search in Zendesk's query language, as far as a poller needs it."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from integration.sandbox.calls import MANY, Answer, Call, Desk, bad_request, coded
from integration.sandbox.paging import cursor_page, mark_of
from integration.sandbox.records import Ticket
from integration.sandbox.render import stamp, ticket_json
from integration.sandbox.world import World

_LIMIT = 1000
_CURSOR_LIVES_S = 3600
_AGO = re.compile(r"(\d+)(minute|hour|day|week|month|year)s?")
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10_080, "month": 43_800, "year": 525_600}


def search(desk: Desk, call: Call) -> Answer:
    """`GET search`: pages by number, and at most a thousand results, whatever `count` says."""
    if any(key.startswith("page[") for key in call.query):
        sentence = (
            "You passed an invalid value for the page attribute. "
            "Invalid parameter: page must be an integer from api/v2/search/index"
        )
        return Answer(400, {"error": {"title": "Invalid attribute", "message": sentence}})
    found = _search(desk.world, call.query.get("query", ""))
    size, page = call.size("per_page", MANY), max(1, call.number("page", 1))
    if page * size > _LIMIT:
        sentence = "Requested response size was greater than Search Response Limits"
        return Answer(422, {"error": "invalid", "description": sentence})
    rows = [_result(desk.world, t, call.base) for t in found[(page - 1) * size : page * size]]
    more = page * size < min(len(found), _LIMIT)
    data = {
        "results": rows,
        "facets": None,
        "next_page": f"{call.base}{call.path}?page={page + 1}&per_page={size}" if more else None,
        "previous_page": None,
        "count": len(found),
    }
    return Answer(200, data)


def _result(world: World, ticket: Ticket, base: str) -> dict[str, Any]:
    return {**ticket_json(world, ticket, base), "result_type": "ticket"}


def search_count(desk: Desk, call: Call) -> Answer:
    """`GET search/count`."""
    return Answer(200, {"count": len(_search(desk.world, call.query.get("query", "")))})


def search_export(desk: Desk, call: Call) -> Answer:
    """`GET search/export`: by creation, with a cursor that dies after an hour."""
    if call.query.get("filter[type]") != "ticket":
        return bad_request("InvalidValue", "filter[type] is required")
    now = int(desk.world.clock.seconds())
    mark = mark_of(call)
    if mark and not (mark.isdecimal() and now - int(mark) <= _CURSOR_LIVES_S):
        return coded("InvalidCursor", "cursor is invalid or expired")
    found = sorted(_search(desk.world, call.query.get("query", "")), key=lambda t: (t.created_at, t.id))
    rows = [_result(desk.world, t, call.base) for t in found]
    return cursor_page(call, "results", rows, most=_LIMIT, extra={"facets": None}, mark=str(now))


_ORDER = ("new", "open", "pending", "hold", "solved", "closed")


def _search(world: World, query: str) -> list[Ticket]:
    """Words of the form `status<solved`, `tags:x`, `-tags:x`, `updated>2026-11-01` or `updated>24hours`; a keyword that repeats means or."""
    alternatives: dict[str, list[str]] = defaultdict(list)
    for word in query.split():
        key = word.split(":", 1)[0] if ":" in word and not word.startswith("-") else word
        alternatives[key].append(word)
    tickets = [t for t in world.tickets.values() if t.status != "deleted"]
    for words in alternatives.values():
        tickets = [t for t in tickets if any(_fits(t, word, world.now()) for word in words)]
    return tickets


def _fits(ticket: Ticket, word: str, now: datetime) -> bool:
    if word.startswith("-"):
        return not _fits(ticket, word[1:], now)
    sign = next((s for s in ("<=", ">=", "<", ">", ":") if s in word), None)
    if sign is None:
        return word.lower() in f"{ticket.subject} {ticket.description}".lower()
    name, value = word.split(sign, 1)
    if name == "status":
        return value in _ORDER and _compare(sign, _ORDER.index(ticket.status), _ORDER.index(value))
    if name in ("updated", "created"):
        moment = ticket.updated_at if name == "updated" else ticket.created_at
        if (ago := _AGO.fullmatch(value)) is not None:
            return _compare(sign, moment, now - timedelta(minutes=int(ago[1]) * _MINUTES[ago[2]]))
        value = value.removesuffix("Z")
        return _compare(sign, stamp(moment)[: len(value)], value)
    return value in _held(ticket, name)


def _held(ticket: Ticket, name: str) -> tuple[str, ...]:
    """What a ticket has under a keyword, as texts."""
    if name == "tags":
        return ticket.tags
    number = getattr(ticket, f"{name}_id", None)
    return ("ticket",) if name == "type" else ("none" if number is None else str(number),)


def _compare(sign: str, left: Any, right: Any) -> bool:  # noqa: ANN401 - two of a kind
    results = {
        "<": left < right,
        ">": left > right,
        "<=": left <= right,
        ">=": left >= right,
        ":": left == right,
    }
    return bool(results[sign])
