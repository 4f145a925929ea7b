"""Which occasion a reference in a note means."""

from __future__ import annotations

from policies.core.facts import Facts
from policies.core.keys import action_key, reference_of
from policies.core.settings import Settings

_AT_ONCE = "at once"
"""The rung of an occasion that has a step of its own, whatever steps the policy has."""


def is_meant(
    reference: str | None, facts: Facts, policy: Settings, episode: str, *, ticket_id: int | None = None
) -> bool:
    """Whether a directive with this reference means this occasion; one without a reference means all of its ticket.

    A note of ours carries the reference of its first action alone, so what is stored of our notes on the ticket is
    asked first; a reference that is not stored is made anew from each rung.
    """
    if reference is None:
        return True
    known = facts.references.get(reference)
    if known is not None:
        return any(episode == other for _, other in known)
    names = {policy.name, policy.was or policy.name}
    tickets = {facts.ticket.id, ticket_id or facts.ticket.id}
    return any(
        reference == reference_of(action_key(facts.account.name, name, number, episode, rung))
        for name in names
        for number in tickets
        for rung in {_AT_ONCE, *(step.id for step in policy.steps)}
    )
