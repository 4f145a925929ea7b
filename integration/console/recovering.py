"""What a recovery came to, as data and as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from integration.console.moments import shown
from integration.engine.recovering import Recovered
from policies.core.wording import times


def recovered_data(account: str, found: Recovered) -> dict[str, Any]:
    """What was read and learned, and whether the service may write now."""
    return {
        "account": account,
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "resumed": found.resumed,
        "tickets": found.tickets,
        "updates": found.updates,
        "learned": found.learned,
        "learned_now": found.new,
        "in_force_since": {name: moment.isoformat() for name, moment in sorted(found.in_force.items())},
        "unsettled": found.unsettled,
        "closed_because": found.closed_because,
    }


def recovered_in_lines(data: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    again = ", going on where it was broken off" if data["resumed"] else ""
    yield (
        f"{data['account']}: read {shown(data['since'])} to {shown(data['until'])}{again}: "
        f"{times(data['tickets'], 'ticket')}, {times(data['updates'], 'update')}."
    )
    yield (
        f"{times(data['learned_now'], 'action')} of ours that the ledger did not know "
        f"{'was' if data['learned_now'] == 1 else 'were'} entered as done; {data['learned']} in all."
    )
    for name, moment in data["in_force_since"].items():
        yield f"{name} acts on what began from {shown(moment)} on, as it did before."
    if data["unsettled"]:
        yield f"Of {times(data['unsettled'], 'write')} it is not known yet whether it arrived; the next cycles settle it."
    yield data["closed_because"] or "The writer rests no longer: start the service."
