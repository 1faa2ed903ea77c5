"""What would not be approved when we looked, so that it is not weighed anew every few seconds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unfit_opportunities",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "subject"),
        sa.ForeignKeyConstraint(["workspace_id", "site_id"], ["sites.workspace_id", "sites.id"]),
    )
