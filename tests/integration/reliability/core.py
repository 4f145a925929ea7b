"""The core scenario: some days of a company in which everything happens once, for whatever makes the service's cycles.

A runner opens the service against a company and gives a `poll` that makes one cycle of it. What comes of the days must
not depend on it, nor on the store.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from integration.sandbox.faults import Fault
from integration.store.access import Store
from integration.store.schema import action, finding
from policies.core.actions import State
from tests.end_to_end.promises.days import promises, say
from tests.integration.engine.acts import many_passed_around, person
from tests.integration.engine.days import PLAN
from tests.integration.engine.harbour import Harbour

Poll = Callable[[], object]
"""One cycle of the company's service, now."""
POLICIES = PLAN + promises()
LIMITS = '[limits]\nupdates_per_owner_per_day = 100\nmin_gap_per_ticket = "1m"'
"""What `Harbour.config_text` takes for this scenario."""
_REFERENCE = re.compile(r"SH-[0-9A-Z]{8}")


@dataclass(frozen=True)
class Outcome:
    """What came of it, without ids, which differ with the number of calls that others make."""

    tickets: Mapping[str, tuple[int, frozenset[str], str | None]]
    """By the part it plays: our notes on it, its tags, its priority."""
    ledger: Mapping[str, int]
    """Rows by policy, step and state, with the reason where they are held."""
    occasions: Mapping[str, int]
    """Findings by policy and state."""
    disagreeing: int
    """Tickets whose notes have other references than the rows that the ledger has as done."""


def scenario(company: Harbour, poll: Poll) -> Mapping[str, int]:
    """Live the days; the tickets by the part that they play in them.

    Found, written and settled; escalated; dismissed; ended by itself; a promise that is not kept; two writes whose answers
    are lost, and a job that fails in part.
    """

    def cycles(*pauses: float) -> None:
        for pause in pauses:
            company.wait(pause)
            poll()

    cycles(90)
    left, dismissed, solved, taken = many_passed_around(company, 4)
    cycles(90, 90, 90)
    person(company, dismissed, {"remove_tags": ["passed_around"]})
    person(company, solved, {"status": "solved"})
    person(company, taken, {"assignee_id": company.agents[1]})
    promised = company.ticket(agent=0)
    say(company, promised, "I'll call you back in ten minutes.")
    cycles(90, 15 * 60, 90, 90)
    cycles(2 * 3600, 90, 90)
    company.sandbox.faults.add(Fault("lost_answer", method="PUT", times=2))
    company.sandbox.jobs.partial_share = 0.5
    lost = many_passed_around(company, 3)
    cycles(90)
    company.sandbox.jobs.partial_share = 0.0
    cycles(16 * 60, 90, 90, 90, 16 * 60, 90)
    parts = {"left": left, "dismissed": dismissed, "solved": solved, "taken": taken, "promised": promised}
    return parts | {f"lost {number}": ticket for number, ticket in enumerate(lost, 1)}


def outcome(company: Harbour, store: Store, parts: Mapping[str, int]) -> Outcome:
    """Look at Zendesk and into the store."""
    rows, findings = _stored(store)
    done = {
        t: sorted({r.reference for r in rows if r.ticket_id == t and r.state == State.DONE and r.sent_at})
        for t in parts.values()
    }
    with company.sandbox.lock:
        tickets = {part: company.world.tickets[ticket] for part, ticket in parts.items()}
        shown = {
            part: (len(company.notes(ticket.id)), frozenset(ticket.tags), ticket.priority)
            for part, ticket in tickets.items()
        }
    noted = {t: sorted(_REFERENCE.findall(" ".join(company.notes(t)))) for t in parts.values()}
    return Outcome(
        tickets=shown,
        ledger=Counter(
            f"{r.policy}, {r.step}: {r.state}" + (f" ({r.reason})" if r.state == State.HELD else "")
            for r in rows
        ),
        occasions=Counter(f"{f.policy}: {f.state}" for f in findings),
        disagreeing=sum(not set(noted[t]) <= set(done[t]) for t in noted),
    )


def _stored(store: Store) -> tuple[Sequence[Row[Any]], Sequence[Row[Any]]]:
    own = {table: select(table).where(table.c.account == store.account) for table in (action, finding)}
    with store.reading() as connection:
        return connection.execute(own[action]).all(), connection.execute(own[finding]).all()
