"""Whether agents are there, as omnichannel routing knows it; plans without it have no such list."""

from __future__ import annotations

from integration.zendesk.errors import Gone, Refused, StuckCursor
from integration.zendesk.models import WireModel
from integration.zendesk.shapes import Id
from integration.zendesk.transport import Transport

_PATH = "/api/v2/agent_availabilities"
_A_PAGE = 100


class _Status(WireModel):
    name: str = ""


class _Attributes(WireModel):
    agent_id: Id
    agent_status: _Status | None = None


class _Row(WireModel):
    attributes: _Attributes


class _Meta(WireModel):
    has_more: bool = False
    after_cursor: str | None = None


class _Page(WireModel):
    data: tuple[_Row, ...] = ()
    meta: _Meta = _Meta()


def fetch_statuses(transport: Transport) -> dict[int, str] | None:
    """The status of each agent by id, as `online` or `away`; None where the plan or role shows none.

    Agents who never signed in to routing are missing. Costs one call for each 100 agents, of 300 a minute.

    Source: developer.zendesk.com, Agent Availability, read 2026-11.
    """
    found: dict[int, str] = {}
    cursor: str | None = None
    while True:
        params: dict[str, str | int] = {"page[size]": _A_PAGE}
        if cursor is not None:
            params["page[after]"] = cursor
        try:
            page, _ = transport.fetch(_PATH, params, _Page)
        except (Refused, Gone) as refusal:
            if refusal.status not in {403, 404}:
                raise
            return None
        found |= {
            row.attributes.agent_id: row.attributes.agent_status.name
            for row in page.data
            if row.attributes.agent_status is not None
        }
        after = page.meta.after_cursor
        if not page.meta.has_more or after is None:
            return found
        if after == cursor:
            raise StuckCursor(0, "A list gives back the cursor it was asked with.")
        cursor = after
