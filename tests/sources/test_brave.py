"""Brave Search over loopback: ten pages, a token in a header, and what is paid."""

from __future__ import annotations

from typing import Any

import pytest

from tests.jobs.world import World
from tests.servers.web import Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

SEARCH = "api.brave.example/*"


def answer(*urls: str, more: bool = False, **fields: Any) -> Reply:
    found = [{"url": url, "title": "On rockets", "description": "x", **fields} for url in urls]
    return as_json({"query": {"original": "x", "more_results_available": more}, "web": {"results": found}})


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    return a_bench(world, site_server, "brave", {"BRAVE_TOKEN": "brave-secret"})


def test_it_is_asked_ten_pages_at_most_and_every_request_counts(bench: Bench) -> None:
    bench.server.put(SEARCH, lambda asked: answer(f"https://b.example/{asked.parameters['offset']}", more=True))
    bench.poll()
    asked = bench.server.asked
    assert [one.parameters["offset"] for one in asked] == [str(page) for page in range(10)]
    assert {one.headers["x-subscription-token"] for one in asked} == {"brave-secret"}
    assert asked[0].parameters["q"] == '"Acme Rockets" -site:acme.com'
    assert "brave-secret" not in asked[0].path
    assert (bench.state.cost, len(bench.candidates)) == (10, 10)
    bench.server.asked.clear()
    bench.next_round()
    assert bench.server.asked[0].parameters["freshness"] == "pw"


def test_more_snippets_and_an_age_in_words_are_read(bench: Bench) -> None:
    bench.server.put(SEARCH, answer("https://b.example/a", age="2 days ago", extra_snippets=["<b>Acme</b>", 3]))
    bench.poll()
    (found,) = bench.candidates
    assert found.snippet == "x … Acme"
    assert found.published_at is not None
    assert (bench.world.clock() - found.published_at).days == 2


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (as_json({"error": {"code": "SUBSCRIPTION_TOKEN_INVALID"}}, 422), "it does not know our token"),
        (as_json({"error": {"code": "QUOTA_LIMITED"}}, 429), "this month's requests are used up"),
        (as_json({"error": {"code": "RATE_LIMITED"}}, 429), "we asked too often (429)"),
    ],
)
def test_its_refusals_are_told_apart(bench: Bench, reply: Reply, said: str) -> None:
    bench.server.put(SEARCH, reply)
    bench.poll()
    assert bench.polls[0].trouble == said
    assert len(bench.refused) == ("token" in said)
