"""Templates that a site's team wrote itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import BigId, UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "templates",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("occasion", sa.String(24), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("first_follow_up", sa.String(), nullable=False),
        sa.Column("last_follow_up", sa.String(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_templates_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("site_id", "occasion", "lang", name=op.f("pk_templates")),
    )
