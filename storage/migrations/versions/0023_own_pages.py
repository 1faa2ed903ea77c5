"""A site's own pages as its sitemaps name them, and where a broken one might lead."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import BigId, UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_pages",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_own_pages_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("site_id", "url", name=op.f("pk_own_pages")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sitemap_readings",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_sitemap_readings_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_sitemap_readings")),
    )
    op.create_index(op.f("ix_sitemap_readings_read_at"), "sitemap_readings", ["read_at"])
    op.add_column("linked_pages", sa.Column("suggested_at", UtcDateTime()))
    op.add_column("linked_pages", sa.Column("redirect_to", sa.String(), nullable=False, server_default=""))
    op.add_column("linked_pages", sa.Column("similarity", sa.Double(), nullable=False, server_default="0"))
    op.add_column("linked_pages", sa.Column("alike_in", sa.String(), nullable=False, server_default=""))
