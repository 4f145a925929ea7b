"""Simulated days at the harbour company: what people say, and the service looking every quarter of an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from integration.engine.context import Context
from tests.integration.engine.harbour import Harbour

LADDER = """
[[policies.promises.steps]]
before = "1 hour"
add_tags = ["promise_due"]
note = true
[[policies.promises.steps]]
add_tags = ["promise_overdue"]
note = true
[[policies.promises.steps]]
after = "2 business hours"
add_tags = ["promise_escalated"]
add_followers = ["Dora Lind"]
"""
OVERDUE = '\n[[policies.promises.steps]]\nadd_tags = ["promise_overdue"]\nnote = true\n'
LOOKS = timedelta(minutes=15)


def promises(steps: str = OVERDUE, settings: str = "", mode: str = "enforce") -> str:
    """A `promise` policy as TOML."""
    return f'[policies.promises]\nkind = "promise"\nmode = "{mode}"\n{settings}\n{steps}'


def at(text: str) -> datetime:
    """A moment in UTC, as `2026-03-04 16:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def opened(harbour: Harbour, policy: str, extra: str = "") -> Context:
    """The service, with its first look taken, so that what begins from now on is news."""
    account = harbour.open(policy, extra)
    harbour.cycle(account)
    return account


def say(harbour: Harbour, ticket_id: int, text: str, *, who: int | None = None, **options: Any) -> int:  # noqa: ANN401 - as `World.say`
    """Somebody says something, the first agent where nobody is named; the comment's update."""
    with harbour.sandbox.lock:
        return int(
            harbour.world.say(ticket_id, harbour.agents[0] if who is None else who, text, **options).id
        )


def until(harbour: Harbour, account: Context, moment: str, *, step: timedelta = LOOKS) -> None:
    """Let time pass up to a moment, with a cycle every quarter of an hour, and one at the end."""
    end = at(moment)
    clock = harbour.world.clock
    while clock.now() + step < end:
        harbour.cycle(account, after=step.total_seconds())
    harbour.cycle(account, after=max(0.0, (end - clock.now()).total_seconds()))
