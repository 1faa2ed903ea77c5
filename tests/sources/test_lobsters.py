"""Lobsters over loopback: stories of a domain, page by page, as far back as we do not know them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

HERE = "api.lobsters.example"


def story(short_id: str, written: str = "2026-02-11T10:12:13.000-06:00", **more: Any) -> dict[str, Any]:
    return {
        "short_id": short_id,
        "created_at": written,
        "title": "Rockets &amp; springs",
        "url": f"https://acme.com/{short_id}",
        "submitter_user": "robin",
        **more,
    }


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    return a_bench(world, site_server, "lobsters")


def test_a_story_is_its_page_there_with_the_page_of_ours_it_links_to(bench: Bench) -> None:
    person = {"username": "kim", "karma": 1}
    bench.server.put(f"{HERE}/domains/acme.com.json", as_json([story("aaa"), story("bbb", submitter_user=person)]))
    bench.poll()
    first, second = bench.candidates
    assert first.url == bench.server.url(f"{HERE}/s/aaa")
    assert (first.target_url, first.title, first.author) == ("https://acme.com/aaa", "Rockets & springs", "robin")
    assert second.author == "kim"
    assert first.published_at is not None
    assert first.published_at.isoformat() == "2026-02-11T16:12:13+00:00"


def test_full_pages_are_followed_to_the_first_that_is_not(bench: Bench) -> None:
    pages = {
        "/domains/acme.com.json": [story(f"a{at}") for at in range(25)],
        "/domains/acme.com/page/2.json": [story(f"b{at}") for at in range(25)],
        "/domains/acme.com/page/3.json": [story("c")],
    }
    bench.server.put(f"{HERE}/*", lambda asked: as_json(pages[asked.path]))
    bench.poll()
    assert len(bench.candidates) == 51
    assert bench.waited == [60.0, 120.0]  # the clock of the test stands still


def test_what_is_known_ends_the_reading(bench: Bench) -> None:
    def newest(asked: Asked) -> Reply:
        return as_json([story(f"{asked.path}{at}") for at in range(25)])

    bench.server.put(f"{HERE}/domains/acme.com.json", as_json([]))
    bench.poll()
    bench.server.put(f"{HERE}/domains/acme.com.json", newest)
    bench.server.asked.clear()
    bench.next_round()
    assert len(bench.server.asked) == 1


def test_a_domain_nobody_submitted_is_nothing_found(bench: Bench) -> None:
    bench.server.put(f"{HERE}/*", Reply(b"<h1>404</h1>", 404))
    bench.poll()
    assert bench.polls[0].trouble is None
    assert bench.polls[0].watermark is not None
    assert bench.candidates == ()
