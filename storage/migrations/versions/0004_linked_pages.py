"""Pages of our own that others link to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import BigId, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "linked_pages",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("links", sa.Integer(), nullable=False),
        sa.Column("domains", sa.Integer(), nullable=False),
        sa.Column("authority", sa.Integer()),
        sa.Column("next_due_at", UtcDateTime(), nullable=False),
        sa.Column("checked_at", UtcDateTime()),
        sa.Column("fault", sa.String(24)),
        sa.Column("faulty_since", UtcDateTime()),
        sa.Column("status", sa.Integer()),
        sa.Column("hops", sa.Integer(), nullable=False),
        sa.Column("final_url", sa.String(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("counted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_linked_pages_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linked_pages")),
        sa.UniqueConstraint("site_id", "url", name=op.f("uq_linked_pages_site_id_url")),
    )
    op.create_index(op.f("ix_linked_pages_next_due_at"), "linked_pages", ["next_due_at"])
