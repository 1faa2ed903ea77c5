"""Access logs: how far each is read, and from which pages visitors came, day by day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import BigId, UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_logs",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("head", sa.LargeBinary(length=16), nullable=False),
        sa.Column("head_size", sa.Integer(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_access_logs_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("site_id", "head", name=op.f("pk_access_logs")),
    )
    op.create_index(op.f("ix_access_logs_read_at"), "access_logs", ["read_at"], unique=False)
    op.create_table(
        "referrals",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("page_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("target_url", sa.String(), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_referrals_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("site_id", "day", "page_key", name=op.f("pk_referrals")),
    )
    op.create_index(op.f("ix_referrals_day"), "referrals", ["day"], unique=False)
