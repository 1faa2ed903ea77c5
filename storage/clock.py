"""What the clock must set going, read from rows: a missed tick costs only delay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.domain import DueDigest
from storage.site_reading import read_sites
from storage.tables import SiteRow
from storage.tenancy import SystemRepository


class Clock(SystemRepository):
    def due_digests(self, now: datetime) -> tuple[DueDigest, ...]:
        """The sites whose digest is due, the longest overdue first."""
        rows = self.connection.execute(
            select(SiteRow.id, SiteRow.next_digest_at)
            .where(SiteRow.next_digest_at <= now)
            .order_by(SiteRow.next_digest_at)
        ).all()
        sites = {site.id: site for site in read_sites(self.connection, SiteRow.id.in_([row.id for row in rows]))}
        return tuple([DueDigest(sites[id_].workspace_id, sites[id_], moment) for id_, moment in rows if moment])
