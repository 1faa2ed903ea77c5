"""Answers what is listed, new, lost or changed on a site, and how the sites are doing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.find_site import find_site
from storage.domain import (
    Backlink,
    ChangeKind,
    CheckRun,
    CheckRunId,
    Incident,
    LinkId,
    LinkPage,
    LinkState,
    Outage,
    OutboxAges,
    Section,
    Site,
    SiteHealth,
    SiteId,
    WorkspaceId,
)
from storage.store import Store
from storage.transactions import Transaction

_RECENT = timedelta(days=30)
_PER_PAGE = 10
_RECENT_SHOWN = 300
_READ_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Health:
    """All sites of a workspace, and the state of what waits to be posted."""

    sites: tuple[SiteHealth, ...]
    outbox: OutboxAges
    closed_channels: Mapping[str, str]
    outage: Outage | None = None


@dataclass(frozen=True, slots=True)
class RecentChanges:
    site: Site
    section: Section
    incidents: tuple[Incident, ...]


@dataclass(frozen=True)
class ListBacklinks:
    store: Store
    now: Callable[[], datetime]

    def page(self, workspace_id: WorkspaceId, what: str | None, near: str | None = None) -> LinkPage:
        """The first ten links of a site."""
        with self.store.reading(workspace_id) as tx:
            return _page(tx, find_site(tx, what, near), after=None)

    def page_of(self, workspace_id: WorkspaceId, site_id: SiteId, after: LinkId | None) -> LinkPage | None:
        with self.store.reading(workspace_id) as tx:
            site = tx.sites.get(site_id)
            return None if site is None else _page(tx, site, after)

    def every(self, workspace_id: WorkspaceId, site_id: SiteId) -> Iterator[Backlink]:
        """All links of a site in the order they became known, read a thousand at a time."""
        after: LinkId | None = None
        while True:
            with self.store.reading(workspace_id) as tx:
                links = tx.backlinks.list(site_id, frozenset(LinkState), limit=_READ_AT_ONCE, after=after)
            yield from links
            if len(links) < _READ_AT_ONCE:
                return
            after = links[-1].id

    def recent(
        self, workspace_id: WorkspaceId, kind: ChangeKind, what: str | None, near: str | None = None
    ) -> RecentChanges:
        """The confirmed changes of the last 30 days."""
        with self.store.reading(workspace_id) as tx:
            return self._recent(tx, find_site(tx, what, near), kind)

    def recent_of(self, workspace_id: WorkspaceId, site_id: SiteId, kind: ChangeKind) -> RecentChanges | None:
        with self.store.reading(workspace_id) as tx:
            site = tx.sites.get(site_id)
            return None if site is None else self._recent(tx, site, kind)

    def _recent(self, tx: Transaction, site: Site, kind: ChangeKind) -> RecentChanges:
        since = site.time(self.now()) - _RECENT
        found = tx.changes.recent(site.id, frozenset({kind}), since, _RECENT_SHOWN)
        return RecentChanges(site, found, tx.changes.incidents((found,)))

    def run(self, workspace_id: WorkspaceId, run_id: CheckRunId) -> CheckRun | None:
        with self.store.reading(workspace_id) as tx:
            return tx.runs.get(run_id)

    def site(self, workspace_id: WorkspaceId, what: str | None, near: str | None = None) -> Site:
        with self.store.reading(workspace_id) as tx:
            return find_site(tx, what, near)

    def sites(self, workspace_id: WorkspaceId) -> tuple[Site, ...]:
        with self.store.reading(workspace_id) as tx:
            return tx.sites.all()

    def health(self, workspace_id: WorkspaceId, what: str | None = None) -> Health:
        """How all sites are doing, or the one that is named."""
        with self.store.surveying() as everything:
            outage = everything.outages.current()
        with self.store.reading(workspace_id) as tx:
            closed = tx.channels.paused()
            asked_about = tx.sites.all() if what is None else (find_site(tx, what),)
            sites = tuple(self._site_health(tx, site, closed) for site in asked_about)
            return Health(sites, tx.outbox.ages(self.now()), closed, outage)

    def _site_health(self, tx: Transaction, site: Site, closed: Mapping[str, str]) -> SiteHealth:
        next_at = tx.sites.next_digest_at(site.id)
        return SiteHealth(
            site=site,
            tally=tx.backlinks.tally(site.id, site.time(self.now())),
            last_checked_at=tx.backlinks.last_checked_at(site.id),
            next_digest_at=None if next_at is None else site.time(next_at),
            active_run=next(iter(tx.runs.active(site.id)), None),
            channel_problem=closed.get(site.settings.channel_id or ""),
            vendors=tx.backlinks.vendor_record(site.id),
            mentions=tx.mentions.count(site.id),
        )


def _page(tx: Transaction, site: Site, after: LinkId | None) -> LinkPage:
    links = tx.backlinks.list(site.id, frozenset(LinkState), limit=_PER_PAGE + 1, after=after)
    more = len(links) > _PER_PAGE
    shown = links[:_PER_PAGE]
    return LinkPage(
        site=site,
        links=shown,
        total=tx.backlinks.count(site.id),
        next_after=shown[-1].id if more else None,
    )
