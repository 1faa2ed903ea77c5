"""The tables of a site's own pages, as its sitemaps name them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.domain import SiteId, WorkspaceId
from storage.tables import Base, of_site
from storage.types import BigId


class OwnPageRow(Base):
    __tablename__ = "own_pages"
    __table_args__ = of_site(PrimaryKeyConstraint("site_id", "url"), {"sqlite_with_rowid": False})

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId] = mapped_column(BigId)
    url: Mapped[str]


class SitemapReadingRow(Base):
    """When a site's sitemaps were last asked for, and how many pages they named; 0 where there are none."""

    __tablename__ = "sitemap_readings"
    __table_args__ = of_site(PrimaryKeyConstraint("site_id"), Index(None, "read_at"))

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId] = mapped_column(BigId)
    read_at: Mapped[datetime]
    pages: Mapped[int]
