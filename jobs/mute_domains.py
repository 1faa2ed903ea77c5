"""Domains whose mentions a team does not want to hear of, whatever they write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.analysis.addresses import understand_page
from jobs.find_site import find_site
from jobs.watch_terms import Wish
from storage.domain import AuditEntry, Site, WorkspaceId
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Muted:
    """``mentions`` is how many that silenced or brought back; ``is_changed``: it was otherwise before."""

    site: Site
    domain: str
    mentions: int
    is_changed: bool


@dataclass(frozen=True)
class MuteDomains:
    store: Store
    now: Callable[[], datetime]

    def mute(self, workspace_id: WorkspaceId, wish: Wish) -> Muted:
        domain = understand_page(wish.text).domain
        with self.store.transaction(workspace_id) as tx:
            site = find_site(tx, wish.site, wish.near)
            is_new = domain not in tx.brands.muted(site.id, site.time(self.now()))
            tx.brands.mute(site.id, domain, None, wish.by, self.now())
            tx.audit.add(AuditEntry(self.now(), wish.by, "domain muted", domain, domain=domain))
            return Muted(site, domain, tx.mentions.mute_domain(site.id, domain), is_new)

    def unmute(self, workspace_id: WorkspaceId, wish: Wish) -> Muted:
        domain = understand_page(wish.text).domain
        with self.store.transaction(workspace_id) as tx:
            site = find_site(tx, wish.site, wish.near)
            was_muted = tx.brands.unmute(site.id, domain)
            if was_muted:
                tx.audit.add(AuditEntry(self.now(), wish.by, "domain heard again", domain, domain=domain))
            return Muted(site, domain, tx.mentions.unmute_domain(site.id, domain) if was_muted else 0, was_muted)

    def muted(self, workspace_id: WorkspaceId, what: str | None, near: str | None) -> tuple[Site, tuple[str, ...]]:
        with self.store.reading(workspace_id) as tx:
            site = find_site(tx, what, near)
            return site, tuple(sorted(tx.brands.muted(site.id, site.time(self.now()))))
