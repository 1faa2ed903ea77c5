"""Follow-ups that a person has to send."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("prospects", sa.Column("follow_up_due", sa.Boolean(), nullable=False, server_default=sa.false()))
