"""The tables of ranks; the web is the same for every tenant, so no workspace is named."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.domain import RankList
from storage.tables import Base
from storage.types import BigId, words


class RankReleaseRow(Base):
    """``finished_at`` is empty while its rows are coming in: until then the one before is read."""

    __tablename__ = "rank_releases"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[RankList] = mapped_column(words(RankList))
    release: Mapped[str]
    imported_at: Mapped[datetime]
    lines: Mapped[int]
    kept: Mapped[int]
    finished_at: Mapped[datetime | None]


class RankRow(Base):
    __tablename__ = "ranks"
    __table_args__ = (
        PrimaryKeyConstraint("domain", "release_id"),
        Index("ix_ranks_release", "release_id"),
        {"sqlite_with_rowid": False},
    )

    domain: Mapped[str]
    release_id: Mapped[int] = mapped_column(BigId)
    position: Mapped[int]
    page_rank: Mapped[int | None]
