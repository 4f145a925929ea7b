"""What a policy may know: a ticket with its folded history at a moment, and what is not on the ticket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from policies.core.calendar import Calendar
from policies.core.signals import Signals
from policies.core.strikes import Conduct

SYSTEM_ACTOR = -1
"""Zendesk's id for itself (automations, routing, tidying up); it never resolves to a user."""
NOBODY = 0
"""Stands for a person of whom nothing is known: a ticket without a requester, or somebody who was forgotten."""

Value = int | str | bool | float | None | tuple[str, ...]
"""What a ticket field can hold once ids are ints, unset is None, and lists are tuples."""


class Side(StrEnum):
    """Who speaks in a comment; settled once at arrival and kept."""

    CUSTOMER = "customer"
    """The ticket's requester, also when the requester is staff."""
    THIRD = "third"
    """Any other end user."""
    MACHINE = "machine"
    """Us, the system user, rules, apps, auto-replies, merge comments, transcripts."""
    SERVICE = "service"
    """Staff other than the requester."""


OUTSIDE = frozenset({Side.CUSTOMER, Side.THIRD})
"""Who is not of the service."""


class Origin(StrEnum):
    """Who or what made a change."""

    PERSON = "person"
    RULE = "rule"
    """A trigger, an automation, an SLA: Zendesk's business rules."""
    ROUTING = "routing"
    """Omnichannel routing."""
    SYSTEM = "system"
    """Zendesk itself, as when an agent leaves a group."""
    APP = "app"
    """A user listed in `ignore_actors`."""
    MERGE = "merge"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a ticket changed in one update."""

    id: int
    at: datetime
    update_id: int
    """The audit that the change belongs to; changes of one update share it."""
    actor_id: int
    origin: Origin
    field: str
    """Zendesk's name (`assignee_id`, `group_id`, `status`, …); custom fields as `custom_field:ID`."""
    before: Value
    after: Value
    first: bool = False
    """True when the value was set at creation (Zendesk's Create event)."""
    burst: int = 1
    """How many tickets the same actor moved to other owners within five seconds of this change, with this one."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment, without its text."""

    id: int
    at: datetime
    update_id: int
    author_id: int
    public: bool
    side: Side
    channel: str
    signals: Signals | None = None
    """What was read in it; None where nobody's words are read (a customer's, a machine's)."""
    answered: bool = False
    """A call that somebody answered and that lasted: it counts as a word of the service."""
    ticket_id: int | None = None
    """The ticket it was written on, where that was merged into this one; None: this one."""


Event = Change | Comment


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as it stood at a moment, with its history up to then, oldest first."""

    id: int
    status: str
    created_at: datetime
    requester_id: int
    group_id: int | None = None
    assignee_id: int | None = None
    brand_id: int | None = None
    form_id: int | None = None
    organization_id: int | None = None
    priority: str | None = None
    channel: str = "web"
    tags: frozenset[str] = frozenset()
    custom_fields: Mapping[int, Value] = field(default_factory=lambda: MappingProxyType({}))
    changes: tuple[Change, ...] = ()
    comments: tuple[Comment, ...] = ()
    schedule_id: int | None = None
    """Zendesk's schedule of the ticket, where the history says it."""
    from_messaging: bool = False
    conversation_read: bool = False
    """The messages of a messaging ticket are among its comments."""
    due_at: datetime | None = None
    """Zendesk's due date of a task."""
    requester_zone: str | None = None
    """The requester's time zone by its IANA or Rails name; None when not known."""
    merged: tuple[Comment, ...] = ()
    """Comments of tickets that were merged into this one, oldest first; each names its own ticket."""
    shared: bool = False
    """The ticket is shared with another Zendesk account, so an internal note would leave the company."""
    handled_by_ai_only: bool = False
    side_conversation: bool = False
    requester_is_staff: bool = False
    requester_suspended: bool = False
    complete: bool = True
    """False when the history begins after the ticket did; it is completed from audits before it is judged."""

    @property
    def over(self) -> bool:
        """Solved, closed or deleted: nobody is working on it any more."""
        return self.status in ("solved", "closed", "deleted")

    def last_answer(self) -> Comment | None:
        """The latest public comment of the service side; None when nobody has answered yet."""
        answers = (c for c in reversed(self.comments) if c.public and c.side is Side.SERVICE)
        return next(answers, None)


@dataclass(frozen=True, slots=True)
class Account:
    """What is not on the ticket: names, and figures over the whole account."""

    name: str
    groups: Mapping[int, str] = field(default_factory=dict)
    agents: Mapping[int, str] = field(default_factory=dict)
    """Staff only; names of end users are never known here."""
    zones: Mapping[int, str] = field(default_factory=dict)
    """By agent, the time zone of their profile."""
    zone: str | None = None
    """The account's own time zone."""
    out: Mapping[int, str] = field(default_factory=dict)
    """Agents who cannot be reached now, and why, as words that follow "is": "out until 4 Mar", "suspended"."""
    members: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """By group, its agents; a group that is missing is not known."""
    brands: Mapping[int, str] = field(default_factory=dict)
    forms: Mapping[int, str] = field(default_factory=dict)
    fields: Mapping[int, str] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    """By name: Zendesk's schedules (also by id as text) and the config's own, which win."""
    default_calendar: Calendar | None = None
    percentiles: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """By policy: the measure that 1, 2 … 99 % of the account's tickets stay at or below; 99 values."""

    def group_name(self, group_id: int | None) -> str:
        """A group's name, `no group`, or `group 123` when the account no longer lists it."""
        return _name(self.groups, group_id, "group")

    def agent_name(self, agent_id: int | None) -> str:
        """An agent's name, `nobody`, or `agent 123` when the account no longer lists them."""
        return "nobody" if agent_id is None else _name(self.agents, agent_id, "agent")


def _name(names: Mapping[int, str], key: int | None, noun: str) -> str:
    if key is None:
        return f"no {noun}"
    return names.get(key, f"{noun} {key}")


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a policy is given. `now` is the watermark, never the wall clock."""

    ticket: Ticket
    now: datetime
    calendar: Calendar
    account: Account
    references: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """By `SH-…` of our notes on this ticket, the occasions that the note told of: policy and episode."""
    conduct: Conduct = field(default_factory=Conduct)
    """What is remembered of the abuse of staff by people who wrote on this ticket."""
