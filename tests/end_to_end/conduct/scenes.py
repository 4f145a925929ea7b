"""Scenes of rough words at the harbour company: who writes what, and what the service remembers."""

from __future__ import annotations

from typing import Any

from integration.engine.context import Context
from integration.store import strikes
from integration.store.cases import load_every_case
from policies.core.strikes import Case, Incident
from tests.end_to_end.promises.days import say
from tests.integration.engine.harbour import Harbour

INSULT = "You are a bunch of idiots and you should be ashamed."
THREAT = "I know where your office is and I will come and hurt you."
ANGRY = "This is the third time I write. It is unacceptable, I am furious and I want my money back now!!!"
DISTRESS = "My husband passed away last week and I can't go on like this."
LEAD, MEMBER = 3, 0
"""Of the harbour's agents, the approver and one who is none."""


def boundaries(settings: str = "", mode: str = "enforce") -> str:
    """An `abuse` policy as TOML, and the channel that it tells."""
    return f"""
[notify.leads]
kind = "webhook"
url = "http://127.0.0.1:9/never"
[policies.boundaries]
kind = "abuse"
mode = "{mode}"
approvers = ["Dora Lind"]
leads = ["Dora Lind"]
notify = ["leads"]
{settings}
"""


def writes(harbour: Harbour, ticket_id: int, text: str, who: int | None = None) -> int:
    """The customer, or another person, writes on a ticket."""
    return say(harbour, ticket_id, text, who=harbour.customer if who is None else who)


def orders(harbour: Harbour, ticket_id: int, line: str, agent: int = LEAD) -> None:
    """An agent writes an internal note."""
    say(harbour, ticket_id, line, who=harbour.agents[agent], public=False)


def solve(harbour: Harbour, ticket_id: int) -> None:
    """An agent solves a ticket."""
    with harbour.sandbox.lock:
        harbour.world.update(ticket_id, harbour.agents[MEMBER], {"status": "solved"})


def remembered(account: Context) -> list[Incident]:
    """All incidents in the store, oldest first."""
    with account.store.reading() as connection:
        records = strikes.load_all(account.store, connection)
    return sorted((i for record in records.values() for i in record.incidents), key=lambda i: i.comment_id)


def cases(account: Context) -> list[Case]:
    """All cases in the store."""
    with account.store.reading() as connection:
        return load_every_case(account.store, connection)


def messages(account: Context) -> list[Any]:
    """What is to be told outside of Zendesk, oldest first."""
    with account.store.reading() as connection:
        query = "select policy, reference, payload from outbox order by first_at, key"
        return list(connection.exec_driver_sql(query))
