"""What happened to a ticket, as the event export and as the audits tell it; the two name the same things differently."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import Field, model_validator

from integration.zendesk.moments import Moment
from integration.zendesk.shapes import (
    Id,
    NullIsEmpty,
    Second,
    Via,
    WireModel,
    custom_of,
    int_or_none,
    via_of,
    without_whereabouts,
)


class ChildEvent(WireModel):
    """One thing that happened within a ticket event. `raw` is what came, less where its author sat."""

    id: Id | None = None
    event_type: str = ""
    """`Comment`, `Change`, `Create`, or a word that nobody has documented; empty when absent."""
    via: Via = None
    raw: Mapping[str, Any] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _keep_raw(cls, data: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever came
        if not isinstance(data, dict):
            return {"raw": {"value": data}}
        raw = without_whereabouts(data)
        kind = data.get("event_type") or data.get("type") or ""
        return {"id": int_or_none(data.get("id")), "event_type": str(kind), "via": via_of(data), "raw": raw}

    @property
    def public(self) -> bool | None:
        """Whether this comment is public; None when it is no comment or does not say."""
        said = self.raw.get("public", self.raw.get("comment_public"))
        return said if isinstance(said, bool) else None

    @property
    def has_text(self) -> bool:
        """Whether a comment came with its words, which takes `include=comment_events`."""
        return any(isinstance(self.raw.get(key), str) for key in ("body", "html_body", "plain_body"))


class ToldUpdate(WireModel):
    """What both tellings of an update share: how it came in, and what its writer attached, without whereabouts."""

    via: Via = None
    metadata: dict[str, Any] | None = None

    @model_validator(mode="before")
    @classmethod
    def _forget_whereabouts(cls, data: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever came
        return without_whereabouts(data) if isinstance(data, dict) else data

    @property
    def custom(self) -> Mapping[str, Any]:
        """The metadata that the writer of this update attached: our marker, if it is ours and is shown."""
        return custom_of(self.metadata)


class EventRow(ToldUpdate):
    """One update of one ticket, as the event export tells it; `id` is the audit's id."""

    id: Id
    ticket_id: Id
    timestamp: Second
    """Unix second."""
    created_at: Moment | None = None
    updater_id: Id | None = None
    """-1 is Zendesk itself."""
    event_type: str = ""
    child_events: Annotated[tuple[ChildEvent, ...], NullIsEmpty()] = ()

    @property
    def at(self) -> datetime:
        """When it happened, in UTC."""
        return self.created_at or datetime.fromtimestamp(self.timestamp, UTC)


class AuditEvent(WireModel):
    """One event of an audit. Ids in `value` come as strings; `value` may be a word, a list, an object or None."""

    id: Id | None = None
    type: str = ""
    field_name: str | None = None
    value: Any = None
    previous_value: Any = None
    public: bool | None = None
    via: Via = None
    raw: Mapping[str, Any] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _keep_raw(cls, data: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever came
        if not isinstance(data, dict):
            return {"raw": {"value": data}}
        public = data.get("public")
        return {
            **data,
            "id": int_or_none(data.get("id")),
            "type": str(data.get("type") or ""),
            "field_name": None if data.get("field_name") is None else str(data["field_name"]),
            "public": public if isinstance(public, bool) else None,
            "via": via_of(data),
            "raw": without_whereabouts(data),
        }


class AuditRow(ToldUpdate):
    """One update of one ticket, with everything that Zendesk's rules did within it."""

    id: Id
    ticket_id: Id | None = None
    created_at: Moment
    author_id: Id | None = None
    """-1 is Zendesk itself."""
    events: Annotated[tuple[AuditEvent, ...], NullIsEmpty()] = ()

    @property
    def comments(self) -> tuple[AuditEvent, ...]:
        """Its comments, public and private."""
        return tuple(event for event in self.events if event.type in {"Comment", "VoiceComment"})
