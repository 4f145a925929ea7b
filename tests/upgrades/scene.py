"""A day at the harbour company that each release's store has lived, so that the next release can go on with it.

It stays as it is: what stands in Zendesk when a dump is loaded is made by living it again. A later release adds a scene of its own.
"""

from __future__ import annotations

from integration.engine.context import Context
from tests.integration.engine.harbour import Harbour

POLICIES = """
[policies.passed-around]
kind = "reassignment"
mode = "enforce"
[[policies.passed-around.steps]]
add_tags = ["one"]
note = true
[[policies.passed-around.steps]]
after = "2 hours"
add_tags = ["two"]
note = true
[policies.promises]
kind = "promise"
mode = "enforce"
[[policies.promises.steps]]
add_tags = ["promise_overdue"]
note = true
[policies.watched]
kind = "silence"
mode = "observe"
[[policies.watched.steps]]
note = true
[policies.boundaries]
kind = "abuse"
mode = "enforce"
approvers = ["Dora Lind"]
leads = ["Dora Lind"]
notify = ["leads"]
[notify.leads]
kind = "webhook"
url = "http://127.0.0.1:9/never"
"""
TOLD, PROMISED, RUDE, LATE = slice(0, 3), 3, 4, slice(5, 7)
"""Places in what `live` answers: told of twice but for the first, which is dismissed; a promise; rough words; due and not told of yet."""


def live(harbour: Harbour) -> tuple[Context, list[int]]:
    """The day, up to the moment at which the service stops, and the tickets of it in the order in which they were made."""
    account = harbour.open(POLICIES)
    harbour.cycle(account)
    tickets = _passed_around(harbour, 3)
    tickets += [harbour.ticket(agent=0), harbour.ticket(agent=1)]
    _says(harbour, tickets[PROMISED], harbour.agents[0], "I'll get back to you by 11am today.")
    _says(
        harbour, tickets[RUDE], harbour.customer, "I know where your office is and I will come and hurt you."
    )
    for _ in range(3):
        harbour.cycle(account)
    _updates(harbour, tickets[0], harbour.agents[1], {"remove_tags": ["one"]})
    for _ in range(2):
        harbour.cycle(account, after=2400)
    tickets += _passed_around(harbour, 2)
    account.store.release_lease()
    return account, tickets


def _passed_around(harbour: Harbour, number: int) -> list[int]:
    tickets = [harbour.ticket() for _ in range(number)]
    for turn in range(3):
        for ticket in tickets:
            harbour.wait(11)
            _updates(harbour, ticket, harbour.agents[0], {"group_id": harbour.groups[(turn + 1) % 3]})
    return tickets


def _updates(harbour: Harbour, ticket: int, who: int, changes: dict[str, object]) -> None:
    with harbour.sandbox.lock:
        harbour.world.update(ticket, who, changes)


def _says(harbour: Harbour, ticket: int, who: int, text: str) -> None:
    with harbour.sandbox.lock:
        harbour.world.say(ticket, who, text)
