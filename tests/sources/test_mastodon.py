"""Mastodon over loopback: a search as its user, of what everybody may read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jobs.sources.mastodon import Mastodon
from jobs.sources.port import Ask, Query
from jobs.sources.port import Reply as Answered
from storage.domain import Wanted
from tests.analysis.readings import shared
from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

SEARCH = "api.mastodon.example/*"


def status(number: int, content: str = "<p>Acme Rockets<br>fly</p>", **more: Any) -> dict[str, Any]:
    url = f"https://social.example/@robin/{number}"
    said = {"id": str(number), "uri": f"{url}/uri", "url": url, "created_at": "2026-01-01T10:00:00.000Z"}
    return {**said, "visibility": "public", "content": content, "account": {"acct": "robin"}, "language": "en", **more}


def answer(*statuses: dict[str, Any]) -> Reply:
    return as_json({"accounts": [], "hashtags": [], "statuses": list(statuses)})


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    return a_bench(world, site_server, "mastodon", {"MASTODON_TOKEN": "user-token"})


def test_posts_are_searched_as_the_user_and_read_as_words(bench: Bench) -> None:
    link = '<p>See <a href="https://www.acme.com/a?b=1&amp;c=2" rel="nofollow"><span>acme.com</span></a></p>'

    def search(asked: Asked) -> Reply:
        is_link = "acme.com" in asked.parameters["q"]
        return answer(status(1, link), status(2)) if is_link else answer(status(3), status(4, visibility="private"))

    bench.server.put(SEARCH, search)
    bench.poll()
    assert {asked.headers["authorization"] for asked in bench.server.asked} == {"Bearer user-token"}
    assert {asked.parameters["q"] for asked in bench.server.asked} == {'"acme.com"', '"Acme Rockets"'}
    found = {candidate.url.rpartition("/")[2]: candidate for candidate in bench.candidates}
    assert set(found) == {"1", "3"}  # the second does not link to us, and the fourth is not for everybody
    assert found["1"].target_url == "https://www.acme.com/a?b=1&c=2"
    assert (found["3"].snippet, found["3"].author, found["3"].lang) == ("Acme Rockets fly", "robin", "en")


def test_it_goes_on_by_offset_and_comes_to_an_end(bench: Bench) -> None:
    bench.server.put(SEARCH, lambda asked: answer(*(status(number) for number in range(40))))
    bench.poll()
    asked = [one.parameters.get("offset") for one in bench.server.asked if "Rockets" in one.parameters["q"]]
    assert asked == [None, *map(str, range(40, 400, 40))]
    bench.server.asked.clear()
    bench.next_round()
    assert " after:" in bench.server.asked[0].parameters["q"]


@pytest.mark.parametrize("name", ["mastodon_status_card.json", "mastodon_context.json"])
def test_a_recorded_post_is_read(bench: Bench, name: str) -> None:
    recorded = json.loads(shared(f"payloads/{name}").read_text())
    posts = recorded["ancestors"] + recorded["descendants"] if "ancestors" in recorded else [recorded]
    for one in posts:
        one["visibility"] = "public"
    now = bench.world.clock()
    reply = Answered(200, {}, json.dumps({"statuses": posts}).encode(), "https://social.example/", now)
    page = Mastodon(token="t").read(Ask(Query(Wanted.MENTIONS, "Acme"), now), reply)
    assert [one.url for one in page.findings] == [one["url"] for one in posts]
    assert all(one.snippet and "<" not in one.snippet and one.published_at for one in page.findings)
