"""The outbox: messages that leave Zendesk, one row an action and channel, at most once each.

A row is entered in the transaction in which its ticket's update becomes done. It is `sending` on disk before its bytes
leave; what becomes of it is written down after. A row that is found `sending` while nobody sends is `unknown`, and is
never sent again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, func, or_, select, update

from integration.store.access import Store, chunks, upsert
from integration.store.occasions import OPEN
from integration.store.schema import action, finding, outbox, ticket


class MessageState(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    SENDING = "sending"
    """Marked before the bytes leave."""
    SENT = "sent"
    FAILED = "failed"
    """Not sent: refused for good, or refused for a whole day."""
    UNKNOWN = "unknown"
    """May have arrived; never sent again."""
    OBSOLETE = "obsolete"
    """No longer true before it could be sent."""


KEPT_FOR = timedelta(days=1)
"""A message that could not be sent for so long is told nobody any more."""
_OVER = (MessageState.SENT, MessageState.FAILED, MessageState.UNKNOWN, MessageState.OBSOLETE)


def message_key(action_key: str, channel: str) -> str:
    """The identity of a message: the same action and channel give the same key, in any store, at any time."""
    return hashlib.blake2b(f"{action_key}\x1f{channel}".encode(), digest_size=16).hexdigest()


def enter(store: Store, connection: Connection, keys: Iterable[str], now: datetime) -> int:
    """Enter the messages of these actions, in the transaction that makes them done; what is entered stays as it is.

    An action tells the channels of its payload's `notify`: {"channels": […], "because": "…", "kind": "…"}. Returns how
    many messages are new.
    """
    rows: list[dict[str, Any]] = []
    for some in chunks(keys):
        own = (action.c.account == store.account) & action.c.key.in_(some)
        for row in connection.execute(select(action).where(own)):
            rows += _messages_of(store, row, now)
    return upsert(connection, outbox, rows, ("account", "key"), change=())


def _messages_of(store: Store, row: Row[Any], now: datetime) -> Iterator[dict[str, Any]]:
    told = (row.payload or {}).get("notify") or {}
    content = {
        "because": str(told.get("because", "")),
        "kind": str(told.get("kind", "")),
        "owner_id": row.owner_id,
    }
    for channel in dict.fromkeys(told.get("channels", ())):
        yield {
            "account": store.account,
            "key": message_key(row.key, channel),
            "action_key": row.key,
            "channel": channel,
            "ticket_id": row.ticket_id,
            "policy": row.policy,
            "reference": row.reference,
            "payload": content,
            "state": MessageState.WAITING,
            "first_at": now,
            "changed_at": now,
        }


@dataclass(frozen=True, slots=True)
class Word:
    """Something to tell that no action of ours is behind."""

    key: str
    policy: str
    kind: str
    ticket_id: int
    reference: str
    because: str
    """A sentence without any customer text."""


def enter_word(
    store: Store, connection: Connection, word: Word, channels: Iterable[str], now: datetime
) -> None:
    """Enter a message to each channel; what is entered stays as it is."""
    rows = [
        {
            "account": store.account,
            "key": message_key(word.key, channel),
            "action_key": message_key(word.key, ""),
            "channel": channel,
            "ticket_id": word.ticket_id,
            "policy": word.policy,
            "reference": word.reference,
            "payload": {"because": word.because, "kind": word.kind},
            "state": MessageState.WAITING,
            "first_at": now,
            "changed_at": now,
        }
        for channel in dict.fromkeys(channels)
    ]
    upsert(connection, outbox, rows, ("account", "key"), change=())


def load_due(
    store: Store, connection: Connection, channel: str, policies: Collection[str], now: datetime, limit: int
) -> list[Row[Any]]:
    """Waiting messages of a channel that may be tried now, of these policies, the oldest first."""
    query = (
        select(outbox)
        .where(
            outbox.c.account == store.account,
            outbox.c.state == MessageState.WAITING,
            outbox.c.channel == channel,
            outbox.c.policy.in_(policies),
            or_(outbox.c.next_at.is_(None), outbox.c.next_at <= now),
        )
        .order_by(outbox.c.first_at, outbox.c.key)
        .limit(limit)
    )
    return list(connection.execute(query))


def load_channels(store: Store, connection: Connection) -> list[str]:
    """The channels for which something waits."""
    query = select(outbox.c.channel).where(
        outbox.c.account == store.account, outbox.c.state == MessageState.WAITING
    )
    return sorted(set(connection.scalars(query)))


def is_over(store: Store, connection: Connection, row: Row[Any]) -> bool:
    """Whether the occasion that a message tells of has ended, or was dismissed, since it was entered."""
    query = (
        select(finding.c.state)
        .join(
            action,
            (action.c.account == finding.c.account)
            & (action.c.policy == finding.c.policy)
            & (action.c.episode == finding.c.episode),
        )
        .outerjoin(
            ticket, (ticket.c.account == finding.c.account) & (ticket.c.ticket_id == finding.c.ticket_id)
        )
        .where(action.c.account == store.account, action.c.key == row.action_key)
        .where((finding.c.ticket_id == action.c.ticket_id) | (ticket.c.merged_into == action.c.ticket_id))
    )
    states = set(connection.scalars(query))
    return bool(states) and OPEN not in states


def move(
    store: Store, connection: Connection, key: str, state: MessageState, at: datetime, **values: object
) -> None:
    """Move a message to a state, with what is known of it."""
    own = (outbox.c.account == store.account) & (outbox.c.key == key)
    connection.execute(update(outbox).where(own).values(state=state, changed_at=at, **values))


def mark_sending(store: Store, connection: Connection, key: str, at: datetime) -> bool:
    """The write-ahead of one try; False when the message does not wait any more."""
    own = (outbox.c.account == store.account) & (outbox.c.key == key)
    waiting = own & (outbox.c.state == MessageState.WAITING)
    values = {"state": MessageState.SENDING, "changed_at": at, "attempts": outbox.c.attempts + 1}
    return connection.execute(update(outbox).where(waiting).values(**values)).rowcount == 1


def give_up_interrupted(store: Store, connection: Connection, at: datetime) -> int:
    """Messages that stand at `sending` while nobody sends: they may have arrived, so they are unknown from now on."""
    return _move_all(
        store, connection, MessageState.SENDING, MessageState.UNKNOWN, at, "Interrupted while it was sent."
    )


def distrust(store: Store, connection: Connection, at: datetime) -> int:
    """What waits in a store that turned out to be older than Zendesk may have left before: unknown from now on."""
    sentence = "This store is older than what Zendesk shows, so it may have been sent before."
    return _move_all(store, connection, MessageState.WAITING, MessageState.UNKNOWN, at, sentence)


def _move_all(
    store: Store,
    connection: Connection,
    present: MessageState,
    state: MessageState,
    at: datetime,
    sentence: str,
) -> int:
    where = (outbox.c.account == store.account) & (outbox.c.state == present)
    values = {"state": state, "changed_at": at, "error": sentence}
    return connection.execute(update(outbox).where(where).values(**values)).rowcount


def expire(store: Store, connection: Connection, now: datetime) -> int:
    """Fail what has waited for longer than a day; its last trouble stays with it."""
    where = (
        (outbox.c.account == store.account)
        & (outbox.c.state == MessageState.WAITING)
        & (outbox.c.first_at <= now - KEPT_FOR)
    )
    error = func.coalesce(outbox.c.error, "It could not be sent within a day.")
    values = {"state": MessageState.FAILED, "changed_at": now, "error": error}
    return connection.execute(update(outbox).where(where).values(**values)).rowcount


def count_messages(store: Store, connection: Connection) -> dict[str, Counter[str]]:
    """By channel, how many messages stand in each state."""
    query = (
        select(outbox.c.channel, outbox.c.state, func.count())
        .where(outbox.c.account == store.account)
        .group_by(outbox.c.channel, outbox.c.state)
        .order_by(outbox.c.channel)
    )
    counts: dict[str, Counter[str]] = {}
    for channel, state, count in connection.execute(query):
        counts.setdefault(channel, Counter())[state] = count
    return counts


def load_troubles(store: Store, connection: Connection, limit: int) -> list[Row[Any]]:
    """Messages that a person may want to tell by hand, and those that wait after a try; the newest first."""
    trouble = outbox.c.state.in_((MessageState.UNKNOWN, MessageState.FAILED)) | (
        (outbox.c.state == MessageState.WAITING) & outbox.c.error.is_not(None)
    )
    query = (
        select(outbox)
        .where(outbox.c.account == store.account, trouble)
        .order_by(outbox.c.changed_at.desc(), outbox.c.key)
        .limit(limit)
    )
    return list(connection.execute(query))


def drop_old(store: Store, connection: Connection, before: datetime) -> int:
    """Forget messages that were over before this."""
    where = (outbox.c.account == store.account) & outbox.c.state.in_(_OVER) & (outbox.c.changed_at < before)
    return connection.execute(delete(outbox).where(where)).rowcount
