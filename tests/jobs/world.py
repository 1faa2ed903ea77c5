"""A workspace to tell stories in: sites, links, and visits of their pages at the time the test's clock shows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

from bot.blocks.checks import run_report
from bot.blocks.digest import digest_thread
from bot.blocks.outages import mass_turn_thread
from jobs.analysis.addresses import page_address
from jobs.analysis.digest_times import next_digest_at
from jobs.analysis.doubting import BeliefRules
from jobs.analysis.timing import RecheckRules
from jobs.analysis.visit import Visit
from jobs.post_digest import PostDigest
from jobs.record_checks import Look, RecordChecks, Rules
from storage.domain import (
    Backlink,
    DueLink,
    LinkChange,
    LinkId,
    Message,
    NewLink,
    RunRequest,
    RunScope,
    Site,
    SiteSettings,
    WorkspaceId,
)
from storage.store import Store
from tests.analysis.visits import GOOD_PAGE, PAGE_WITHOUT_LINK, a_visit, judged
from tests.conftest import Clock

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
HERE = "C0LINKS"
PAGE = "https://blog.example/post"

LIVE = a_visit(GOOD_PAGE)
REMOVED = a_visit(PAGE_WITHOUT_LINK)
GONE = a_visit("<title>Not found</title>", status=404)
BLOCKED = a_visit("<title>No</title>", status=403)
NOFOLLOW = a_visit(GOOD_PAGE.replace("<a ", '<a rel="nofollow" '))


@dataclass(frozen=True)
class World:
    """``site`` is acme.com with its digest in ``HERE``; a visit is judged and recorded as the worker would."""

    store: Store
    clock: Clock
    workspace_id: WorkspaceId
    site: Site
    rules: Rules = field(default_factory=lambda: Rules(BeliefRules(), RecheckRules()))

    @property
    def records(self) -> RecordChecks:
        return RecordChecks(self.store, self.rules, self.clock, Random(7), run_report, mass_turn_thread)

    @property
    def digests(self) -> PostDigest:
        return PostDigest(self.store, digest_thread, self.clock)

    def add_site(self, domain: str, channel_id: str | None = HERE) -> Site:
        with self.store.transaction(self.workspace_id) as tx:
            return tx.sites.add(SiteSettings(domains=(domain,), channel_id=channel_id), self.clock())

    def add_link(self, page: str = PAGE, *, quiet: bool = True, prio: int = 0, site: Site | None = None) -> Backlink:
        site = site or self.site
        address = page_address(page)
        new = NewLink(
            source_url=address.url,
            source_key=address.key,
            source_host=address.host,
            source_domain=address.domain,
            target_url=f"https://{site.domain}/",
            added_by="U0ROBIN",
            quiet=quiet,
            prio=prio,
        )
        with self.store.transaction(self.workspace_id) as tx:
            tx.sites.set_baseline(site.id, site.time(self.clock()))
            return tx.backlinks.add(site.id, new, self.clock())[0]

    def add_live_link(self, page: str = PAGE, **more: bool) -> Backlink:
        return self.see(self.add_link(page, **more), LIVE)

    def add_lost_link(self, page: str = PAGE, visit: Visit = REMOVED) -> Backlink:
        """Live once, then seen without the link twice, a day apart."""
        link = self.see(self.add_live_link(page), visit)
        self.clock.advance(DAY)
        return self.see(link, visit)

    def look(self, link: Backlink, visit: Visit, **more: object) -> Look:
        """A visit of the link's page as it is believed at this moment, not yet recorded."""
        link = self.link(link.id)
        seen = replace(visit, url=link.source_url)
        if not visit.hops:
            seen = replace(seen, final_url=link.source_url)
        look = Look(DueLink(self.workspace_id, self.site, link), judged(seen, link.page), self.site.time(self.clock()))
        return replace(look, **more)

    def see(self, link: Backlink, visit: Visit) -> Backlink:
        self.records.record([self.look(link, visit)])
        return self.link(link.id)

    def ask_for_check(self, link: Backlink | None = None, channel_id: str | None = HERE) -> int:
        scope, ids = (RunScope.SITE, None) if link is None else (RunScope.PAGE, (link.id,))
        with self.store.transaction(self.workspace_id) as tx:
            return tx.runs.start(self.site.id, RunRequest(scope, "U0ROBIN", channel_id, ids), self.clock()).id

    def link(self, link_id: LinkId) -> Backlink:
        with self.store.reading(self.workspace_id) as tx:
            found = tx.backlinks.get(link_id)
        assert found is not None
        return found

    def changes(self, link: Backlink) -> tuple[LinkChange, ...]:
        """The story of a link, oldest first."""
        with self.store.reading(self.workspace_id) as tx:
            return tx.changes.of_link(link.id)[::-1]

    def outbox(self) -> dict[str, Message]:
        """Everything queued that was not yet sent, by key; takes it out of the outbox by sending it nowhere."""
        queued: dict[str, Message] = {}
        with self.store.system() as tx:
            while (message := tx.outbox.claim(self.clock())) is not None:
                tx.outbox.mark_sent(message.id, f"{message.id}.0")
                queued[message.key] = message.message
        return queued

    def digest(self) -> dict[str, Message]:
        """What the digest of the next day says."""
        self.clock.advance(next_digest_at(self.site.settings.schedule, self.clock()) - self.clock())
        self.digests.post(self.workspace_id, self.site.id)
        return self.outbox()

    def begin(self) -> None:
        """Have the silent first digest behind us."""
        self.digest()


def new_world(store: Store, clock: Clock) -> World:
    with store.system() as tx:
        workspace = tx.workspaces.ensure("T0PREVIEW", "Preview")
    with store.transaction(workspace.id) as tx:
        site = tx.sites.add(SiteSettings(domains=("acme.com",), channel_id=HERE), clock())
    return World(store, clock, workspace.id, site)


def kinds_of(world: World, link: Backlink) -> list[str]:
    return [change.kind.value for change in world.changes(link)]
