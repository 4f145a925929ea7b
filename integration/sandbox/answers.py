"""What each endpoint answers: plain functions of the account and a call."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from integration.sandbox.auth import Auth
from integration.sandbox.jobs import AT_ONCE, Jobs
from integration.sandbox.records import Refused, Ticket
from integration.sandbox.render import (
    anonymous_json,
    audit_json,
    event_row,
    job_json,
    stamp,
    ticket_json,
    user_json,
)
from integration.sandbox.world import World, clean_tags, comment_json
from integration.sandbox.writes import apply_row, unknown_keys

_PAGE = 1000
_MANY = 100
_LAST_MINUTE = 60
_SEARCH_LIMIT = 1000


@dataclass
class Call:
    """One request."""

    method: str
    path: str
    query: dict[str, str]
    body: dict[str, Any]
    authorization: str | None
    base: str
    """Our own address, for links."""


@dataclass
class Answer:
    """One answer; `raw` takes the place of `data` where the JSON was rendered before."""

    status: int
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    content_type: str = "application/json; charset=utf-8"

    def payload(self) -> bytes:
        """The bytes of the body."""
        return self.raw if self.raw is not None else json.dumps(self.data).encode()


@dataclass
class Desk:
    """The account behind the endpoints."""

    world: World
    auth: Auth
    jobs: Jobs


def not_found() -> Answer:
    """A record that does not exist."""
    return Answer(404, {"error": "RecordNotFound", "description": "Not found"})


def refused(details: Any) -> Answer:  # noqa: ANN401 - Zendesk's own details
    """A record that would not be valid."""
    return Answer(
        422, {"error": "RecordInvalid", "description": "Record validation errors", "details": details}
    )


def bad_request(code: str, description: str) -> Answer:
    """A call that makes no sense."""
    return Answer(400, {"error": code, "description": description})


# -- who we are ------------------------------------------------------------------------------------------------


def me(desk: Desk, call: Call) -> Answer:
    """`GET users/me`: the anonymous user, with status 200, when nobody is signed in."""
    if not desk.auth.scopes_of(call.authorization):
        return Answer(200, {"user": anonymous_json()})
    user = desk.world.users[desk.world.service_user_id]
    row = user_json(desk.world, user, call.base)
    row |= {"role": desk.world.switches.role, "ticket_restriction": desk.world.switches.restriction}
    row["role_type"] = 4 if desk.world.switches.role == "admin" else None
    return Answer(200, {"user": {**row, "authenticity_token": "not-for-logs"}})


def current_token(desk: Desk, call: Call) -> Answer:
    """`GET oauth/tokens/current`."""
    return Answer(200, desk.auth.current(call.authorization))


def settings(desk: Desk, call: Call) -> Answer:
    """`GET account/settings`, as far as it matters."""
    del desk, call
    tickets = {"comments_public_by_default": True, "assign_tickets_upon_solve": True}
    return Answer(200, {"settings": {"tickets": tickets, "limits": {"attachment_size": 52_428_800}}})


# -- exports ---------------------------------------------------------------------------------------------------


def ticket_export(desk: Desk, call: Call) -> Answer:
    """`GET incremental/tickets/cursor`: a keyset on (generated_timestamp, id); the last minute is left out."""
    if desk.world.switches.role != "admin":
        return Answer(403, {"error": "Forbidden", "description": "You do not have access to this page."})
    until = int(desk.world.clock.seconds()) - _LAST_MINUTE
    if "cursor" in call.query:
        place = _decode(call.query["cursor"])
        if place is None:
            return bad_request("InvalidValue", "cursor is not valid")
    else:
        start = int(call.query.get("start_time", 0))
        if start > until:
            return bad_request(
                "InvalidValue", "Too recent start_time. Use a start_time older than 60 seconds"
            )
        place = (start, -1)
    limit = min(_PAGE, int(call.query.get("per_page", _PAGE)))
    scope = call.query.get("support_type_scope", "agent")
    found = desk.world.exported(place, until, limit)
    last = (found[-1].generated, found[-1].id) if found else place
    more = bool(desk.world.exported(last, until, 1))
    shown = [t for t in found if scope == "all" or t.support_type == scope]
    if call.query.get("exclude_deleted") == "true":
        shown = [t for t in shown if t.status != "deleted"]
    cursor = _encode(last)
    data: dict[str, Any] = {
        "tickets": [ticket_json(desk.world, t, call.base, exported=True) for t in shown],
        "after_url": f"{call.base}/api/v2/incremental/tickets/cursor.json?cursor={quote(cursor)}",
        "before_url": None,
        "after_cursor": cursor,
        "before_cursor": None,
        "end_of_stream": not more,
    }
    if "users" in call.query.get("include", ""):
        data["users"] = _users_of(desk.world, shown, call.base)
    return Answer(200, data)


def _users_of(world: World, tickets: Iterable[Ticket], base: str) -> list[dict[str, Any]]:
    ids = {i for t in tickets for i in (t.requester_id, t.submitter_id, t.assignee_id) if i is not None}
    return [user_json(world, world.users[i], base) for i in sorted(ids) if i in world.users]


def _encode(place: tuple[int, int]) -> str:
    return base64.b64encode(f"{place[0]}.0||{place[1]}|".encode()).decode()


def _decode(cursor: str) -> tuple[int, int] | None:
    try:
        second, _, rest = base64.b64decode(cursor).decode().partition("||")
        return int(float(second)), int(rest.rstrip("|"))
    except ValueError:
        return None


def event_export(desk: Desk, call: Call) -> Answer:
    """`GET incremental/ticket_events`: by time alone, so that pages repeat their borders and may not get on."""
    switches = desk.world.switches
    if switches.role != "admin":
        return Answer(403, {"error": "Forbidden", "description": "You do not have access to this page."})
    until = int(desk.world.clock.seconds()) - _LAST_MINUTE
    start = int(call.query.get("start_time", 0))
    if start > until:
        return bad_request("InvalidValue", "Too recent start_time. Use a start_time older than 60 seconds")
    limit = min(_PAGE, int(call.query.get("per_page", _PAGE)))
    words = "comment_events" in call.query.get("include", "")
    if words and switches.events_limit is not None and limit > switches.events_limit:
        many = len(desk.world.audits_from(start, until, switches.events_limit + 1)) > switches.events_limit
        if many:
            return Answer(
                504, raw=b"<html><body>504 Gateway Time-out</body></html>", content_type="text/html"
            )
    found = desk.world.audits_from(start, until, limit + 1)
    page, more = found[:limit], len(found) > limit
    end = int(page[-1].at.timestamp()) if page else start
    scope = call.query.get("support_type_scope", "agent")
    kept = [
        a
        for a in page
        if desk.world.tickets[a.ticket_id].status != "deleted"
        or a is desk.world.tickets[a.ticket_id].audits[-1]
    ]
    rows = [
        event_row(a, words=words)
        for a in kept
        if scope == "all" or desk.world.tickets[a.ticket_id].support_type == scope
    ]
    tail = {
        "count": len(rows),
        "end_of_stream": not more,
        "end_time": end,
        "next_page": f"{call.base}/api/v2/incremental/ticket_events.json?start_time={end}",
    }
    return Answer(200, raw=b'{"ticket_events":[' + b",".join(rows) + b"]," + json.dumps(tail).encode()[1:])


# -- single tickets --------------------------------------------------------------------------------------------


def _ticket(desk: Desk, number: str) -> Ticket | None:
    ticket = desk.world.tickets.get(int(number))
    return None if ticket is None or ticket.status == "deleted" else ticket


def show(desk: Desk, call: Call, number: str) -> Answer:
    """`GET tickets/{id}`."""
    ticket = _ticket(desk, number)
    return (
        not_found() if ticket is None else Answer(200, {"ticket": ticket_json(desk.world, ticket, call.base)})
    )


def show_many(desk: Desk, call: Call) -> Answer:
    """`GET tickets/show_many`: ids that do not exist are silently missing."""
    ids = [i for i in call.query.get("ids", "").split(",") if i]
    if len(ids) > _MANY:
        return _too_many(_MANY)
    tickets = [t for i in ids if (t := _ticket(desk, i)) is not None]
    rows = [ticket_json(desk.world, t, call.base) for t in tickets]
    return Answer(200, {"tickets": rows, "next_page": None, "previous_page": None, "count": len(rows)})


def _too_many(limit: int) -> Answer:
    sentence = f"Parameter  cannot specify more than {limit} values"
    return Answer(400, {"error": "TooManyValues", "description": sentence, "max_count": limit})


def audits(desk: Desk, call: Call, number: str) -> Answer:
    """`GET tickets/{id}/audits`; all at once, and without `meta`, for an archived ticket."""
    ticket = _ticket(desk, number)
    if ticket is None:
        return not_found()
    rows = [audit_json(a) for a in sorted(ticket.audits, key=lambda a: (a.at, a.id))]
    if ticket.archived:
        return Answer(200, {"audits": rows, "next_page": None, "previous_page": None, "count": len(rows)})
    return _cursor_page(call, "audits", rows)


def comments(desk: Desk, call: Call, number: str) -> Answer:
    """`GET tickets/{id}/comments`."""
    ticket = _ticket(desk, number)
    if ticket is None:
        return not_found()
    rows = [
        {
            **comment_json(c),
            "via": c.via.as_json(),
            "created_at": stamp(c.at),
            "metadata": {"system": {}, "custom": dict(c.custom)},
        }
        for c in ticket.comments
    ]
    return _cursor_page(call, "comments", rows)


def _cursor_page(call: Call, name: str, rows: Sequence[dict[str, Any]]) -> Answer:
    """Cursor paging: the last page has links and cursors too, and only `has_more` is right."""
    sort = call.query.get("sort", "")
    if sort.startswith("-") or call.query.get("sort_order") == "desc":
        rows = list(reversed(rows))
    size = min(_MANY, int(call.query.get("page[size]", _MANY)))
    after = call.query.get("page[after]")
    start = int(base64.b64decode(after).decode()) if after else 0
    page = rows[start : start + size]
    cursor = base64.b64encode(str(start + len(page)).encode()).decode() if page else None
    link = f"{call.base}{call.path}?page%5Bafter%5D={cursor}&page%5Bsize%5D={size}" if cursor else None
    meta = {"has_more": start + size < len(rows), "after_cursor": cursor, "before_cursor": cursor}
    return Answer(200, {name: list(page), "meta": meta, "links": {"prev": link, "next": link}})


# -- writing ---------------------------------------------------------------------------------------------------


def update_ticket(desk: Desk, call: Call, number: str) -> Answer:
    """`PUT tickets/{id}`."""
    ticket = _ticket(desk, number)
    if ticket is None:
        return not_found()
    row = call.body.get("ticket", {})
    if conflict := _stale(ticket, row):
        return conflict
    try:
        audit = apply_row(desk.world, ticket.id, row, desk.world.service_user_id, batch=False)
    except Refused as refusal:
        return refused(refusal.details)
    data = {"ticket": ticket_json(desk.world, ticket, call.base), "audit": audit_json(audit)}
    return Answer(200, data, headers=_warning(unknown_keys(row, batch=False)))


def _stale(ticket: Ticket, row: dict[str, Any]) -> Answer | None:
    if row.get("safe_update") and row.get("updated_stamp") != stamp(ticket.updated_at):
        sentence = (
            "Safe Update prevented the update due to outdated ticket data. "
            "Please fetch the latest ticket data and try again."
        )
        return Answer(409, {"error": "UpdateConflict", "description": sentence})
    return None


def _warning(keys: Sequence[str]) -> dict[str, str]:
    if not keys:
        return {}
    names = ", ".join(f'"{key}"' for key in keys)
    frame = f':controller=>"tickets", :action=>"update", :unpermitted_keys=>[{names}], :invalid_values=>[]'
    return {"x-zendesk-api-warn": f"{{:allowed_parameters=>{{{frame}}}}}"}


def update_many(desk: Desk, call: Call) -> Answer:
    """`PUT tickets/update_many`, for distinct rows or the same change for many."""
    if desk.jobs.running() >= AT_ONCE:
        ids = [job.id for job in desk.jobs.all()]
        sentence = "Too many TicketBulkUpdate jobs are currently queued or running. Try again later."
        data = {"error": "TooManyJobs", "description": sentence, "current_job_ids": ids}
        return Answer(429, data, headers={"retry-after": "30"})
    if "ids" in call.query:
        rows = [{**call.body.get("ticket", {}), "id": int(i)} for i in call.query["ids"].split(",")]
    else:
        rows = list(call.body.get("tickets", ()))
    if len(rows) > _MANY:
        return _too_many(_MANY)
    job = desk.jobs.queue(rows, desk.world.service_user_id)
    return Answer(200, {"job_status": job_json(job, call.base)})


def job(desk: Desk, call: Call, name: str) -> Answer:
    """`GET job_statuses/{id}`."""
    found = desk.jobs.find(name)
    return not_found() if found is None else Answer(200, {"job_status": job_json(found, call.base)})


def jobs(desk: Desk, call: Call) -> Answer:
    """`GET job_statuses` and `job_statuses/show_many`."""
    wanted = set(call.query["ids"].split(",")) if "ids" in call.query else None
    rows = [job_json(j, call.base) for j in desk.jobs.all() if wanted is None or j.id in wanted]
    return Answer(200, {"job_statuses": rows, "meta": {"has_more": False, "after_cursor": None}})


def tags(desk: Desk, call: Call, number: str) -> Answer:
    """The four tag verbs: GET lists, PUT adds, POST replaces, DELETE removes; none works on a closed ticket."""
    ticket = _ticket(desk, number)
    if ticket is None:
        return not_found()
    given = clean_tags(call.body.get("tags") or call.query.get("tags", "").replace(",", " "))
    changes = {
        "GET": None,
        "PUT": {"additional_tags": given},
        "POST": {"tags": given},
        "DELETE": {"remove_tags": given},
    }[call.method]
    if changes is not None:
        if ticket.status == "closed":
            return refused({"status": [{"description": "Status: closed prevents ticket update"}]})
        if conflict := _stale(
            ticket, {**call.body, "safe_update": str(call.body.get("safe_update", "")).lower() == "true"}
        ):
            return conflict
        desk.world.update(ticket.id, desk.world.service_user_id, changes)
    return Answer(201 if call.method == "POST" else 200, {"tags": list(ticket.tags)})


# -- people and things -----------------------------------------------------------------------------------------


def users_many(desk: Desk, call: Call) -> Answer:
    """`GET users/show_many`."""
    ids = [int(i) for i in call.query.get("ids", "").split(",") if i.lstrip("-").isdecimal()]
    if len(ids) > _MANY:
        return _too_many(_MANY)
    rows = [user_json(desk.world, desk.world.users[i], call.base) for i in ids if i in desk.world.users]
    return Answer(200, {"users": rows, "next_page": None, "previous_page": None, "count": len(rows)})


def users(desk: Desk, call: Call) -> Answer:
    """`GET users`, all or of some roles."""
    roles = {value for key, value in call.query.items() if key.startswith("role")}
    wanted = {role for value in roles for role in value.split(",")}
    rows = [
        user_json(desk.world, u, call.base)
        for u in desk.world.users.values()
        if not wanted or u.role in wanted
    ]
    return _listed(call, "users", rows)


def groups(desk: Desk, call: Call) -> Answer:
    """`GET groups`."""
    rows = [
        {
            "id": number,
            "url": f"{call.base}/api/v2/groups/{number}.json",
            "name": name,
            "description": "",
            "default": False,
            "deleted": False,
            "is_public": True,
            "created_at": "2024-01-08T09:00:00Z",
            "updated_at": "2024-01-08T09:00:00Z",
        }
        for number, name in desk.world.groups.items()
    ]
    return _listed(call, "groups", rows)


def memberships(desk: Desk, call: Call) -> Answer:
    """`GET group_memberships`."""
    pairs = [(u, g) for u in desk.world.users.values() for g in u.groups]
    rows = [
        {
            "id": u.id * 100 + place,
            "user_id": u.id,
            "group_id": g,
            "default": g == u.groups[0],
            "created_at": "2024-01-08T09:00:00Z",
            "updated_at": "2024-01-08T09:00:00Z",
        }
        for place, (u, g) in enumerate(pairs)
    ]
    return _listed(call, "group_memberships", rows)


def brands(desk: Desk, call: Call) -> Answer:
    """`GET brands`."""
    rows = [
        {
            "id": i,
            "url": f"{call.base}/api/v2/brands/{i}.json",
            "name": n,
            "subdomain": desk.world.subdomain,
            "active": True,
            "default": False,
            "is_deleted": False,
        }
        for i, n in desk.world.brands.items()
    ]
    return _listed(call, "brands", rows)


def ticket_fields(desk: Desk, call: Call) -> Answer:
    """`GET ticket_fields`."""
    rows = [
        {
            "id": i,
            "url": f"{call.base}/api/v2/ticket_fields/{i}.json",
            "type": kind,
            "title": title,
            "active": True,
            "removable": True,
        }
        for i, (title, kind) in desk.world.fields.items()
    ]
    return _listed(call, "ticket_fields", rows)


def ticket_forms(desk: Desk, call: Call) -> Answer:
    """`GET ticket_forms`: this plan has none."""
    del desk
    return _listed(call, "ticket_forms", [])


def custom_statuses(desk: Desk, call: Call) -> Answer:
    """`GET custom_statuses`; its dates are not ISO."""
    del call
    return Answer(200, {"custom_statuses": desk.world.custom_statuses})


def schedules(desk: Desk, call: Call) -> Answer:
    """`GET business_hours/schedules`."""
    del call
    rows = [{k: v for k, v in s.items() if k != "holidays"} for s in desk.world.schedules.values()]
    return Answer(200, {"schedules": rows})


def holidays(desk: Desk, call: Call, number: str) -> Answer:
    """`GET business_hours/schedules/{id}/holidays`."""
    del call
    schedule = desk.world.schedules.get(int(number))
    return not_found() if schedule is None else Answer(200, {"holidays": schedule["holidays"]})


def _listed(call: Call, name: str, rows: Sequence[dict[str, Any]]) -> Answer:
    """A list, paged by cursor where that is asked for, else by number."""
    if "page[size]" in call.query or "page[after]" in call.query:
        return _cursor_page(call, name, rows)
    size, page = min(_MANY, int(call.query.get("per_page", _MANY))), int(call.query.get("page", 1))
    shown = list(rows[(page - 1) * size : page * size])
    more = page * size < len(rows)
    link = f"{call.base}{call.path}?page={page + 1}&per_page={size}" if more else None
    return Answer(200, {name: shown, "next_page": link, "previous_page": None, "count": len(rows)})


# -- search ----------------------------------------------------------------------------------------------------


def search(desk: Desk, call: Call) -> Answer:
    """`GET search`: at most a thousand results, whatever `count` says."""
    found = _search(desk.world, call.query.get("query", ""))
    size, page = min(_MANY, int(call.query.get("per_page", _MANY))), int(call.query.get("page", 1))
    if page * size > _SEARCH_LIMIT:
        return Answer(
            422,
            {
                "error": "invalid",
                "description": "Requested response size was greater than Search Response Limits",
            },
        )
    rows = [
        {**ticket_json(desk.world, t, call.base), "result_type": "ticket"}
        for t in found[(page - 1) * size : page * size]
    ]
    return Answer(
        200, {"results": rows, "facets": None, "next_page": None, "previous_page": None, "count": len(found)}
    )


def search_count(desk: Desk, call: Call) -> Answer:
    """`GET search/count`."""
    return Answer(200, {"count": len(_search(desk.world, call.query.get("query", "")))})


def search_export(desk: Desk, call: Call) -> Answer:
    """`GET search/export`: by creation, with a cursor."""
    if call.query.get("filter[type]") != "ticket":
        return bad_request("InvalidValue", "filter[type] is required")
    found = sorted(_search(desk.world, call.query.get("query", "")), key=lambda t: (t.created_at, t.id))
    rows = [{**ticket_json(desk.world, t, call.base), "result_type": "ticket"} for t in found]
    return _cursor_page(call, "results", rows)


_ORDER = ("new", "open", "pending", "hold", "solved", "closed")


def _search(world: World, query: str) -> list[Ticket]:
    """Words of the form `status<solved`, `status:open`, `tags:x`, `-tags:x`, `updated>2026-11-01`."""
    tickets = [t for t in world.tickets.values() if t.status != "deleted"]
    for word in query.split():
        tickets = [t for t in tickets if _fits(t, word)]
    return tickets


def _fits(ticket: Ticket, word: str) -> bool:
    if word.startswith("-"):
        return not _fits(ticket, word[1:])
    sign = next((s for s in ("<=", ">=", "<", ">", ":") if s in word), None)
    if sign is None:
        return word.lower() in f"{ticket.subject} {ticket.description}".lower()
    name, value = word.split(sign, 1)
    if name == "type":
        return value == "ticket"
    if name == "tags":
        return value in ticket.tags
    if name == "status":
        return _compare(sign, _ORDER.index(ticket.status), _ORDER.index(value))
    if name in ("updated", "created"):
        moment = ticket.updated_at if name == "updated" else ticket.created_at
        return _compare(sign, stamp(moment)[: len(value)], value)
    return str(getattr(ticket, f"{name}_id", None)) == value


def _compare(sign: str, left: Any, right: Any) -> bool:  # noqa: ANN401 - two of a kind
    results = {
        "<": left < right,
        ">": left > right,
        "<=": left <= right,
        ">=": left >= right,
        ":": left == right,
    }
    return bool(results[sign])


Endpoint = Callable[..., Answer]
ROUTES: tuple[tuple[str, str, Endpoint], ...] = (
    ("GET", r"users/me", me),
    ("GET", r"oauth/tokens/current", current_token),
    ("GET", r"account/settings", settings),
    ("GET", r"incremental/tickets/cursor", ticket_export),
    ("GET", r"incremental/ticket_events", event_export),
    ("GET", r"tickets/show_many", show_many),
    ("PUT", r"tickets/update_many", update_many),
    ("GET", r"tickets/(\d+)/audits", audits),
    ("GET", r"tickets/(\d+)/comments", comments),
    ("GET|PUT|POST|DELETE", r"tickets/(\d+)/tags", tags),
    ("GET", r"tickets/(\d+)", show),
    ("PUT", r"tickets/(\d+)", update_ticket),
    ("GET", r"job_statuses/show_many", jobs),
    ("GET", r"job_statuses/([\w-]+)", job),
    ("GET", r"job_statuses", jobs),
    ("GET", r"users/show_many", users_many),
    ("GET", r"users", users),
    ("GET", r"groups", groups),
    ("GET", r"group_memberships", memberships),
    ("GET", r"brands", brands),
    ("GET", r"ticket_fields", ticket_fields),
    ("GET", r"ticket_forms", ticket_forms),
    ("GET", r"custom_statuses", custom_statuses),
    ("GET", r"business_hours/schedules/(\d+)/holidays", holidays),
    ("GET", r"business_hours/schedules", schedules),
    ("GET", r"search/count", search_count),
    ("GET", r"search/export", search_export),
    ("GET", r"search", search),
)
