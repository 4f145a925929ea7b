"""What is remembered of people who abused staff: incidents, and cases in which a restriction is decided.

Ids and moments only. It outlives the tickets, for a boundary that nobody remembers is none, and a strike that never
ends is no justice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from policies.core.conduct import Category
from policies.core.keys import reference_of


class Source(StrEnum):
    """How an incident became known."""

    READ = "read"
    """A reader found it."""
    REPORTED = "reported"
    """An agent wrote `#abuse`."""
    TAG = "tag"
    """A tag that stands for a report was put on the ticket."""


class Stage(IntEnum):
    """How far an answer to abuse goes."""

    BOUNDARY = 1
    """The boundary is said to the customer."""
    LEAD = 2
    """The team lead is informed."""
    RESTRICTION = 3
    """A restriction is proposed."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One comment that abused staff."""

    comment_id: int
    ticket_id: int
    person_id: int
    """Its author; the one that they were merged into, if they were."""
    at: datetime
    """When it was written."""
    counted_at: datetime
    """Since when it counts: when it was written, or reported."""
    category: Category
    severity: int = 2
    """1 mild, 2 plain, 3 grave."""
    source: Source = Source.READ
    reported_by: int | None = None
    reported_at: datetime | None = None
    """When it was reported last."""
    given_back_at: datetime | None = None
    """When a person said that it was none: it counts no more since then."""
    told: Stage | None = None
    """The stage that was written to the ticket because of it; None: none was."""
    policy: str | None = None
    """The policy that told it."""
    case: str | None = None
    """The case that was named then, to be decided."""

    @property
    def place(self) -> tuple[datetime, int]:
        """Where it stands in the order of a person's incidents."""
        return self.counted_at, self.comment_id

    @property
    def given_back(self) -> bool:
        """Whether it counts no more, because a person said that it was none."""
        return self.given_back_at is not None


class CaseState(StrEnum):
    """Where a case stands."""

    PROPOSED = "proposed"
    IN_FORCE = "in force"
    REJECTED = "rejected"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"
    """What it was proposed for was given back."""


OPEN_CASES = frozenset({CaseState.PROPOSED, CaseState.IN_FORCE})


@dataclass(frozen=True, slots=True)
class Case:
    """A restriction of one person, from its proposal on."""

    reference: str
    """`SH-…`, made of the comment that it was proposed for."""
    person_id: int
    policy: str
    ticket_id: int
    comment_id: int
    state: CaseState
    proposed_at: datetime
    decided_at: datetime | None = None
    decided_by: int | None = None
    """The agent who approved or rejected it, or lifted it; not who renewed it."""
    review_at: datetime | None = None
    appeal_until: datetime | None = None
    reminded_on: int | None = None
    """The ticket on which it is reminded of: the person's newest that is not solved; None: there is none."""
    refusals: Mapping[int, str] = field(default_factory=dict)
    """By note, why what it ordered was refused."""


@dataclass(frozen=True, slots=True)
class Record:
    """One person's incidents and cases, on whatever ticket, oldest first."""

    incidents: tuple[Incident, ...] = ()
    crises: tuple[datetime, ...] = ()
    """When words of distress were read."""
    cases: tuple[Case, ...] = ()

    def as_of(self, moment: datetime) -> Record:
        """The same as it was at a moment: without what was given back, and without the distress that was read, since."""
        incidents = (
            replace(i, given_back_at=None) if i.given_back_at is not None and i.given_back_at > moment else i
            for i in self.incidents
        )
        return replace(self, incidents=tuple(incidents), crises=tuple(c for c in self.crises if c <= moment))

    def frozen_since(self, incident: Incident, lasts: timedelta) -> datetime | None:
        """Since when the incident is no strike, because words of distress lie so near; None: it is one."""
        near = [crisis for crisis in self.crises if abs(incident.at - crisis) <= lasts]
        return max(incident.counted_at, min(near)) if near else None


@dataclass(frozen=True, slots=True)
class Conduct:
    """What is remembered of the people on one ticket."""

    people: Mapping[int, Record] = field(default_factory=dict)
    """By person: the ticket's requester, and whoever else wrote on it that is no staff."""

    def record(self, person_id: int) -> Record:
        """What is remembered of a person."""
        return self.people.get(person_id, Record())


@dataclass(frozen=True, slots=True)
class Strike:
    """What is remembered of a finding once it is written: how far it went, and the case that it names."""

    comment_id: int
    person_id: int
    stage: Stage
    case: str | None = None
    """The case that is to be decided; None: there is none."""


def case_reference(account: str, comment_id: int) -> str:
    """The reference of the case that a comment leads to; the same in any store."""
    text = f"{account}\x1fcase\x1f{comment_id}"
    return reference_of(hashlib.blake2b(text.encode(), digest_size=16).hexdigest())
