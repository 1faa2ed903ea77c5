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
        due = dict(
            self.connection.execute(
                select(SiteRow.id, SiteRow.next_digest_at).where(SiteRow.next_digest_at <= now)
            ).all()
        )
        digests = [
            DueDigest(site.workspace_id, site, moment)
            for site in read_sites(self.connection, SiteRow.next_digest_at <= now)
            if (moment := due[site.id]) is not None
        ]
        return tuple(sorted(digests, key=lambda digest: digest.due_at))
