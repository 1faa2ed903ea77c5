"""Ranks of the web's domains."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import BigId, UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rank_releases",
        sa.Column("id", BigId, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        sa.Column("imported_at", UtcDateTime(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("finished_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rank_releases")),
    )
    op.create_table(
        "ranks",
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("release_id", BigId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("page_rank", sa.Integer()),
        sa.PrimaryKeyConstraint("domain", "release_id", name=op.f("pk_ranks")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ranks_release", "ranks", ["release_id"])
