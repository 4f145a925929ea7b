"""What a replay comes to: every occasion once, what would have been written about it, and why the rest was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from policies.core.actions import Held, Reason, Update, is_end
from policies.core.facts import Facts
from policies.core.findings import Finding
from policies.core.replaying import Look

_PASSING = frozenset({Reason.DONE, Reason.EARLY, Reason.SUPERSEDED, Reason.UNDER_WAY})
"""Reasons that say nothing about what a policy would have done in the end."""


LEAST_MEMBERS = 3
"""Figures are told of groups that have as many agents."""
SMALL_GROUPS = "groups of one or two"


@dataclass(frozen=True, slots=True)
class Found:
    """One occasion, as it was first seen."""

    policy: str
    ticket_id: int
    episode: str
    first_seen: datetime
    since: datetime
    because: str
    group: str
    """The ticket's group then."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of one policy in an update."""

    policy: str
    rung: str
    from_history: bool = False
    """It comes in by `include_open`."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One update that would have been written, before the account's limits: only what these look at."""

    at: datetime
    ticket_id: int
    owner_id: int | None
    group: str
    since: datetime
    rank: int
    note: bool
    urgent: bool
    rungs: tuple[Rung, ...]


@dataclass(slots=True)
class Tally:
    """Grows with what is found, and not with what is looked at."""

    looks: int = 0
    found: dict[tuple[str, int, str], Found] = field(default_factory=dict)
    planned: list[Planned] = field(default_factory=list)
    held: dict[tuple[str, str], Reason] = field(default_factory=dict)
    """By policy and action, why it was last held back for good."""
    errors: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By policy and exception, how often it raised."""

    def take(self, looks: Iterable[Look]) -> None:
        """Count these looks."""
        for look in looks:
            self.looks += 1
            self._take(look)

    def _take(self, look: Look) -> None:
        facts = look.facts
        for judgement in look.judgements:
            if judgement.error:
                self.errors[judgement.policy.name, judgement.error] += 1
            for finding in judgement.verdict.findings:
                self._note(facts, judgement.policy.name, finding)
        for held in look.proposal.held:
            self._hold(held)
        update = look.proposal.update
        if update is not None:
            for item in update.items:
                self.held.pop((item.policy.name, item.key), None)
            if not all(is_end(item.rung) for item in update.items):
                self.planned.append(_planned(facts, update))

    def _note(self, facts: Facts, policy: str, finding: Finding) -> None:
        key = (policy, finding.ticket_id or facts.ticket.id, finding.episode)
        if key not in self.found:
            self.found[key] = Found(*key, facts.now, finding.since, finding.because, _group_of(facts))

    def _hold(self, held: Held) -> None:
        if held.reason not in _PASSING and not is_end(held.step):
            self.held[held.policy, held.key] = held.reason

    def join(self, other: Tally) -> None:
        """Add what another part of the tickets came to."""
        self.looks += other.looks
        self.found |= other.found
        self.planned += other.planned
        self.held |= other.held
        self.errors += other.errors


def _group_of(facts: Facts) -> str:
    """The group by whose name its figures go: small ones go together, for a group of one or two would be persons' figures."""
    number = facts.ticket.group_id
    members = None if number is None else facts.account.members.get(number)
    if members is not None and len(members) < LEAST_MEMBERS:
        return SMALL_GROUPS
    return facts.account.group_name(number)


def _planned(facts: Facts, update: Update) -> Planned:
    return Planned(
        at=facts.now,
        ticket_id=update.ticket_id,
        owner_id=facts.ticket.assignee_id,
        group=_group_of(facts),
        since=update.since,
        rank=update.rank,
        note=update.note,
        urgent=update.urgent,
        rungs=tuple(Rung(i.policy.name, i.rung, i.from_history) for i in update.items),
    )
