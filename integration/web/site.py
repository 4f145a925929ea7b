"""What the page is made of: the account it shows, and what may be there besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, unquote, urlencode

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
    base: str = ""
    """What its addresses begin with: nothing where it is the only account, else `base_of` its label."""

    def wall(self) -> Wall:
        """The clock of this moment, in the account's zone."""
        return Wall.of(self.ctx.wall(), self.ctx.names.account.zone)

    def ticket_url(self, ticket_id: int) -> str:
        """Where an agent sees the ticket: in Zendesk, or in the demo's own."""
        if self.room is not None:
            return f"/demo/tickets/{ticket_id}"
        return f"{self.ctx.config.account.url}/agent/tickets/{ticket_id}"


def base_of(label: str) -> str:
    """Where the pages of one of several accounts are: `/accounts/North%20Desk`, whatever signs the label has.

    Slashes are escaped twice, since servers and proxies take a single `%2F` for a slash, and so is what browsers take
    for a folder above.
    """
    name = label.replace("%", "%25").replace("/", "%2F")
    name = name.replace(".", "%2E") if name in (".", "..") else name
    return f"/accounts/{quote(name, safe='')}"


def label_of(name: str) -> str:
    """The label in such an address, of which the server has undone the first escaping."""
    return unquote(name)


def address(base: str, path: str, /, **values: object) -> str:
    """An address of the page below `base`, with those of the values that are set."""
    pairs = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{base}{path}?{urlencode(pairs)}" if pairs else f"{base}{path}"
