"""The tables of access logs: how far each is read, and who sends visitors. No person is in them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, LargeBinary, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.domain import SiteId, WorkspaceId
from storage.tables import Base, of_site


class AccessLogRow(Base):
    """Columns after the site's stand in the order of ``domain.LogFile``."""

    __tablename__ = "access_logs"
    __table_args__ = of_site(PrimaryKeyConstraint("site_id", "head"), Index(None, "read_at"))

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    head: Mapped[bytes] = mapped_column(LargeBinary(16))
    head_size: Mapped[int]
    offset: Mapped[int] = mapped_column(BigInteger)
    stamp: Mapped[str]
    read_at: Mapped[datetime]


class ReferralsRow(Base):
    """Columns after the site's stand in the order of ``domain.Referrals``."""

    __tablename__ = "referrals"
    __table_args__ = of_site(PrimaryKeyConstraint("site_id", "day", "page_key"), Index(None, "day"))

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    page_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    day: Mapped[date]
    url: Mapped[str]
    target_url: Mapped[str]
    hits: Mapped[int]
    missing: Mapped[int]
