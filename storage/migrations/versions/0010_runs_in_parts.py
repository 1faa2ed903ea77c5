"""Check runs take their links in parts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import BigId

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("check_runs", sa.Column("enrolled_to", BigId))
    op.add_column("check_runs", sa.Column("only_due", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_check_runs_enrolling",
        "check_runs",
        ["enrolled_to"],
        sqlite_where=sa.text("enrolled_to IS NOT NULL"),
        postgresql_where=sa.text("enrolled_to IS NOT NULL"),
    )
