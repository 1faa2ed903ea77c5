"""The tables around the links: messages on their way, paused channels, imports, audit, hosts, events seen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column

from storage.domain import ImportId, Message, OutboxId, OutboxState, SiteId, WorkspaceId
from storage.tables import MAPPING, MESSAGE, Base, of_site
from storage.types import BigId, spelt_out


class OutboxRow(Base):
    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(None, "workspace_id", "state"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[OutboxId] = mapped_column(primary_key=True)
    workspace_id: Mapped[WorkspaceId] = mapped_column(ForeignKey("workspaces.id"))
    key: Mapped[str]
    channel_id: Mapped[str]
    message: Mapped[Message] = mapped_column(MESSAGE)
    state: Mapped[OutboxState]
    attempts: Mapped[int]
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    thread_of: Mapped[OutboxId | None] = mapped_column(ForeignKey("outbox.id"), index=True)
    attempt_at: Mapped[datetime | None]
    ts: Mapped[str | None]
    error: Mapped[str | None]
    may_repeat: Mapped[bool]
    edition: Mapped[int]
    shown_edition: Mapped[int]


WAITING = OutboxRow.state.in_([spelt_out(OutboxState.PENDING), spelt_out(OutboxState.SENDING)])

Index(
    "ix_outbox_waiting",
    OutboxRow.workspace_id,
    OutboxRow.channel_id,
    OutboxRow.id,
    OutboxRow.state,
    sqlite_where=WAITING,
    postgresql_where=WAITING,
)


STALE = and_(OutboxRow.edition > OutboxRow.shown_edition, OutboxRow.state == spelt_out(OutboxState.SENT))

Index("ix_outbox_stale", OutboxRow.not_before, OutboxRow.id, sqlite_where=STALE, postgresql_where=STALE)


class PausedChannelRow(Base):
    __tablename__ = "paused_channels"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "channel_id"),)

    workspace_id: Mapped[WorkspaceId] = mapped_column(ForeignKey("workspaces.id"))
    channel_id: Mapped[str]
    reason: Mapped[str]
    paused_at: Mapped[datetime]


class ImportRow(Base):
    __tablename__ = "imports"
    __table_args__ = of_site(Index(None, "site_id", "id"))

    id: Mapped[ImportId] = mapped_column(primary_key=True)
    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    file_name: Mapped[str]
    shape: Mapped[str]
    imported_by: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    rows: Mapped[int]
    added: Mapped[int]
    known: Mapped[int]
    refused: Mapped[int]


class UploadRow(Base):
    __tablename__ = "uploads"
    __table_args__ = of_site()

    token: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    file_name: Mapped[str]
    path: Mapped[str]
    uploaded_by: Mapped[str]
    uploaded_at: Mapped[datetime]


class AuditRow(Base):
    """Only ever added to: the database itself refuses to change or delete a row (migration 0022)."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_chain", "workspace_id", "seq", unique=True),
        Index("ix_audit_about", "workspace_id", "subject", "seq"),
        Index("ix_audit_of_domain", "workspace_id", "domain", "seq"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[WorkspaceId] = mapped_column(ForeignKey("workspaces.id"))
    at: Mapped[datetime]
    actor: Mapped[str]
    verb: Mapped[str]
    subject: Mapped[str]
    data: Mapped[Mapping[str, Any]] = mapped_column(MAPPING)
    seq: Mapped[int] = mapped_column(BigId)
    hash: Mapped[str]
    domain: Mapped[str | None]


class AuditHeadRow(Base):
    """The last entry of each workspace: without it, nobody could tell that the newest entries were cut off."""

    __tablename__ = "audit_heads"

    workspace_id: Mapped[WorkspaceId] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigId)
    hash: Mapped[str]


class HostRow(Base):
    """How strangers' hosts treat us. They are the same hosts for every tenant, so no workspace is named."""

    __tablename__ = "hosts"

    domain: Mapped[str] = mapped_column(primary_key=True)
    backoff_until: Mapped[datetime | None] = mapped_column(index=True)
    failures: Mapped[int]


class OutageRow(Base):
    """Our own, so it is no workspace's."""

    __tablename__ = "outages"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)


class SeenRow(Base):
    """Idempotency keys of inbound events; the key itself names the Slack team."""

    __tablename__ = "seen"

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
