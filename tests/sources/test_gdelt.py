"""GDELT over loopback: its dialect, its words for errors, and its answers without pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from jobs.sources.gdelt import Gdelt
from jobs.sources.port import Subject
from storage.domain import Brand
from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

SEARCH = "api.gdelt.example/*"


def article(url: str, **more: Any) -> dict[str, Any]:
    return {"url": url, "title": "Acme Rockets , again", "seendate": "20260101T101500Z", "language": "English", **more}


def answer(*articles: dict[str, Any]) -> Reply:
    return as_json({"articles": list(articles)})


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    return a_bench(world, site_server, "gdelt")


def test_parentheses_stand_round_or_only_and_short_words_are_not_asked_for() -> None:
    def asked_for(*names: str) -> tuple[str, ...]:
        return tuple(query.text for query in Gdelt().queries(Subject(("acme.com",), (Brand(names),))))

    assert asked_for("Acme Rockets") == ('"Acme Rockets" -domainis:acme.com',)
    assert asked_for("Acme Rockets", "Acme", "HP") == ('("Acme Rockets" OR Acme) -domainis:acme.com',)
    assert asked_for("HP") == ()
    assert all(len(query) <= 250 for query in asked_for(*(f"A Company By The Name Of {n}" for n in range(40))))


def test_a_full_answer_is_followed_by_the_time_before_it(bench: Bench) -> None:
    now = bench.world.clock()

    def search(asked: Asked) -> Reply:
        end = asked.parameters["enddatetime"]
        rows = 250 if len(bench.server.asked) < 3 else 7
        before = f"{int(end[:8]) if end[6:8] > '01' else end[:8]}T000000Z"
        return answer(*(article(f"https://n.example/{end}/{row}", seendate=before) for row in range(rows)))

    bench.server.put(SEARCH, search)
    bench.poll()
    windows = [one.parameters for one in bench.server.asked]
    ends = [one["enddatetime"] for one in windows]
    assert len(ends) == 3
    assert ends == sorted(set(ends), reverse=True)
    start = (now - timedelta(days=30)).strftime("%Y%m%d%H%M%S")
    assert {one["startdatetime"][:12] for one in windows} == {start[:12]}
    assert windows[0]["maxrecords"] == "250"
    assert len(bench.candidates) == 507
    assert bench.polls[0].watermark


def test_250_rows_of_one_second_do_not_go_on_for_ever(bench: Bench) -> None:
    rows = [article(f"https://n.example/{row}", seendate="") for row in range(250)]
    bench.server.put(SEARCH, answer(*rows))
    for _ in range(60):
        bench.next_round()
        if bench.polls[0].watermark:
            break
    assert bench.polls[0].watermark


def test_titles_are_mended_and_illegal_characters_forgiven(bench: Bench) -> None:
    text = (
        '{"articles": [{"url": "https://n.example/1", "title": "Rockets &amp; \\springs ( new ) , \x01they fly !", '
        '"seendate": "20260101T101500Z"}]}'
    )
    bench.server.put(SEARCH, Reply(text.encode(), 200, (("Content-Type", "text/html"),)))
    bench.poll()
    (found,) = bench.candidates
    assert found.title == "Rockets & \\springs (new), \x01they fly!"
    assert found.published_at is not None


def test_too_many_requests_said_in_words_are_left_alone_for_a_while(bench: Bench) -> None:
    bench.server.put(SEARCH, Reply(b"Please limit requests to one every 5 seconds or contact us."))
    bench.poll()
    assert bench.polls[0].trouble == "we asked too often"
    bench.world.clock.advance(timedelta(minutes=14))
    assert bench.poll() == 0
    bench.world.clock.advance(timedelta(minutes=2))
    assert bench.poll() == 1


def test_a_search_that_it_does_not_take_says_so_and_stops_no_other(bench: Bench) -> None:
    bench.server.put(SEARCH, Reply(b"The specified phrase is too short."))
    bench.poll()
    assert bench.polls[0].trouble == "it does not take this search: The specified phrase is too short."
    assert bench.polls[0].watermark is None
    assert bench.state.failures == 0


def test_it_is_asked_no_more_than_once_in_eight_seconds(bench: Bench) -> None:
    lately = f"{bench.world.clock() - timedelta(days=2):%Y%m%dT%H%M%SZ}"
    rows = [article(f"https://n.example/{row}", seendate=lately) for row in range(250)]
    bench.server.put(SEARCH, lambda asked: answer(*rows) if len(bench.server.asked) < 2 else as_json({}))
    bench.poll()
    assert bench.waited == [8.0]
