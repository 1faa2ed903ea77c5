"""What the clock must set going, read from rows: a missed tick costs only delay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select

from storage.domain import DueDigest, LinkState, Site
from storage.history_tables import DigestRow
from storage.site_reading import read_sites
from storage.tables import BacklinkRow, SiteRow
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

    def first_looks_done(self) -> tuple[Site, ...]:
        """The sites with a channel that has not heard of them yet, and whose every first link was visited."""
        told = exists().where(DigestRow.site_id == SiteRow.id, DigestRow.opened_at >= SiteRow.baseline_at)
        of_site = BacklinkRow.site_id == SiteRow.id
        not_visited = exists().where(of_site, BacklinkRow.state == LinkState.UNSEEN, BacklinkRow.slot == 0)
        return read_sites(
            self.connection,
            SiteRow.baseline_at.is_not(None),
            SiteRow.channel_id.is_not(None),
            ~told,
            exists().where(of_site),
            ~not_visited,
        )
