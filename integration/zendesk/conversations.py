"""What was said in a messaging conversation: it is in no comment, only in the ticket's conversation log."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from integration.zendesk.errors import StuckCursor
from integration.zendesk.models import PageMeta
from integration.zendesk.moments import Moment
from integration.zendesk.shapes import WireModel, int_or_none
from integration.zendesk.transport import Transport

_MESSAGE = "ConversationMessage"
_MANY = 100


class Message(WireModel):
    """One entry of a conversation log."""

    id: str
    """A ULID."""
    type: str = ""
    created_at: Moment
    author: Mapping[str, Any] = Field(default_factory=dict)
    content: Mapping[str, Any] = Field(default_factory=dict, repr=False)

    @property
    def is_message(self) -> bool:
        """Whether it was said in the conversation; comments of the ticket stand in the log too."""
        return self.type.endswith(_MESSAGE)

    @property
    def author_id(self) -> int | None:
        """The author's id in Support; -1 is a bot, None somebody whom Support does not know."""
        return int_or_none(self.author.get("zen:support:user_id"))

    @property
    def author_type(self) -> str:
        """`user`, `agent` or `bot`."""
        return str(self.author.get("type") or "")

    @property
    def is_html(self) -> bool:
        """Whether its text is HTML."""
        return self.content.get("type") == "html"

    @property
    def text(self) -> str:
        """Its words; empty for pictures and the like."""
        said = self.content.get("body" if self.is_html else "text")
        return said if isinstance(said, str) else ""


class _Page(WireModel):
    events: tuple[Message, ...] = ()
    meta: PageMeta | None = None


def fetch_conversation(transport: Transport, ticket_id: int) -> Iterator[Message]:
    """Fetch the messages of a ticket's conversation, oldest first, a page when it is reached; one call for each 100.

    Raises:
        Refused: the account or the plan has no conversation log.
        Gone: the ticket is deleted.

    Source: developer.zendesk.com, Conversation log and Conversation log events reference, read 2026-11.
    """
    cursor: str | None = None
    while True:
        params: dict[str, str | int] = {"page[size]": _MANY}
        if cursor is not None:
            params["page[after]"] = cursor
        page, _ = transport.fetch(f"/api/v2/tickets/{ticket_id}/conversation_log.json", params, _Page)
        yield from (message for message in page.events if message.is_message)
        following = page.meta.after_cursor if page.meta is not None and page.meta.has_more else None
        if following is None:
            return
        if following == cursor:
            raise StuckCursor(0, "A conversation gives back the cursor it was asked with.")
        cursor = following
