"""How many cards a prospect had: whatever comes back to the queue is shown on another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("prospects", sa.Column("cards", sa.Integer(), server_default="0", nullable=False))
    op.execute("UPDATE prospects SET cards = 1 WHERE told_at IS NOT NULL")
