"""What is remembered of the abuse of staff: incidents, that words of distress were read, and cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add three tables and an index; a release before this one reads the store as it did."""
    op.create_table(
        "incident",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("comment_id", _id(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("reported_by", sa.BigInteger(), nullable=True),
        sa.Column("reported_at", sa.BigInteger(), nullable=True),
        sa.Column("given_back_at", sa.BigInteger(), nullable=True),
        sa.Column("told", sa.Integer(), nullable=True),
        sa.Column("policy", sa.String(length=100), nullable=True),
        sa.Column("case", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("account", "comment_id"),
    )
    op.create_index("ix_incident_person", "incident", ["account", "person_id"], unique=False)
    op.create_index("ix_incident_ticket", "incident", ["account", "ticket_id"], unique=False)
    op.create_table(
        "distress",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("comment_id", _id(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account", "comment_id"),
    )
    op.create_index("ix_distress_person", "distress", ["account", "person_id"], unique=False)
    op.create_table(
        "restriction",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("policy", sa.String(length=100), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("comment_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("review_at", sa.BigInteger(), nullable=True),
        sa.Column("appeal_until", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("refusals", sa.JSON(), nullable=False),
        sa.Column("history", sa.JSON(), nullable=False),
        sa.Column("reminded", sa.JSON(), nullable=False),
        sa.Column("reminded_on", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("account", "reference"),
    )
    op.create_index(
        "ix_ticket_requester",
        "ticket",
        ["account", "requester_id"],
        unique=False,
        sqlite_where=sa.text("status not in ('closed', 'deleted')"),
        postgresql_where=sa.text("status not in ('closed', 'deleted')"),
    )
    op.create_index("ix_restriction_person", "restriction", ["account", "person_id"], unique=False)


def _id() -> sa.types.TypeEngine[int]:
    """SQLite counts only what is called an integer as a row's own id."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
