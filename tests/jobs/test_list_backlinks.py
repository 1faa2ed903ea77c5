"""Lists of links and recent changes, page by page, and how the sites are doing."""

from __future__ import annotations

import pytest

from jobs.find_site import NoSuchSiteError
from jobs.list_backlinks import ListBacklinks
from storage.domain import ChangeKind, LinkId, Message, OutboxState, SiteId, SiteSettings, Thread
from tests.jobs.world import BLOCKED, DAY, HERE, NOFOLLOW, World


@pytest.fixture
def lists(world: World) -> ListBacklinks:
    return ListBacklinks(world.store, world.clock)


def test_a_list_is_read_ten_links_at_a_time_each_link_once(world: World, lists: ListBacklinks) -> None:
    links = [world.add_link(f"https://site{number}.example/").id for number in range(23)]
    page = lists.page(world.workspace_id, "acme.com")
    pages = [page]
    while page.next_after is not None:
        page = lists.page_of(world.workspace_id, world.site.id, page.next_after)
        assert page is not None
        pages.append(page)
    seen = [link.id for page in pages for link in page.links]
    sizes = [len(page.links) for page in pages]
    assert seen == links
    assert sizes == [10, 10, 3]
    assert page.total == 23
    assert [link.id for link in lists.every(world.workspace_id, world.site.id)] == links


def test_recent_changes_are_those_of_thirty_days_told_or_not(world: World, lists: ListBacklinks) -> None:
    world.add_lost_link("https://old.example/")
    world.clock.advance(20 * DAY)
    world.begin()
    world.add_lost_link("https://fresh.example/")
    found = lists.recent(world.workspace_id, ChangeKind.LOST, None)
    assert [told.link.source_domain for told in found.section.shown] == ["fresh.example", "old.example"]
    world.clock.advance(15 * DAY)
    again = lists.recent_of(world.workspace_id, world.site.id, ChangeKind.LOST)
    assert again is not None
    assert [told.link.source_domain for told in again.section.shown] == ["fresh.example"]
    assert lists.recent(world.workspace_id, ChangeKind.CHANGED, None).section.links == 0


def test_only_changes_of_the_kind_asked_for_are_listed(world: World, lists: ListBacklinks) -> None:
    world.add_lost_link("https://lost.example/")
    world.add_lost_link("https://changed.example/", NOFOLLOW)
    world.add_live_link("https://new.example/", quiet=False)
    for kind in (ChangeKind.LOST, ChangeKind.CHANGED, ChangeKind.NEW):
        shown = lists.recent(world.workspace_id, kind, "acme.com").section.shown
        assert [told.link.source_domain for told in shown] == [f"{kind}.example"]


def test_the_health_of_a_site_says_what_waits_and_what_is_wrong(world: World, lists: ListBacklinks) -> None:
    world.see(world.add_live_link(), BLOCKED)
    world.add_site("other.com", None)
    world.ask_for_check()
    with world.store.transaction(world.workspace_id) as tx:
        tx.channels.pause(HERE, "not_in_channel", world.clock())
        tx.outbox.put(Thread("a", HERE, Message("a")), world.clock())
    world.clock.advance(DAY)
    health = lists.health(world.workspace_id)
    acme, other = health.sites
    assert (acme.site.domain, acme.channel_problem) == ("acme.com", "not_in_channel")
    assert acme.active_run is not None
    assert acme.tally.held.blocked == 1
    assert acme.last_checked_at == world.clock() - DAY
    assert (other.site.domain, other.channel_problem, other.tally.total) == ("other.com", None, 0)
    assert health.outbox.counts == {OutboxState.PENDING: 1}
    assert health.outbox.oldest_pending == DAY
    assert health.closed_channels == {HERE: "not_in_channel"}
    assert [site.site.domain for site in lists.health(world.workspace_id, "www.Other.com").sites] == ["other.com"]


def test_a_site_that_is_gone_or_unknown_has_no_list(world: World, lists: ListBacklinks) -> None:
    assert lists.page_of(world.workspace_id, SiteId(99), LinkId(1)) is None
    assert lists.recent_of(world.workspace_id, SiteId(99), ChangeKind.LOST) is None
    with pytest.raises(NoSuchSiteError):
        lists.page(world.workspace_id, "stranger.com")


def test_the_only_real_site_is_meant_beside_a_demo_and_this_channels_among_several(
    world: World, lists: ListBacklinks
) -> None:
    with world.store.transaction(world.workspace_id) as tx:
        tx.sites.add(SiteSettings(domains=("demo.example",)), world.clock(), is_demo=True)
    assert lists.site(world.workspace_id, None).domain == "acme.com"
    world.add_site("other.com", "C0OTHER")
    with pytest.raises(NoSuchSiteError):
        lists.site(world.workspace_id, None)
