"""DataForSEO over loopback: two queries, errors inside of status 200, tokens to go on with, and what it cost."""

from __future__ import annotations

import base64
import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

HERE = "api.dataforseo.example/v3/backlinks/backlinks/live"


def item(page: str, **more: Any) -> dict[str, Any]:
    return {
        "url_from": f"https://blog.example/{page}",
        "url_to": "https://acme.com/",
        "page_from_title": "On rockets",
        "anchor": "Acme",
        "text_pre": "as",
        "text_post": "says",
        "domain_from_rank": 41,
        "page_from_language": "en",
        "first_seen": "2026-01-02 03:04:05 +00:00",
        "is_lost": False,
        **more,
    }


def answer(*items: dict[str, Any], token: str = "", code: int = 20000, cost: float = 0.02) -> Reply:
    result = {"items_count": len(items), "items": list(items) or None, "search_after_token": token or None}
    return as_json({"status_code": 20000, "cost": cost, "tasks": [{"status_code": code, "result": [result]}]})


def failed(code: int, whole: int = 20000) -> Reply:
    return as_json({"status_code": whole, "cost": 0, "tasks": [{"status_code": code, "result": None}]})


def task(asked: Asked) -> Any:
    (only,) = json.loads(asked.body)
    return only


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    settings = {"DATAFORSEO_LOGIN": "robin", "DATAFORSEO_PASSWORD": "s3cret"}
    return a_bench(world, site_server, "dataforseo", settings)


def test_what_is_live_and_what_is_lost_are_asked_for_apart(bench: Bench) -> None:
    bench.server.put(HERE, answer())
    assert bench.poll() == 2
    live, lost = [task(asked) for asked in bench.server.asked]
    assert (live["target"], live["backlinks_status_type"], live["include_subdomains"]) == ("acme.com", "live", True)
    assert "filters" not in live
    assert lost["backlinks_status_type"] == "lost"
    assert lost["filters"] == ["last_seen", ">", "2026-01-29 09:00:00 +00:00"]
    assert bench.server.asked[0].headers["authorization"] == "Basic " + base64.b64encode(b"robin:s3cret").decode()


def test_the_second_poll_asks_for_what_is_newer_with_room_for_a_slow_index(bench: Bench) -> None:
    bench.server.put(HERE, answer())
    bench.poll()
    bench.server.asked.clear()
    bench.next_round()
    assert task(bench.server.asked[0])["filters"] == ["first_seen", ">", "2026-02-28 06:36:00 +00:00"]


def test_what_it_says_of_a_link_is_kept_and_what_is_lost_is_a_hint(bench: Bench, database_url: str) -> None:
    def index(asked: Asked) -> Reply:
        return answer(item("1")) if task(asked)["backlinks_status_type"] == "live" else answer(item("2", is_lost=True))

    bench.server.put(HERE, index)
    bench.poll()
    live, lost = bench.candidates
    assert (live.title, live.snippet, live.authority, live.lang) == ("On rockets", "as Acme says", 41, "en")
    assert live.published_at is None  # when it was crawled is not when it was written
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as database:
        hints = dict(database.execute("SELECT candidate_id, says_lost FROM witnesses").fetchall())
    assert hints == {live.id: 0, lost.id: 1}


def test_tokens_are_followed_with_everything_else_the_same(bench: Bench) -> None:
    def index(asked: Asked) -> Reply:
        said = task(asked)
        if said["backlinks_status_type"] == "lost":
            return answer()
        token = said.get("search_after_token")
        return {None: answer(item("1"), token="x y="), "x y=": answer(item("2"), token="z"), "z": answer()}[token]

    bench.server.put(HERE, index)
    bench.poll()
    asked = [said for said in map(task, bench.server.asked) if said["backlinks_status_type"] == "live"]
    assert [said.pop("search_after_token", None) for said in asked] == [None, "x y=", "z"]
    assert asked[0] == asked[1] == asked[2]
    assert len(bench.candidates) == 2


def test_a_token_that_comes_again_is_the_end(bench: Bench) -> None:
    bench.server.put(HERE, answer(item("1"), token="same"))
    bench.poll()
    assert len(bench.server.asked) == 4
    assert {poll.trouble for poll in bench.polls} == {"it does not come to an end"}


def test_the_cost_adds_up_in_dollars(bench: Bench) -> None:
    bench.server.put(HERE, answer(item("1"), cost=0.02003))
    bench.poll()
    assert bench.state.cost == pytest.approx(0.04006)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (failed(40202), "we asked too often (40202)"),
        (failed(40210), "what we may ask is used up (40210)"),
        (failed(40501), "it answers with an error (40501)"),
        (failed(50000, whole=50000), "it answers with an error (50000)"),
    ],
)
def test_an_error_of_the_task_under_status_200_is_an_error(bench: Bench, reply: Reply, said: str) -> None:
    bench.server.put(HERE, reply)
    bench.poll()
    assert said in {poll.trouble for poll in bench.polls}
    assert {poll.watermark for poll in bench.polls} == {None}


def test_no_results_are_an_answer(bench: Bench) -> None:
    bench.server.put(HERE, failed(40102))
    bench.poll()
    assert all(poll.watermark and poll.trouble is None for poll in bench.polls)


def test_a_wrong_login_is_told_once_and_its_words_are_not_kept(bench: Bench) -> None:
    bench.server.put(HERE, as_json({"status_code": 40100, "status_message": "You are not Authorized", "tasks": None}))
    bench.poll()
    bench.next_round()
    assert len(bench.refused) == 1
    assert "s3cret" not in repr(bench.sources[0].source)
