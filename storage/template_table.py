"""The table of templates that a site's team wrote itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.domain import Occasion, SiteId, WorkspaceId
from storage.tables import Base, of_site
from storage.types import words


class TemplateRow(Base):
    """Columns from ``occasion`` to ``last_follow_up`` stand in the order of ``domain.Template``."""

    __tablename__ = "templates"
    __table_args__ = of_site(PrimaryKeyConstraint("site_id", "occasion", "lang"))

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    occasion: Mapped[Occasion] = mapped_column(words(Occasion))
    lang: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    first_follow_up: Mapped[str]
    last_follow_up: Mapped[str]
    written_by: Mapped[str]
    written_at: Mapped[datetime]
