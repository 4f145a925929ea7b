"""The control door for other processes: set the clock, add faults, change a ticket as a person, look at everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Protocol

from integration.sandbox.calls import Answer, Call, Request
from integration.sandbox.faults import Fault, Faults
from integration.sandbox.jobs import Jobs
from integration.sandbox.records import JobPlan, Refused, Via
from integration.sandbox.render import stamp
from integration.sandbox.world import World


class Controlled(Protocol):
    """What the door opens on: a sandbox."""

    world: World
    faults: Faults
    jobs: Jobs
    requests: list[Request]


def answer_door(sandbox: Controlled, call: Call) -> Answer:
    """Carry out one control call."""
    name = call.path.removeprefix("/_sandbox/")
    actions = {
        "clock": _clock,
        "faults": _faults,
        "switches": _switches,
        "happening": _happening,
        "state": _state,
        "requests": _requests,
        "jobs": _jobs,
    }
    if name not in actions:
        return Answer(404, {"error": "InvalidEndpoint", "known": sorted(actions)})
    try:
        return Answer(200, actions[name](sandbox, call.body))
    except (Refused, TypeError, KeyError, ValueError, AttributeError) as mistake:
        return Answer(422, {"error": type(mistake).__name__, "description": str(mistake)})


def _clock(sandbox: Controlled, body: dict[str, Any]) -> dict[str, Any]:
    clock = sandbox.world.clock
    if "set" in body:
        clock.set(datetime.fromisoformat(body["set"]))
    if "advance_s" in body:
        clock.advance(timedelta(seconds=body["advance_s"]))
    if "speed" in body:
        clock.run(body["speed"])
    return {"now": stamp(clock.now())}


def _faults(sandbox: Controlled, body: dict[str, Any]) -> dict[str, Any]:
    if body.get("clear"):
        sandbox.faults.clear()
    for fault in body.get("add", ()):
        sandbox.faults.add(Fault(**fault))
    return {"ok": True}


def _switches(sandbox: Controlled, body: dict[str, Any]) -> dict[str, Any]:
    known = asdict(sandbox.world.switches)
    if unknown := sorted(set(body) - set(known)):
        raise ValueError(f"no such switch: {', '.join(unknown)}")
    for name, value in body.items():
        setattr(sandbox.world.switches, name, value)
    return asdict(sandbox.world.switches)


def _jobs(sandbox: Controlled, body: dict[str, Any]) -> dict[str, Any]:
    sandbox.jobs.plans += [_plan(**given) for given in body.get("plans", ())]
    sandbox.jobs.fates += body.get("fates", [])
    sandbox.jobs.partial_share = body.get("partial_share", sandbox.jobs.partial_share)
    return {"running": sandbox.jobs.running()}


def _plan(
    fate: str = "completed",
    errors: dict[str, list[str]] | None = None,
    lost: Sequence[int] = (),
    unreported: Sequence[int] = (),
) -> JobPlan:
    """A job's plan out of JSON, where the keys of `errors` are texts."""
    told = {int(number): (error, details) for number, (error, details) in (errors or {}).items()}
    return JobPlan(fate, told, frozenset(lost), frozenset(unreported))


_ACTS = (
    "auto_reply",
    "call",
    "demote",
    "end_conversation",
    "make_private",
    "merge",
    "message",
    "open_conversation",
    "rate",
    "redact",
    "say",
)
"""What else may happen: functions of the world, by name."""


def _happening(sandbox: Controlled, body: dict[str, Any]) -> dict[str, Any]:
    world = sandbox.world
    if "act" in body:
        if body["act"] not in _ACTS:
            raise ValueError(f"no such act, but {', '.join(_ACTS)}")
        came = getattr(world, body["act"])(**body.get("with", {}))
        return {"ticket_id": came} if isinstance(came, int) else {"ok": True}
    via = Via(**body.get("via", {"channel": "web"}))
    if "ticket_id" not in body:
        return {
            "ticket_id": world.add_ticket(
                body["requester_id"], body.get("body", "Hello"), via=via, **body.get("columns", {})
            )
        }
    audit = world.update(
        body["ticket_id"],
        body["actor_id"],
        body.get("changes"),
        comment=body.get("comment"),
        public=body.get("public", True),
        via=via,
    )
    return {"audit_id": audit.id}


def _state(sandbox: Controlled, body: dict[str, Any]) -> dict[str, Any]:
    """Every ticket, or those asked for, with its tags, comments and the metadata of its audits."""
    wanted = body.get("ids")
    tickets = [t for t in sandbox.world.tickets.values() if wanted is None or t.id in wanted]
    return {
        str(t.id): {
            "status": t.status,
            "tags": list(t.tags),
            "updated_at": stamp(t.updated_at),
            "comments": [
                {"public": c.public, "author_id": c.author_id, "body": c.html or c.body, "at": stamp(c.at)}
                for c in t.comments
            ],
            "metadata": [dict(a.custom) for a in t.audits if a.custom],
        }
        for t in tickets
    }


def _requests(sandbox: Controlled, body: dict[str, Any]) -> dict[str, Any]:
    del body
    rows = [
        {"method": r.method, "path": r.path, "status": r.status, "at": stamp(r.at)} for r in sandbox.requests
    ]
    return {"requests": rows}
