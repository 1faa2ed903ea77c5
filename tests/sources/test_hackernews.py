"""Hacker News over loopback: what is asked, what is read, and how far."""

from __future__ import annotations

from typing import Any

import pytest

from storage.domain import Wanted
from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

SEARCH = "api.hackernews.example/*"


def hit(item: str, **more: Any) -> dict[str, Any]:
    return {"objectID": item, "created_at_i": 1_700_000_000, "title": "Rockets &amp; springs", "url": None, **more}


def answer(*hits: dict[str, Any], pages: int = 1) -> Reply:
    return as_json({"hits": list(hits), "nbPages": pages, "page": 0, "hitsPerPage": 100})


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    return a_bench(world, site_server, "hackernews")


def test_stories_are_asked_for_by_address_and_comments_by_exact_name(bench: Bench) -> None:
    bench.server.put(SEARCH, answer())
    assert bench.poll() == 2
    said = {asked.parameters["tags"]: asked.parameters for asked in bench.server.asked}
    by_address, by_name = said["story"], said["(story,comment)"]
    assert (by_address["query"], by_address["restrictSearchableAttributes"]) == ('"acme.com"', "url")
    assert (by_name["query"], by_name["tags"]) == ('"Acme Rockets"', "(story,comment)")
    assert (by_name["typoTolerance"], by_name["advancedSyntax"]) == ("false", "true")


def test_a_story_that_links_to_us_is_its_own_page_there_and_a_named_story_is_the_page_it_links_to(bench: Bench) -> None:
    def search(asked: Asked) -> Reply:
        if asked.parameters["tags"] == "story":
            return answer(hit("11", url="https://acme.com/guide"))
        return answer(
            hit("12", url="https://blog.example/review"),
            hit("13", comment_text="<p>I like Acme<i> Rockets</i> &amp; co", story_title="Ask"),
        )

    bench.server.put(SEARCH, search)
    bench.poll()
    found = {candidate.url: candidate for candidate in bench.candidates}
    story = found["https://news.ycombinator.com/item?id=11"]
    assert (story.wanted, story.target_url, story.title) == (
        Wanted.LINKS,
        "https://acme.com/guide",
        "Rockets & springs",
    )
    assert found["https://blog.example/review"].wanted is Wanted.MENTIONS
    assert found["https://news.ycombinator.com/item?id=13"].snippet == "I like Acme Rockets & co"
    assert story.published_at is not None


def test_the_second_poll_asks_from_the_watermark_on_with_some_overlap(bench: Bench) -> None:
    bench.server.put(SEARCH, answer())
    bench.poll()
    began = bench.world.clock()
    bench.server.asked.clear()
    bench.next_round()
    since = bench.server.asked[0].parameters["numericFilters"]
    assert since == f"created_at_i>{int(began.timestamp() - 8_640)}"


def test_past_a_thousand_hits_the_search_goes_on_by_date(bench: Bench) -> None:
    bench.server.put(
        SEARCH, lambda asked: answer(hit(asked.path), pages=0 if "numericFilters" in asked.parameters else 30)
    )
    bench.poll()
    asked = [one.parameters for one in bench.server.asked if one.parameters["tags"] == "story"]
    assert [one["page"] for one in asked] == [*map(str, range(10)), "0"]
    assert asked[-1]["numericFilters"] == "created_at_i<1700000000"
    assert all(poll.watermark for poll in bench.polls)
