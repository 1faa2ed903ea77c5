"""SearXNG over loopback: what is asked, and that engines which did not answer are never "nothing found"."""

from __future__ import annotations

from typing import Any

import pytest

from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

SEARCH = "api.searxng.example/*"


def answer(*urls: str, **more: Any) -> Reply:
    found = [{"url": url, "title": "On <b>rockets</b>", "content": "Acme &amp; co"} for url in urls]
    return as_json({"query": "x", "results": found, "unresponsive_engines": [], **more})


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    return a_bench(world, site_server, "searxng")


def test_it_is_asked_for_json_page_after_page_until_there_are_no_more(bench: Bench) -> None:
    def search(asked: Asked) -> Reply:
        page = asked.parameters["pageno"]
        return answer(f"https://b.example/{page}") if page < "3" else answer()

    bench.server.put(SEARCH, search)
    bench.poll()
    asked = [one.parameters for one in bench.server.asked]
    assert [one["pageno"] for one in asked] == ["1", "2", "3"]
    assert (asked[0]["q"], asked[0]["format"]) == ('"Acme Rockets" -site:acme.com', "json")
    assert "time_range" not in asked[0]
    assert [one.title for one in bench.candidates] == ["On rockets", "On rockets"]
    bench.server.asked.clear()
    bench.next_round()
    assert bench.server.asked[0].parameters["time_range"] == "month"


def test_engines_that_did_not_answer_are_said_and_move_no_watermark(bench: Bench) -> None:
    bench.server.put(SEARCH, answer(unresponsive_engines=[["brave", "Suspended: too many requests"], ["qwant", "x"]]))
    bench.poll()
    (poll,) = bench.polls
    assert poll.trouble == "some of its engines did not answer: brave, qwant"
    assert (poll.watermark, poll.last_success_at) == (None, None)


def test_what_one_page_held_back_is_not_forgotten_by_the_next(bench: Bench) -> None:
    def search(asked: Asked) -> Reply:
        if asked.parameters["pageno"] == "1":
            return answer("https://b.example/1", unresponsive_engines=[["brave", "timeout"]])
        return answer()

    bench.server.put(SEARCH, search)
    bench.poll()
    (poll,) = bench.polls
    assert (poll.trouble, poll.watermark) == ("some of its engines did not answer: brave", None)
    bench.server.put(SEARCH, answer())
    bench.next_round()
    assert (bench.polls[0].trouble, bench.polls[0].watermark) == (None, bench.world.clock())


def test_our_own_pages_are_left_out_where_an_engine_passes_over_the_wish(bench: Bench) -> None:
    bench.server.put(SEARCH, answer("https://www.acme.com/a", "https://b.example/a"))
    bench.poll()
    assert [one.url for one in bench.candidates] == ["https://b.example/a"]


def test_one_that_gives_no_json_says_what_to_change_and_is_asked_again(bench: Bench) -> None:
    bench.server.put(SEARCH, Reply(b"<h1>Forbidden</h1>", 403))
    bench.poll()
    assert bench.polls[0].trouble == "it gives no JSON: add json to search.formats in its settings.yml (403)"
    assert bench.refused == []
    bench.server.put(SEARCH, answer("https://b.example/a"))
    bench.next_round()
    assert bench.candidates
