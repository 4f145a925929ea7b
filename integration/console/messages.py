"""Messages outside Zendesk, as data and for the terminal: how many went out, and those that a person should know of."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Console

from integration.store import outbox
from integration.store.access import Store
from integration.store.outbox import MessageState

_LISTED = 20
_MEANS = {
    MessageState.UNKNOWN: "may have arrived and is not sent again",
    MessageState.FAILED: "was not sent",
    MessageState.WAITING: "is tried again",
}


def messages_data(store: Store) -> dict[str, Any]:
    """By channel how many messages stand where, and the newest that did not simply go out."""
    with store.reading() as connection:
        counts = outbox.count_messages(store, connection)
        troubles = outbox.load_troubles(store, connection, _LISTED)
    return {
        "channels": {channel: dict(states) for channel, states in counts.items()},
        "troubles": [
            {
                "ticket": row.ticket_id,
                "policy": row.policy,
                "channel": row.channel,
                "state": row.state,
                "error": row.error,
                "attempts": row.attempts,
                "changed_at": row.changed_at.isoformat(),
            }
            for row in troubles
        ],
    }


def messages_in_words(counts: Counter[str]) -> str:
    """What one cycle told outside Zendesk, in a sentence; empty when it told nothing."""
    parts = [f"{count} {state}" for state in MessageState if (count := counts[f"message_{state}"])]
    return f"Messages outside Zendesk: {', '.join(parts)}." if parts else ""


def print_messages(console: Console, data: dict[str, Any]) -> None:
    """The same for a person."""
    for channel, states in data["channels"].items():
        told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
        console.print(f"  messages to {channel}: {told}", markup=False)
    for row in data["troubles"]:
        means = _MEANS[MessageState(row["state"])]
        sentence = f"  ticket {row['ticket']}, {row['policy']}: the message to {row['channel']} {means}. {row['error']}"
        console.print(sentence, markup=False)
