"""Whether agents are there, as omnichannel routing knows it; a JSON:API of its own, by cursor alone."""

from __future__ import annotations

from typing import Any

from integration.sandbox.calls import Answer, Call, Desk
from integration.sandbox.paging import cursor_page
from integration.sandbox.people import BEGINNING
from integration.sandbox.records import User

_STATUSES = {"offline": 2, "online": 3, "away": 4, "transfers only": 5}
"""Zendesk's own agent statuses; an account's have other numbers."""
_OWN = 1_000


def agents(desk: Desk, call: Call) -> Answer:
    """`GET agent_availabilities`: those who ever signed in to routing; 403 where the plan has none."""
    if not desk.world.switches.agent_statuses:
        error = {"code": "Forbidden", "title": "Forbidden", "detail": "Omnichannel routing is not enabled"}
        return Answer(403, {"errors": [error]})
    rows = [_row(one) for one in desk.world.users.values() if one.status is not None]
    return cursor_page(call, "data", rows, extra={"included": []})


def _row(user: User) -> dict[str, Any]:
    name = str(user.status)
    status = {"id": _STATUSES.get(name, _OWN), "name": name, "reason": "UNKNOWN", "updated_at": BEGINNING}
    return {
        "type": "agent_availabilities",
        "id": f"agent_availabilities|{user.id}",
        "attributes": {
            "agent_id": user.id,
            "agent_status": status,
            "group_ids": list(user.groups),
            "skills": [],
            "version": 1,
        },
        "relationships": {"channels": {"data": []}},
    }
