"""Serper over loopback: the web and the news, dates in words, and what is paid."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jobs.sources.search_dates import said_date
from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

SEARCH = "api.serper.example/*"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def answer(kind: str, *urls: str, **fields: Any) -> Reply:
    found = [{"link": url, "title": "On rockets", "snippet": "x", **fields} for url in urls]
    return as_json({"searchParameters": {"q": "x"}, kind: found, "credits": 2})


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    return a_bench(world, site_server, "serper", {"SERPER_KEY": "serper-secret"})


def test_the_web_and_the_news_are_asked_with_the_key_in_a_header(bench: Bench) -> None:
    def search(asked: Asked) -> Reply:
        kind = "news" if asked.path == "/news" else "organic"
        return answer(kind, f"https://b.example/{kind}", date="3 hours ago", source="The Daily")

    bench.server.put(SEARCH, search)
    assert bench.poll() == 2
    bodies = [json.loads(one.body) for one in bench.server.asked]
    assert {(one.method, one.path) for one in bench.server.asked} == {("POST", "/search"), ("POST", "/news")}
    assert {one.headers["x-api-key"] for one in bench.server.asked} == {"serper-secret"}
    assert {body["q"] for body in bodies} == {'"Acme Rockets" -site:acme.com'}
    assert {one.author for one in bench.candidates} == {"The Daily"}
    assert {bench.world.clock() - one.published_at for one in bench.candidates if one.published_at} == {
        timedelta(hours=3)
    }
    assert bench.state.cost == 4
    bench.server.asked.clear()
    bench.next_round()
    assert json.loads(bench.server.asked[0].body)["tbs"] == "qdr:w"


def test_it_is_asked_three_pages_at_most(bench: Bench) -> None:
    urls = [f"https://b.example/{number}" for number in range(10)]
    bench.server.put(SEARCH, lambda asked: answer("news" if asked.path == "/news" else "organic", *urls))
    bench.poll()
    assert [json.loads(one.body)["page"] for one in bench.server.asked] == [1, 2, 3, 1, 2, 3]


def test_used_up_credits_are_no_fault_of_the_key(bench: Bench) -> None:
    bench.server.put(SEARCH, as_json({"message": "Not enough credits", "statusCode": 400}, 400))
    bench.poll()
    assert "its credits are used up" in {poll.trouble for poll in bench.polls}
    assert bench.refused == []


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("3 hours ago", NOW - timedelta(hours=3)),
        ("1 week ago", NOW - timedelta(days=7)),
        ("an hour ago", NOW - timedelta(hours=1)),
        ("Mar 1, 2026", datetime(2026, 3, 1, tzinfo=UTC)),
        ("1 March 2026", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01T10:00:00Z", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("999 years ago", None),
        ("Mar 1, 2999", None),
        ("yesterday-ish", None),
        ("", None),
        (3, None),
    ],
)
def test_a_date_in_words_is_a_moment(text: object, moment: datetime | None) -> None:
    assert said_date(text, NOW) == moment
