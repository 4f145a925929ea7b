"""What may be done about findings: one update per ticket and cycle, and why others are held back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from policies.core.facts import Value
from policies.core.findings import Finding
from policies.core.settings import Settings
from policies.core.steps import Name, Step
from policies.core.strikes import Strike


class Reason(StrEnum):
    """Why an action is not written now. Each is shown with a sentence."""

    OBSERVE = "observe"
    HISTORY = "history"
    """The occasion began before the policy, its settings or the rung was in force."""
    DISMISSED = "dismissed"
    UNDONE = "taken back"
    SNOOZED = "snoozed"
    CLOSED = "closed"
    DONE = "done already"
    UNDER_WAY = "write under way"
    SUPERSEDED = "superseded"
    EARLY = "before its time"
    QUIET = "quiet hours"
    CAP = "cap"
    BRAKE = "brake"
    SHARED = "shared ticket"
    BUSY = "busy ticket"
    CONFLICT = "policies disagree"
    OUT_OF_SCOPE = "out of scope"
    NOT_FOUND = "not found"


class State(StrEnum):
    """Where an action stands in the ledger."""

    HELD = "held"
    PLANNED = "planned"
    SENDING = "sending"
    """Marked before the bytes leave; after a crash the outcome is unknown until reconciled."""
    QUEUED = "queued"
    """Zendesk gave a job id."""
    APPLIED = "applied"
    """The job says it is written; the echo has not been read yet."""
    DONE = "done"
    CONFLICTED = "conflicted"
    OBSOLETE = "obsolete"
    """No longer true before it was sent."""
    FAILED = "failed"
    UNDONE = "undone"


WRITTEN = frozenset({State.APPLIED, State.DONE, State.UNDONE})
STANDING = frozenset({State.APPLIED, State.DONE})
"""Written, and not taken back."""
IN_FLIGHT = frozenset({State.SENDING, State.QUEUED, State.APPLIED})


@dataclass(frozen=True, slots=True)
class Item:
    """One rung of one occasion that is due."""

    key: str
    policy: Settings
    finding: Finding
    step: Step
    rung: str
    """The rung's identity: its place in time, or that it is the occasion's end."""
    from_history: bool = False
    """Began before the policy was in force and comes in by `include_open`, drop by drop."""
    undoes: tuple[str, ...] = ()
    """Keys of the ledger's rows that it takes back."""


@dataclass(frozen=True, slots=True)
class Held:
    """One rung of one occasion that is not written now, and why."""

    key: str
    policy: str
    episode: str
    step: str
    reason: Reason
    sentence: str
    until: datetime | None = None
    """When to look again; None: only an event or an edit can change it."""


@dataclass(frozen=True, slots=True)
class Update:
    """All that is to be written to one ticket in one cycle."""

    ticket_id: int
    reference: str
    items: tuple[Item, ...]
    """By rank, then age; the first gives the reference."""
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    note: bool = False
    priority: str | None = None
    status: str | None = None
    group: Name | None = None
    assignee: Name | None = None
    custom_fields: Mapping[str, str | int | bool | None] = field(default_factory=dict)
    add_followers: tuple[Name, ...] = ()
    notify: tuple[str, ...] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    """By an item's key, what of its step is left out here, and why."""
    restore: Mapping[str, Value] = field(default_factory=dict)
    """By Zendesk's name of a field (custom fields as `custom_field:ID`), its value from before our write; None empties it."""

    @property
    def is_undo(self) -> bool:
        """Whether it takes something back; such an update does nothing else."""
        return any(is_undo(item.rung) for item in self.items)

    @property
    def urgent(self) -> bool:
        """Whether any of its findings passes quiet hours and caps."""
        return any(item.finding.urgent for item in self.items)

    @property
    def since(self) -> datetime:
        """When its oldest occasion began."""
        return min(item.finding.since for item in self.items)

    @property
    def rank(self) -> int:
        """The highest rank among its policies."""
        return max(item.policy.rank for item in self.items)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger knows of one action on a ticket."""

    key: str
    policy: str
    episode: str
    step: str
    state: State
    written_at: datetime | None = None
    """When it reached Zendesk, for the gaps between rungs."""
    conflicts: int = 0
    ticket_id: int | None = None
    """The ticket that it was planned for; None: the one in question."""
    reference: str | None = None
    """Of the note that told of it."""
    own_tags: frozenset[str] = frozenset()
    """Tags that it put on and that had not been there but for us."""
    own_removed: frozenset[str] = frozenset()
    """Tags that it took off and that had been there."""
    own_fields: Mapping[str, Value] = field(default_factory=dict)
    """By Zendesk's name of a field, the value that it set."""
    before: Mapping[str, Value] = field(default_factory=dict)
    """The values of those fields before; one that is missing is not known."""
    audit_id: int | None = None
    """Its update in Zendesk, once that is known."""
    own_note: bool = False
    """Its note told of this occasion."""
    note_written: bool = False
    """Its note is in Zendesk and the rest is still to come: a batch dropped its tags."""
    held_until: datetime | None = None
    strike: Strike | None = None
    """What was said because of an incident."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is stored of a finding that was seen before."""

    policy: str
    episode: str
    dismissed: bool = False
    since: datetime | None = None
    """When it began."""
    ticket_id: int | None = None
    """The ticket on which it began, where that was merged into this one; None: this one."""
    ended_at: datetime | None = None
    """When it was first seen to have ended by itself; None: it has not, or that is not written down yet."""
    found_by_edit: datetime | None = None
    """The edit of the judging settings that was in force when it was first seen; None: none was."""
    first_seen: datetime | None = None
    observed_first: bool = False
    """It was first seen while the policy only observed its ticket, or was left out by it later; False also where that is not known."""
    undone_at: datetime | None = None
    """When an admin took it back; None: nobody has."""
    withdraw: bool = False
    """Whether a note shall say that it was taken back."""


