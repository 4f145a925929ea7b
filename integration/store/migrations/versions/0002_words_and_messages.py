"""What words need (excerpts, merges, due dates, zones), and the outbox of messages that leave Zendesk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add columns that may be empty, and one table; a release before this one reads the store as it did."""
    op.add_column("event", sa.Column("excerpts", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("ticket", sa.Column("merged_into", sa.BigInteger(), nullable=True))
    op.add_column("ticket", sa.Column("conversation_at", sa.BigInteger(), nullable=True))
    op.add_column("ticket", sa.Column("due_at", sa.BigInteger(), nullable=True))
    op.add_column("person", sa.Column("zone", sa.Text(), nullable=True))
    op.create_index(
        "ix_event_excerpts",
        "event",
        ["account", "at"],
        unique=False,
        sqlite_where=sa.text("excerpts is not null"),
        postgresql_where=sa.text("excerpts is not null"),
    )
    op.create_index(
        "ix_ticket_merged",
        "ticket",
        ["account", "merged_into"],
        unique=False,
        sqlite_where=sa.text("merged_into is not null"),
        postgresql_where=sa.text("merged_into is not null"),
    )
    op.create_table(
        "outbox",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("action_key", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=100), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("policy", sa.String(length=100), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("account", "key"),
    )
    op.create_index("ix_outbox_state", "outbox", ["account", "state"], unique=False)
    _keep_only_own_tags()


def _keep_only_own_tags() -> None:
    """Until now the tags that had stood there before were left out when a row was read; from now on when it is written."""
    action = sa.table(
        "action",
        sa.column("account", sa.String),
        sa.column("key", sa.String),
        sa.column("payload", sa.JSON),
        sa.column("before", sa.JSON),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(action)).all():
        own = (row.payload or {}).get("own_tags")
        if own:
            there = set((row.before or {}).get("tags", ()))
            payload = {**row.payload, "own_tags": [tag for tag in own if tag not in there]}
            where = (action.c.account == row.account) & (action.c.key == row.key)
            connection.execute(sa.update(action).where(where).values(payload=payload))
