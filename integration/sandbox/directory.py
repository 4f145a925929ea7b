"""Who we are, and the account's people and things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from integration.sandbox.calls import MANY, Answer, Call, Desk, not_found, too_many
from integration.sandbox.paging import listed
from integration.sandbox.people import BEGINNING, anonymous_json, me_json, user_json, users_of
from integration.sandbox.records import User


def me(desk: Desk, call: Call) -> Answer:
    """`GET users/me`: the anonymous user, with status 200, when nobody is signed in."""
    if not desk.auth.scopes_of(call.authorization):
        return Answer(200, {"user": anonymous_json()})
    return Answer(200, {"user": me_json(desk.world, desk.actor(call), call.base)})


def current_token(desk: Desk, call: Call) -> Answer:
    """`GET oauth/tokens/current`."""
    return Answer(200, desk.auth.current(call.authorization))


def settings(desk: Desk, call: Call) -> Answer:
    """`GET account/settings`, as far as it matters."""
    del desk, call
    tickets = {"comments_public_by_default": True, "assign_tickets_upon_solve": True}
    return Answer(200, {"settings": {"tickets": tickets, "limits": {"attachment_size": 52_428_800}}})


def users_many(desk: Desk, call: Call) -> Answer:
    """`GET users/show_many`: ids that nobody has are silently missing."""
    ids = call.ids()
    if len(ids) > MANY:
        return too_many()
    rows = users_of(desk.world, ids, call.base)
    return Answer(200, {"users": rows, "next_page": None, "previous_page": None, "count": len(rows)})


def user(desk: Desk, call: Call, number: str) -> Answer:
    """`GET users/{id}`."""
    found = desk.world.users.get(int(number))
    return not_found() if found is None else Answer(200, {"user": user_json(desk.world, found, call.base)})


def users(desk: Desk, call: Call) -> Answer:
    """`GET users`, all or of some roles."""
    roles = {value for key, value in call.query.items() if key.startswith("role")}
    wanted = {role for value in roles for role in value.split(",")}
    rows = [
        user_json(desk.world, u, call.base)
        for u in desk.world.users.values()
        if not wanted or u.role in wanted
    ]
    return listed(call, "users", rows)


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
            "created_at": BEGINNING,
            "updated_at": BEGINNING,
        }
        for number, name in desk.world.groups.items()
    ]
    return listed(call, "groups", rows)


def memberships(desk: Desk, call: Call, group: str | None = None) -> Answer:
    """`GET group_memberships` and `groups/{id}/memberships`."""
    if group is not None and int(group) not in desk.world.groups:
        return not_found()
    pairs = [(u, g) for u in desk.world.users.values() for g in u.groups if group in (None, str(g))]
    rows = [_membership(u, g, call.base) for u, g in pairs]
    return listed(call, "group_memberships", rows)


def _membership(user: User, group_id: int, base: str) -> dict[str, Any]:
    number = user.id % 10**8 * 10**7 + group_id % 10**7
    return {
        "url": f"{base}/api/v2/group_memberships/{number}.json",
        "id": number,
        "user_id": user.id,
        "group_id": group_id,
        "default": group_id == user.groups[0],
        "created_at": BEGINNING,
        "updated_at": BEGINNING,
    }


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
    return listed(call, "brands", rows)


def organizations_many(desk: Desk, call: Call) -> Answer:
    """`GET organizations/show_many`: ids that none has are silently missing."""
    ids = call.ids()
    if len(ids) > MANY:
        return too_many()
    rows = [
        {"id": i, "url": f"{call.base}/api/v2/organizations/{i}.json", "name": desk.world.organizations[i]}
        for i in ids
        if i in desk.world.organizations
    ]
    return Answer(200, {"organizations": rows, "next_page": None, "previous_page": None, "count": len(rows)})


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
            **_options(desk.world.options.get(i, ())),
        }
        for i, (title, kind) in desk.world.fields.items()
    ]
    return listed(call, "ticket_fields", rows)


def _options(tags: Sequence[str]) -> dict[str, Any]:
    """A drop-down's options; other fields have no such key."""
    options = [{"id": place, "name": tag, "raw_name": tag, "value": tag} for place, tag in enumerate(tags, 1)]
    return {"custom_field_options": options} if options else {}


def ticket_forms(desk: Desk, call: Call) -> Answer:
    """`GET ticket_forms`: this plan has none."""
    del desk
    return listed(call, "ticket_forms", [])


def custom_statuses(desk: Desk, call: Call) -> Answer:
    """`GET custom_statuses`; its dates are not ISO."""
    del call
    return Answer(200, {"custom_statuses": desk.world.custom_statuses})


def schedules(desk: Desk, call: Call) -> Answer:
    """`GET business_hours/schedules`."""
    del call
    return Answer(200, {"schedules": [_schedule(s) for s in desk.world.schedules.values()]})


def schedule(desk: Desk, call: Call, number: str) -> Answer:
    """`GET business_hours/schedules/{id}`."""
    del call
    found = desk.world.schedules.get(int(number))
    return not_found() if found is None else Answer(200, {"schedule": _schedule(found)})


def _schedule(row: dict[str, Any]) -> dict[str, Any]:
    shown = {key: value for key, value in row.items() if key != "holidays"}
    return {**shown, "created_at": BEGINNING, "updated_at": BEGINNING}


def holidays(desk: Desk, call: Call, number: str) -> Answer:
    """`GET business_hours/schedules/{id}/holidays`."""
    del call
    found = desk.world.schedules.get(int(number))
    return not_found() if found is None else Answer(200, {"holidays": found["holidays"]})