@dataclass(frozen=True, slots=True)
class InForce:
    """Since when a policy, its settings and its rungs are in force; moments of event time."""

    identity: str | None = None
    """The name under which its actions are known: its first one, if it was renamed; None: its present name."""
    enforced_since: datetime | None = None
    """None: the policy is only observed."""
    judged_since: datetime | None = None
    """When the judging settings were last edited; None: never since the policy was first seen."""
    steps_since: Mapping[str, datetime] = field(default_factory=dict)
    """By rung, when it was first seen in a policy that was already in force."""


END = "at its end"
"""Begins the name of the rung at which our tags of an occasion come off again; the count of its rungs follows."""


UNDO = "taken back"
"""Begins the names of the rungs that take back what was written about an occasion: `… of` the count of its rows, `…: note`."""
UNDO_NOTE = f"{UNDO}: note"


def _is_before(entry: Entry, ended: Mapping[tuple[str, str], datetime | None]) -> bool:
    """Whether a rung was written before its occasion's end was."""
    if (entry.policy, entry.episode) not in ended:
        return False
    end = ended[entry.policy, entry.episode]
    return end is None or entry.written_at is None or entry.written_at <= end


def is_end(step: str) -> bool:
    """Whether a rung is the end of its occasion."""
    return step.startswith(END)


def is_undo(step: str) -> bool:
    """Whether a rung takes back what others did."""
    return step.startswith(UNDO)


def is_undo_note(step: str) -> bool:
    """Whether a rung does nothing but say that something was taken back."""
    return step == UNDO_NOTE


@dataclass(frozen=True, slots=True)
class Memory:
    """What the store knows of one ticket before planning."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    """The ledger's rows of this ticket and of those merged into it, by key."""
    occasions: Mapping[tuple[str, str], Occasion] = field(default_factory=dict)
    """By policy and episode."""
    in_force: Mapping[str, InForce] = field(default_factory=dict)
    """By policy."""

    def identity(self, policy: str) -> str:
        """The name that a policy's actions are known under: its first one, if it was renamed."""
        return self.in_force.get(policy, InForce()).identity or policy

    def own_tags(self) -> frozenset[str]:
        """The tags that are on the ticket because of us: of what was written and has neither ended nor been undone since."""
        ended: dict[tuple[str, str], datetime | None] = {}
        for entry in self.entries.values():
            if is_end(entry.step) and entry.state in WRITTEN:
                ended[entry.policy, entry.episode] = entry.written_at
        return frozenset(
            tag
            for entry in self.entries.values()
            if entry.state in STANDING and not _is_before(entry, ended)
            for tag in entry.own_tags
        )


def hold(item: Item, reason: Reason, sentence: str, until: datetime | None = None) -> Held:
    """An item that was due, held back."""
    return Held(item.key, item.policy.name, item.finding.episode, item.rung, reason, sentence, until)


def references_of(memory: Memory) -> dict[str, frozenset[tuple[str, str]]]:
    """By reference, the occasions that a note of ours told of: policy and episode."""
    found: dict[str, set[tuple[str, str]]] = {}
    for entry in memory.entries.values():
        if entry.reference is not None and entry.state in WRITTEN:
            found.setdefault(entry.reference, set()).add((entry.policy, entry.episode))
    return {reference: frozenset(occasions) for reference, occasions in found.items()}
