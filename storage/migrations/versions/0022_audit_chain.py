"""The audit becomes a chain, and the database itself refuses to change or delete what stands in it.

A step that makes one of these tables anew, as SQLite sometimes needs it, must make its triggers anew too.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.audit_chain import GENESIS, chained
from storage.domain import AuditEntry
from storage.tables import MAPPING
from storage.types import BigId, UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_AUDIT = sa.table(
    "audit",
    sa.column("id", BigId),
    sa.column("workspace_id", BigId),
    sa.column("at", UtcDateTime()),
    sa.column("actor", sa.String()),
    sa.column("verb", sa.String()),
    sa.column("subject", sa.String()),
    sa.column("data", MAPPING),
    sa.column("seq", BigId),
    sa.column("hash", sa.String()),
)
_HEADS = sa.table(
    "audit_heads", sa.column("workspace_id", BigId), sa.column("seq", BigId), sa.column("hash", sa.String())
)
# What is refused, where, and when.
_REFUSED = (
    ("audit_stays", "UPDATE", "audit", ""),
    ("audit_is_kept", "DELETE", "audit", ""),
    ("audit_heads_go_on", "UPDATE", "audit_heads", "WHEN (NEW.seq <> OLD.seq + 1)"),
    ("audit_heads_are_kept", "DELETE", "audit_heads", ""),
)
_WHY = "the audit is only ever added to"


def upgrade() -> None:
    op.add_column("audit", sa.Column("seq", BigId, nullable=False, server_default="0"))
    op.add_column("audit", sa.Column("hash", sa.String(), nullable=False, server_default=""))
    op.add_column("audit", sa.Column("domain", sa.String()))
    op.create_table(
        "audit_heads",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("seq", BigId, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_audit_heads_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_audit_heads")),
    )
    _chain_what_is_there()
    op.drop_index("ix_audit_workspace_id_subject_id", "audit")
    op.create_index("ix_audit_chain", "audit", ["workspace_id", "seq"], unique=True)
    op.create_index("ix_audit_about", "audit", ["workspace_id", "subject", "seq"])
    op.create_index("ix_audit_of_domain", "audit", ["workspace_id", "domain", "seq"])
    _refuse_changes()


def _chain_what_is_there() -> None:
    heads: dict[int, tuple[int, str]] = {}
    connection = op.get_bind()
    for row in connection.execute(sa.select(_AUDIT).order_by(_AUDIT.c.id)).all():
        seq, before = heads.get(row.workspace_id, (0, GENESIS))
        hash_ = chained(before, seq + 1, AuditEntry(row.at, row.actor, row.verb, row.subject, row.data))
        heads[row.workspace_id] = (seq + 1, hash_)
        connection.execute(sa.update(_AUDIT).where(_AUDIT.c.id == row.id).values(seq=seq + 1, hash=hash_))
    for workspace_id, (seq, hash_) in heads.items():
        connection.execute(sa.insert(_HEADS).values(workspace_id=workspace_id, seq=seq, hash=hash_))


def _refuse_changes() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    if is_postgresql:
        op.execute(
            "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_WHY}'; END $$"
        )
    for name, verb, table, when in _REFUSED:
        refusal = (
            "EXECUTE FUNCTION refuse_audit_change()" if is_postgresql else f"BEGIN SELECT RAISE(ABORT, '{_WHY}'); END"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW {when} {refusal}")
