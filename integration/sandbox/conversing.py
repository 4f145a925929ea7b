"""What people say to each other in an embedded account: comments, calls, messages, automatic replies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from integration.sandbox.history import History
from integration.sandbox.records import SYSTEM, Audit, Message, Ticket, Via
from integration.sandbox.rules import refuse
from integration.sandbox.voice import PhoneCall

AUTOMATIC = 4
"""Zendesk's flag for a comment that was generated automatically."""
_MESSAGING = Via("native_messaging")
_ULID = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Conversing(History):
    """An account whose people talk. Every saying takes its moment `at`, which defaults to the clock's."""

    def say(
        self,
        ticket_id: int,
        who: int,
        text: str,
        *,
        public: bool = True,
        at: datetime | None = None,
        changes: dict[str, Any] | None = None,
    ) -> Audit:
        """Somebody writes: staff on the web page, customers by mail.

        Raises:
            Refused: the ticket is closed or deleted.
        """
        via = Via("web") if self.is_staff(who) else Via("email")
        return self.update(ticket_id, who, changes, comment=text, public=public, at=at, via=via)

    def auto_reply(
        self,
        ticket_id: int,
        who: int,
        text: str,
        *,
        at: datetime | None = None,
        flags: Sequence[int] = (AUTOMATIC,),
    ) -> Audit:
        """A mail that nobody wrote comes in, and Zendesk has seen that it is none: `flags` say so."""
        return self.update(ticket_id, who, comment=text, at=at, via=Via("email"), flags=flags)

    # -- calls -------------------------------------------------------------------------------------------------

    def call(  # noqa: PLR0913 - a call has many sides
        self,
        ticket_id: int,
        *,
        agent_id: int | None = None,
        seconds: int = 0,
        outbound: bool = False,
        voicemail: bool = False,
        transcript: str | None = None,
        public: bool = True,
        at: datetime | None = None,
    ) -> Audit:
        """A call with the requester becomes a voice comment.

        Answered: an agent and seconds. Voicemail: no agent, and the seconds of the message. Unanswered: no seconds;
        of an outbound one `agent_id` dialled in vain. Its author is whoever dialled.
        """
        ticket = self.tickets[ticket_id]
        moment = (at or self.now()).replace(microsecond=0)
        name = self.users[agent_id].name if agent_id is not None else ""
        call = PhoneCall(
            self.next_id(),
            moment,
            ticket.requester_id,
            agent_id,
            name,
            seconds,
            outbound,
            voicemail,
            transcript,
        )
        actor = agent_id if agent_id is not None and outbound else ticket.requester_id
        parts = call.parts(as_texts=self.switches.call_numbers == "texts")
        return self.update(
            ticket_id, actor, comment=call.words(), public=public, at=at, via=Via("voice"), voice=parts
        )

    # -- messaging ---------------------------------------------------------------------------------------------

    def open_conversation(
        self,
        requester_id: int,
        text: str,
        *,
        at: datetime | None = None,
        **columns: Any,  # noqa: ANN401 - a ticket's columns
    ) -> int:
        """A customer begins a conversation in messaging; the ticket's id.

        Its only comment is Zendesk's own, internal and without a word of the customer's.
        """
        first = f"Conversation with {self.users[requester_id].name}\n\nURL: None"
        given = {"via": _MESSAGING, "from_messaging_channel": True, "public": False, **columns}
        ticket_id = self.add_ticket(requester_id, first, at=at, **given)
        self.message(ticket_id, requester_id, text, at=at)
        return ticket_id

    def message(
        self, ticket_id: int, who: int, text: str, *, at: datetime | None = None, bot: bool = False
    ) -> Message:
        """Somebody says something in messaging: no comment, and no update but what follows from it.

        The first message tells that the conversation began; a customer's opens a ticket that waits.

        Raises:
            Refused: the ticket is closed or deleted.
        """
        ticket = self.tickets[ticket_id]
        moment = (at or self.now()).replace(microsecond=0)
        refuse(self, ticket, {}, commented=False, actor_id=who)
        staff = self.is_staff(who)
        if not ticket.messages and self.switches.chat_events:
            self._chat_event(ticket, ticket.requester_id, "ChatStartedEvent", moment)
        said = Message(
            self.ulid_of(moment, self.next_id()),
            SYSTEM if bot else who,
            "bot" if bot else "agent" if staff else "user",
            text,
            moment,
        )
        ticket.messages.append(said)
        if self._reopens(ticket, who) and not bot:
            self.update(ticket_id, who, {"status": "open"}, at=at, via=_MESSAGING)
        elif self.switches.messages_touch:
            self.touch(ticket_id, at=moment)
        return said

    def end_conversation(self, ticket_id: int, *, at: datetime | None = None) -> None:
        """Zendesk ends a conversation."""
        if self.switches.chat_events:
            moment = (at or self.now()).replace(microsecond=0)
            self._chat_event(self.tickets[ticket_id], SYSTEM, "ChatEndedEvent", moment)

    def _chat_event(self, ticket: Ticket, actor: int, kind: str, at: datetime) -> None:
        audit = self._new_audit(ticket, actor, at, _MESSAGING, {})
        value = {
            "visitor_id": str(ticket.requester_id),
            "chat_id": f"{ticket.id}.{ticket.requester_id}",
            "history": [],
        }
        audit.events.append({"id": self.next_id(), "type": kind, "value": value})
        self._touch(ticket, at)

    def ulid_of(self, at: datetime, number: int) -> str:
        """An id of 26 signs that grows with time, as the conversation log has them."""
        rest, signs = int(at.timestamp() * 1000) << 80 | number, []
        for _ in range(26):
            rest, digit = divmod(rest, 32)
            signs.append(_ULID[digit])
        return "".join(reversed(signs))
