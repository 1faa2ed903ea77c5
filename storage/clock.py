"""What the clock must set going, read from rows: a missed tick costs only delay."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select

from storage.domain import ChangeKind, DueDigest, Site
from storage.history_tables import UNANNOUNCED, DigestRow, LinkChangeRow
from storage.site_reading import read_sites
from storage.tables import BacklinkRow, SiteRow
from storage.tenancy import SystemRepository

# Whatever an import leaves for later days is due a whole day after it began.
_FIRST_DAY = timedelta(hours=12)


class Clock(SystemRepository):
    def due_digests(self, now: datetime) -> tuple[DueDigest, ...]:
        """The sites whose digest is due, the longest overdue first."""
        return self._digests(SiteRow.next_digest_at <= now)

    def digests_after(self, moment: datetime) -> tuple[DueDigest, ...]:
        """The sites whose next digest is later than that."""
        return self._digests(SiteRow.next_digest_at > moment)

    def first_looks_done(self) -> tuple[Site, ...]:
        """The sites with a channel that has not heard of them yet, and whose every first link was visited.

        Of an import that takes days, the links of the first day count: nobody waits a month for the first word.
        """
        told = exists().where(DigestRow.site_id == SiteRow.id, DigestRow.opened_at >= SiteRow.baseline_at)
        sites = read_sites(
            self.connection,
            SiteRow.baseline_at.is_not(None),
            SiteRow.channel_id.is_not(None),
            ~told,
            exists().where(BacklinkRow.site_id == SiteRow.id),
        )
        return tuple([site for site in sites if site.baseline_at and not self._waits(site, site.baseline_at)])

    def contracts_lost(self) -> tuple[Site, ...]:
        """The sites with a channel, and with links under contract whose loss nobody has been told of yet."""
        waiting = (
            select(LinkChangeRow.site_id)
            .join(BacklinkRow, BacklinkRow.id == LinkChangeRow.link_id)
            .where(UNANNOUNCED, LinkChangeRow.kind == ChangeKind.LOST, BacklinkRow.is_contract)
        )
        return read_sites(self.connection, SiteRow.channel_id.is_not(None), SiteRow.id.in_(waiting))

    def _digests(self, which: ColumnElement[bool]) -> tuple[DueDigest, ...]:
        rows = self.connection.execute(
            select(SiteRow.id, SiteRow.next_digest_at).where(which).order_by(SiteRow.next_digest_at)
        ).all()
        sites = {site.id: site for site in read_sites(self.connection, SiteRow.id.in_([row.id for row in rows]))}
        return tuple([DueDigest(sites[id_].workspace_id, sites[id_], moment) for id_, moment in rows if moment])

    def _waits(self, site: Site, baseline_at: datetime) -> bool:
        # "+ 0" leaves databases the index on due times: of a million links few are due so soon.
        of_first_day = (
            BacklinkRow.workspace_id == site.workspace_id,
            BacklinkRow.next_due_at <= baseline_at - site.clock_offset + _FIRST_DAY,
            BacklinkRow.site_id + 0 == site.id,
            BacklinkRow.slot + 0 == 0,
        )
        return self.connection.scalar(select(BacklinkRow.id).where(*of_first_day).limit(1)) is not None
