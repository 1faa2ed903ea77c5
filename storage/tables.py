"""The tables: every row of a tenant names its workspace, and every rule a database can hold is held by it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    UniqueConstraint,
    and_,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage import codecs
from storage.domain import (
    IN_DOUBT,
    PEOPLE_FIRST,
    ChangeKind,
    CheckRunId,
    Conclusion,
    ImportId,
    LinkFacts,
    LinkId,
    LinkState,
    OutboxId,
    OutboxState,
    PageMemory,
    RunScope,
    SiteId,
    Suspicion,
    Verdict,
    WorkspaceId,
)
from storage.types import BigId, CleanText, Coded, UtcDateTime, spelt_out, words

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

FACTS = Coded(codecs.write_facts, codecs.read_facts)
EVIDENCE = Coded(codecs.write_evidence, codecs.read_evidence)
PAGE = Coded(codecs.write_page, codecs.read_page)
SUSPICION = Coded(codecs.write_suspicion, codecs.read_suspicion)
FACETS = Coded(codecs.write_facets, codecs.read_facets)
MESSAGE = Coded(codecs.write_message, codecs.read_message)
TEXTS = Coded(codecs.write_texts, codecs.read_texts)
MAPPING = Coded(codecs.write_mapping, codecs.read_mapping)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy reads it from the class)
        str: CleanText(),
        datetime: UtcDateTime(),
        WorkspaceId: BigId,
        SiteId: BigId,
        LinkId: BigId,
        CheckRunId: BigId,
        OutboxId: BigId,
        ImportId: BigId,
        Verdict: words(Verdict),
        LinkState: words(LinkState),
        ChangeKind: words(ChangeKind),
        Conclusion: words(Conclusion),
        RunScope: words(RunScope),
        OutboxState: words(OutboxState),
    }


def of_site(*more: object) -> tuple[Any, ...]:
    """A row of a site is a row of that site's workspace: the database refuses any other pair."""
    return (ForeignKeyConstraint(["workspace_id", "site_id"], ["sites.workspace_id", "sites.id"]), *more)


class WorkspaceRow(Base):
    __tablename__ = "workspaces"

    id: Mapped[WorkspaceId] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class SiteRow(Base):
    __tablename__ = "sites"
    __table_args__ = (UniqueConstraint("workspace_id", "id"),)

    id: Mapped[SiteId] = mapped_column(primary_key=True)
    workspace_id: Mapped[WorkspaceId] = mapped_column(ForeignKey("workspaces.id"))
    brands: Mapped[tuple[str, ...]] = mapped_column(TEXTS)
    channel_id: Mapped[str | None]
    digest_at: Mapped[str]
    digest_zone: Mapped[str]
    added_at: Mapped[datetime]
    baseline_at: Mapped[datetime | None]
    is_demo: Mapped[bool]
    clock_offset_us: Mapped[int] = mapped_column(BigInteger)
    next_digest_at: Mapped[datetime | None] = mapped_column(index=True)


class SiteDomainRow(Base):
    __tablename__ = "site_domains"
    __table_args__ = of_site(PrimaryKeyConstraint("workspace_id", "domain"), Index(None, "site_id", "position"))

    workspace_id: Mapped[WorkspaceId]
    domain: Mapped[str]
    site_id: Mapped[SiteId]
    position: Mapped[int]


class BacklinkRow(Base):
    """Columns stand in the order of ``domain.Backlink``; the wide ones come last, where a narrow read stops early."""

    __tablename__ = "backlinks"
    __table_args__ = of_site(
        UniqueConstraint("site_id", "source_key"),
        Index("ix_backlinks_listed", "workspace_id", "site_id", "state", "id"),
        Index("ix_backlinks_of_host", "source_domain", "next_due_at", "prio"),
        Index("ix_backlinks_due", "workspace_id", "next_due_at", "source_domain", "site_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[LinkId] = mapped_column(primary_key=True)
    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    source_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    source_url: Mapped[str]
    source_host: Mapped[str]
    source_domain: Mapped[str]
    target_url: Mapped[str]
    state: Mapped[LinkState]
    verdict: Mapped[Verdict | None]
    slot: Mapped[int]
    prio: Mapped[int]
    next_due_at: Mapped[datetime]
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    quiet: Mapped[bool]
    authority: Mapped[int | None]
    first_live_at: Mapped[datetime | None]
    last_live_at: Mapped[datetime | None]
    last_checked_at: Mapped[datetime | None]
    unanswered_since: Mapped[datetime | None]
    loss_announced: Mapped[bool]
    vendor_says: Mapped[str | None]  # a hint that the link is lost; our own visits decide
    suspected: Mapped[Verdict | None]  # the verdict of ``suspicion``, where a statement can count it
    traits: Mapped[int] = mapped_column(server_default="0")
    is_contract: Mapped[bool] = mapped_column(server_default="0")
    suspicion: Mapped[Suspicion | None] = mapped_column(SUSPICION)
    facts: Mapped[LinkFacts | None] = mapped_column(FACTS)
    page: Mapped[PageMemory | None] = mapped_column(PAGE)


Index(
    "ix_backlinks_vendor",
    BacklinkRow.workspace_id,
    BacklinkRow.site_id,
    BacklinkRow.state,
    sqlite_where=BacklinkRow.vendor_says.is_not(None),
    postgresql_where=BacklinkRow.vendor_says.is_not(None),
)
Index(
    "ix_backlinks_held",
    BacklinkRow.workspace_id,
    BacklinkRow.site_id,
    BacklinkRow.state,
    BacklinkRow.verdict,
    sqlite_where=BacklinkRow.unanswered_since.is_not(None),
    postgresql_where=BacklinkRow.unanswered_since.is_not(None),
)
Index(
    "ix_backlinks_contract",
    BacklinkRow.workspace_id,
    BacklinkRow.site_id,
    sqlite_where=BacklinkRow.is_contract,
    postgresql_where=BacklinkRow.is_contract,
)
PRESSING = BacklinkRow.prio >= spelt_out(IN_DOUBT)
URGENT = and_(PRESSING, BacklinkRow.prio >= spelt_out(PEOPLE_FIRST))

Index(
    "ix_backlinks_urgent",
    BacklinkRow.workspace_id,
    BacklinkRow.next_due_at,
    BacklinkRow.source_domain,
    sqlite_where=PRESSING,
    postgresql_where=PRESSING,
)


class MovedPageRow(Base):
    """A page that moved: its old address still means the same link, so an old export cannot make it news."""

    __tablename__ = "moved_pages"
    __table_args__ = of_site(PrimaryKeyConstraint("site_id", "source_key"))

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    source_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    link_id: Mapped[LinkId] = mapped_column(ForeignKey("backlinks.id"), index=True)
