"""The mass guard counts looks by their conclusion."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_link_checks_pulse", "link_checks")
    op.create_index(
        "ix_link_checks_pulse",
        "link_checks",
        ["workspace_id", "checked_at", "source_domain", "turned", "conclusion"],
    )
