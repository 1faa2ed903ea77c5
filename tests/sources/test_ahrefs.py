"""Ahrefs over loopback: windows of dates for want of a cursor, units, and what its words mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

HERE = "api.ahrefs.example/*"
START = datetime(2026, 1, 1, tzinfo=UTC)


def link(number: int, at: datetime = START, **more: Any) -> dict[str, Any]:
    return {
        "url_from": f"https://blog.example/{number}",
        "url_to": "https://acme.com/",
        "anchor": "Acme",
        "title": "On rockets",
        "domain_rating_source": 61.4,
        "first_seen_link": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        **more,
    }


def answer(*links: dict[str, Any], units: int = 50) -> Reply:
    return as_json({"backlinks": list(links)}, X_API_Units_Cost_Total_Actual=str(units))


def where(asked: Asked) -> dict[str, Any]:
    return {one["field"]: one["is"] for one in json.loads(asked.parameters["where"])["and"]}


def is_lost(asked: Asked) -> bool:
    return bool(where(asked)["is_lost"][1])


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    return a_bench(world, site_server, "ahrefs", {"AHREFS_KEY": "k3y"})


def test_few_fields_of_a_domain_and_all_below_it_are_asked_for(bench: Bench) -> None:
    bench.server.put(HERE, answer())
    assert bench.poll() == 2
    live, lost = bench.server.asked
    assert live.headers["authorization"] == "Bearer k3y"
    assert (live.parameters["target"], live.parameters["mode"], live.parameters["history"]) == (
        "acme.com",
        "subdomains",
        "live",
    )
    assert live.parameters["select"] == "url_from,url_to,anchor,title,domain_rating_source,first_seen_link"
    assert where(live) == {"is_lost": ["eq", False], "first_seen_link": ["gte", "1990-01-01T00:00:00Z"]}
    assert lost.parameters["history"] == "all_time"
    assert where(lost) == {"is_lost": ["eq", True], "last_seen": ["gte", "2026-01-31T09:00:00Z"]}


def test_last_seen_is_when_a_link_was_lost_and_only_a_hint(bench: Bench) -> None:
    def index(asked: Asked) -> Reply:
        return answer(link(2, last_seen="2026-02-20T00:00:00Z")) if is_lost(asked) else answer(link(1))

    bench.server.put(HERE, index)
    bench.poll()
    live, lost = bench.candidates
    assert (live.title, live.authority, live.target_url) == ("On rockets", 61, "https://acme.com/")
    assert (live.published_at, lost.url) == (None, "https://blog.example/2")


def test_a_full_page_goes_on_at_its_last_date(bench: Bench) -> None:
    def index(asked: Asked) -> Reply:
        if is_lost(asked):
            return answer()
        _, after = where(asked)["first_seen_link"]
        first = int((max(datetime.fromisoformat(after), START) - START).total_seconds())
        return answer(*[link(at, START + timedelta(seconds=at)) for at in range(first, min(first + 1000, 2500))])

    bench.server.put(HERE, index)
    bench.poll()
    assert len(bench.candidates) == 2500
    assert all(poll.watermark for poll in bench.polls)


def test_more_links_of_one_second_than_fit_do_not_hold_it_up(bench: Bench) -> None:
    def index(asked: Asked) -> Reply:
        if is_lost(asked):
            return answer()
        relation, after = where(asked)["first_seen_link"]
        if relation == "gt" and after == "2026-01-01T00:00:00Z":
            return answer(link(5000, START + timedelta(days=1)))
        return answer(*[link(at) for at in range(1000)])

    bench.server.put(HERE, index)
    bench.poll()
    assert len(bench.candidates) == 1001
    assert not any(poll.cursor for poll in bench.polls)


def test_units_add_up(bench: Bench) -> None:
    bench.server.put(HERE, answer(link(1), units=90))
    bench.poll()
    assert (bench.state.cost, bench.state.requests) == (180, 2)


@pytest.mark.parametrize("reply", [as_json(["Error", "Forbidden"]), as_json(["Error", "Forbidden"], 403)])
def test_an_error_may_be_a_list(bench: Bench, reply: Reply) -> None:
    bench.server.put(HERE, reply)
    bench.poll()
    bench.next_round()
    assert bench.refused == ["ahrefs: it refuses our key (error forbidden)"]


def test_a_used_up_plan_is_no_wrong_key(bench: Bench) -> None:
    bench.server.put(HERE, as_json({"error": "API units limit reached"}, 403))
    bench.poll()
    assert bench.refused == []
    assert "units of our plan" in str(bench.state.trouble)


def test_a_key_that_is_refused_by_name_is_shown_to_nobody(bench: Bench) -> None:
    (secret,) = bench.sources[0].secrets
    bench.server.put("api.ahrefs.example/*", as_json({"error": f"API key {secret} is unauthorized"}, 401))
    bench.poll()
    said = [*bench.refused, bench.state.trouble or "", *(poll.trouble or "" for poll in bench.polls)]
    assert "[redacted]" in " ".join(said)
    assert secret not in " ".join(said)
