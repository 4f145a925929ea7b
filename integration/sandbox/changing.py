"""Writing: one ticket, its tags, and batches that run as jobs."""

from __future__ import annotations

from typing import Any

from integration.sandbox.calls import (
    MANY,
    Answer,
    Call,
    Desk,
    bad_request,
    not_found,
    refused,
    too_many,
    unpermitted,
)
from integration.sandbox.jobs import AT_ONCE
from integration.sandbox.records import Refused, Ticket, Via
from integration.sandbox.render import audit_json, job_json, stamp, ticket_json
from integration.sandbox.rules import CLOSED
from integration.sandbox.texts import clean_tags, comment_json
from integration.sandbox.tickets import found_ticket
from integration.sandbox.world import World
from integration.sandbox.writes import apply_row, unknown_keys


def update_ticket(desk: Desk, call: Call, number: str) -> Answer:
    """`PUT tickets/{id}`: the ticket as it is afterwards, and the update's audit."""
    ticket = found_ticket(desk, number)
    if ticket is None:
        return not_found()
    row = call.body.get("ticket", {})
    if conflict := _stale(desk.world, ticket, row):
        return conflict
    try:
        audit = apply_row(desk.world, ticket.id, row, desk.actor(call))
    except Refused as refusal:
        return refused(refusal.details)
    data = {"ticket": ticket_json(desk.world, ticket, call.base), "audit": audit_json(audit)}
    return Answer(200, data, headers=unpermitted(unknown_keys(row, batch=False)))


def _stale(world: World, ticket: Ticket, row: dict[str, Any]) -> Answer | None:
    """The answer to a safe update whose stamp is not the ticket's; the documents write `true` also as a text."""
    outdated = ticket.id in world.contested or row.get("updated_stamp") != stamp(ticket.updated_at)
    if outdated and str(row.get("safe_update", "")).lower() == "true":
        sentence = (
            "Safe Update prevented the update due to outdated ticket data. "
            "Please fetch the latest ticket data and try again."
        )
        return Answer(409, {"error": "UpdateConflict", "description": sentence})
    return None


def tags(desk: Desk, call: Call, number: str) -> Answer:
    """The four tag verbs: GET lists, PUT adds, POST replaces, DELETE removes; none writes to a closed ticket."""
    ticket = found_ticket(desk, number)
    if ticket is None:
        return not_found()
    if call.method != "GET":
        given = clean_tags(call.body.get("tags") or call.query.get("tags", "").replace(",", " "))
        key = {"PUT": "additional_tags", "POST": "tags", "DELETE": "remove_tags"}[call.method]
        if ticket.status == "closed":
            return refused(CLOSED)
        if conflict := _stale(desk.world, ticket, call.body):
            return conflict
        try:
            desk.world.update(ticket.id, desk.actor(call), {key: given}, via=Via("api"))
        except Refused as refusal:
            return refused(refusal.details)
    return Answer(201 if call.method == "POST" else 200, {"tags": list(ticket.tags)})


def redact(desk: Desk, call: Call, number: str, name: str) -> Answer:
    """`PUT tickets/{id}/comments/{comment_id}/redact`: these words are gone, everywhere and for good; not in a closed ticket."""
    ticket = found_ticket(desk, number)
    comment = next((c for c in ticket.comments if c.id == int(name)), None) if ticket is not None else None
    if ticket is None or comment is None:
        return not_found()
    if ticket.status == "closed":
        return refused(CLOSED)
    desk.world.redact(ticket.id, comment.id, desk.actor(call), text=call.body.get("text"))
    return Answer(200, {"comment": comment_json(comment)})


def make_private(desk: Desk, call: Call, number: str, name: str) -> Answer:
    """`PUT tickets/{id}/comments/{comment_id}/make_private`."""
    ticket = found_ticket(desk, number)
    if ticket is None or all(comment.id != int(name) for comment in ticket.comments):
        return not_found()
    desk.world.make_private(ticket.id, int(name), desk.actor(call))
    return Answer(200, {})


def merge(desk: Desk, call: Call, number: str) -> Answer:
    """`POST tickets/{id}/merge`: a job closes the named tickets into this one."""
    ticket = found_ticket(desk, number)
    if ticket is None:
        return not_found()
    if (refusal := _too_many_jobs(desk)) is not None:
        return refusal
    words = {key: value for key, value in call.body.items() if key != "ids"}
    rows = [{**words, "id": int(i)} for i in call.body.get("ids") or ()]
    if not rows:
        return bad_request("BadRequest", "ids are missing")
    job = desk.jobs.queue(rows, desk.actor(call), target=ticket.id)
    return Answer(200, {"job_status": job_json(job, call.base)}, headers=_in_flight(desk.jobs.running()))


def _too_many_jobs(desk: Desk) -> Answer | None:
    running = desk.jobs.running()
    if running < AT_ONCE:
        return None
    sentence = "Too many TicketBulkUpdate jobs are currently queued or running. Try again later."
    ids = [job.id for job in desk.jobs.all() if job.ended_at is None]
    data = {"error": "TooManyJobs", "description": sentence, "current_job_ids": ids}
    wait = {"retry-after": "30"} if desk.world.switches.retry_after else {}
    return Answer(429, data, headers=wait | _in_flight(running))


def update_many(desk: Desk, call: Call) -> Answer:
    """`PUT tickets/update_many`, for distinct rows or the same change for many."""
    if (refusal := _too_many_jobs(desk)) is not None:
        return refusal
    distinct = "ids" not in call.query
    shared = call.body.get("ticket", {})
    rows = list(call.body.get("tickets", ())) if distinct else [{**shared, "id": i} for i in call.ids()]
    if len(rows) > MANY:
        return too_many()
    if not rows:
        return bad_request("BadRequest", "Both ids and tickets are missing")
    job = desk.jobs.queue(rows, desk.actor(call), distinct=distinct)
    dropped = sorted({key for row in rows for key in unknown_keys(row, batch=True)})
    headers = unpermitted(dropped) | _in_flight(desk.jobs.running())
    return Answer(200, {"job_status": job_json(job, call.base)}, headers=headers)


def _in_flight(running: int) -> dict[str, str]:
    left = f"total={AT_ONCE}; remaining={max(0, AT_ONCE - running)}; resets=60"
    return {"zendesk-ratelimit-inflight-jobs": left}


def job(desk: Desk, call: Call, name: str) -> Answer:
    """`GET job_statuses/{id}`."""
    found = desk.jobs.find(name)
    return not_found() if found is None else Answer(200, {"job_status": job_json(found, call.base)})


def jobs(desk: Desk, call: Call) -> Answer:
    """`GET job_statuses` and `job_statuses/show_many`."""
    wanted = set(call.query["ids"].split(",")) if "ids" in call.query else None
    rows = [job_json(j, call.base) for j in desk.jobs.all() if wanted is None or j.id in wanted]
    return Answer(200, {"job_statuses": rows, "meta": {"has_more": False, "after_cursor": None}})
