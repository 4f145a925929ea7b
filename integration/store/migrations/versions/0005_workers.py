"""What workers tell each other: the calls of the account's last minute, since the next poll may be another machine's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add a column that may be empty; a release before this one reads the store as it did."""
    op.add_column("account", sa.Column("calls", sa.JSON(), nullable=True))
