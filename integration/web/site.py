"""What the page is made of: the account it shows, and what may be there besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from integration.engine.context import Context
from integration.web.keys import Keys
from integration.web.when import Wall


class Room(Protocol):
    """The demo's Zendesk, where there is one."""

    @property
    def token(self) -> str:
        """What a form of the page has to carry for the clock to move."""


@dataclass(frozen=True)
class Site:
    """Everything that a view may look at. Nothing here is changed by looking."""

    ctx: Context
    live: bool
    """Whether this process runs the cycles, so that it knows what is left of the budget."""
    keys: Keys | None = None
    """None: whoever reaches it may look, which only this machine can."""
    room: Room | None = None

    def wall(self) -> Wall:
        """The clock of this moment, in the account's zone."""
        return Wall.of(self.ctx.wall(), self.ctx.names.account.zone)

    def ticket_url(self, ticket_id: int) -> str:
        """Where an agent sees the ticket: in Zendesk, or in the demo's own."""
        if self.room is not None:
            return f"/demo/tickets/{ticket_id}"
        return f"{self.ctx.config.account.url}/agent/tickets/{ticket_id}"
