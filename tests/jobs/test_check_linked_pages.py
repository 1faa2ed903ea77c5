"""Our own pages, end to end: links are counted, pages visited over loopback, and the digest says what to mend, once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from jobs.check_linked_pages import CheckLinkedPages
from jobs.web.opening import open_fetcher
from storage.domain import LinkedPage, LinkState, Message
from tests.analysis.visits import PROSE, a_visit, html
from tests.jobs.world import DAY, HOUR, World
from tests.servers.texts import shown_text
from tests.servers.web import Reply, SiteServer

GONE = Reply(b"<title>Not found</title>", status=404)
FINE = Reply(b"<title>Guide</title>")


def linking_to(*targets: str) -> str:
    links = " ".join(f'<a href="{target}">Acme</a>' for target in targets)
    return html(f"<article><p>{PROSE} {links}</p></article>")


def look(world: World, server: SiteServer) -> int:
    async def off_loop(call: Callable[[], Any]) -> Any:
        return await asyncio.to_thread(call)

    async def run() -> int:
        async with open_fetcher(server.rules(), world.clock) as fetch:
            return await CheckLinkedPages(world.store, fetch, off_loop, world.clock).check()

    return asyncio.run(run())


def broken(world: World) -> tuple[LinkedPage, ...]:
    with world.store.reading(world.workspace_id) as tx:
        return tx.linked_pages.broken(world.site.id)


def told(messages: dict[str, Message]) -> str:
    return "\n".join(shown_text(message) for message in messages.values())


@pytest.fixture
def guide(world: World, site_server: SiteServer) -> str:
    """A page of ours that two sites link to, three times; the silent first digest has been posted."""
    url = site_server.put("acme.com/guide", FINE)
    for page in ("https://a.example/1", "https://a.example/2", "https://b.example/"):
        world.see(world.add_link(page), a_visit(linking_to(url)))
    world.begin()
    return url


def test_a_broken_page_of_ours_is_told_once_with_what_it_costs_and_once_more_when_it_is_mended(
    world: World, site_server: SiteServer, guide: str
) -> None:
    assert look(world, site_server) == 1
    assert broken(world) == ()
    site_server.put("acme.com/guide", GONE)
    world.clock.advance(DAY)
    look(world, site_server)
    (page,) = broken(world)
    assert (page.url, page.links, page.domains, page.status) == (guide, 3, 2, 404)
    told_first = told(world.digest())
    assert "*Fix yourself:* 1 page of yours broken (3 links)" in told_first
    assert "answers “not found” (404)" in told_first
    assert "3 links from 2 domains" in told_first
    world.clock.advance(DAY)
    look(world, site_server)
    assert world.digest() == {}
    site_server.put("acme.com/guide", FINE)
    world.clock.advance(DAY)
    look(world, site_server)
    assert "1 page of yours mended (3 links)" in told(world.digest())
    assert world.digest() == {}


def test_a_fault_that_is_over_before_the_digest_is_not_told(world: World, site_server: SiteServer, guide: str) -> None:
    site_server.put("acme.com/guide", GONE)
    look(world, site_server)
    assert broken(world)
    site_server.put("acme.com/guide", FINE)
    world.clock.advance(DAY)
    look(world, site_server)
    assert world.digest() == {}


def test_a_page_nobody_links_to_any_more_is_neither_visited_nor_told(
    world: World, site_server: SiteServer, guide: str
) -> None:
    site_server.put("acme.com/guide", GONE)
    look(world, site_server)
    other = site_server.put("acme.com/other", FINE)
    with world.store.reading(world.workspace_id) as tx:
        links = tx.backlinks.list(world.site.id, set(LinkState), limit=100)
    for link in links:
        for _ in range(2):
            world.see(link, a_visit(linking_to(other)))
            world.clock.advance(DAY)
    visits = len(site_server.asked_for("acme.com/guide"))
    look(world, site_server)
    assert broken(world) == ()
    assert len(site_server.asked_for("acme.com/guide")) == visits
    assert "broken" not in told(world.digest())


def test_a_look_repeats_nothing_that_is_not_due(world: World, site_server: SiteServer, guide: str) -> None:
    assert look(world, site_server) == 1
    world.clock.advance(HOUR)
    assert look(world, site_server) == 0
