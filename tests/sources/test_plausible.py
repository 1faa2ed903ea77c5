"""Plausible over loopback: what is asked, and that a referrer becomes a page."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

HERE = "api.plausible.example/api/v2/query"


def answer(*pairs: tuple[str, str]) -> Reply:
    return as_json({"results": [{"dimensions": list(pair), "metrics": [3]} for pair in pairs], "meta": {}, "query": {}})


def body(asked: Asked) -> Any:
    return json.loads(asked.body)


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    settings = {"PLAUSIBLE_KEY": "k3y", "PLAUSIBLE_SITES": "acme.com, not-ours.example"}
    return a_bench(world, site_server, "plausible", settings)


def test_referrers_of_the_last_year_are_asked_for_first_and_then_since_the_watermark(bench: Bench) -> None:
    bench.server.put(HERE, answer(("blog.example/post", "/guide")))
    assert bench.poll() == 1
    bench.next_round()
    first, second = bench.server.asked
    assert (first.method, first.headers["authorization"]) == ("POST", "Bearer k3y")
    assert body(first)["site_id"] == "acme.com"
    assert body(first)["date_range"] == ["2025-03-02", "2026-03-02"]
    assert body(first)["dimensions"] == ["visit:referrer", "event:page"]
    assert body(second)["date_range"] == ["2026-03-02", "2026-03-03"]


def test_a_referrer_without_a_scheme_is_a_page_and_none_is_none(bench: Bench) -> None:
    pairs = (("blog.example/post?id=1", "/guide"), ("news.example", "/"), ("Direct / None", "/"), ("android-app", "/"))
    bench.server.put(HERE, answer(*pairs))
    bench.poll()
    assert [(found.url, found.target_url) for found in bench.candidates] == [
        ("https://blog.example/post?id=1", "https://acme.com/guide"),
        ("https://news.example/", "https://acme.com/"),
    ]


def test_a_full_page_has_another_after_it(bench: Bench) -> None:
    def query(asked: Asked) -> Reply:
        offset = body(asked)["pagination"]["offset"]
        return answer(*[(f"blog.example/{offset + at}", "/") for at in range(1000 if offset == 0 else 4)])

    bench.server.put(HERE, query)
    bench.poll()
    assert [body(asked)["pagination"]["offset"] for asked in bench.server.asked] == [0, 1000]
    assert len(bench.candidates) == 1004
    assert bench.polls[0].watermark is not None
