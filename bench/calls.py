"""API calls of one cycle over 1,000 changed tickets with 200 notes, beside a plain zenpy loop over the same tickets.

The service is in its steady state: signed in, its directory read, its first note written. Counted is what arrives at
the embedded Zendesk in that one cycle, until the outcome of every write is known. The loop is what one would write
first: the changed tickets, each one's comments, each comment's author (zenpy remembers people), and a PUT for each
ticket to be written to. It is told which those are. Rate limits are lifted for it, else it would also wait and repeat.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.company import START, Company
from bench.table import Budget
from integration.sandbox.auth import LEGACY_EMAIL, LEGACY_TOKEN
from integration.sandbox.calls import Request
from integration.zendesk.transport import family_of

ALLOWED = 14
TICKETS = 1000


def measure_calls(folder: Path) -> Budget:
    """The budget of calls."""
    ours, naive = count_ours(folder, TICKETS), count_naive(folder, TICKETS)
    return Budget(
        "calls, 1,000 changed tickets, 200 notes",
        str(ours.total()),
        f"zenpy loop: {naive.total():,}",
        ours.total(),
        ALLOWED,
        unit="calls",
        details=(f"ours {in_words(ours)}", f"zenpy loop {in_words(naive)}"),
    )


def count_ours(folder: Path, tickets: int) -> Counter[str]:
    """The calls of one cycle in which all these tickets changed and a fifth of them is written to, by endpoint."""
    with Company(folder, tickets) as company, company.service() as account:
        company.warm_up(account)
        company.change_all()
        before = len(company.sandbox.requests)
        report = company.cycle(account)
        counted = _by_endpoint(company.sandbox.requests[before:])
        assert report.unsettled == 0, "a write's outcome is not known yet"
        _require_written(company)
        return counted


def count_naive(folder: Path, tickets: int) -> Counter[str]:
    """The calls of the plain loop over the same tickets, by endpoint."""
    with Company(folder, tickets) as company, _zenpy_goes_to(company.sandbox.port):
        company.wait(90)
        since = company.world.clock.now()
        company.change_all()
        company.wait(90)
        company.sandbox.limits.enforced = False
        _loop(int(since.timestamp()), set(company.passed_around))
        _require_written(company)
        return _by_endpoint(company.sandbox.requests)


def _loop(since: int, to_write: set[int]) -> None:
    from zenpy import Zenpy  # noqa: PLC0415 - only this loop needs it
    from zenpy.lib.api_objects import Comment, Ticket  # noqa: PLC0415 - as above

    client = Zenpy(subdomain="harbourline", email=LEGACY_EMAIL, token=LEGACY_TOKEN)
    for ticket in client.tickets.incremental(start_time=since):
        voices = {comment.author.role for comment in client.tickets.comments(ticket=ticket.id)}
        assert voices, "a ticket without words"
        if ticket.id in to_write:
            note = Comment(body="Passed around: 3 handoffs.", public=False)
            client.tickets.update(Ticket(id=ticket.id, tags=[*ticket.tags, "passed_around"], comment=note))


@contextmanager
def _zenpy_goes_to(port: int) -> Iterator[None]:
    """Zenpy takes another address than Zendesk's from the environment alone."""
    wanted = {"ZENPY_FORCE_NETLOC": f"127.0.0.1:{port}", "ZENPY_FORCE_SCHEME": "http"}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name in wanted:
            del os.environ[name]


def _require_written(company: Company) -> None:
    """Fewer calls for less work would prove nothing."""
    for ticket_id in company.passed_around:
        ticket = company.world.tickets[ticket_id]
        notes = [c for c in ticket.comments if c.author_id == company.world.service_user_id and c.at > START]
        assert len(notes) == 1, f"ticket {ticket_id} has {len(notes)} notes"
        assert not notes[0].public
        assert "passed_around" in ticket.tags


def _by_endpoint(requests: Sequence[Request]) -> Counter[str]:
    """Calls by endpoint; the sign-in is no call of the API."""
    return Counter(
        f"{r.method} {family_of(r.path)}".removeprefix("GET ") for r in requests if "/oauth/" not in r.path
    )


def in_words(calls: Counter[str]) -> str:
    """`4 incremental/ticket_events, 2 PUT tickets/update_many`: the most frequent first."""
    return ", ".join(f"{number:,} {name}" for name, number in calls.most_common())
