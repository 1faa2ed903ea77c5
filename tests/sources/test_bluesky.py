"""Bluesky over loopback: a session, a search for links and one for names, and the ways it says no."""

from __future__ import annotations

import json
from typing import Any

import pytest

from storage.domain import Wanted
from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, answering, as_json

SESSION = "api.bluesky.example/xrpc/com.atproto.server.createSession"
SEARCH = "api.bluesky.example/*"


def post(key: str, **record: Any) -> dict[str, Any]:
    return {
        "uri": f"at://did:plc:abc/app.bsky.feed.post/{key}",
        "author": {"did": "did:plc:abc", "handle": "robin.example"},
        "record": {"text": "On rockets", "createdAt": "2999-01-01T00:00:00Z", **record},
        "indexedAt": "2026-01-01T10:00:00Z",
    }


def answer(*posts: dict[str, Any], cursor: str | None = None) -> Reply:
    return as_json({"posts": list(posts), **({"cursor": cursor} if cursor else {})})


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    site_server.put(SESSION, as_json({"accessJwt": "jwt-1", "refreshJwt": "r", "did": "did:plc:abc"}))
    settings = {"BLUESKY_IDENTIFIER": "acme.example", "BLUESKY_PASSWORD": "app-password"}
    return a_bench(world, site_server, "bluesky", settings)


def searches(bench: Bench) -> list[Asked]:
    return [asked for asked in bench.server.asked if "searchPosts" in asked.path]


def test_one_session_serves_all_searches(bench: Bench) -> None:
    bench.server.put(SEARCH, answer())
    assert bench.poll() == 2
    (signed_in,) = bench.server.asked_for(SESSION)
    assert json.loads(signed_in.body) == {"identifier": "acme.example", "password": "app-password"}
    said = {asked.parameters["q"]: asked for asked in searches(bench)}
    assert said["*"].parameters["domain"] == "acme.com"
    assert said['"Acme Rockets"'].headers["authorization"] == "Bearer jwt-1"
    assert {poll.trouble for poll in bench.polls} == {None}


def test_a_post_is_its_page_on_the_web_with_the_link_it_holds(bench: Bench) -> None:
    facet = {"features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://www.acme.com/facet"}]}
    card = {"media": {"external": {"uri": "https://acme.com/card"}}}
    gone = {**post("3"), "author": {"did": "did:plc:xyz", "handle": "handle.invalid"}}

    def search(asked: Asked) -> Reply:
        is_link = asked.parameters["q"] == "*"
        return answer(post("1", facets=[facet]), post("2", embed=card)) if is_link else answer(gone)

    bench.server.put(SEARCH, search)
    bench.poll()
    found = {candidate.url: candidate for candidate in bench.candidates}
    by_facet = found["https://bsky.app/profile/robin.example/post/1"]
    assert (by_facet.wanted, by_facet.target_url) == (Wanted.LINKS, "https://www.acme.com/facet")
    assert by_facet.published_at is not None
    assert by_facet.published_at.year == 2026
    assert found["https://bsky.app/profile/robin.example/post/2"].target_url == "https://acme.com/card"
    assert found["https://bsky.app/profile/did:plc:xyz/post/3"].wanted is Wanted.MENTIONS


def test_it_goes_on_with_the_cursor_and_comes_to_an_end(bench: Bench) -> None:
    bench.server.put(SEARCH, lambda asked: answer(post(f"p{len(bench.server.asked)}"), cursor="100"))
    bench.poll()
    assert len(searches(bench)) == 20
    assert [asked.parameters.get("cursor") for asked in searches(bench)][:3] == [None, "100", "100"]
    assert all(poll.watermark for poll in bench.polls)


def test_a_session_that_has_ended_early_is_begun_anew(bench: Bench) -> None:
    bench.server.put(SEARCH, answer())
    bench.poll()
    expired = as_json({"error": "ExpiredToken", "message": "Token has expired"}, 400)
    bench.server.put(SESSION, as_json({"accessJwt": "jwt-2"}))
    bench.server.put(SEARCH, lambda asked: answer() if "jwt-2" in asked.headers["authorization"] else expired)
    bench.world.clock.advance(bench.sources[0].source.pace.every / 1.2)
    bench.world.clock.advance(bench.sources[0].source.pace.every / 5)
    bench.poll()
    assert {poll.trouble for poll in bench.polls} == {None}
    assert bench.refused == []


@pytest.mark.parametrize(
    ("reply", "said", "refused"),
    [
        (as_json({"error": "AuthMissing"}, 401), "it refuses our account (AuthMissing)", 1),
        (as_json({"error": "AuthMissing"}, 403), "it refuses our account (AuthMissing)", 1),
        (Reply(b"<html>Forbidden</html>", 403), "something before it lets nobody through (403)", 0),
        (as_json({"error": "InvalidRequest"}, 400), "it does not answer this search (InvalidRequest)", 0),
    ],
)
def test_its_refusals_are_told_apart(bench: Bench, reply: Reply, said: str, refused: int) -> None:
    bench.server.put(SEARCH, reply)
    bench.poll()
    assert said in {poll.trouble for poll in bench.polls}
    assert len(bench.refused) == refused


def test_a_wrong_password_is_told_and_never_kept(bench: Bench) -> None:
    bench.server.put(SESSION, as_json({"error": "AuthenticationRequired", "message": "Invalid password"}, 401))
    bench.poll()
    assert bench.refused == ["bluesky: it refuses our account (AuthenticationRequired)"]
    assert searches(bench) == []


def test_a_sign_in_without_a_token_shows_nothing_of_its_answer(bench: Bench) -> None:
    bench.server.put(SESSION, answering(as_json({"refreshJwt": "very-secret"})))
    bench.poll()
    assert "signing in gives no token" in {poll.trouble for poll in bench.polls}


def test_a_cursor_with_half_a_character_ends_no_polling(bench: Bench) -> None:
    bench.server.put(SEARCH, answer(post("1"), cursor="\ud83d"))
    assert bench.poll() == 2
    assert {poll.trouble for poll in bench.polls} == {None}
    assert "?" in {asked.parameters.get("cursor") for asked in searches(bench)}
