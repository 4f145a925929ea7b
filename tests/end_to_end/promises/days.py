"""Simulated days at the harbour company: what people say, and the service looking every quarter of an hour."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from integration.config.load import parse_config
from integration.engine.context import Context
from integration.engine.names import names_of
from integration.zendesk.directory import fetch_directory
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
CLIMBS = f"""{OVERDUE}
[[policies.promises.steps]]
after = "2 hours"
add_tags = ["promise_escalated"]
"""
FOLLOW_UP = """
[policies.follow-up]
kind = "follow_up"
mode = "enforce"
[[policies.follow-up.steps]]
add_tags = ["follow_up_due"]
note = true
"""
LATE = 'on_end = { add_tags = ["promise_kept_late"] }'
PROMISE = "I'll get back to you by 3pm today."
ANSWER = "It left the warehouse this morning."
LOOKS = timedelta(minutes=15)
NIGHT = timedelta(hours=3)
"""How often it looks where nothing happens."""
HOUR = timedelta(hours=1)


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


def note(harbour: Harbour, ticket_id: int, text: str) -> None:
    """The first agent writes an internal note."""
    say(harbour, ticket_id, text, public=False)


def merge(harbour: Harbour, source: int, target: int, **words: Any) -> None:  # noqa: ANN401 - as `World.merge`
    """The second agent closes a ticket into another one."""
    with harbour.sandbox.lock:
        harbour.world.merge(source, target, harbour.agents[1], **words)


def comment_of(harbour: Harbour, ticket_id: int, text: str) -> int:
    """The comment of people that has these words."""
    own = harbour.world.service_user_id
    with harbour.sandbox.lock:
        comments = harbour.world.tickets[ticket_id].comments
        return next(each.id for each in comments if text in each.body and each.author_id != own)


def reference(text: str) -> str:
    """The reference that stands in a note of ours."""
    found = re.search(r"SH-[0-9A-Z]{8}", text)
    assert found is not None
    return found[0]


def configure(harbour: Harbour, account: Context, policy: str, extra: str = "") -> None:
    """The service reads an edited configuration."""
    account.config = parse_config(harbour.config_text(policy, extra), harbour.folder / "config.toml")
    account.names = names_of(fetch_directory(account.transport), account.config, account.account)
