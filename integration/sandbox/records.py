"""What the embedded Zendesk keeps: users, tickets, audits, jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

SYSTEM = -1
"""The author of what Zendesk does by itself."""
FIELDS = (
    "status",
    "assignee_id",
    "group_id",
    "priority",
    "type",
    "subject",
    "requester_id",
    "organization_id",
    "brand_id",
    "ticket_form_id",
    "custom_status_id",
    "external_id",
    "due_at",
)
"""Ticket fields whose changes are audited one by one; tags and custom fields are apart."""
ID_FIELDS = frozenset(name for name in FIELDS if name.endswith("_id") and name != "external_id")
"""Fields whose values are ids: numbers in tickets and in the event export, texts in audits."""
OVER = ("closed", "deleted")
"""Statuses of tickets that can no longer be changed."""


class Refused(Exception):
    """Zendesk refuses a change; `details` are its own, by field."""

    def __init__(self, details: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        super().__init__("Record validation errors")
        self.details = details


@dataclass(frozen=True, slots=True)
class Via:
    """How something came in; `rel`, `title` and `id` name the rule, where a rule did it."""

    channel: str = "web"
    rel: str | None = None
    title: str | None = None
    id: int | None = None
    ticket_ids: tuple[int, ...] = ()
    """The tickets that were merged into this one."""

    @property
    def word(self) -> str:
        """The display word of the ticket event export."""
        words = {
            "web": "Web form",
            "api": "Web service",
            "email": "Email",
            "rule": "Rule",
            "voice": "Phone",
            "chat": "Chat",
        }
        if self.rel == "merge":
            return "Merge"
        return words.get(self.channel, self.channel.replace("_", " ").capitalize())

    def as_json(self) -> dict[str, Any]:
        """The object of audits and comments."""
        origin: dict[str, Any] = {}
        if self.id is not None:
            origin = {"deleted": False, "title": self.title, "id": self.id, "revision_id": 1}
        if self.ticket_ids:
            origin = {"ticket_ids": list(self.ticket_ids)}
        return {"channel": self.channel, "source": {"from": origin, "to": {}, "rel": self.rel}}


TRIGGER = "trigger"
AUTOMATION = "automation"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule does inside somebody's update."""

    changes: Mapping[str, Any]
    via: Via


@dataclass(frozen=True, slots=True)
class BusinessRule:
    """A trigger, an automation, a macro or an SLA policy, as the account lists it; nothing here carries it out."""

    title: str
    every: tuple[tuple[str, str, Any], ...] = ()
    """Conditions of which all have to hold: field, operator, value."""
    any: tuple[tuple[str, str, Any], ...] = ()
    """Conditions of which one has to hold."""
    actions: tuple[tuple[str, Any], ...] = ()
    active: bool = True
    id: int = 0

    def numbered(self, number: int) -> BusinessRule:
        """The same rule with an id."""
        return replace(self, id=number)


@dataclass(slots=True)
class User:
    """A person."""

    id: int
    name: str
    role: str
    email: str
    groups: tuple[int, ...]
    time_zone: str
    locale: str
    suspended: bool
    active: bool = True
    role_type: int | None = None
    """1 makes an agent a light one, who writes nothing but internal notes."""
    ticket_restriction: str | None = None
    tags: tuple[str, ...] = ()
    status: str | None = None
    """The agent status of omnichannel routing (`online`, `away` …); None: never signed in to it."""


@dataclass(slots=True)
class Comment:
    """A comment; its id is its event's."""

    id: int
    audit_id: int
    author_id: int
    body: str
    html: str | None
    public: bool
    at: datetime
    via: Via
    custom: Mapping[str, Any]
    flags: tuple[int, ...] = ()
    """Zendesk's doubts about it: 4 means that it was generated automatically."""
    voice: Mapping[str, Any] | None = None
    """What a call has beside its words; None for what is no call."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation in messaging: no comment, and no event of the ticket."""

    id: str
    author_id: int
    """-1 for a bot."""
    speaker: str
    """`user`, `agent` or `bot`."""
    text: str
    at: datetime


@dataclass(slots=True)
class Audit:
    """One update of a ticket; `events` are wire objects as audits have them, with texts for ids."""

    id: int
    ticket_id: int
    at: datetime
    author_id: int
    via: Via
    events: list[dict[str, Any]]
    custom: Mapping[str, Any]
    flags: tuple[int, ...] = ()
    rendered: bytes | None = None
    """The row of the event export, once it was asked for; audits do not change."""
    rendered_bare: bytes | None = None


@dataclass(slots=True)
class Ticket:
    """A ticket with its present state."""

    id: int
    created_at: datetime
    updated_at: datetime
    requester_id: int
    submitter_id: int
    via: Via
    subject: str
    description: str
    status: str = "new"
    assignee_id: int | None = None
    group_id: int | None = None
    priority: str | None = None
    type: str | None = None
    organization_id: int | None = None
    brand_id: int | None = None
    ticket_form_id: int | None = None
    custom_status_id: int | None = None
    """None stands for the default of the status."""
    external_id: str | None = None
    due_at: str | None = None
    tags: tuple[str, ...] = ()
    custom_fields: dict[int, Any] = field(default_factory=dict)
    follower_ids: tuple[int, ...] = ()
    email_cc_ids: tuple[int, ...] = ()
    sharing_agreement_ids: tuple[int, ...] = ()
    from_messaging_channel: bool = False
    support_type: str = "agent"
    is_public: bool = True
    generated: int = 0
    """The second that orders the export: 0 to 3 s after `updated_at`."""
    audits: list[Audit] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    """What was said in messaging; shown in the conversation log alone."""
    rating: str | None = None
    """The customer's verdict: None, `offered`, `good` or `bad`."""
    rating_comment: str | None = None
    archived: bool = False
    scrubbed: bool = False


@dataclass(frozen=True, slots=True)
class JobPlan:
    """What becomes of a job; the sets and the keys of `errors` are ticket ids."""

    fate: str = "completed"
    """`completed`, `failed`, `killed`, `killed_midway`: with half of its rows written, `stuck`,
    or `partial`: completed, with some rows missing or refused."""
    errors: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Tickets that are not updated, with the error and the details that their rows tell."""
    lost: frozenset[int] = frozenset()
    """Tickets that are neither updated nor mentioned."""
    unreported: frozenset[int] = frozenset()
    """Tickets that are updated and not mentioned."""


@dataclass(slots=True)
class Job:
    """A batch of updates that runs later."""

    id: str
    rows: list[dict[str, Any]]
    queued_at: datetime
    runs_at: datetime
    plan: JobPlan
    stamps: dict[int, datetime]
    """Each ticket's `updated_at` when the job was queued: a batch is always a safe update."""
    status: str = "queued"
    results: list[dict[str, Any]] | None = None
    actor_id: int = 0
    ended_at: datetime | None = None
    distinct: bool = True
    """Each ticket has a row of its own; False: one change for all."""
    target: int | None = None
    """The ticket that the rows' tickets are merged into, where the job is a merge."""
