"""Workspaces, sites and backlinks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import JSON_COLUMN, BigId, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", BigId, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspaces")),
        sa.UniqueConstraint("team_id", name=op.f("uq_workspaces_team_id")),
    )
    op.create_table(
        "sites",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("brands", JSON_COLUMN, nullable=False),
        sa.Column("channel_id", sa.String()),
        sa.Column("digest_at", sa.String(), nullable=False),
        sa.Column("digest_zone", sa.String(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("baseline_at", UtcDateTime()),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("clock_offset_us", sa.BigInteger(), nullable=False),
        sa.Column("next_digest_at", UtcDateTime()),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_sites_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_sites_workspace_id_id")),
    )
    op.create_index(op.f("ix_sites_next_digest_at"), "sites", ["next_digest_at"])

    op.create_table(
        "backlinks",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("source_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("source_host", sa.String(), nullable=False),
        sa.Column("source_domain", sa.String(), nullable=False),
        sa.Column("target_url", sa.String(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("verdict", sa.String(24)),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("prio", sa.Integer(), nullable=False),
        sa.Column("next_due_at", UtcDateTime(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("authority", sa.Integer()),
        sa.Column("first_live_at", UtcDateTime()),
        sa.Column("last_live_at", UtcDateTime()),
        sa.Column("last_checked_at", UtcDateTime()),
        sa.Column("unanswered_since", UtcDateTime()),
        sa.Column("loss_announced", sa.Boolean(), nullable=False),
        sa.Column("suspected", sa.String(24)),
        sa.Column("suspicion", JSON_COLUMN),
        sa.Column("facts", JSON_COLUMN),
        sa.Column("page", JSON_COLUMN),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_backlinks_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backlinks")),
        sa.UniqueConstraint("site_id", "source_key", name=op.f("uq_backlinks_site_id_source_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_backlinks_due", "backlinks", ["workspace_id", "next_due_at", "source_domain", "site_id"])
    op.create_index(
        "ix_backlinks_held",
        "backlinks",
        ["workspace_id", "site_id", "state", "verdict"],
        sqlite_where=sa.text("unanswered_since IS NOT NULL"),
        postgresql_where=sa.text("unanswered_since IS NOT NULL"),
    )
    op.create_index("ix_backlinks_listed", "backlinks", ["workspace_id", "site_id", "state", "id"])
    op.create_index("ix_backlinks_of_host", "backlinks", ["source_domain", "next_due_at", "prio"])
    op.create_index(
        "ix_backlinks_urgent",
        "backlinks",
        ["workspace_id", "next_due_at", "source_domain"],
        sqlite_where=sa.text("prio >= 100"),
        postgresql_where=sa.text("prio >= 100"),
    )

    op.create_table(
        "site_domains",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_site_domains_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "domain", name=op.f("pk_site_domains")),
    )
    op.create_index(op.f("ix_site_domains_site_id_position"), "site_domains", ["site_id", "position"])

    op.create_table(
        "moved_pages",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("source_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("link_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["backlinks.id"], name=op.f("fk_moved_pages_link_id_backlinks")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_moved_pages_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("site_id", "source_key", name=op.f("pk_moved_pages")),
    )
    op.create_index(op.f("ix_moved_pages_link_id"), "moved_pages", ["link_id"])
