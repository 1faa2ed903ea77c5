"""Adding a link by hand: forgiving, once per page, for the right site, and quiet about what is known."""

from __future__ import annotations

import pytest

from jobs.add_backlink import URGENT, AddBacklink, Added, NotABacklinkError
from jobs.analysis.addresses import AddressError
from jobs.find_site import NoSuchSiteError
from storage.domain import LinkState
from tests.jobs.world import DAY, LIVE, REMOVED, World, kinds_of


def add(world: World, page: str, target: str | None = None) -> Added:
    return AddBacklink(world.store, world.clock).add(world.workspace_id, page, target, "U0ROBIN")


def test_a_page_is_watched_for_the_only_site_and_visited_before_any_sweep(world: World) -> None:
    added = add(world, "blog.example/post")
    assert added.is_new
    assert (added.link.source_url, added.link.target_url) == ("https://blog.example/post", "https://acme.com/")
    assert (added.link.state, added.link.prio) == (LinkState.UNSEEN, URGENT)
    assert added.link.next_due_at == world.clock()


@pytest.mark.parametrize(
    "spelling",
    [
        "https://blog.example/post",
        "http://www.blog.example/post/",
        "<https://blog.example/post|blog.example/post>",
        "HTTPS://Blog.Example/post?utm_source=newsletter#top",
    ],
)
def test_a_page_is_watched_once_however_it_is_written(world: World, spelling: str) -> None:
    first = add(world, "https://blog.example/post")
    again = add(world, spelling)
    assert not again.is_new
    assert again.link.id == first.link.id


def test_the_target_says_which_site_is_meant(world: World) -> None:
    world.add_site("other.com")
    added = add(world, "https://blog.example/post", "www.other.com/pricing")
    assert added.site.domain == "other.com"
    assert added.link.target_url == "https://www.other.com/pricing"
    with pytest.raises(NoSuchSiteError, match="Which site"):
        add(world, "https://blog.example/post")
    with pytest.raises(NoSuchSiteError, match=r"stranger\.com is not one of your sites"):
        add(world, "https://blog.example/post", "stranger.com")


@pytest.mark.parametrize("page", ["https://acme.com/about", "blog.acme.com"])
def test_a_page_of_ones_own_site_is_refused(world: World, page: str) -> None:
    with pytest.raises(NotABacklinkError, match=r"is a page of your own site acme\.com"):
        add(world, page)


@pytest.mark.parametrize(
    "page", ["robin@acme.com", "10.0.0.1/post", "localhost", "https://u:p@blog.example/", "nothing"]
)
def test_what_is_no_page_is_refused_in_one_sentence(world: World, page: str) -> None:
    with pytest.raises(AddressError) as refused:
        add(world, page)
    assert "such as" in refused.value.user_message
    assert "p@" not in refused.value.user_message


def test_the_first_sighting_of_a_link_added_by_hand_is_no_news_but_its_loss_is(world: World) -> None:
    link = add(world, "https://blog.example/post").link
    world.see(link, LIVE)
    assert kinds_of(world, link) == []
    world.see(link, REMOVED)
    world.clock.advance(DAY)
    world.see(link, REMOVED)
    assert kinds_of(world, link) == ["lost"]


def test_adding_a_link_is_remembered_with_who_did_it(world: World) -> None:
    add(world, "https://blog.example/post")
    add(world, "https://blog.example/post")
    with world.store.reading(world.workspace_id) as tx:
        entries = tx.audit.about("https://blog.example/post")
    assert [(entry.actor, entry.verb, entry.subject) for entry in entries] == [
        ("U0ROBIN", "backlink added", "https://blog.example/post")
    ]
