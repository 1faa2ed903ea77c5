"""The framework of all sources: watermarks, errors, the breaker, what is kept and what is never kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, answering, as_json

SEARCH = "api.hackernews.example/*"
NOTHING = as_json({"hits": [], "nbPages": 0})
HIT = {"objectID": "1", "created_at_i": 1_700_000_000, "title": "t", "url": "https://blog.example/a"}
FOUND = as_json({"hits": [HIT], "nbPages": 1})


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    return a_bench(world, site_server, "hackernews")


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(b"<html>down</html>", 503), "it answers with an error (503)"),
        (Reply(b"<html>Just a moment</html>"), "the answer is not JSON"),
        (as_json({"message": "sorry"}), "the answer has no list of hits"),
        (as_json({"hits": [1, 2, 3]}), "most hits of the answer are no objects"),
        (as_json({"hits": [{"id": 1}, {"id": 2}]}), "most hits of the answer lack what we need"),
        (Reply(raw=b"", reset=True), "the connection failed"),
    ],
)
def test_an_error_is_said_moves_no_watermark_and_is_never_nothing_found(bench: Bench, reply: Reply, said: str) -> None:
    bench.server.put(SEARCH, NOTHING)
    bench.poll()
    before = {poll.query: poll.watermark for poll in bench.polls}
    bench.server.put(SEARCH, reply)
    bench.next_round()
    assert {poll.query: poll.watermark for poll in bench.polls} == before
    assert {poll.trouble for poll in bench.polls} == {said}
    assert bench.state.trouble == said
    bench.server.put(SEARCH, FOUND)
    bench.next_round()
    assert {poll.trouble for poll in bench.polls} == {None}
    assert bench.state.failures == 0


def test_the_breaker_opens_after_three_failures_and_tries_again_for_ever(bench: Bench) -> None:
    bench.server.put(SEARCH, Reply(b"", 500))
    for _ in range(40):
        bench.poll()
        bench.world.clock.advance(timedelta(hours=6, minutes=1))
    asked = len(bench.server.asked)
    assert 40 <= asked <= 45
    bench.poll()
    assert bench.poll() == 0
    bench.server.put(SEARCH, FOUND)
    bench.world.clock.advance(timedelta(hours=6, minutes=1))
    bench.poll()
    assert bench.state.failures == 0
    assert bench.candidates


def test_a_refused_key_disables_the_source_once_tells_once_and_loses_no_watermark(bench: Bench) -> None:
    bench.server.put(SEARCH, NOTHING)
    bench.poll()
    marks = [poll.watermark for poll in bench.polls]
    bench.server.put(SEARCH, as_json({"error": "no"}, 401))
    for _ in range(5):
        bench.next_round()
    assert bench.refused == ["hackernews: it refuses our settings (401)"]
    assert [poll.watermark for poll in bench.polls] == marks
    bench.server.put(SEARCH, FOUND)
    assert bench.next_round() == 0
    bench.settings["HACKERNEWS_BASE_URL"] += "/other"
    assert bench.next_round() == 2
    assert bench.state.disabled_for is None


def test_a_busy_source_is_left_alone_as_long_as_it_asks(bench: Bench) -> None:
    bench.server.put(SEARCH, answering(as_json({}, 429, Retry_After="7200"), NOTHING))
    bench.poll()
    bench.world.clock.advance(timedelta(minutes=119))
    assert bench.poll() == 0
    bench.world.clock.advance(timedelta(minutes=2))
    assert bench.poll() == 2


def test_the_same_finding_is_one_testimony_however_often_it_is_given(bench: Bench) -> None:
    bench.server.put(SEARCH, FOUND)
    bench.poll()
    first = [poll.found for poll in bench.polls]
    bench.next_round()
    assert [poll.found for poll in bench.polls] == first
    assert sum(first) == 2  # the story itself, and the page it links to


def test_a_poll_that_dies_between_two_pages_goes_on_where_it_was(bench: Bench) -> None:
    first = as_json({"hits": [HIT], "nbPages": 2})
    second = as_json({"hits": [{**HIT, "objectID": "2", "url": "https://other.example/b"}], "nbPages": 2})
    bench.server.put(SEARCH, lambda asked: first if asked.parameters["page"] == "0" else Reply(b"", 500))
    bench.poll()
    assert {poll.cursor for poll in bench.polls} == {"1"}
    assert {poll.watermark for poll in bench.polls} == {None}
    bench.server.put(SEARCH, second)
    bench.server.asked.clear()
    bench.next_round()
    assert {one.parameters["page"] for one in bench.server.asked} == {"1"}
    assert all(poll.watermark for poll in bench.polls)


def test_what_all_pages_of_an_answer_brought_is_counted(bench: Bench) -> None:
    def search(asked: Asked) -> Reply:
        page = asked.parameters["page"]
        return as_json({"hits": [{**HIT, "objectID": page, "url": f"https://b.example/{page}"}], "nbPages": 3})

    bench.server.put(SEARCH, search)
    bench.poll()
    assert [poll.found for poll in bench.polls] == [3, 3]


def test_requests_to_a_source_keep_its_pace_whoever_asks(bench: Bench) -> None:
    bench.server.put(SEARCH, NOTHING)
    bench.poll()
    assert bench.waited == [2.0]


def test_a_private_address_is_open_only_where_the_operator_named_it(bench: Bench) -> None:
    bench.server.put(SEARCH, Reply(status=302, headers=(("Location", bench.server.url("inside.example/")),)))
    bench.server.put("inside.example/", FOUND)
    bench.poll()
    assert {poll.trouble for poll in bench.polls} == {
        "its address is private, and only the operator may open such a one"
    }
    assert not bench.server.asked_for("inside.example/")


def test_what_was_answered_is_kept_for_two_weeks_without_our_secrets(bench: Bench) -> None:
    bench.server.put(SEARCH, FOUND)
    bench.poll()
    with bench.world.store.reading(bench.world.workspace_id) as tx:
        kept = tx.polls.answers(bench.polls[0])
    assert [(status, b"blog.example" in body) for _, status, body in kept] == [(200, True)]


def test_the_demo_is_never_asked_for_and_a_dropped_brand_no_longer(bench: Bench) -> None:
    bench.server.put(SEARCH, NOTHING)
    bench.poll()
    assert {poll.query for poll in bench.polls} == {"acme.com", "Acme Rockets"}
    with bench.world.store.transaction(bench.world.workspace_id) as tx:
        site = tx.sites.get(bench.world.site.id)
        assert site
        tx.sites.change(site.id, type(site.settings)(("acme.com",), ()))
    bench.poll()
    assert {poll.query for poll in bench.polls} == {"acme.com"}


def test_a_watched_term_is_asked_for_until_it_is_dropped(bench: Bench) -> None:
    bench.server.put(SEARCH, NOTHING)
    with bench.world.store.transaction(bench.world.workspace_id) as tx:
        tx.brands.watch_term(bench.world.site.id, "status page", "U0ROBIN", bench.world.clock())
    bench.poll()
    assert "status page" in {poll.query for poll in bench.polls}
    with bench.world.store.transaction(bench.world.workspace_id) as tx:
        tx.brands.unwatch_term(bench.world.site.id, "status page")
    bench.next_round()
    assert "status page" not in {poll.query for poll in bench.polls}


def test_an_answer_without_end_is_given_up_after_a_month_and_begun_with_what_is_newest(bench: Bench) -> None:
    bench.server.put(SEARCH, as_json({"hits": [HIT], "nbPages": 1_000}))
    for _ in range(10):
        bench.poll()
        bench.world.clock.advance(timedelta(days=6))
    asked = [one.parameters for one in bench.server.asked if one.parameters["tags"] == "story"]
    newest = [one for one in asked if one["page"] == "0" and "<" not in one.get("numericFilters", "")]
    assert (len(asked), len(newest)) == (200, 2)
    assert all(poll.watermark is None for poll in bench.polls)
