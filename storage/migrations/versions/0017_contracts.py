"""Links that are paid for or agreed on, and how often a workspace can look at them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("backlinks", sa.Column("is_contract", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_backlinks_contract",
        "backlinks",
        ["workspace_id", "site_id"],
        sqlite_where=sa.text("is_contract = 1"),
        postgresql_where=sa.text("is_contract"),
    )
    op.add_column("paces", sa.Column("contract_us", sa.BigInteger(), nullable=False, server_default="0"))
