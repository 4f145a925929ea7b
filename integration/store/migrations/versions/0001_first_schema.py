"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "account",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("epoch", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("holder", sa.String(length=100), nullable=True),
        sa.Column("heartbeat", sa.BigInteger(), nullable=True),
        sa.Column("ticket_cursor", sa.Text(), nullable=True),
        sa.Column("ticket_mark", sa.BigInteger(), nullable=True),
        sa.Column("ticket_end", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("event_start", sa.BigInteger(), nullable=True),
        sa.Column("event_mark", sa.BigInteger(), nullable=True),
        sa.Column("event_end", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("history_start", sa.BigInteger(), nullable=True),
        sa.Column("watermark", sa.BigInteger(), nullable=True),
        sa.Column("directory_at", sa.BigInteger(), nullable=True),
        sa.Column("percentiles_at", sa.BigInteger(), nullable=True),
        sa.Column("brake", sa.Text(), nullable=True),
        sa.Column("brake_since", sa.BigInteger(), nullable=True),
        sa.Column("single_only", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("judged_to", sa.BigInteger(), nullable=True),
        sa.Column("with_values", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("rest_until", sa.BigInteger(), nullable=True),
        sa.Column("strangers", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("account"),
    )
    op.create_table(
        "action",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("policy", sa.String(length=100), nullable=False),
        sa.Column("episode", sa.String(length=100), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("from_history", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("fresh", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("note_written", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("job_id", sa.String(length=80), nullable=True),
        sa.Column("conflicts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("written_at", sa.BigInteger(), nullable=True),
        sa.Column("held_until", sa.BigInteger(), nullable=True),
        sa.Column("audit_id", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("account", "key"),
    )
    op.create_index("ix_action_state", "action", ["account", "state"], unique=False)
    op.create_index("ix_action_ticket", "action", ["account", "ticket_id"], unique=False)
    op.create_index("ix_action_written", "action", ["account", "written_at"], unique=False)
    op.create_table(
        "directory",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("account", "kind", "id"),
    )
    op.create_table(
        "event",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column(
            "event_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("account", "event_id"),
    )
    op.create_index(
        "ix_event_moves",
        "event",
        ["account", "actor_id", "at"],
        unique=False,
        sqlite_where=sa.text("field in ('assignee_id', 'group_id')"),
        postgresql_where=sa.text("field in ('assignee_id', 'group_id')"),
    )
    op.create_index("ix_event_ticket", "event", ["account", "ticket_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("policy", sa.String(length=100), nullable=False),
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("episode", sa.String(length=100), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("first_seen", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("found_by_edit", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("account", "policy", "ticket_id", "episode"),
    )
    op.create_index("ix_finding_state", "finding", ["account", "state"], unique=False)
    op.create_index("ix_finding_ticket", "finding", ["account", "ticket_id"], unique=False)
    op.create_table(
        "gap",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account", "kind", "id"),
    )
    op.create_table(
        "person",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column(
            "user_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("account", "user_id"),
    )
    op.create_table(
        "policy",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("identity", sa.String(length=110), nullable=False),
        sa.Column("enforced_since", sa.BigInteger(), nullable=True),
        sa.Column("judging_digest", sa.String(length=64), nullable=True),
        sa.Column("judged_since", sa.BigInteger(), nullable=True),
        sa.Column("steps_since", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("account", "name"),
    )
    op.create_table(
        "run",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column(
            "run_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("watermark", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("account", "run_id"),
    )
    op.create_table(
        "ticket",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=True),
        sa.Column("assignee_id", sa.BigInteger(), nullable=True),
        sa.Column("requester_id", sa.BigInteger(), nullable=False),
        sa.Column("brand_id", sa.BigInteger(), nullable=True),
        sa.Column("form_id", sa.BigInteger(), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=True),
        sa.Column("priority", sa.String(length=20), nullable=True),
        sa.Column("channel", sa.String(length=60), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("custom_fields", sa.JSON(), nullable=False),
        sa.Column("from_messaging", sa.Boolean(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("ai_only", sa.Boolean(), nullable=False),
        sa.Column("side_conversation", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("generated_at", sa.BigInteger(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("to_judge", sa.Boolean(), nullable=False),
        sa.Column("newest_event", sa.BigInteger(), nullable=True),
        sa.Column("judged_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("account", "ticket_id"),
    )
    op.create_index(
        "ix_ticket_to_judge",
        "ticket",
        ["account"],
        unique=False,
        sqlite_where=sa.text("to_judge"),
        postgresql_where=sa.text("to_judge"),
    )
    op.create_table(
        "timer",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("policy", sa.String(length=100), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("measure", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("account", "ticket_id", "policy"),
    )
    op.create_index("ix_timer_due", "timer", ["account", "due"], unique=False)
    # ### end Alembic commands ###
