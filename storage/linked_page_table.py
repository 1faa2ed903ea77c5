"""The table of our own pages that others link to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.domain import PageFault, SiteId, WorkspaceId
from storage.tables import Base, of_site
from storage.types import BigId, words


class LinkedPageRow(Base):
    """``counted_at`` is when the links to the page were last counted."""

    __tablename__ = "linked_pages"
    __table_args__ = of_site(UniqueConstraint("site_id", "url"), Index(None, "next_due_at"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    url: Mapped[str]
    links: Mapped[int]
    domains: Mapped[int]
    authority: Mapped[int | None]
    next_due_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    fault: Mapped[PageFault | None] = mapped_column(words(PageFault))
    faulty_since: Mapped[datetime | None]
    status: Mapped[int | None]
    hops: Mapped[int]
    final_url: Mapped[str]
    told: Mapped[bool]
    counted_at: Mapped[datetime]
    suggested_at: Mapped[datetime | None]
    redirect_to: Mapped[str] = mapped_column(server_default="")
    similarity: Mapped[float] = mapped_column(server_default="0")
    alike_in: Mapped[str] = mapped_column(server_default="")
