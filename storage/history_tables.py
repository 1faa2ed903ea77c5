"""The tables of what happened: checks, changes, incidents, digests and the runs people asked for."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.domain import (
    ChangeKind,
    CheckRunId,
    Conclusion,
    Degraded,
    Evidence,
    Facet,
    LinkFacts,
    LinkId,
    RunScope,
    SiteId,
    Verdict,
    WorkspaceId,
)
from storage.tables import EVIDENCE, FACETS, FACTS, Base, of_site
from storage.types import BigId, spelt_out, words


class LinkCheckRow(Base):
    """Append-only. Retention may delete rows that no change names, so changes hold no foreign key on them."""

    __tablename__ = "link_checks"
    __table_args__ = (
        UniqueConstraint("link_id", "slot"),
        Index("ix_link_checks_pulse", "workspace_id", "checked_at", "source_domain", "turned", "conclusion"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[WorkspaceId]
    link_id: Mapped[LinkId] = mapped_column(ForeignKey("backlinks.id"))
    slot: Mapped[int]
    checked_at: Mapped[datetime]
    source_domain: Mapped[str]
    conclusion: Mapped[Conclusion]
    verdict: Mapped[Verdict]
    reason: Mapped[str]
    turned: Mapped[bool]
    facts: Mapped[LinkFacts | None] = mapped_column(FACTS)
    evidence: Mapped[Evidence] = mapped_column(EVIDENCE)


class IncidentRow(Base):
    __tablename__ = "incidents"
    __table_args__ = of_site(Index(None, "site_id", "source_domain", "opened_at"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    source_domain: Mapped[str]
    cause: Mapped[str]
    verdict: Mapped[Verdict]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class DigestRow(Base):
    __tablename__ = "digests"
    __table_args__ = of_site(UniqueConstraint("site_id", "local_date"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    local_date: Mapped[str]
    opened_at: Mapped[datetime]


class Telling(StrEnum):
    """Whether people have been told of a change. One that proved wrong before they were is never told."""

    WAITING = "waiting"
    TOLD = "told"
    WITHDRAWN = "withdrawn"


class LinkChangeRow(Base):
    __tablename__ = "link_changes"
    __table_args__ = of_site(
        UniqueConstraint("link_id", "slot", "kind"),
        Index("ix_link_changes_recent", "workspace_id", "site_id", "kind", "confirmed_at"),
        Index("ix_link_changes_in_order", "workspace_id", "site_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[WorkspaceId]
    link_id: Mapped[LinkId] = mapped_column(ForeignKey("backlinks.id"))
    site_id: Mapped[SiteId]
    kind: Mapped[ChangeKind]
    verdict: Mapped[Verdict]
    first_observed: Mapped[datetime]
    confirmed_at: Mapped[datetime]
    slot: Mapped[int]
    facets: Mapped[tuple[Facet, ...]] = mapped_column(FACETS)
    first_check_id: Mapped[int | None] = mapped_column(BigId)
    confirming_check_id: Mapped[int | None] = mapped_column(BigId)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    digest_id: Mapped[int | None] = mapped_column(ForeignKey("digests.id"))
    telling: Mapped[Telling] = mapped_column(words(Telling))


UNANNOUNCED = LinkChangeRow.telling == spelt_out(Telling.WAITING)

Index(
    "ix_link_changes_unannounced",
    LinkChangeRow.workspace_id,
    LinkChangeRow.site_id,
    LinkChangeRow.kind,
    LinkChangeRow.link_id,
    sqlite_where=UNANNOUNCED,
    postgresql_where=UNANNOUNCED,
)


class CheckRunRow(Base):
    __tablename__ = "check_runs"
    __table_args__ = of_site(Index(None, "workspace_id", "finished_at"))

    id: Mapped[CheckRunId] = mapped_column(primary_key=True)
    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    scope: Mapped[RunScope]
    requested_by: Mapped[str]
    channel_id: Mapped[str | None]
    total: Mapped[int]
    done: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    degraded: Mapped[Degraded | None] = mapped_column(words(Degraded))
    # The last link that was made part of it; null once all are. ``only_due``: of links that were due at its start.
    enrolled_to: Mapped[LinkId | None]
    only_due: Mapped[bool] = mapped_column(server_default="0")


ENROLLING = CheckRunRow.enrolled_to.is_not(None)

Index("ix_check_runs_enrolling", CheckRunRow.enrolled_to, sqlite_where=ENROLLING, postgresql_where=ENROLLING)


class CheckRunLinkRow(Base):
    __tablename__ = "check_run_links"
    __table_args__ = (PrimaryKeyConstraint("run_id", "link_id"),)

    workspace_id: Mapped[WorkspaceId]
    run_id: Mapped[CheckRunId] = mapped_column(ForeignKey("check_runs.id"))
    link_id: Mapped[LinkId] = mapped_column(ForeignKey("backlinks.id"), index=True)
    check_id: Mapped[int | None] = mapped_column(BigId)
