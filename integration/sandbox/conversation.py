"""The conversation log: comments and messages of one ticket in one list, each with the side that spoke."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from integration.sandbox.calls import Answer, Call, Desk, not_found
from integration.sandbox.paging import cursor_page
from integration.sandbox.records import SYSTEM, Comment, Message
from integration.sandbox.texts import comment_json
from integration.sandbox.tickets import found_ticket
from integration.sandbox.world import World

_SOURCES = {"user": "web", "agent": "zd:agentWorkspace", "bot": "zd:answerBot"}


def log(desk: Desk, call: Call, number: str) -> Answer:
    """`GET tickets/{id}/conversation_log`, by cursor alone, the oldest first."""
    if not desk.world.switches.conversation_log:
        sentence = "You do not have access to this page. Please contact the account owner for further help."
        return Answer(403, {"error": {"title": "Forbidden", "message": sentence}})
    ticket = found_ticket(desk, number)
    if ticket is None:
        return not_found()
    told: list[Comment | Message] = sorted([*ticket.comments, *ticket.messages], key=lambda one: one.at)
    rows = [
        _comment(desk.world, one) if isinstance(one, Comment) else _message(desk.world, one) for one in told
    ]
    return cursor_page(call, "events", rows)


def _comment(world: World, comment: Comment) -> dict[str, Any]:
    shown = comment_json(comment)
    metadata = {"custom": dict(comment.custom), "public": comment.public, "system": {}, "ticket_version": 0}
    return {
        "id": world.ulid_of(comment.at, comment.id),
        "type": shown["type"],
        "reference": f"zen:ticket_event:{comment.id}",
        "created_at": _moment(comment.at),
        "author": _author(world, comment.author_id, _speaker(world, comment.author_id)),
        "content": {"type": "html", "body": shown["html_body"]},
        "attachments": [],
        "metadata": metadata,
    }


def _message(world: World, message: Message) -> dict[str, Any]:
    author = _author(world, message.author_id, message.speaker)
    return {
        "id": message.id,
        "type": "Messaging::ConversationMessage",
        "reference": f"zen:sunco:conversation_message:{message.id[-24:].lower()}",
        "created_at": _moment(message.at),
        "received_at": _moment(message.at),
        "author": {**author, "zen:sunco:user_id": f"{abs(message.author_id):024x}"},
        "content": {"type": "text", "text": message.text},
        "source": {"type": _SOURCES[message.speaker]},
        "attachments": [],
        "metadata": {"custom": {}, "system": {}, "ticket_version": 0},
    }


def _speaker(world: World, number: int) -> str:
    if number == SYSTEM:
        return "bot"
    return "agent" if world.is_staff(number) else "user"


def _author(world: World, number: int, speaker: str) -> dict[str, Any]:
    user = world.users.get(number)
    name = "Buoy" if number == SYSTEM else user.name if user is not None else "Unknown"
    return {"type": speaker, "display_name": name, "zen:support:user_id": number}


def _moment(at: datetime) -> str:
    """As Zendesk's example writes it: no `T`, and an offset."""
    return f"{at:%Y-%m-%d %H:%M:%S}+00:00"
