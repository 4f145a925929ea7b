"""What Zendesk sends, as values: extra keys are ignored, unknown shapes are kept raw, no value shows its content.

Field names are Zendesk's. Absence and null mean the same here: None, or an empty collection.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, NotRequired

from pydantic import ValidationInfo, field_validator
from typing_extensions import TypedDict

from integration.zendesk.history import AuditEvent, AuditRow, ChildEvent, EventRow
from integration.zendesk.jobs import JobRow, JobStatus
from integration.zendesk.moments import Moment
from integration.zendesk.shapes import (
    Id,
    Ids,
    NullIsEmpty,
    Second,
    Via,
    WireModel,
    Words,
    int_or_none,
)

__all__ = [
    "AuditEvent",
    "AuditPage",
    "AuditRow",
    "ChildEvent",
    "EventPage",
    "EventRow",
    "FieldValue",
    "FullTicketPage",
    "FullTicketRow",
    "JobRow",
    "JobStatus",
    "PageMeta",
    "SearchPage",
    "TicketAnswer",
    "TicketPage",
    "TicketRow",
    "TicketsAnswer",
    "UpdateAnswer",
    "UserAnswer",
    "UserRow",
    "UsersAnswer",
    "WireModel",
    "int_or_none",
]

_STAFF = frozenset({"agent", "admin"})


class FieldValue(TypedDict):
    """One custom field of a ticket."""

    id: Id
    value: NotRequired[Any]


class TicketRow(WireModel):
    """A ticket as exported: the columns that something here uses, without subject, description or any comment."""

    id: Id
    status: str
    priority: str | None = None
    assignee_id: Id | None = None
    group_id: Id | None = None
    requester_id: Id | None = None
    organization_id: Id | None = None
    brand_id: Id | None = None
    ticket_form_id: Id | None = None
    tags: Words = ()
    sharing_agreement_ids: Ids = ()
    via: Via = None
    from_messaging_channel: bool | None = None
    support_type: str | None = None
    due_at: Moment | None = None
    """The due date of a task."""
    created_at: Moment
    updated_at: Moment
    """Second resolution; not moved by system updates, so never a bookmark."""
    generated_timestamp: Second | None = None
    """Unix second of the export's order; None or 0 in answers that are no export."""

    @property
    def generated_at(self) -> datetime | None:
        """`generated_timestamp` as aware UTC; None when the answer was no export."""
        return datetime.fromtimestamp(self.generated_timestamp, UTC) if self.generated_timestamp else None

    @property
    def values(self) -> tuple[FieldValue, ...]:
        """Its custom fields; empty where they were not asked for."""
        return ()

    @property
    def via_channel(self) -> str:
        """`web`, `email`, `api` and so on; empty when unknown."""
        channel = self.via.get("channel") if isinstance(self.via, dict) else self.via
        return str(channel or "").lower()


class FullTicketRow(TicketRow):
    """A ticket with its custom fields, which cost two fifths of reading a page."""

    custom_fields: Annotated[tuple[FieldValue, ...], NullIsEmpty()] = ()

    @property
    def values(self) -> tuple[FieldValue, ...]:
        """Its custom fields."""
        return self.custom_fields


class UserRow(WireModel):
    """A person: id, role and place in time. A name only for staff; an e-mail address for nobody."""

    id: Id | None = None
    """None for the anonymous user that Zendesk reports when nobody is signed in."""
    role: str = "end-user"
    name: str | None = None
    """Read after the role, which decides whether it may be kept."""
    role_type: int | None = None
    """0 custom role, 1 light agent, 2 chat agent, 3 contributor, 4 admin, 5 billing admin; None for end users."""
    active: bool = True
    suspended: bool = False
    time_zone: str | None = None
    """A Rails name or an IANA name."""
    iana_time_zone: str | None = None
    locale: str | None = None
    default_group_id: Id | None = None
    only_private_comments: bool | None = None
    ticket_restriction: str | None = None
    """None when the person sees every ticket."""
    tags: Words = ()

    @field_validator("name")
    @classmethod
    def _forget_customers_names(cls, name: str | None, info: ValidationInfo) -> str | None:
        return name if info.data.get("role") in _STAFF else None

    @property
    def is_staff(self) -> bool:
        """Whether the present role is agent or admin; roles of the past are not known."""
        return self.role in _STAFF


class TicketPage(WireModel):
    """One page of the ticket export, in ascending (generated_timestamp, id)."""

    tickets: tuple[TicketRow, ...] = ()
    users: tuple[UserRow, ...] = ()
    """Only those whom this page mentions."""
    after_cursor: str | None = None
    """Where the next page begins; to be stored with the page, also at the end of the stream."""
    end_of_stream: bool = False
    answered_at: datetime | None = None
    """Zendesk's `Date` of this answer."""


class FullTicketPage(TicketPage):
    """One page of the ticket export, with custom fields."""

    tickets: tuple[FullTicketRow, ...] = ()


class EventPage(WireModel):
    """One page of the event export; events may repeat those of the page before."""

    ticket_events: tuple[EventRow, ...] = ()
    end_of_stream: bool = False
    end_time: Second | None = None
    """Unix second at which the page ended, as Zendesk said it."""
    next_start: int = 0
    """Unix second from which to ask next."""
    answered_at: datetime | None = None
    per_page: int = 1000
    """The page size that Zendesk could bear."""
    gap: int | None = None
    """A second that holds more events than a page: the rest of it must be found by other ways."""
    textless: Ids = ()
    """Tickets whose comments of this page came without words: read their audits."""


class PageMeta(WireModel):
    """Cursor paging: only `has_more` says whether there is another page; links and cursors may stand there anyway."""

    has_more: bool = False
    after_cursor: str | None = None


class AuditPage(WireModel):
    """One page of a ticket's audits; without `meta` it is all of them (archived tickets)."""

    audits: tuple[AuditRow, ...] = ()
    meta: PageMeta | None = None

    @property
    def after_cursor(self) -> str | None:
        """Where the next page begins; None when this was the last."""
        return self.meta.after_cursor if self.meta and self.meta.has_more else None


class UpdateAnswer(WireModel):
    """The answer to the update of one ticket: the ticket after all triggers, and the audit of what was written."""

    ticket: TicketRow
    audit: AuditRow | None = None

    @property
    def note_is_private(self) -> bool | None:
        """Whether every comment of this update says `public: false`; None when there is none to ask."""
        comments = self.audit.comments if self.audit else ()
        return all(comment.public is False for comment in comments) if comments else None


class TicketAnswer(WireModel):
    """One ticket, wrapped."""

    ticket: FullTicketRow


class TicketsAnswer(WireModel):
    """Several tickets; ids that do not exist are silently missing."""

    tickets: tuple[FullTicketRow, ...] = ()


class UserAnswer(WireModel):
    """One user, wrapped."""

    user: UserRow


class UsersAnswer(WireModel):
    """Several users; ids that do not exist are silently missing."""

    users: tuple[UserRow, ...] = ()


class SearchPage(WireModel):
    """One page of the search export, in ascending creation; its cursor dies after an hour."""

    results: tuple[TicketRow, ...] = ()
    meta: PageMeta | None = None
