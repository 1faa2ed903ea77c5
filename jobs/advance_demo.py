"""Moves the demo's own clock a day ahead: its links fall due, and its digest follows when all are looked at."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.analysis.addresses import page_address
from storage.candidates import NamedPage
from storage.domain import DAY, Candidate, CandidateId, SiteId, Wanted, WorkspaceId
from storage.store import Store
from storage.transactions import Transaction

_POLL_SECONDS = 0.2
_PATIENCE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Rumour:
    """That pretend sources name a page; ``age`` is how old it is by then."""

    url: str
    title: str
    sources: tuple[str, ...]
    age: timedelta
    authority: int


@dataclass(frozen=True)
class AdvanceDemo:
    """Real sites beside the demo's keep real time; only a demo site has a clock that can be moved."""

    store: Store
    now: Callable[[], datetime]
    sleep: Callable[[float], None] = time.sleep

    def next_day(
        self, workspace_id: WorkspaceId, site_id: SiteId, change_pages: Callable[[], Sequence[Rumour]]
    ) -> None:
        """End the day's visits, change the pages, move the clock, visit every page again, and gather the digest.

        The pages change while nothing is due, so that no visit of today sees tomorrow's page. No source is asked for
        a site that does not exist: ``change_pages`` says which pages pretend sources name.
        """
        self._wait_until(lambda: self._all_visited(workspace_id, site_id))
        rumours = change_pages()
        with self.store.transaction(workspace_id) as tx:
            tx.sites.move_clock(site_id, DAY)
            tx.backlinks.make_due(site_id, self.now())
            tx.sites.schedule_digest(site_id, None)
            for rumour in rumours:
                self._hear(tx, site_id, rumour)
        self._wait_until(lambda: self._all_visited(workspace_id, site_id))
        with self.store.transaction(workspace_id) as tx:
            tx.sites.schedule_digest(site_id, self.now())
        self._wait_until(lambda: self._digest_gathered(workspace_id, site_id))

    def _hear(self, tx: Transaction, site_id: SiteId, rumour: Rumour) -> None:
        site, page = tx.sites.get(site_id), page_address(rumour.url)
        published_at = None if site is None else site.time(self.now()) - rumour.age
        said = Candidate(
            CandidateId(0), site_id, page.url, page.domain, Wanted.MENTIONS, self.now(),
            title=rumour.title, published_at=published_at, authority=rumour.authority,
        )  # fmt: skip
        for source in rumour.sources:
            tx.candidates.hear(site_id, source, [NamedPage(page.key, page.key, said)], self.now())

    def begin_again(self, workspace_id: WorkspaceId, site_id: SiteId) -> None:
        """Forget the demo's site, so that its story can be told from its first day."""
        with self.store.transaction(workspace_id) as tx:
            tx.sites.forget_demo(site_id)

    def _wait_until(self, done: Callable[[], bool]) -> None:
        deadline = self.now() + _PATIENCE
        while not done() and self.now() < deadline:
            self.sleep(_POLL_SECONDS)

    def _all_visited(self, workspace_id: WorkspaceId, site_id: SiteId) -> bool:
        with self.store.reading(workspace_id) as tx:
            return tx.backlinks.count_due(site_id, self.now()) + tx.candidates.count_due(site_id, self.now()) == 0

    def _digest_gathered(self, workspace_id: WorkspaceId, site_id: SiteId) -> bool:
        with self.store.reading(workspace_id) as tx:
            next_at = tx.sites.next_digest_at(site_id)
            return next_at is not None and next_at > self.now()
