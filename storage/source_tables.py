"""The tables of sources: what is asked, how they treat us, what they said, and the pages they named."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKeyConstraint, Index, LargeBinary, PrimaryKeyConstraint, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.domain import CandidateId, PollId, SiteId, Wanted, WorkspaceId
from storage.tables import Base, of_site
from storage.types import BigId, words

_WANTED = words(Wanted)


class PollRow(Base):
    """Columns stand in the order of ``domain.Poll``."""

    __tablename__ = "polls"
    __table_args__ = of_site(
        UniqueConstraint("site_id", "source", "wanted", "query"), Index("ix_polls_due", "source", "next_due_at")
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[PollId] = mapped_column(BigId, primary_key=True)
    site_id: Mapped[SiteId]
    source: Mapped[str]
    wanted: Mapped[Wanted] = mapped_column(_WANTED)
    query: Mapped[str]
    next_due_at: Mapped[datetime]
    watermark: Mapped[datetime | None]
    cursor: Mapped[str]
    began_at: Mapped[datetime | None]
    memory: Mapped[str]
    last_polled_at: Mapped[datetime | None]
    last_success_at: Mapped[datetime | None]
    trouble: Mapped[str | None]
    found: Mapped[int]


class SourceRow(Base):
    """How a source treats us. It is the same one for every tenant, so no workspace is named."""

    __tablename__ = "sources"

    name: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    open_until: Mapped[datetime | None]
    disabled_for: Mapped[str | None]
    trouble: Mapped[str | None]
    last_success_at: Mapped[datetime | None]
    requests: Mapped[int]
    cost: Mapped[float]
    cost_since: Mapped[datetime | None]


class SourceAnswerRow(Base):
    """What a source answered, compressed and without our secrets, for two weeks, so that a mended reader can."""

    __tablename__ = "source_answers"
    __table_args__ = of_site(Index(None, "received_at"), Index(None, "site_id", "poll_id"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    poll_id: Mapped[PollId] = mapped_column(BigId)
    received_at: Mapped[datetime]
    status: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)


class FeedRow(Base):
    """An address that a team watches."""

    __tablename__ = "feeds"
    __table_args__ = of_site(PrimaryKeyConstraint("site_id", "url"))

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    url: Mapped[str]
    added_at: Mapped[datetime]
    added_by: Mapped[str]


class CandidateRow(Base):
    """A page that a source named. ``next_due_at`` is empty once we have seen it ourselves."""

    __tablename__ = "candidates"
    __table_args__ = of_site(
        UniqueConstraint("site_id", "page_key"), Index("ix_candidates_due", "next_due_at", "domain")
    )

    id: Mapped[CandidateId] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    page_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    url: Mapped[str]
    domain: Mapped[str]
    wanted: Mapped[Wanted] = mapped_column(_WANTED)
    found_at: Mapped[datetime]
    slot: Mapped[int]
    attempts: Mapped[int]
    title: Mapped[str]
    snippet: Mapped[str]
    author: Mapped[str]
    lang: Mapped[str]
    published_at: Mapped[datetime | None]
    authority: Mapped[int | None]
    target_url: Mapped[str]
    next_due_at: Mapped[datetime | None]
    quiet: Mapped[bool] = mapped_column(server_default=false())


class WitnessRow(Base):
    """That a source named a page: the same ``raw_id`` of a source is one testimony, however often it is given."""

    __tablename__ = "witnesses"
    __table_args__ = of_site(
        PrimaryKeyConstraint("site_id", "source", "raw_key"),
        ForeignKeyConstraint(["candidate_id"], ["candidates.id"]),
        Index(None, "candidate_id"),
    )

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    source: Mapped[str]
    raw_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    candidate_id: Mapped[CandidateId] = mapped_column(BigId)
    seen_at: Mapped[datetime]
    says_lost: Mapped[bool] = mapped_column(Boolean)
