"""An account with two agents, a customer and a client of plain HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET
from integration.sandbox.records import Ticket
from integration.sandbox.server import Sandbox

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class Account:
    """The sandbox, its people, and a signed-in client."""

    sandbox: Sandbox
    http: requests.Session

    def __post_init__(self) -> None:
        self.world = self.sandbox.world
        self.clock = self.world.clock
        self.parcels = self.world.add_group("Parcels")
        self.billing = self.world.add_group("Billing")
        self.bo = self.world.add_user("Bo Example", role="agent", groups=[self.parcels])
        self.cy = self.world.add_user("Cy Example", role="agent", groups=[self.billing])
        self.ann = self.world.add_user("Ann Example")
        self.sign_in()

    def sign_in(self, scope: str = "read tickets:write", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Get a token and use it from now on; the whole answer."""
        body = {"grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
        answer = self.http.post(f"{self.sandbox.url}/oauth/tokens", json={**body, "scope": scope, **more})
        assert answer.status_code == 201
        self.http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        return dict(answer.json())

    def call(self, method: str, path: str, **more: Any) -> requests.Response:  # noqa: ANN401 - requests' own
        """One call of the API."""
        return self.http.request(method, f"{self.sandbox.url}/api/v2/{path}", timeout=5, **more)

    def get(self, path: str, **query: Any) -> Any:  # noqa: ANN401 - JSON
        """The JSON of a GET that went well."""
        answer = self.call("GET", path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def put(self, ticket_id: int, **row: Any) -> requests.Response:  # noqa: ANN401 - JSON
        """One ticket's update."""
        return self.call("PUT", f"tickets/{ticket_id}.json", json={"ticket": row})

    def batch(self, rows: list[dict[str, Any]], seconds: float = 5) -> dict[str, Any]:
        """A batch of rows, and its job some time later."""
        queued = self.call("PUT", "tickets/update_many.json", json={"tickets": rows})
        assert queued.status_code == 200, queued.text
        self.pass_time(seconds)
        return dict(self.get(f"job_statuses/{queued.json()['job_status']['id']}.json")["job_status"])

    def ticket(self, body: str = "Where is my parcel?", **more: Any) -> Ticket:  # noqa: ANN401 - columns
        """A new ticket of Ann's."""
        return self.world.tickets[self.world.add_ticket(more.pop("requester_id", self.ann), body, **more)]

    def note(self, ticket: Ticket, body: str = "Passed around.", **more: Any) -> requests.Response:  # noqa: ANN401 - JSON
        """An internal note."""
        return self.put(ticket.id, comment={"body": body, "public": False}, **more)

    def pass_time(self, seconds: float) -> None:
        """Let simulated time pass."""
        self.clock.advance(timedelta(seconds=seconds))

    def second(self) -> int:
        """Now, in seconds since 1970."""
        return int(self.clock.seconds())
