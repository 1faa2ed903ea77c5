"""Paces, and what they are learnt from; doubts pass a spent budget as people's wishes do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import BigId, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "loss_classes",
        sa.Column("kind", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("losses", sa.Double(), nullable=False),
        sa.Column("days", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_loss_classes")),
    )
    op.create_table(
        "host_losses",
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("losses", sa.Double(), nullable=False),
        sa.Column("expected", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("domain", name=op.f("pk_host_losses")),
    )
    op.create_table(
        "paces",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("k", sa.Double(), nullable=False),
        sa.Column("high_us", sa.BigInteger(), nullable=False),
        sa.Column("links", sa.Integer(), nullable=False),
        sa.Column("solved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_paces_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_paces")),
    )
    op.drop_index("ix_backlinks_urgent", "backlinks")
    op.create_index(
        "ix_backlinks_urgent",
        "backlinks",
        ["workspace_id", "next_due_at", "source_domain"],
        sqlite_where=sa.text("prio >= 50"),
        postgresql_where=sa.text("prio >= 50"),
    )
