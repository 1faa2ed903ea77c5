"""Mentions, brands as the team knows them, votes, muted domains, watched terms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import JSON_COLUMN, BigId, UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brand_details",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("brand", JSON_COLUMN, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_brand_details_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("site_id", "name", name=op.f("pk_brand_details")),
    )
    op.create_table(
        "muted_domains",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("until", UtcDateTime()),
        sa.Column("muted_by", sa.String(), nullable=False),
        sa.Column("muted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_muted_domains_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("site_id", "domain", name=op.f("pk_muted_domains")),
    )
    op.create_table(
        "votes",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("page_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("context", sa.String(), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.Column("voted_by", sa.String(), nullable=False),
        sa.Column("voted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_votes_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes")),
        sa.UniqueConstraint("site_id", "brand", "page_key", name=op.f("uq_votes_site_id_brand_page_key")),
    )
    op.create_table(
        "watched_terms",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_watched_terms_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("site_id", "term", name=op.f("pk_watched_terms")),
    )
    op.create_table(
        "mentions",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("page_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("place", sa.String(24), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("lane", sa.String(24), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime()),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("published_at", UtcDateTime()),
        sa.Column("snippet", JSON_COLUMN, nullable=False),
        sa.Column("suggestion", JSON_COLUMN, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("parts", JSON_COLUMN, nullable=False),
        sa.Column("authority", sa.Integer()),
        sa.Column("fingerprint", sa.BigInteger(), nullable=False),
        sa.Column("original_id", BigId),
        sa.Column("candidate_id", BigId),
        sa.Column("told_at", UtcDateTime()),
        sa.Column("muted_until", UtcDateTime()),
        sa.Column("vote", sa.Boolean()),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_mentions_candidate_id_candidates")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_mentions_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")),
        sa.UniqueConstraint("site_id", "page_key", "brand", name=op.f("uq_mentions_site_id_page_key_brand")),
    )
    op.create_index("ix_mentions_copies", "mentions", ["site_id", "original_id"], unique=False)
    op.create_index("ix_mentions_found", "mentions", ["site_id", "found_at"], unique=False)
    op.create_index("ix_mentions_listed", "mentions", ["site_id", "state", "lane", "score"], unique=False)
    op.add_column("candidates", sa.Column("quiet", sa.Boolean(), server_default=sa.false(), nullable=False))
