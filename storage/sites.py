"""The sites a workspace protects, and the one site whose clock may be moved."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage.dialects import insert_new
from storage.domain import Site, SiteId, SiteSettings
from storage.errors import NotADemoError, SiteExistsError
from storage.forgetting import forget_site
from storage.site_reading import read_sites
from storage.tables import BacklinkRow, SiteDomainRow, SiteRow
from storage.tenancy import TenantRepository

_MICROSECOND = timedelta(microseconds=1)


class Sites(TenantRepository):
    def add(self, settings: SiteSettings, now: datetime, is_demo: bool = False) -> Site:
        added = self.connection.execute(
            insert(SiteRow)
            .values(
                workspace_id=self.workspace_id, added_at=now, is_demo=is_demo, clock_offset_us=0, **_chosen(settings)
            )
            .returning(SiteRow.id)
        )
        site_id = added.scalar_one()
        self._own(site_id, settings.domains)
        return self._site(site_id)

    def all(self) -> tuple[Site, ...]:
        return read_sites(self.connection, SiteRow.workspace_id == self.workspace_id)

    def get(self, site_id: SiteId) -> Site | None:
        found = read_sites(self.connection, SiteRow.workspace_id == self.workspace_id, SiteRow.id == site_id)
        return found[0] if found else None

    def for_operators(self) -> Site | None:
        """The first real site with a channel: what concerns the whole workspace is told there."""
        return next((site for site in self.all() if site.settings.channel_id and not site.is_demo), None)

    def by_domain(self, domain: str) -> Site | None:
        """The site that owns ``domain``, be it its main domain or another of its own."""
        owner = select(SiteDomainRow.site_id).where(
            SiteDomainRow.workspace_id == self.workspace_id, SiteDomainRow.domain == domain
        )
        found = read_sites(
            self.connection, SiteRow.workspace_id == self.workspace_id, SiteRow.id == owner.scalar_subquery()
        )
        return found[0] if found else None

    def change(self, site_id: SiteId, settings: SiteSettings) -> Site:
        self._update(site_id, **_chosen(settings))
        self.connection.execute(
            delete(SiteDomainRow).where(
                SiteDomainRow.workspace_id == self.workspace_id, SiteDomainRow.site_id == site_id
            )
        )
        self._own(site_id, settings.domains)
        return self._site(site_id)

    def set_baseline(self, site_id: SiteId, at: datetime) -> None:
        """Only the first call counts: what was known before is known for ever."""
        self.connection.execute(
            update(SiteRow)
            .where(SiteRow.workspace_id == self.workspace_id, SiteRow.id == site_id, SiteRow.baseline_at.is_(None))
            .values(baseline_at=at)
        )

    def next_digest_at(self, site_id: SiteId) -> datetime | None:
        """When its next digest is due, by the clock on the wall."""
        return self.connection.scalar(
            select(SiteRow.next_digest_at).where(SiteRow.workspace_id == self.workspace_id, SiteRow.id == site_id)
        )

    def schedule_digest(self, site_id: SiteId, next_at: datetime | None) -> None:
        self._update(site_id, next_digest_at=next_at)

    def move_clock(self, site_id: SiteId, by: timedelta) -> Site:
        """Live ``by`` later: the site's time moves on, and what was due later becomes due sooner."""
        site = self._site(site_id)
        if not site.is_demo:
            raise NotADemoError(site.domain)
        self._update(site_id, clock_offset_us=(site.clock_offset + by) // _MICROSECOND)
        next_digest_at = self.next_digest_at(site_id)
        if next_digest_at is not None:
            self.schedule_digest(site_id, next_digest_at - by)
        self._bring_links_forward(site_id, by)
        return self._site(site_id)

    def forget_demo(self, site_id: SiteId) -> None:
        """Forget a demo's site and everything stored of it; a real site is never forgotten."""
        site = self._site(site_id)
        if not site.is_demo:
            raise NotADemoError(site.domain)
        forget_site(self.connection, self.workspace_id, site_id)

    def _bring_links_forward(self, site_id: SiteId, by: timedelta) -> None:
        mine = (BacklinkRow.workspace_id == self.workspace_id, BacklinkRow.site_id == site_id)
        # By moment, not by link: most links are due together. Databases do not agree on arithmetic with times.
        moments = self.connection.scalars(select(BacklinkRow.next_due_at).where(*mine).distinct()).all()
        for moment in sorted(moments, reverse=by < timedelta(0)):
            self.connection.execute(
                update(BacklinkRow).where(*mine, BacklinkRow.next_due_at == moment).values(next_due_at=moment - by)
            )

    def _own(self, site_id: SiteId, domains: tuple[str, ...]) -> None:
        for position, domain in enumerate(dict.fromkeys(domains)):
            owned = self.connection.execute(
                insert_new(self.connection, SiteDomainRow).values(
                    workspace_id=self.workspace_id, domain=domain, site_id=site_id, position=position
                )
            )
            if owned.rowcount == 0:
                raise SiteExistsError(domain)

    def _update(self, site_id: SiteId, **values: Any) -> None:  # noqa: ANN401  (columns of one table)
        self.connection.execute(
            update(SiteRow).where(SiteRow.workspace_id == self.workspace_id, SiteRow.id == site_id).values(**values)
        )

    def _site(self, site_id: SiteId) -> Site:
        return read_sites(self.connection, SiteRow.workspace_id == self.workspace_id, SiteRow.id == site_id)[0]


def _chosen(settings: SiteSettings) -> dict[str, Any]:
    return {
        "brands": settings.brands,
        "channel_id": settings.channel_id,
        "digest_at": settings.schedule.at.isoformat(),
        "digest_zone": settings.schedule.zone,
    }
