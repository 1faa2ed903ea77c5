"""Indexes for what is asked every few seconds: a site's prospects by state, and those that nobody was told of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_UNTOLD = sa.text("state = 'suggested' AND told_at IS NULL")


def upgrade() -> None:
    op.drop_index("ix_prospects_queue", "prospects")
    op.create_index("ix_prospects_queue", "prospects", ["workspace_id", "site_id", "state", "value"])
    op.create_index(
        "ix_prospects_untold",
        "prospects",
        ["workspace_id", "site_id"],
        sqlite_where=_UNTOLD,
        postgresql_where=_UNTOLD,
    )
