"""Checks changes runs and digests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import JSON_COLUMN, BigId, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "check_runs",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("scope", sa.String(24), nullable=False),
        sa.Column("requested_by", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String()),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime()),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_check_runs_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_runs")),
    )
    op.create_index(op.f("ix_check_runs_workspace_id_finished_at"), "check_runs", ["workspace_id", "finished_at"])

    op.create_table(
        "digests",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("local_date", sa.String(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_digests_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint("site_id", "local_date", name=op.f("uq_digests_site_id_local_date")),
    )
    op.create_table(
        "incidents",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("source_domain", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(24), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_incidents_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index(
        op.f("ix_incidents_site_id_source_domain_opened_at"), "incidents", ["site_id", "source_domain", "opened_at"]
    )

    op.create_table(
        "check_run_links",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("run_id", BigId, nullable=False),
        sa.Column("link_id", BigId, nullable=False),
        sa.Column("check_id", BigId),
        sa.ForeignKeyConstraint(["link_id"], ["backlinks.id"], name=op.f("fk_check_run_links_link_id_backlinks")),
        sa.ForeignKeyConstraint(["run_id"], ["check_runs.id"], name=op.f("fk_check_run_links_run_id_check_runs")),
        sa.PrimaryKeyConstraint("run_id", "link_id", name=op.f("pk_check_run_links")),
    )
    op.create_index(op.f("ix_check_run_links_link_id"), "check_run_links", ["link_id"])

    op.create_table(
        "link_changes",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("link_id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("verdict", sa.String(24), nullable=False),
        sa.Column("first_observed", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("facets", JSON_COLUMN, nullable=False),
        sa.Column("first_check_id", BigId),
        sa.Column("confirming_check_id", BigId),
        sa.Column("incident_id", BigId),
        sa.Column("digest_id", BigId),
        sa.Column("telling", sa.String(24), nullable=False),
        sa.ForeignKeyConstraint(["digest_id"], ["digests.id"], name=op.f("fk_link_changes_digest_id_digests")),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_link_changes_incident_id_incidents")),
        sa.ForeignKeyConstraint(["link_id"], ["backlinks.id"], name=op.f("fk_link_changes_link_id_backlinks")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "site_id"],
            ["sites.workspace_id", "sites.id"],
            name=op.f("fk_link_changes_workspace_id_site_id_sites"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_changes")),
        sa.UniqueConstraint("link_id", "slot", "kind", name=op.f("uq_link_changes_link_id_slot_kind")),
    )
    op.create_index("ix_link_changes_in_order", "link_changes", ["workspace_id", "site_id", "id"])
    op.create_index("ix_link_changes_recent", "link_changes", ["workspace_id", "site_id", "kind", "confirmed_at"])
    op.create_index(
        "ix_link_changes_unannounced",
        "link_changes",
        ["workspace_id", "site_id", "kind", "link_id"],
        sqlite_where=sa.text("telling = 'waiting'"),
        postgresql_where=sa.text("telling = 'waiting'"),
    )

    op.create_table(
        "link_checks",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("link_id", BigId, nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("checked_at", UtcDateTime(), nullable=False),
        sa.Column("source_domain", sa.String(), nullable=False),
        sa.Column("conclusion", sa.String(24), nullable=False),
        sa.Column("verdict", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("turned", sa.Boolean(), nullable=False),
        sa.Column("facts", JSON_COLUMN),
        sa.Column("evidence", JSON_COLUMN, nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["backlinks.id"], name=op.f("fk_link_checks_link_id_backlinks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_checks")),
        sa.UniqueConstraint("link_id", "slot", name=op.f("uq_link_checks_link_id_slot")),
    )
    op.create_index("ix_link_checks_pulse", "link_checks", ["workspace_id", "checked_at", "source_domain", "turned"])
