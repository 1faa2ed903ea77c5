"""The tables of mentions: brands as the team knows them, votes, what nobody wants to hear of, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage import mention_codecs
from storage.domain import (
    Brand,
    CandidateId,
    Lane,
    LinkStatus,
    MentionId,
    MentionPlace,
    MentionState,
    SiteId,
    Snippet,
    Suggestion,
    WorkspaceId,
)
from storage.tables import MAPPING, Base, of_site
from storage.types import BigId, Coded, words

BRAND = Coded(mention_codecs.write_brand, mention_codecs.read_brand)
SNIPPET = Coded(mention_codecs.write_snippet, mention_codecs.read_snippet)
SUGGESTION = Coded(mention_codecs.write_suggestion, mention_codecs.read_suggestion)


class BrandRow(Base):
    """A brand of a site beyond its bare name; one without a row is known by its name alone."""

    __tablename__ = "brand_details"
    __table_args__ = of_site(PrimaryKeyConstraint("site_id", "name"))

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    name: Mapped[str]
    brand: Mapped[Brand] = mapped_column(BRAND)


class VoteRow(Base):
    """What a person said of a mention: ours or not, with the words that stood there, which teach the brand."""

    __tablename__ = "votes"
    __table_args__ = of_site(UniqueConstraint("site_id", "brand", "page_key"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    brand: Mapped[str]
    page_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    domain: Mapped[str]
    context: Mapped[str]
    is_ours: Mapped[bool]
    voted_by: Mapped[str]
    voted_at: Mapped[datetime]


class MutedDomainRow(Base):
    """A domain whose mentions the team does not want, until then or for good."""

    __tablename__ = "muted_domains"
    __table_args__ = of_site(PrimaryKeyConstraint("site_id", "domain"))

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    domain: Mapped[str]
    until: Mapped[datetime | None]
    muted_by: Mapped[str]
    muted_at: Mapped[datetime]


class WatchedTermRow(Base):
    """A term that is searched for beside the brands."""

    __tablename__ = "watched_terms"
    __table_args__ = of_site(PrimaryKeyConstraint("site_id", "term"))

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    term: Mapped[str]
    added_by: Mapped[str]
    added_at: Mapped[datetime]


class MentionRow(Base):
    """Columns stand in the order of ``domain.Mention``."""

    __tablename__ = "mentions"
    __table_args__ = of_site(
        UniqueConstraint("site_id", "page_key", "brand"),
        Index("ix_mentions_listed", "site_id", "state", "lane", "score"),
        Index("ix_mentions_copies", "site_id", "original_id"),
        Index("ix_mentions_domain", "workspace_id", "domain"),
        Index("ix_mentions_found", "site_id", "found_at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[MentionId] = mapped_column(BigId, primary_key=True)
    site_id: Mapped[SiteId]
    page_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    url: Mapped[str]
    domain: Mapped[str]
    brand: Mapped[str]
    place: Mapped[MentionPlace] = mapped_column(words(MentionPlace))
    status: Mapped[LinkStatus] = mapped_column(words(LinkStatus))
    lane: Mapped[Lane] = mapped_column(words(Lane))
    found_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    state: Mapped[MentionState] = mapped_column(words(MentionState))
    reason: Mapped[str]
    title: Mapped[str]
    author: Mapped[str]
    lang: Mapped[str]
    published_at: Mapped[datetime | None]
    snippet: Mapped[Snippet] = mapped_column(SNIPPET)
    suggestion: Mapped[Suggestion] = mapped_column(SUGGESTION)
    score: Mapped[int]
    parts: Mapped[Mapping[str, Any]] = mapped_column(MAPPING)
    authority: Mapped[int | None]
    fingerprint: Mapped[int] = mapped_column(BigInteger)
    shingles: Mapped[bytes] = mapped_column(LargeBinary, server_default="")
    original_id: Mapped[MentionId | None] = mapped_column(BigId)
    candidate_id: Mapped[CandidateId | None] = mapped_column(BigId, ForeignKey("candidates.id"))
    told_at: Mapped[datetime | None]
    muted_until: Mapped[datetime | None]
    vote: Mapped[bool | None]
    quiet: Mapped[bool]
