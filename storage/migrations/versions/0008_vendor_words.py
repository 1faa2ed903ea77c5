"""What vendors say of a link, and what sources named in full."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import BigId

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("backlinks", sa.Column("vendor_says", sa.String()))
    op.create_index(
        "ix_backlinks_vendor",
        "backlinks",
        ["workspace_id", "site_id", "state"],
        sqlite_where=sa.text("vendor_says IS NOT NULL"),
        postgresql_where=sa.text("vendor_says IS NOT NULL"),
    )
    op.create_table(
        "listed_pages",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_key", sa.LargeBinary(16), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_listed_pages_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("site_id", "source", "source_key", name=op.f("pk_listed_pages")),
    )
