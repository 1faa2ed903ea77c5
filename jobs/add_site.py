"""Adds a site to protect, or changes what was chosen for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.analysis.digest_times import next_digest_at
from storage.domain import AuditEntry, Site, SiteId, SiteSettings, WorkspaceId
from storage.store import Store


@dataclass(frozen=True)
class AddSite:
    """Raises ``SiteExistsError`` when one of the domains belongs to another site of the workspace."""

    store: Store
    now: Callable[[], datetime]

    def add(self, workspace_id: WorkspaceId, settings: SiteSettings, by: str, *, is_demo: bool = False) -> Site:
        now = self.now()
        with self.store.transaction(workspace_id) as tx:
            site = tx.sites.add(settings, now, is_demo=is_demo)
            tx.sites.schedule_digest(site.id, next_digest_at(settings.schedule, now))
            tx.audit.add(AuditEntry(now, by, "site added", site.domain, domain=site.domain))
        return site

    def change(self, workspace_id: WorkspaceId, site_id: SiteId, settings: SiteSettings, by: str) -> Site | None:
        now = self.now()
        with self.store.transaction(workspace_id) as tx:
            site = tx.sites.get(site_id)
            if site is None:
                return None
            tx.sites.change(site_id, settings)
            next_at = next_digest_at(settings.schedule, site.time(now)) - site.clock_offset
            tx.sites.schedule_digest(site_id, next_at)
            tx.audit.add(AuditEntry(now, by, "site changed", site.domain, domain=site.domain))
            return tx.sites.get(site_id)
