"""webmention.io over loopback: pages from zero on, since the watermark, and nothing private."""

from __future__ import annotations

from typing import Any

import pytest

from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

HERE = "api.webmention_io.example/*"


def mention(number: int, **more: Any) -> dict[str, Any]:
    return {
        "type": "entry",
        "wm-id": number,
        "wm-source": f"https://blog.example/{number}",
        "wm-target": "https://acme.com/",
        "wm-property": "mention-of",
        **more,
    }


def answer(*children: dict[str, Any]) -> Reply:
    return as_json({"type": "feed", "name": "Webmentions", "children": list(children)})


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    settings = {"WEBMENTION_IO_TOKEN": "t0ken", "WEBMENTION_IO_DOMAINS": "www.acme.com, other.example"}
    return a_bench(world, site_server, "webmention_io", settings)


def test_only_our_own_among_the_operators_domains_are_asked_for(bench: Bench) -> None:
    bench.server.put(HERE, answer(mention(1)))
    assert bench.poll() == 1
    said = bench.server.asked[0].parameters
    assert said == {"domain": "www.acme.com", "token": "t0ken", "page": "0", "per-page": "100"}
    assert bench.candidates[0].target_url == "https://acme.com/"


def test_full_pages_are_followed_from_zero_on_and_since_stays_the_same(bench: Bench) -> None:
    def mentions(asked: Asked) -> Reply:
        page = int(asked.parameters["page"])
        return answer(*[mention(page * 100 + at) for at in range(100 if page < 2 else 3)])

    bench.server.put(HERE, answer())
    bench.poll()
    bench.server.asked.clear()
    bench.server.put(HERE, mentions)
    bench.next_round()
    assert [asked.parameters["page"] for asked in bench.server.asked] == ["0", "1", "2"]
    assert {asked.parameters["since"] for asked in bench.server.asked} == {"2026-03-02T06:36:00Z"}
    assert len(bench.candidates) == 203


def test_what_was_sent_in_private_is_not_read(bench: Bench) -> None:
    bench.server.put(HERE, answer(mention(1, **{"wm-private": True}), mention(2)))
    bench.poll()
    assert [candidate.url for candidate in bench.candidates] == ["https://blog.example/2"]


def test_without_a_token_or_domains_it_is_off(bench: Bench) -> None:
    bench.settings["WEBMENTION_IO_DOMAINS"] = ""
    assert bench.poll() == 0
