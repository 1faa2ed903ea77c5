"""Outbox imports and hosts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import JSON_COLUMN, BigId, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hosts",
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("backoff_until", UtcDateTime()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("domain", name=op.f("pk_hosts")),
    )
    op.create_index(op.f("ix_hosts_backoff_until"), "hosts", ["backoff_until"])

    op.create_table(
        "seen",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_seen")),
    )
    op.create_index(op.f("ix_seen_at"), "seen", ["at"])

    op.create_table(
        "audit",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("data", JSON_COLUMN, nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_audit_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_workspace_id_subject_id"), "audit", ["workspace_id", "subject", "id"])

    op.create_table(
        "outbox",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("message", JSON_COLUMN, nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("thread_of", BigId),
        sa.Column("attempt_at", UtcDateTime()),
        sa.Column("ts", sa.String()),
        sa.Column("error", sa.String()),
        sa.Column("may_repeat", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["thread_of"], ["outbox.id"], name=op.f("fk_outbox_thread_of_outbox")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_outbox_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_outbox_workspace_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_outbox_thread_of"), "outbox", ["thread_of"])
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["workspace_id", "channel_id", "id", "state"],
        sqlite_where=sa.text("state IN ('pending', 'sending')"),
        postgresql_where=sa.text("state IN ('pending', 'sending')"),
    )
    op.create_index(op.f("ix_outbox_workspace_id_state"), "outbox", ["workspace_id", "state"])

    op.create_table(
        "paused_channels",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("paused_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_paused_channels_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", name=op.f("pk_paused_channels")),
    )
    op.create_table(
        "imports",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("shape", sa.String(), nullable=False),
        sa.Column("imported_by", sa.String(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_imports_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index(op.f("ix_imports_site_id_id"), "imports", ["site_id", "id"])

    op.create_table(
        "uploads",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("uploaded_by", sa.String(), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_uploads_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_uploads")),
    )
