"""The demo's next day: its own clock moves, its links are all visited, and its digest follows; real sites keep time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from jobs.advance_demo import AdvanceDemo, Rumour
from storage.domain import Candidate, LinkState, SiteSettings
from storage.errors import NotADemoError
from tests.jobs.world import DAY, HERE, LIVE, REMOVED, World
from tests.servers.texts import shown_text


@dataclass
class Worker:
    """Visits whatever is due and gathers digests whenever the demo waits."""

    world: World
    page_is_up: bool = True
    looked_at: list[Candidate] = field(default_factory=list)

    def take_page_down(self) -> tuple[Rumour, ...]:
        self.page_is_up = False
        return ()

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
        world.digests.post_due()


def _no_change() -> tuple[Rumour, ...]:
    """The pages stay as they are, and nobody talks."""
    return ()


def test_days_of_the_demo_confirm_a_loss_and_leave_real_sites_alone(world: World) -> None:
    with world.store.transaction(world.workspace_id) as tx:
        demo = tx.sites.add(SiteSettings(domains=("demo.example",), channel_id=HERE), world.clock(), is_demo=True)
    real = world.add_live_link("https://real.example/")
    link = world.add_link("https://blog.example/post", site=demo)
    worker = Worker(world)
    advance = AdvanceDemo(world.store, world.clock, worker)
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
        AdvanceDemo(world.store, world.clock, Worker(world)).next_day(world.workspace_id, world.site.id, _no_change)


def test_a_demo_that_begins_again_forgets_its_story_and_leaves_real_sites_alone(world: World) -> None:
    settings = SiteSettings(domains=("demo.example",), channel_id=HERE)
    real = world.add_live_link("https://real.example/")
    advance = AdvanceDemo(world.store, world.clock, Worker(world))
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
        AdvanceDemo(world.store, world.clock, Worker(world)).begin_again(world.workspace_id, world.site.id)


def test_what_pretend_sources_name_is_looked_at_before_the_day_ends(world: World) -> None:
    with world.store.transaction(world.workspace_id) as tx:
        demo = tx.sites.add(SiteSettings(domains=("demo.example",), channel_id=HERE), world.clock(), is_demo=True)
    worker = Worker(world)
    rumour = Rumour("http://talk.example/a", "Talk", ("a demo feed", "a demo search"), timedelta(days=2), 40)
    AdvanceDemo(world.store, world.clock, worker).next_day(world.workspace_id, demo.id, lambda: (rumour,))
    (seen,) = worker.looked_at
    assert (seen.url, seen.title, seen.authority) == ("http://talk.example/a", "Talk", 40)
    assert seen.published_at == world.clock() - DAY, "two days before a day that is tomorrow"
    with world.store.reading(world.workspace_id) as tx:
        assert [one.source for one in tx.candidates.witnesses([seen.id])[seen.id]] == list(rumour.sources)
