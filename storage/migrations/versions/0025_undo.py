"""Decisions that can still be taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_prospects_undo",
        "prospects",
        ["decided_at"],
        sqlite_where=sa.text("undo_to IS NOT NULL"),
        postgresql_where=sa.text("undo_to IS NOT NULL"),
    )
