"""Messaging tickets: their conversation is read from its log, where a policy asks for it, before they are judged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from integration.engine.columns import event_values, hear
from integration.engine.comments import RawComment
from integration.engine.context import Context
from integration.engine.intake import RawUpdate
from integration.store import history, talk
from integration.zendesk.conversations import Message, fetch_conversation
from integration.zendesk.errors import Gone, Refused, Transient
from policies.core.facts import SYSTEM_ACTOR

CHANNEL = "native_messaging"
CONVERSATIONS_A_CYCLE = 50
_FORBIDDEN = 403
ALL_CONVERSATIONS = -1
"""Stands among the unreadable tickets for the whole log, which some plans do not have."""


def read_conversations(ctx: Context, ids: Sequence[int], moment: datetime) -> set[int]:
    """Read the conversations of these tickets before they are judged; the tickets that have to wait.

    A message need not bring its ticket into the export, so each is read whenever it is judged. A ticket waits when
    its turn has not come, and when something was said after `moment`, as of which it would be judged: a message moves
    no `updated_at`, so nothing else would stop a note that is no longer true.

    Only while a policy has `messaging = true`. Costs one call for each such ticket, and one more for each 100
    messages; at most 50 tickets a cycle. A conversation that cannot be read is left alone for an hour, and so are all
    where the account has no log; their tickets are judged without it, which their policies then say.
    """
    if not any(policy.messaging for policy in ctx.policies):
        return set()
    with ctx.store.reading() as connection:
        conversations = talk.load_conversations(ctx.store, connection, ids)
    if ctx.is_unreadable(ALL_CONVERSATIONS):
        _forget(ctx, conversations)
        return set()
    readable = [ticket_id for ticket_id in sorted(conversations) if not ctx.is_unreadable(ticket_id)]
    budget = max(0, CONVERSATIONS_A_CYCLE - ctx.counts["conversations"])
    waiting = set(readable[budget:])
    for ticket_id in readable[:budget]:
        if ctx.stop.is_set():
            return set(readable)
        if ctx.is_unreadable(ALL_CONVERSATIONS):
            _forget(ctx, conversations)
            return set()
        newest = _read(ctx, ticket_id, conversations[ticket_id])
        ctx.counts["conversations"] += 1
        if newest is not None and newest > moment:
            waiting.add(ticket_id)
    return waiting


def _forget(ctx: Context, ids: Iterable[int]) -> None:
    """These conversations cannot be read now, so what was read of them before is no ground to judge on."""
    with ctx.store.transaction() as connection:
        for ticket_id in ids:
            talk.mark_conversation_read(ctx.store, connection, ticket_id, None)


def _read(ctx: Context, ticket_id: int, requester: int) -> datetime | None:
    """Store what was said, and tell when the last of it was; None where nothing was, or it cannot be read."""
    read_at = ctx.now() - timedelta(seconds=1)  # what is said within this second may come after our read
    try:
        messages = list(fetch_conversation(ctx.transport, ticket_id))
    except Gone:
        _forget(ctx, [ticket_id])
        return None
    except (Refused, Transient) as error:
        ctx.leave_for_a_while(ALL_CONVERSATIONS if error.status == _FORBIDDEN else ticket_id, error)
        _forget(ctx, [ticket_id])
        return None
    ids = [event_id_of(message) for message in messages]
    with ctx.store.transaction() as connection:
        known = history.load_known(ctx.store, connection, ids)
        fresh = [m for m in messages if event_id_of(m) not in known]
        rows = [row for message in fresh for row in _rows(ctx, ticket_id, requester, message)]
        history.insert_events(ctx.store, connection, rows)
        talk.mark_conversation_read(ctx.store, connection, ticket_id, read_at)
    return max((message.created_at for message in messages), default=None)


def _rows(ctx: Context, ticket_id: int, requester: int, message: Message) -> list[dict[str, Any]]:
    """A message as the comment that it would have been by mail."""
    bot = message.author_type == "bot"
    author = message.author_id or SYSTEM_ACTOR
    comment = RawComment(
        event_id_of(message),
        author,
        public=True,
        channel=CHANNEL,
        automatic=bot,
        text=message.text,
        html=message.is_html,
    )
    staff = message.author_type == "agent"
    heard = hear(
        comment, requester, staff=staff, ignored=ctx.names.ignored, guess=ctx.guess, own=ctx.own_words
    )
    update = RawUpdate(
        id=comment.id,
        ticket_id=ticket_id,
        at=message.created_at,
        actor_id=author,
        marker={},
        changes=(),
        comments=(comment,),
        unknown=(),
    )
    return list(event_values(update, ours=False, heard={comment.id: heard}))


def event_id_of(message: Message) -> int:
    """A number for the message, the same whenever it is read: a ULID has more digits than the store's ids."""
    digest = hashlib.blake2b(message.id.encode(), digest_size=8).digest()
    return -(int.from_bytes(digest, "big") >> 2) - 1
