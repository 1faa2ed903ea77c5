"""Prospects, the tickets of their buttons, their queue messages, and whom nobody may write to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import JSON_COLUMN, BigId, UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "do_not_contact",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_do_not_contact_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "digest", name=op.f("pk_do_not_contact")),
    )
    op.create_table(
        "outreach_queues",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("local_date", sa.String(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_outreach_queues_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("site_id", "local_date", name=op.f("pk_outreach_queues")),
    )
    op.create_table(
        "prospects",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("origin", sa.String(24), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("ticket", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("page_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("sighting", sa.String(24), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("authority", sa.Integer(), nullable=True),
        sa.Column("is_flagged", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("first_by", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("undo_to", sa.String(24), nullable=True),
        sa.Column("approved", sa.LargeBinary(length=32), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("snoozed_until", UtcDateTime(), nullable=True),
        sa.Column("contacted_at", UtcDateTime(), nullable=True),
        sa.Column("contacted_by", sa.String(), nullable=False),
        sa.Column("contacted_via", sa.String(), nullable=False),
        sa.Column("follow_ups", sa.Integer(), nullable=False),
        sa.Column("next_step_at", UtcDateTime(), nullable=True),
        sa.Column("next_look_at", UtcDateTime(), nullable=True),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("replied_at", UtcDateTime(), nullable=True),
        sa.Column("won_at", UtcDateTime(), nullable=True),
        sa.Column("thanked_at", UtcDateTime(), nullable=True),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("mention_id", BigId, nullable=True),
        sa.Column("link_id", BigId, nullable=True),
        sa.Column("case", JSON_COLUMN, nullable=False),
        sa.Column("draft", JSON_COLUMN, nullable=True),
        sa.Column("open_key", sa.String(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_prospects_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prospects")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_prospects_workspace_id_id")),
        sa.UniqueConstraint("workspace_id", "open_key", name=op.f("uq_prospects_workspace_id_open_key")),
        sa.UniqueConstraint("workspace_id", "subject", name=op.f("uq_prospects_workspace_id_subject")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_prospects_domain", "prospects", ["workspace_id", "domain"], unique=False)
    op.create_index(op.f("ix_prospects_due_at"), "prospects", ["due_at"], unique=False)
    op.create_index("ix_prospects_owner", "prospects", ["workspace_id", "owner", "state"], unique=False)
    op.create_index("ix_prospects_queue", "prospects", ["site_id", "state", "value"], unique=False)
    op.create_table(
        "prospect_tickets",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("ticket", sa.String(), nullable=False),
        sa.Column("prospect_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(
            ["prospect_id"], ["prospects.id"], name=op.f("fk_prospect_tickets_prospect_id_prospects")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_prospect_tickets_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "ticket", name=op.f("pk_prospect_tickets")),
    )
    op.create_index(op.f("ix_prospect_tickets_prospect_id"), "prospect_tickets", ["prospect_id"], unique=False)
    op.create_index("ix_mentions_domain", "mentions", ["workspace_id", "domain"])
