"""Incidents end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incidents", sa.Column("closed_at", UtcDateTime()))
    op.create_index(op.f("ix_link_changes_incident_id"), "link_changes", ["incident_id"])
