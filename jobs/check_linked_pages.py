"""Looks at our own pages that others link to: what is broken on our side is the surest loss to mend."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from jobs.analysis.linked_pages import believe_own_page
from jobs.analysis.visit import Trouble
from jobs.web.fetcher import Fetcher
from storage.domain import LinkedPage, Site, WorkspaceId
from storage.parts import in_parts
from storage.store import Store

_COUNT_EVERY = timedelta(hours=20)
_MOST_PAGES = 20_000
_VISITS = 30


@dataclass(frozen=True)
class CheckLinkedPages:
    """``off_loop`` runs a storage call without holding up the visits. Safe to repeat, to skip and to run late."""

    store: Store
    fetch: Fetcher
    off_loop: Callable[[Callable[[], Any]], Awaitable[Any]]
    now: Callable[[], datetime]

    async def check(self) -> int:
        """Count anew where it is time, then visit what is due; returns how many pages were visited."""
        await self.off_loop(self._count)
        due: tuple[tuple[WorkspaceId, LinkedPage], ...] = await self.off_loop(self._due)
        for workspace_id, page in due:
            visit = await self.fetch.visit(page.url, fresh=True)
            if visit.trouble is Trouble.OFFLINE:
                continue
            seen = believe_own_page(page, visit, self.now())
            await self.off_loop(lambda: self._record(workspace_id, seen))  # noqa: B023  (awaited at once)
        return len(due)

    def _due(self) -> tuple[tuple[WorkspaceId, LinkedPage], ...]:
        with self.store.surveying() as tx:
            return tx.linked_pages.due(self.now(), _VISITS)

    def _count(self) -> None:
        with self.store.surveying() as tx:
            sites = tx.linked_pages.sites_to_count(self.now(), _COUNT_EVERY)
        for site in sites:
            self._count_site(site)

    def _count_site(self, site: Site) -> None:
        now = self.now()
        with self.store.reading(site.workspace_id) as tx:
            pages = tx.linked_pages.counted(site.id, now, _MOST_PAGES)
        for part in in_parts(pages):
            with self.store.transaction(site.workspace_id) as tx:
                tx.linked_pages.note_counts(part, now)
        with self.store.transaction(site.workspace_id) as tx:
            tx.linked_pages.drop_unlinked(site.id, now)

    def _record(self, workspace_id: WorkspaceId, page: LinkedPage) -> None:
        with self.store.transaction(workspace_id) as tx:
            tx.linked_pages.record(page)
