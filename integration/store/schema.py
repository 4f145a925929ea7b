"""The store's tables; the account's id is in every key. Moments are aware UTC datetimes, kept as whole seconds."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    false,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, stored as seconds since 1970: sortable, and alike on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002, D102
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return None if value is None else datetime.fromtimestamp(value, UTC)


metadata = MetaData()
_Id = BigInteger().with_variant(Integer, "sqlite")


def _account() -> Column[str]:
    return Column("account", String(100), primary_key=True)


account = Table(
    "account",
    metadata,
    _account(),
    Column("epoch", Integer, nullable=False, server_default=text("0")),
    Column("holder", String(100)),
    Column("heartbeat", Moment),
    Column("ticket_cursor", Text),
    Column("ticket_mark", Moment),
    Column("ticket_end", Boolean, nullable=False, server_default=false()),
    Column("event_start", BigInteger),
    Column("event_mark", Moment),
    Column("event_end", Boolean, nullable=False, server_default=false()),
    Column("history_start", Moment),
    Column("watermark", Moment),
    Column("directory_at", Moment),
    Column("percentiles_at", Moment),
    Column("brake", Text),
    Column("brake_since", Moment),
    Column("single_only", Boolean, nullable=False, server_default=false()),
    Column("rest_until", Moment),
    Column("strangers", Integer, nullable=False, server_default=text("0")),
    Column("digest", String(64)),
    Column("judged_to", Moment),
    Column("with_values", Boolean, nullable=False, server_default=false()),
    Column("calls", JSON(none_as_null=True)),
)
"""One row an account: fence, lease, the two streams' places, the brake, and how it is written to.

Without a brake, `brake_since` is when the last action began to be that was let through by its release. `calls` are those
of the last minute by kind of budget, as pairs of a second since 1970 and a number, by Zendesk's clock."""

