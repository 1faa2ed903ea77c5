"""The table of what sources named in full."""

from __future__ import annotations

from sqlalchemy import LargeBinary, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.domain import SiteId, WorkspaceId
from storage.tables import Base, of_site


class ListedPageRow(Base):
    __tablename__ = "listed_pages"
    __table_args__ = of_site(PrimaryKeyConstraint("site_id", "source", "source_key"))

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    source: Mapped[str]
    source_key: Mapped[bytes] = mapped_column(LargeBinary(16))
