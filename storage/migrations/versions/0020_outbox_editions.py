"""Messages that were posted can be edited: which edition a message is at, and which one Slack shows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_STALE = sa.text("edition > shown_edition AND state = 'sent'")


def upgrade() -> None:
    for column in ("edition", "shown_edition"):
        op.add_column("outbox", sa.Column(column, sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_outbox_stale", "outbox", ["not_before", "id"], sqlite_where=_STALE, postgresql_where=_STALE)