ticket = Table(
    "ticket",
    metadata,
    _account(),
    Column("ticket_id", _Id, primary_key=True, autoincrement=False),
    Column("status", String(20), nullable=False),
    Column("group_id", BigInteger),
    Column("assignee_id", BigInteger),
    Column("requester_id", BigInteger, nullable=False),
    Column("brand_id", BigInteger),
    Column("form_id", BigInteger),
    Column("organization_id", BigInteger),
    Column("priority", String(20)),
    Column("channel", String(60), nullable=False),
    Column("tags", JSON, nullable=False),
    Column("custom_fields", JSON, nullable=False),
    Column("from_messaging", Boolean, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("ai_only", Boolean, nullable=False),
    Column("side_conversation", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("generated_at", Moment, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("to_judge", Boolean, nullable=False),
    Column("newest_event", Moment),
    Column("judged_at", Moment),
    Column("merged_into", BigInteger),
    Column("conversation_at", Moment),
    Column("due_at", Moment),
    Index(
        # Only merged ones: a whole index would be taken in place of the one on `to_judge`, and read every ticket.
        "ix_ticket_merged",
        "account",
        "merged_into",
        sqlite_where=text("merged_into is not null"),
        postgresql_where=text("merged_into is not null"),
    ),
    Index(
        # Only what may still be written to, for the same reason.
        "ix_ticket_requester",
        "account",
        "requester_id",
        sqlite_where=text("status not in ('closed', 'deleted')"),
        postgresql_where=text("status not in ('closed', 'deleted')"),
    ),
    Index("ix_ticket_to_judge", "account", sqlite_where=text("to_judge"), postgresql_where=text("to_judge")),
)
"""The last exported state; `to_judge` stays set until the ticket was judged after its last change.

`newest_event` is the last event that was not ours: own echoes wake nobody. `merged_into` is the ticket that this one
was merged into, `due_at` Zendesk's own due date of a task."""

event = Table(
    "event",
    metadata,
    _account(),
    Column("event_id", _Id, primary_key=True, autoincrement=False),
    Column("ticket_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor_id", BigInteger, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("field", String(60)),
    Column("payload", JSON, nullable=False),
    Column("excerpts", JSON(none_as_null=True)),
    Index("ix_event_ticket", "account", "ticket_id"),
    Index(
        "ix_event_excerpts",
        "account",
        "at",
        sqlite_where=text("excerpts is not null"),
        postgresql_where=text("excerpts is not null"),
    ),
    Index(
        "ix_event_moves",
        "account",
        "actor_id",
        "at",
        sqlite_where=text("field in ('assignee_id', 'group_id')"),
        postgresql_where=text("field in ('assignee_id', 'group_id')"),
    ),
)
"""Every change and comment, without text; unknown shapes are kept as received, less any text.

`excerpts` are the few words of a comment that its signals rest on, in a column of their own: emptied after a while, and
when the comment is redacted, while the signals stay."""

timer = Table(
    "timer",
    metadata,
    _account(),
    Column("ticket_id", _Id, primary_key=True, autoincrement=False),
    Column("policy", String(100), primary_key=True),
    Column("due", Moment),
    Column("measure", Float),
    Index("ix_timer_due", "account", "due"),
)
"""When to judge a ticket again without a change; a hint, never a truth. `measure` feeds the percentiles."""

finding = Table(
    "finding",
    metadata,
    _account(),
    Column("policy", String(100), primary_key=True),
    Column("ticket_id", _Id, primary_key=True, autoincrement=False),
    Column("episode", String(100), primary_key=True),
    Column("because", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("state", String(20), nullable=False),
    Column("mode", String(10), nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", BigInteger),
    Column("digest", String(64)),
    Column("found_by_edit", Moment),
    Column("first_mode", String(10)),
    Column("withdraw", Boolean),
    Index("ix_finding_ticket", "account", "ticket_id"),
    Index("ix_finding_state", "account", "state"),
)
"""Occasions: open, resolved (ended by itself), dismissed (by a person) or undone (taken back by an admin).

`found_by_edit` is the edit of the judging settings that was in force when it was first seen: an occasion that began
before that edit stays history, whatever is edited later. `first_mode` is how it was first seen: only observed, or to
be acted on; only observed, too, once `enforce_for` has left its ticket out. `withdraw` is empty until an admin takes it back, and then says whether a note is to tell so; what a person
has dismissed stays dismissed."""

action = Table(
    "action",
    metadata,
    _account(),
    Column("key", String(40), primary_key=True),
    Column("ticket_id", BigInteger, nullable=False),
    Column("policy", String(100), nullable=False),
    Column("episode", String(100), nullable=False),
    Column("step", String(60), nullable=False),
    Column("reference", String(20)),
    Column("state", String(20), nullable=False),
    Column("reason", String(30)),
    Column("sentence", Text),
    Column("payload", JSON),
    Column("before", JSON),
    Column("owner_id", BigInteger),
    Column("from_history", Boolean, nullable=False, server_default=false()),
    Column("fresh", Boolean, nullable=False, server_default=false()),
    Column("note_written", Boolean, nullable=False, server_default=false()),
    Column("urgent", Boolean, nullable=False, server_default=false()),
    Column("job_id", String(80)),
    Column("conflicts", Integer, nullable=False, server_default=text("0")),
    Column("first_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("written_at", Moment),
    Column("held_until", Moment),
    Column("audit_id", BigInteger),
    Column("digest", String(64)),
    Column("outcome", String(20)),
    Column("outcome_at", Moment),
    Index("ix_action_reference", "account", "reference"),
    Index("ix_action_state", "account", "state"),
    Index("ix_action_ticket", "account", "ticket_id"),
    Index("ix_action_written", "account", "written_at"),
)
"""The ledger: one row an action, by its key; the rows of one update share its reference and payload.

`outcome` is what came of what was written: confirmed, dismissed or expired; empty while that is open."""

OF_ITS_FINDING = and_(
    finding.c.account == action.c.account,
    finding.c.policy == action.c.policy,
    finding.c.ticket_id == action.c.ticket_id,
    finding.c.episode == action.c.episode,
)
"""An action with the occasion that it is about."""

person = Table(
    "person",
    metadata,
    _account(),
    Column("user_id", _Id, primary_key=True, autoincrement=False),
    Column("is_staff", Boolean, nullable=False),
    Column("suspended", Boolean, nullable=False),
    Column("zone", Text),
)
"""Who is staff; ids and time zones only. The first sight stands, so that a former agent's words stay the service's."""

directory = Table(
    "directory",
    metadata,
    _account(),
    Column("kind", String(20), primary_key=True),
    Column("id", String(60), primary_key=True),
    Column("name", Text, nullable=False),
    Column("data", JSON, nullable=False),
)
"""Names and tables that change slowly: groups, agents, brands, fields, schedules, percentiles."""

outbox = Table(
    "outbox",
    metadata,
    _account(),
    Column("key", String(40), primary_key=True),
    Column("action_key", String(40), nullable=False),
    Column("channel", String(100), nullable=False),
    Column("ticket_id", BigInteger, nullable=False),
    Column("policy", String(100), nullable=False),
    Column("reference", String(20)),
    Column("payload", JSON, nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("error", Text),
    Column("first_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("next_at", Moment),
    Index("ix_outbox_state", "account", "state"),
)
"""Messages that leave Zendesk, one row an action and channel; entered when the ticket's own update is done.

A row that is `sending` when nobody sends it becomes `unknown`, and is never sent again. `error` holds no address, no
secret and no text."""

incident = Table(
    "incident",
    metadata,
    _account(),
    Column("comment_id", _Id, primary_key=True, autoincrement=False),
    Column("ticket_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("counted_at", Moment, nullable=False),
    Column("category", String(20), nullable=False),
    Column("severity", Integer, nullable=False),
    Column("source", String(20), nullable=False),
    Column("reported_by", BigInteger),
    Column("reported_at", Moment),
    Column("given_back_at", Moment),
    Column("told", Integer),
    Column("policy", String(100)),
    Column("case", String(20)),
    Index("ix_incident_person", "account", "person_id"),
    Index("ix_incident_ticket", "account", "ticket_id"),
)
"""Comments that abused staff, by whom and when; no word of them. Retention never touches it: it has an expiry of its own."""

distress = Table(
    "distress",
    metadata,
    _account(),
    Column("comment_id", _Id, primary_key=True, autoincrement=False),
    Column("person_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_distress_person", "account", "person_id"),
)
"""That words of distress were read, and when; not which."""

restriction = Table(
    "restriction",
    metadata,
    _account(),
    Column("reference", String(20), primary_key=True),
    Column("person_id", BigInteger, nullable=False),
    Column("policy", String(100), nullable=False),
    Column("ticket_id", BigInteger, nullable=False),
    Column("comment_id", BigInteger, nullable=False),
    Column("state", String(20), nullable=False),
    Column("proposed_at", Moment, nullable=False),
    Column("decided_at", Moment),
    Column("decided_by", BigInteger),
    Column("review_at", Moment),
    Column("appeal_until", Moment),
    Column("ended_at", Moment),
    Column("refusals", JSON, nullable=False),
    Column("history", JSON, nullable=False),
    Column("reminded", JSON, nullable=False),
    Column("reminded_on", BigInteger),
    Index("ix_restriction_person", "account", "person_id"),
)
"""Cases: restrictions from their proposal on, with who decided what and when; kept for a year after their end."""

policy = Table(
    "policy",
    metadata,
    _account(),
    Column("name", String(100), primary_key=True),
    Column("identity", String(110), nullable=False),
    Column("enforced_since", Moment),
    Column("judging_digest", String(64)),
    Column("judged_since", Moment),
    Column("steps_since", JSON, nullable=False),
)
"""Since when a policy, its judging settings and its rungs are in force, in event time.

`identity` is the name that its actions' keys are made of: a renamed policy keeps its first one."""

run = Table(
    "run",
    metadata,
    _account(),
    Column("run_id", _Id, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("watermark", Moment),
    Column("digest", String(64)),
    Column("counts", JSON, nullable=False),
)
"""One row a cycle that did anything."""

gap = Table(
    "gap",
    metadata,
    _account(),
    Column("kind", String(30), primary_key=True),
    Column("id", String(60), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("count", Integer, nullable=False),
)
"""What the exports could not show, and shapes that this release does not know, counted."""
