"""An index for the week's quota, which every card that is shown asks for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_APPROVED = sa.text("approved IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_prospects_approved",
        "prospects",
        ["site_id", "decided_at"],
        sqlite_where=_APPROVED,
        postgresql_where=_APPROVED,
    )
