"""What trust rests on: how an occasion was first seen, what an undo asks for, and what came of an action."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add columns that may be empty, and an index; a release before this one reads the store as it did."""
    op.add_column("finding", sa.Column("first_mode", sa.String(length=10), nullable=True))
    op.add_column("finding", sa.Column("withdraw", sa.Boolean(), nullable=True))
    op.add_column("action", sa.Column("outcome", sa.String(length=20), nullable=True))
    op.add_column("action", sa.Column("outcome_at", sa.BigInteger(), nullable=True))
    op.create_index("ix_action_reference", "action", ["account", "reference"], unique=False)
