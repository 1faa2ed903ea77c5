"""Stack Exchange over loopback: what is asked of which site, and how its wishes to be left alone are obeyed."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from typing import Any

import pytest

from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import JSON, Bench, a_bench, answering, as_json

HERE = "api.stackexchange.example/*"


def question(number: int, **more: Any) -> dict[str, Any]:
    return {
        "question_id": number,
        "title": "What&#39;s a &quot;rocket&quot;?",
        "link": f"https://stackoverflow.com/questions/{number}/whats-a-rocket",
        "owner": {"display_name": "Zo&#235;"},
        "creation_date": 1_700_000_000,
        **more,
    }


def answer(*items: dict[str, Any], **more: Any) -> Reply:
    """Packed, as it always is."""
    said = {"items": list(items), "has_more": False, "quota_max": 300, "quota_remaining": 250, **more}
    return Reply(gzip.compress(json.dumps(said).encode()), headers=(*JSON, ("Content-Encoding", "gzip")))


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    return a_bench(world, site_server, "stackexchange", {"STACKEXCHANGE_KEY": "k3y"})


def test_every_site_is_asked_for_questions_that_hold_our_address(bench: Bench) -> None:
    bench.settings["STACKEXCHANGE_SITES"] = "stackoverflow, serverfault"
    bench.server.put(HERE, answer(question(1)))
    assert bench.poll() == 2
    said = [asked.parameters for asked in bench.server.asked]
    assert {one["site"] for one in said} == {"stackoverflow", "serverfault"}
    assert {(one["url"], one["key"], one["sort"]) for one in said} == {("*acme.com*", "k3y", "creation")}
    assert all("fromdate" not in one for one in said)


def test_entities_are_read_and_packed_answers_unpacked(bench: Bench) -> None:
    bench.server.put(HERE, answer(question(1)))
    bench.poll()
    found = bench.candidates[0]
    assert (found.title, found.author) == ('What\'s a "rocket"?', "Zoë")
    assert found.url == "https://stackoverflow.com/questions/1/whats-a-rocket"


def test_the_second_poll_asks_from_the_watermark_on(bench: Bench) -> None:
    bench.server.put(HERE, answer())
    bench.poll()
    began = bench.world.clock()
    bench.next_round()
    assert bench.server.asked[-1].parameters["fromdate"] == str(int(began.timestamp() - 8_640))


def test_pages_are_followed_while_there_are_more(bench: Bench) -> None:
    def search(asked: Asked) -> Reply:
        page = int(asked.parameters["page"])
        return answer(question(page), has_more=page < 3)

    bench.server.put(HERE, search)
    bench.poll()
    assert len(bench.candidates) == 3
    assert bench.polls[0].watermark is not None


def test_more_than_it_shows_is_said_and_moves_no_watermark(bench: Bench) -> None:
    bench.server.put(HERE, lambda asked: answer(question(int(asked.parameters["page"])), has_more=True))
    bench.poll()
    bench.poll()
    assert len(bench.candidates) == 25
    assert "2,500" in str(bench.polls[0].trouble)
    assert bench.polls[0].watermark is None


def test_backoff_keeps_what_was_answered_and_waits_before_the_next_page(bench: Bench) -> None:
    bench.server.put(HERE, answering(answer(question(1), has_more=True, backoff=600), answer(question(2))))
    bench.poll()
    assert len(bench.candidates) == 1
    bench.world.clock.advance(timedelta(seconds=590))
    assert bench.poll() == 0
    bench.world.clock.advance(timedelta(seconds=20))
    bench.poll()
    assert len(bench.candidates) == 2
    assert bench.server.asked[-1].parameters["page"] == "2"
    assert bench.state.failures == 0


def test_the_last_request_of_the_day_is_the_last(bench: Bench) -> None:
    bench.server.put(HERE, answer(question(1), quota_remaining=0))
    bench.poll()
    assert bench.state.open_until is not None
    assert bench.state.open_until.isoformat() == "2026-03-03T00:05:00+00:00"
    assert bench.state.trouble is None


def test_a_used_up_quota_under_status_400_is_waited_out(bench: Bench) -> None:
    error = {
        "error_id": 502,
        "error_name": "throttle_violation",
        "error_message": "too many requests from this IP, more requests available in 7200 seconds",
    }
    bench.server.put(HERE, answering(as_json(error, 400), answer(question(1))))
    bench.poll()
    assert bench.polls[0].trouble == "what we may ask today is used up"
    bench.world.clock.advance(timedelta(minutes=119))
    assert bench.poll() == 0
    bench.world.clock.advance(timedelta(minutes=2))
    assert bench.poll() == 1


def test_a_wrong_key_under_status_400_is_a_wrong_key(bench: Bench) -> None:
    error = {"error_id": 400, "error_name": "bad_parameter", "error_message": "`key` is not valid for passed `site`"}
    bench.server.put(HERE, as_json(error, 400))
    bench.poll()
    bench.next_round()
    assert bench.refused == ["stackexchange: it refuses our key (bad_parameter)"]


def test_the_key_is_not_kept_with_the_answers(bench: Bench) -> None:
    bench.server.put(HERE, as_json({"items": [], "has_more": False, "echo": "key=k3y"}))
    bench.poll()
    with bench.world.store.reading(bench.world.workspace_id) as tx:
        kept = tx.polls.answers(bench.polls[0])
    assert b"k3y" not in kept[0][2]
