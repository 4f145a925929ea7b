"""Wire objects: people as Zendesk's JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from integration.sandbox.account import LIGHT
from integration.sandbox.records import User
from integration.sandbox.world import World

BEGINNING = "2024-01-08T09:00:00Z"
"""When the people and things of the account came to be."""
_RAILS = {
    "London": "Europe/London",
    "Berlin": "Europe/Berlin",
    "Warsaw": "Europe/Warsaw",
    "Singapore": "Asia/Singapore",
    "Eastern Time (US & Canada)": "America/New_York",
    "Pacific Time (US & Canada)": "America/Los_Angeles",
}
"""Rails' names of the zones that stories use."""


def iana_of(zone: str) -> str:
    """A zone's IANA name, also where the profile has Rails' name for it."""
    return _RAILS.get(zone, zone)


def user_json(world: World, user: User, base: str) -> dict[str, Any]:
    """A user; the signed-in one carries more, see `me_json`."""
    return {
        "id": user.id,
        "url": f"{base}/api/v2/users/{user.id}.json",
        "name": user.name,
        "email": user.email,
        "created_at": BEGINNING,
        "updated_at": BEGINNING,
        "time_zone": user.time_zone,
        "iana_time_zone": iana_of(user.time_zone),
        "phone": None,
        "shared_phone_number": None,
        "photo": None,
        "locale_id": 1,
        "locale": user.locale,
        "organization_id": None,
        "role": user.role,
        "verified": True,
        "external_id": None,
        "tags": list(user.tags),
        "alias": None,
        "active": user.active,
        "shared": False,
        "shared_agent": False,
        "last_login_at": BEGINNING,
        "two_factor_auth_enabled": None,
        "signature": "",
        "details": "",
        "notes": "",
        "role_type": user.role_type if user.role_type is not None else (4 if user.role == "admin" else None),
        "custom_role_id": None,
        "moderator": user.role != "end-user",
        "ticket_restriction": user.ticket_restriction,
        "only_private_comments": user.role_type == LIGHT,
        "restricted_agent": user.ticket_restriction is not None,
        "suspended": user.suspended,
        "default_group_id": user.groups[0] if user.groups and user.groups[0] in world.groups else None,
        "report_csv": user.role == "admin",
        "user_fields": {},
    }


def me_json(world: World, user_id: int, base: str) -> dict[str, Any]:
    """The signed-in user with a secret; our own user has the role and the restriction that the switches give."""
    row = user_json(world, world.users[user_id], base)
    if user_id == world.service_user_id:
        role, restriction = world.switches.role, world.switches.restriction
        row |= {"role": role, "role_type": 4 if role == "admin" else None}
        row |= {"ticket_restriction": restriction, "restricted_agent": restriction is not None}
    return {**row, "authenticity_token": "not-for-logs"}


def users_of(world: World, ids: Iterable[int | None], base: str) -> list[dict[str, Any]]:
    """The users with these ids, each once, by id; ids that nobody has are left out."""
    return [user_json(world, world.users[i], base) for i in sorted(world.users.keys() & set(ids))]


def anonymous_json() -> dict[str, Any]:
    """Whom Zendesk shows, with status 200, when nobody is signed in."""
    return {
        "id": None,
        "url": None,
        "name": "Anonymous user",
        "email": "invalid@example.com",
        "role": "end-user",
        "active": True,
        "suspended": False,
        "time_zone": "Eastern Time (US & Canada)",
        "locale": "en-US",
        "tags": [],
    }
