"""Sources: what is asked, how they treat us, what they said, and the pages they named."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import BigId, UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("open_until", UtcDateTime()),
        sa.Column("disabled_for", sa.String()),
        sa.Column("trouble", sa.String()),
        sa.Column("last_success_at", UtcDateTime()),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("cost", sa.Double(), nullable=False),
        sa.Column("cost_since", UtcDateTime()),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sources")),
    )
    op.create_table(
        "candidates",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("page_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("wanted", sa.String(24), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("snippet", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("published_at", UtcDateTime()),
        sa.Column("authority", sa.Integer()),
        sa.Column("target_url", sa.String(), nullable=False),
        sa.Column("next_due_at", UtcDateTime()),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_candidates_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidates")),
        sa.UniqueConstraint("site_id", "page_key", name=op.f("uq_candidates_site_id_page_key")),
    )
    op.create_index("ix_candidates_due", "candidates", ["next_due_at", "domain"], unique=False)
    op.create_table(
        "feeds",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_feeds_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("site_id", "url", name=op.f("pk_feeds")),
    )
    op.create_table(
        "polls",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("wanted", sa.String(24), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("next_due_at", UtcDateTime(), nullable=False),
        sa.Column("watermark", UtcDateTime()),
        sa.Column("cursor", sa.String(), nullable=False),
        sa.Column("began_at", UtcDateTime()),
        sa.Column("memory", sa.String(), nullable=False),
        sa.Column("last_polled_at", UtcDateTime()),
        sa.Column("last_success_at", UtcDateTime()),
        sa.Column("trouble", sa.String()),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_polls_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_polls")),
        sa.UniqueConstraint("site_id", "source", "wanted", "query", name=op.f("uq_polls_site_id_source_wanted_query")),
    )
    op.create_index("ix_polls_due", "polls", ["source", "next_due_at"], unique=False)
    op.create_table(
        "source_answers",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("poll_id", BigId, nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_source_answers_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_answers")),
    )
    op.create_index(op.f("ix_source_answers_site_id_poll_id"), "source_answers", ["site_id", "poll_id"], unique=False)
    op.create_index(op.f("ix_source_answers_received_at"), "source_answers", ["received_at"], unique=False)
    op.create_table(
        "witnesses",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("raw_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("candidate_id", BigId, nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("says_lost", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_witnesses_candidate_id_candidates")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_witnesses_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("site_id", "source", "raw_key", name=op.f("pk_witnesses")),
    )
    op.create_index(op.f("ix_witnesses_candidate_id"), "witnesses", ["candidate_id"], unique=False)
