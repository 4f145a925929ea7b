"""A policy that is enforced on a part of the tickets first: in some groups, or on a share of them."""

from __future__ import annotations

import hashlib
from typing import Annotated, Self

from pydantic import model_validator

from policies.core.conditions import matches
from policies.core.facts import Facts
from policies.core.shares import Share, percent
from policies.core.steps import Model, Named, Names
from policies.core.wording import listed

_BYTES = 8
_ALL = 1 << (8 * _BYTES)


class EnforceFor(Model):
    """The tickets on which a policy in enforce acts; the others it only observes. What is given has to fit, both where both are."""

    groups: Annotated[Names, Named("group")] = ()
    """Tickets that are now in one of these groups, by name or id."""
    share: Share | None = None
    """So large a share of all tickets, as "10%", always the same ones; a larger share only adds to them."""

    @model_validator(mode="after")
    def _takes_tickets_in(self) -> Self:
        if self.share == 0:
            raise ValueError('share = "0%" takes in no ticket; write mode = "observe" instead')
        if not self.groups and self.share is None:
            raise ValueError('takes in nothing; give it groups = ["NAME"] or share = "10%"')
        return self

    def why_not(self, facts: Facts, identity: str) -> str | None:
        """Why the policy, known under its first name, does not act on this ticket, as a sentence; None when it does."""
        wanted = self.groups
        if wanted and not matches(facts.ticket.group_id, wanted, facts.account.groups):
            noun = "group" if len(wanted) == 1 else "groups"
            return _only_observed(f"the {noun} {listed([str(name) for name in wanted])}")
        if self.share is not None and place_of(identity, facts.ticket.id) >= self.share:
            return _only_observed(f"{percent(self.share)} of all tickets")
        return None


def place_of(identity: str, ticket_id: int) -> float:
    """Where a ticket stands between 0 and 1 for a policy: evenly spread, and the same at all times and in every store."""
    digest = hashlib.blake2b(f"{identity}\x1f{ticket_id}".encode(), digest_size=_BYTES).digest()
    return int.from_bytes(digest) / _ALL


def _only_observed(taken_in: str) -> str:
    return f"Only observed on this ticket: enforce_for takes in {taken_in}."
