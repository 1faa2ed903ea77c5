"""Our own sitemaps over loopback: what they name is known, and a broken page gets the live one that comes closest."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from jobs.analysis.redirect_rules import RuleKind
from jobs.own_titles import TitlesOfSites
from jobs.read_sitemaps import ReadSitemaps
from jobs.suggest_fixes import SuggestFixes
from jobs.web.opening import open_fetcher
from storage.domain import PageFault, RedirectSuggestion
from tests.analysis.visits import a_visit
from tests.jobs.test_check_linked_pages import GONE, linking_to, look
from tests.jobs.world import DAY, World
from tests.servers.web import Reply, SiteServer

XML = (("Content-Type", "application/xml"),)


def sitemap(*urls: str) -> bytes:
    return ("<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>").encode()


def index(*urls: str) -> bytes:
    named = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex>{named}</sitemapindex>".encode()


def read(world: World, server: SiteServer) -> int:
    async def off_loop(call: Callable[[], Any]) -> Any:
        return await asyncio.to_thread(call)

    async def run() -> int:
        async with open_fetcher(server.rules(), world.clock) as fetch:
            return await ReadSitemaps(world.store, fetch, off_loop, asyncio.to_thread, world.clock).read()

    return asyncio.run(run())


def known(world: World) -> set[str]:
    with world.store.reading(world.workspace_id) as tx:
        return set(tx.own_pages.of_site(world.site.id))


@pytest.fixture
def origin(world: World, site_server: SiteServer) -> str:
    """Two links lead to a page of ours that is gone, so that we know where our pages are."""
    url = site_server.put("acme.com/guide-2019", GONE)
    for page in ("https://a.example/1", "https://b.example/"):
        world.see(world.add_link(page), a_visit(linking_to(url)))
    look(world, site_server)
    return url.removesuffix("/guide-2019")


def test_sitemaps_that_robots_names_are_read_with_all_they_lead_to(
    world: World, site_server: SiteServer, origin: str
) -> None:
    robots = f"User-agent: *\nAllow: /\nSitemap: {origin}/maps/index.xml\n".encode()
    site_server.put("acme.com/robots.txt", Reply(robots, headers=(("Content-Type", "text/plain"),)))
    site_server.put("acme.com/maps/index.xml", Reply(index(f"{origin}/maps/a.xml.gz", "b.xml"), headers=XML))
    packed = gzip.compress(sitemap(f"{origin}/guide", "https://casino.example/"))
    site_server.put("acme.com/maps/a.xml.gz", Reply(packed, headers=(("Content-Type", "application/x-gzip"),)))
    site_server.put("acme.com/maps/b.xml", Reply(sitemap(f"{origin}/pricing"), headers=XML))
    assert read(world, site_server) == 1
    assert known(world) == {f"{origin}/guide", f"{origin}/pricing"}
    assert read(world, site_server) == 0, "once a day is enough"


def test_without_a_word_in_robots_the_usual_place_is_asked_once_a_day_while_something_is_broken(
    world: World, site_server: SiteServer, origin: str
) -> None:
    site_server.put("acme.com/sitemap.xml", Reply(sitemap(f"{origin}/guide"), headers=XML))
    read(world, site_server)
    assert known(world) == {f"{origin}/guide"}
    site_server.put("acme.com/sitemap.xml", Reply(sitemap(f"{origin}/guides"), headers=XML))
    world.clock.advance(DAY)
    assert read(world, site_server) == 1
    assert known(world) == {f"{origin}/guides"}
    site_server.put("acme.com/sitemap.xml", Reply(b"", status=503))
    world.clock.advance(DAY)
    assert read(world, site_server) == 1
    assert known(world) == {f"{origin}/guides"}, "trouble on the way is no news of our pages"


def test_an_index_that_leads_in_circles_or_has_no_end_is_left(
    world: World, site_server: SiteServer, origin: str
) -> None:
    names = [f"{origin}/s{number}.xml" for number in range(60)]
    site_server.put("acme.com/sitemap.xml", Reply(index(f"{origin}/sitemap.xml", *names), headers=XML))
    for number in range(60):
        ours = index(*names[number:], f"{origin}/sitemap.xml")
        site_server.put(f"acme.com/s{number}.xml", Reply(ours, headers=XML))
    read(world, site_server)
    asked = sum(len(site_server.asked_for(f"acme.com/s{number}.xml")) for number in range(60))
    assert 10 < asked <= 20


def test_a_broken_page_gets_the_live_page_that_comes_closest_and_rules_to_copy(
    world: World, site_server: SiteServer, origin: str
) -> None:
    fixes = SuggestFixes(world.store, world.clock)
    assert fixes.suggest() == 0, "the sitemaps were not read yet"
    pages = [f"{origin}/guide", f"{origin}/guide-2019", f"{origin}/pricing", f"{origin}/about"]
    site_server.put("acme.com/sitemap.xml", Reply(sitemap(*pages), headers=XML))
    read(world, site_server)
    assert fixes.suggest() == 1
    assert fixes.suggest() == 0
    (fix,) = fixes.of_site(world.workspace_id, world.site.id)
    assert fix.suggestion is not None
    assert fix.suggestion.target_url == f"{origin}/guide"
    assert fix.suggestion.similarity >= 0.5
    assert fix.rules[RuleKind.NGINX] == f'location = "/guide-2019" {{ return 301 "{origin}/guide"; }}'
    assert fixes.of_page(world.workspace_id, fix.page.id) == fix


def test_what_nothing_comes_close_to_stays_without_a_suggestion(
    world: World, site_server: SiteServer, origin: str
) -> None:
    site_server.put("acme.com/sitemap.xml", Reply(sitemap(f"{origin}/pricing", f"{origin}/"), headers=XML))
    read(world, site_server)
    fixes = SuggestFixes(world.store, world.clock)
    assert fixes.suggest() == 1
    (fix,) = fixes.of_site(world.workspace_id, world.site.id)
    assert (fix.suggestion, fix.rules) == (None, {})


def test_too_many_redirects_are_best_shortened_and_a_failing_server_is_not_led_elsewhere(
    world: World, site_server: SiteServer, origin: str
) -> None:
    site_server.put("acme.com/sitemap.xml", Reply(sitemap(f"{origin}/guide"), headers=XML))
    read(world, site_server)
    fixes = SuggestFixes(world.store, world.clock)
    shorter = RedirectSuggestion(f"{origin}/end", 1.0, "it is where its own redirects end")
    for fault, meant in ((PageFault.LONG_CHAIN, shorter), (PageFault.SERVER_ERROR, None)):
        with world.store.transaction(world.workspace_id) as tx:
            (page,) = tx.linked_pages.broken(world.site.id)
            tx.linked_pages.record(replace(page, fault=fault, final_url=f"{origin}/end"))
            tx.own_pages.note_reading(world.site.id, world.clock() + timedelta(days=1))
        fixes.suggest()
        (fix,) = fixes.of_site(world.workspace_id, world.site.id)
        assert fix.suggestion == meant


def test_a_person_can_have_a_page_looked_at_at_once(world: World, site_server: SiteServer, origin: str) -> None:
    fixes = SuggestFixes(world.store, world.clock)
    (fix,) = fixes.of_site(world.workspace_id, world.site.id)
    site_server.put("acme.com/guide-2019", Reply(b"<title>Guide</title>"))
    assert look(world, site_server) == 0
    fixes.look_again(world.workspace_id, fix.page.id)
    assert look(world, site_server) == 1
    assert fixes.of_site(world.workspace_id, world.site.id) == ()


def test_what_sitemaps_name_is_suggested_to_pages_that_name_us_and_what_is_broken_is_not(
    world: World, site_server: SiteServer, origin: str
) -> None:
    pages = [f"{origin}/rocket-engines", f"{origin}/guide-2019", f"{origin}/about"]
    site_server.put("acme.com/sitemap.xml", Reply(sitemap(*pages), headers=XML))
    read(world, site_server)
    titles = TitlesOfSites()
    with world.store.reading(world.workspace_id) as tx:
        ours = titles.of(tx, world.site, world.clock())
        assert titles.of(tx, world.site, world.clock()) is ours, "read once for many mentions"
    assert ours.best("They build rocket engines in a shed.", "Acme") == f"{origin}/rocket-engines"
    assert ours.best("Read their guide.", "Acme") is None


def test_a_page_that_somebody_waits_for_comes_before_those_with_more_links(
    world: World, site_server: SiteServer, origin: str
) -> None:
    other = f"{origin}/pricing"
    for number in range(5):
        world.see(world.add_link(f"https://c{number}.example/"), a_visit(linking_to(other)))
    world.clock.advance(DAY)
    look(world, site_server)
    world.clock.advance(DAY)
    fixes = SuggestFixes(world.store, world.clock)
    gone = next(fix.page for fix in fixes.of_site(world.workspace_id, world.site.id) if fix.page.url != other)
    fixes.look_again(world.workspace_id, gone.id)
    with world.store.surveying() as tx:
        due = [page.url for _, page in tx.linked_pages.due(world.clock(), 10)]
    assert due == [gone.url, other]
