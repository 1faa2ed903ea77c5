"""Reddit over loopback: a token for the app, listings read back to what is known, and how busy it says it is."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest

from jobs.sources.port import Ask, Query
from jobs.sources.port import Reply as Answered
from jobs.sources.reddit import Reddit
from storage.domain import Wanted
from tests.analysis.readings import shared
from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

TOKEN = "api.reddit.example/api/v1/access_token"
SEARCH = "api.reddit.example/*"


def post(name: str, **more: Any) -> dict[str, Any]:
    said = {"name": name, "permalink": f"/r/rockets/comments/{name}/", "title": "On rockets", "author": "robin"}
    return {"kind": "t3", "data": {**said, "url": "https://acme.com/a", "created_utc": 1_767_225_600.0, **more}}


def answer(*posts: dict[str, Any], after: str | None = None, **headers: str) -> Reply:
    return as_json({"kind": "Listing", "data": {"children": list(posts), "after": after}}, **headers)


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    site_server.put(TOKEN, as_json({"access_token": "token-1", "token_type": "bearer", "expires_in": 86_400}))
    settings = {
        "REDDIT_TOKEN_URL": site_server.url(TOKEN),
        "REDDIT_CLIENT_ID": "app",
        "REDDIT_CLIENT_SECRET": "app-secret",
    }
    return a_bench(world, site_server, "reddit", settings)


def listings(bench: Bench) -> list[Asked]:
    return [asked for asked in bench.server.asked if asked.path != "/api/v1/access_token"]


def test_the_domain_is_listed_for_links_and_the_name_searched_for_mentions(bench: Bench) -> None:
    bench.server.put(SEARCH, lambda asked: answer(post("a" if "domain" in asked.path else "b")))
    bench.poll()
    (signed_in,) = bench.server.asked_for(TOKEN)
    assert signed_in.headers["authorization"] == f"Basic {base64.b64encode(b'app:app-secret').decode()}"
    assert signed_in.body == b"grant_type=client_credentials"
    by_path = {asked.path.partition("?")[0]: asked for asked in listings(bench)}
    assert set(by_path) == {"/domain/acme.com/new", "/search"}
    assert by_path["/search"].parameters["q"] == '"Acme Rockets"'
    assert {asked.headers["authorization"] for asked in by_path.values()} == {"Bearer token-1"}
    found = {candidate.wanted: candidate for candidate in bench.candidates}
    assert found[Wanted.LINKS].url == "https://www.reddit.com/r/rockets/comments/a/"
    assert found[Wanted.LINKS].target_url == "https://acme.com/a"
    assert found[Wanted.MENTIONS].target_url == ""
    assert found[Wanted.MENTIONS].published_at is not None


def test_a_listing_is_read_to_its_end_and_the_next_time_to_what_is_known(bench: Bench) -> None:
    def listing(asked: Asked) -> Reply:
        at = int(asked.parameters.get("after", "t3_0").removeprefix("t3_"))
        age = timedelta(hours=10) * at
        stamp = (bench.world.clock() - age).timestamp()
        return answer(post(f"p{at}", created_utc=stamp), after=f"t3_{at + 1}" if at < 5 else None)

    bench.server.put(SEARCH, listing)
    bench.poll()
    assert len(listings(bench)) == 12
    bench.server.asked.clear()
    bench.next_round()
    assert len(listings(bench)) == 8  # a day and some overlap: 0, 10, 20 and 30 hours back


def test_it_is_left_alone_when_it_says_that_no_requests_are_left(bench: Bench) -> None:
    used_up = answer(post("a"), after="t3_a", X_Ratelimit_Remaining="0.0", X_Ratelimit_Reset="300")
    bench.server.put(SEARCH, used_up)
    bench.poll()
    assert len(listings(bench)) == 1
    assert bench.poll() == 0
    bench.server.put(SEARCH, answer())
    bench.world.clock.advance(timedelta(seconds=301))
    assert bench.poll() == 2
    assert all(poll.watermark for poll in bench.polls)


@pytest.mark.parametrize(
    "refusal", [as_json({"error": "invalid_grant"}), as_json({"message": "no", "error": 401}, 401)]
)
def test_a_refused_app_is_told_once_whatever_the_status(bench: Bench, refusal: Reply) -> None:
    bench.server.put(TOKEN, refusal)
    bench.poll()
    assert len(bench.refused) == 1
    assert listings(bench) == []


@pytest.mark.parametrize(("name", "posts"), [("reddit_domain_top.json", 30), ("reddit_empty_listing.json", 0)])
def test_a_recorded_listing_is_read(bench: Bench, name: str, posts: int) -> None:
    body = shared(f"payloads/{name}").read_bytes()
    now = bench.world.clock()
    ask = Ask(Query(Wanted.LINKS, "youtube.com"), now)
    page = Reddit(client_id="a", client_secret="b").read(ask, Answered(200, {}, body, "https://oauth.example/", now))
    assert len(page.findings) == posts == len({one.url for one in page.findings})
    assert all(one.target_url and one.title and one.published_at for one in page.findings)
    assert bool(page.next_cursor) is bool(json.loads(body)["data"]["after"])
