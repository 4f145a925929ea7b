"""One request and one answer, and the refusals that many endpoints share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from integration.sandbox.auth import Auth
from integration.sandbox.jobs import Jobs
from integration.sandbox.world import World

MANY = 100
"""How many records a list page, a batch or a `show_many` may hold."""


class BadCall(Exception):
    """A parameter or a body that makes no sense; answered with 400."""


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
    readable: bool = True
    """False when the body was no JSON object."""

    def number(self, name: str, default: int) -> int:
        """A parameter that is a whole number.

        Raises:
            BadCall: it is none.
        """
        given = self.query.get(name)
        if given is None:
            return default
        if not given.lstrip("-").isdecimal():
            raise BadCall(f"{name} must be an integer")
        return int(given)

    def size(self, name: str, most: int) -> int:
        """How many records a page is to hold: the most unless told less, and at least one."""
        return max(1, min(most, self.number(name, most)))

    def ids(self) -> list[int]:
        """The numbers in `ids`, what is no number left out."""
        return [int(i) for i in self.query.get("ids", "").split(",") if i.lstrip("-").isdecimal()]

    def includes(self, name: str) -> bool:
        """Whether a sideload was asked for."""
        return name in self.query.get("include", "").split(",")


@dataclass(frozen=True)
class Request:
    """A call that was answered (`status` None: that was not), for tests to look at. No secrets."""

    method: str
    path: str
    query: dict[str, str]
    body: dict[str, Any]
    status: int | None
    at: datetime
    signed: bool


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

    def actor(self, call: Call) -> int:
        """Whom a call acts for."""
        return self.auth.actor_of(call.authorization)

    def role(self, call: Call) -> str:
        """That person's role; the role of our own user is the one that the switches give."""
        actor = self.actor(call)
        own = actor == self.world.service_user_id
        return self.world.switches.role if own else self.world.users[actor].role


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


def coded(code: str, title: str) -> Answer:
    """A call that newer endpoints cannot make sense of: the exports."""
    return Answer(400, {"errors": [{"code": code, "status": "400", "title": title}]})


def too_many() -> Answer:
    """More than a hundred at once; the two spaces are Zendesk's."""
    sentence = f"Parameter  cannot specify more than {MANY} values"
    return Answer(400, {"error": "TooManyValues", "description": sentence, "max_count": MANY})


def unpermitted(keys: Sequence[str]) -> dict[str, str]:
    """The header that is Zendesk's only word about keys that it dropped."""
    if not keys:
        return {}
    names = ", ".join(f'"{key}"' for key in keys)
    frame = f':controller=>"tickets", :action=>"update", :unpermitted_keys=>[{names}], :invalid_values=>[]'
    return {"x-zendesk-api-warn": f"{{:allowed_parameters=>{{{frame}}}}}"}
