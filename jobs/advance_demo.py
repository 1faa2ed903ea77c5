"""Moves the demo's own clock a day ahead: its links fall due, and its digest and queue follow when all is seen."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.analysis.addresses import page_address
from jobs.propose_outreach import ProposeOutreach
from jobs.write_drafts import WriteDrafts, Written
from storage.candidates import NamedPage
from storage.domain import DAY, Candidate, CandidateId, ProspectState, SiteId, Wanted, WorkspaceId
from storage.store import Store
from storage.transactions import Transaction

_POLL_SECONDS = 0.2
_PATIENCE = timedelta(seconds=60)
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Rumour:
    """That pretend sources name a page; ``age`` is how old it is by then."""

    url: str
    title: str
    sources: tuple[str, ...]
    age: timedelta
    authority: int


@dataclass(frozen=True, slots=True)
class PersonalLine:
    """What a pretend colleague, ``by`` their user id, adds to the letter about a page."""

    url: str
    line: str
    by: str
    name: str


@dataclass(frozen=True, slots=True)
class Morning:
    """What a new day of the demo brings."""

    rumours: tuple[Rumour, ...] = ()
    lines: tuple[PersonalLine, ...] = ()


@dataclass(frozen=True)
class AdvanceDemo:
    """Real sites beside the demo's keep real time; only a demo site has a clock that can be moved."""

    store: Store
    propose: ProposeOutreach
    drafts: WriteDrafts
    now: Callable[[], datetime]
    sleep: Callable[[float], None] = time.sleep

    def next_day(self, workspace_id: WorkspaceId, site_id: SiteId, change_pages: Callable[[], Morning]) -> None:
        """End the day's visits, change the pages, move the clock, visit every page again, and gather the digest.

        The pages change while nothing is due, so that no visit of today sees tomorrow's page. No source is asked for
        a site that does not exist: ``change_pages`` says which pages pretend sources name, and what colleagues wrote.
        """
        self._wait_until(lambda: self._all_visited(workspace_id, site_id))
        morning = change_pages()
        with self.store.transaction(workspace_id) as tx:
            tx.sites.move_clock(site_id, DAY)
            tx.backlinks.make_due(site_id, self.now())
            tx.sites.schedule_digest(site_id, None)
            for rumour in morning.rumours:
                self._hear(tx, site_id, rumour)
        self._wait_until(lambda: self._all_visited(workspace_id, site_id))
        self.propose.propose()  # its own tick would let a person wait
        self._wait_until(lambda: self._all_looked_at(site_id))
        for line in morning.lines:
            self._write(workspace_id, line)
        with self.store.transaction(workspace_id) as tx:
            tx.sites.schedule_digest(site_id, self.now())
        self._wait_until(lambda: self._digest_gathered(workspace_id, site_id))
        self._wait_until(lambda: self._all_told(workspace_id, site_id))

    def _hear(self, tx: Transaction, site_id: SiteId, rumour: Rumour) -> None:
        site, page = tx.sites.get(site_id), page_address(rumour.url)
        published_at = None if site is None else site.time(self.now()) - rumour.age
        said = Candidate(
            CandidateId(0), site_id, page.url, page.domain, Wanted.MENTIONS, self.now(),
            title=rumour.title, published_at=published_at, authority=rumour.authority,
        )  # fmt: skip
        for source in rumour.sources:
            tx.candidates.hear(site_id, source, [NamedPage(page.key, page.key, said)], self.now())

    def _write(self, workspace_id: WorkspaceId, line: PersonalLine) -> None:
        """As the form would: the rest of the letter stays as it is."""
        with self.store.reading(workspace_id) as tx:
            prospect = tx.prospects.open_of(page_address(line.url).domain)
        if prospect is None or prospect.draft is None or prospect.state is not ProspectState.SUGGESTED:
            return
        was = prospect.draft
        written = Written(was.to, was.name, was.subject, line.line, was.body, was.follow_ups, line.name)
        self.drafts.write(workspace_id, prospect.ticket, written, line.by)

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

    def _all_looked_at(self, site_id: SiteId) -> bool:
        with self.store.surveying() as system:
            due = system.prospects.due([ProspectState.SUGGESTED], self.now(), _AT_ONCE)
        return not any(one.site.id == site_id for one in due)

    def _all_told(self, workspace_id: WorkspaceId, site_id: SiteId) -> bool:
        with self.store.reading(workspace_id) as tx:
            return not tx.prospects.untold(site_id, 1)

    def _digest_gathered(self, workspace_id: WorkspaceId, site_id: SiteId) -> bool:
        with self.store.reading(workspace_id) as tx:
            next_at = tx.sites.next_digest_at(site_id)
            return next_at is not None and next_at > self.now()
