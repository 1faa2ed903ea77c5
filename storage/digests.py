"""Digests that exist: at most one for each site and local date, whoever asks how often."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.dialects import insert_new
from storage.domain import OpenedDigest, SiteId
from storage.history_tables import DigestRow
from storage.tenancy import TenantRepository


class Digests(TenantRepository):
    def open(self, site_id: SiteId, local_date: str, now: datetime) -> int | None:
        """The id of a new digest; None when the site has one for this date already."""
        opened = insert_new(self.connection, DigestRow).values(
            workspace_id=self.workspace_id, site_id=site_id, local_date=local_date, opened_at=now
        )
        return self.connection.execute(opened.returning(DigestRow.id)).scalar()

    def last(self, site_id: SiteId) -> OpenedDigest | None:
        found = self.connection.execute(
            select(DigestRow.id, DigestRow.site_id, DigestRow.local_date, DigestRow.opened_at)
            .where(DigestRow.workspace_id == self.workspace_id, DigestRow.site_id == site_id)
            .order_by(DigestRow.id.desc())
            .limit(1)
        ).first()
        return None if found is None else OpenedDigest(*found)
