"""Indexes for what is asked every few seconds: prospects that are not over, and who is not to be asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_UNDER_WAY = sa.text("state IN ('approved', 'contacted', 'no_reply', 'replied', 'snoozed', 'suggested')")


def upgrade() -> None:
    op.create_index(
        "ix_prospects_under_way",
        "prospects",
        ["state", "origin"],
        sqlite_where=_UNDER_WAY,
        postgresql_where=_UNDER_WAY,
    )
    op.create_index("ix_do_not_contact_named", "do_not_contact", ["workspace_id", "value"])
