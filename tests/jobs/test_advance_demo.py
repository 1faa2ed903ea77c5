"""The demo's next day: its own clock moves, its links are all visited, and its digest follows; real sites keep time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from jobs.advance_demo import AdvanceDemo, Morning, PersonalLine, Rumour
from jobs.post_queue import PostQueue
from storage.domain import Candidate, LinkState, ProspectState, Sighting, SiteSettings
from storage.errors import NotADemoError
from tests.jobs.outreach import Office, draft
from tests.jobs.world import DAY, HERE, LIVE, REMOVED, World
from tests.servers.texts import shown_text


@dataclass
class Worker:
    """Visits whatever is due and gathers digests whenever the demo waits."""

    world: World
    page_is_up: bool = True
    looked_at: list[Candidate] = field(default_factory=list)

    def take_page_down(self) -> Morning:
        self.page_is_up = False
        return Morning()

    def __call__(self, _seconds: float) -> None:
        world = self.world
        with world.store.surveying() as tx:
            hosts = tx.planner.due_hosts(world.clock(), 10)
            named = tx.candidates.due(world.clock(), 10)
            due = [link for host in hosts for link in tx.planner.due_links(host.source_domain, world.clock(), 10)]
        for one in due:
            at_site = replace(world, site=one.site)
            at_site.see(one.link, LIVE if self.page_is_up else REMOVED)
        for workspace_id, candidate in named:
            self.looked_at.append(candidate)
            with world.store.transaction(workspace_id) as tx:
                tx.candidates.seen(candidate, None)
        self._look_at_prospects()
        world.digests.post_due()
        PostQueue(world.store, Office(world).books, world.clock).post_due()

    def _look_at_prospects(self) -> None:
        """Each page is as the pitch says, and its author can be written to."""
        with self.world.store.surveying() as system:
            due = system.prospects.due([ProspectState.SUGGESTED], self.world.clock(), 10)
        for one in due:
            with self.world.store.transaction(one.workspace_id) as tx:
                seen = replace(one.prospect, sighting=Sighting.READY, next_look_at=None)
                tx.prospects.advance(one.prospect, replace(seen, draft=draft("", "Hello Robin,\n\nCould you?")))


def _no_change() -> Morning:
    """The pages stay as they are, and nobody talks or writes."""
    return Morning()


def advancing(world: World, worker: Worker) -> AdvanceDemo:
    office = Office(world)
    return AdvanceDemo(world.store, office.propose, office.drafts, world.clock, worker)


def test_days_of_the_demo_confirm_a_loss_and_leave_real_sites_alone(world: World) -> None:
    with world.store.transaction(world.workspace_id) as tx:
        demo = tx.sites.add(SiteSettings(domains=("demo.example",), channel_id=HERE), world.clock(), is_demo=True)
    real = world.add_live_link("https://real.example/")
    link = world.add_link("https://blog.example/post", site=demo)
    worker = Worker(world)
    advance = advancing(world, worker)
    advance.next_day(world.workspace_id, demo.id, _no_change)
    assert "First look done" in "".join(map(shown_text, world.outbox().values()))
    advance.next_day(world.workspace_id, demo.id, worker.take_page_down)
    assert world.link(link.id).state is LinkState.SUSPECT
    advance.next_day(world.workspace_id, demo.id, _no_change)
    assert world.link(link.id).state is LinkState.LOST
    assert "Lost: 1 domain, 1 link" in "".join(map(shown_text, world.outbox().values()))
    with world.store.reading(world.workspace_id) as tx:
        moved = tx.sites.get(demo.id)
    assert moved is not None
    assert moved.clock_offset == 3 * DAY
    assert world.link(real.id).slot == 1


def test_only_a_demo_has_a_clock_to_move(world: World) -> None:
    with pytest.raises(NotADemoError):
        advancing(world, Worker(world)).next_day(world.workspace_id, world.site.id, _no_change)


def test_a_demo_that_begins_again_forgets_its_story_and_leaves_real_sites_alone(world: World) -> None:
    settings = SiteSettings(domains=("demo.example",), channel_id=HERE)
    real = world.add_live_link("https://real.example/")
    advance = advancing(world, Worker(world))
    for _ in range(2):
        with world.store.transaction(world.workspace_id) as tx:
            demo = tx.sites.add(settings, world.clock(), is_demo=True)
        link = world.add_link("https://blog.example/post", site=demo)
        advance.next_day(world.workspace_id, demo.id, _no_change)
        assert "First look done" in "".join(map(shown_text, world.outbox().values()))
        advance.begin_again(world.workspace_id, demo.id)
        with world.store.reading(world.workspace_id) as tx:
            assert tx.sites.by_domain("demo.example") is None
            assert tx.backlinks.get(link.id) is None
    assert world.link(real.id).state is LinkState.LIVE


def test_a_real_site_is_never_forgotten(world: World) -> None:
    with pytest.raises(NotADemoError):
        advancing(world, Worker(world)).begin_again(world.workspace_id, world.site.id)


def test_what_pretend_sources_name_is_looked_at_before_the_day_ends(world: World) -> None:
    with world.store.transaction(world.workspace_id) as tx:
        demo = tx.sites.add(SiteSettings(domains=("demo.example",), channel_id=HERE), world.clock(), is_demo=True)
    worker = Worker(world)
    rumour = Rumour("http://talk.example/a", "Talk", ("a demo feed", "a demo search"), timedelta(days=2), 40)
    advancing(world, worker).next_day(world.workspace_id, demo.id, lambda: Morning((rumour,)))
    (seen,) = worker.looked_at
    assert (seen.url, seen.title, seen.authority) == ("http://talk.example/a", "Talk", 40)
    assert seen.published_at == world.clock() - DAY, "two days before a day that is tomorrow"
    with world.store.reading(world.workspace_id) as tx:
        assert [one.source for one in tx.candidates.witnesses([seen.id])[seen.id]] == list(rumour.sources)


def test_a_colleague_writes_a_line_before_the_queue_is_posted_below_the_digest(world: World) -> None:
    with world.store.transaction(world.workspace_id) as tx:
        demo = tx.sites.add(SiteSettings(domains=("demo.example",), channel_id=HERE), world.clock(), is_demo=True)
    world.add_link("https://blog.example/post", site=demo)
    worker = Worker(world)
    advance = advancing(world, worker)
    line = PersonalLine("https://blog.example/post", "Your dog is the best reviewer.", "U0MAYA", "Maya")
    for change in (_no_change, worker.take_page_down, lambda: Morning(lines=(line,))):
        advance.next_day(world.workspace_id, demo.id, change)
    with world.store.reading(world.workspace_id) as tx:
        (waiting,) = tx.prospects.queue(demo.id, 10)
    assert waiting.draft is not None
    assert (waiting.draft.personal_line, waiting.draft.written_by) == (line.line, "U0MAYA")
    assert line.line in waiting.draft.body
    assert waiting.told_at is not None, "its card is posted on the very day, whatever the hour"
    keys = [key for key in world.outbox() if key.startswith(("digest/", "queue/"))]
    assert keys[-1].startswith("queue/")
    assert keys[-2].startswith("digest/")
