"""Matomo over loopback: the token in the body alone, labels that are pages, and refusals under status 200."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

HERE = "api.matomo.example/index.php"


def answer(*labels: str) -> Reply:
    return as_json([{"label": label, "nb_visits": 2} for label in labels])


def form(asked: Asked) -> dict[str, str]:
    return dict(parse_qsl(asked.body.decode()))


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    settings = {"MATOMO_TOKEN": "t0ken", "MATOMO_SITES": "acme.com=1, shop.acme.com=2, not-ours.example=3"}
    return a_bench(world, site_server, "matomo", settings)


def test_the_token_travels_in_the_body_and_nowhere_else(bench: Bench) -> None:
    bench.server.put(HERE, answer("blog.example/post"))
    assert bench.poll() == 2
    for asked in bench.server.asked:
        assert "t0ken" not in asked.path
        assert "t0ken" not in str(asked.headers)
        assert (asked.method, form(asked)["token_auth"]) == ("POST", "t0ken")
    assert [form(asked)["idSite"] for asked in bench.server.asked] == ["1", "2"]
    assert form(bench.server.asked[0])["method"] == "Referrers.getWebsites"
    assert form(bench.server.asked[0])["date"] == "2025-03-02,2026-03-02"


def test_labels_are_pages_and_what_sums_up_the_rest_is_none(bench: Bench) -> None:
    bench.server.put(HERE, answer("blog.example/a&amp;b", "news.example", "Others"))
    bench.poll()
    assert [found.url for found in bench.candidates] == ["https://blog.example/a&b", "https://news.example/"]


def test_a_full_page_has_another_after_it(bench: Bench) -> None:
    def report(asked: Asked) -> Reply:
        offset = int(form(asked)["filter_offset"])
        return answer(*[f"blog.example/{offset + at}" for at in range(500 if offset == 0 else 2)])

    bench.settings["MATOMO_SITES"] = "acme.com=1"
    bench.server.put(HERE, report)
    bench.poll()
    assert len(bench.candidates) == 502


def test_a_refused_token_under_status_200_is_a_refused_token(bench: Bench) -> None:
    error = {"result": "error", "message": "Unable to authenticate with the provided token. It is either invalid or…"}
    bench.server.put(HERE, as_json(error))
    bench.poll()
    bench.next_round()
    assert len(bench.refused) == 1
    assert bench.polls[0].watermark is None


def test_another_error_under_status_200_is_said_and_asked_again(bench: Bench) -> None:
    bench.server.put(HERE, as_json({"result": "error", "message": "Deadlock found when trying to get lock"}))
    bench.poll()
    assert bench.polls[0].trouble == "it says: Deadlock found when trying to get lock"
    assert bench.state.disabled_for is None


def test_the_token_does_not_follow_a_redirect_to_another_server(bench: Bench) -> None:
    elsewhere = bench.server.put("elsewhere.example/index.php", as_json([]))
    bench.server.redirect(HERE, elsewhere, 307)
    bench.strangers_on_loopback = True
    bench.poll()
    assert bench.server.asked_for("elsewhere.example/index.php")
    assert all(b"t0ken" not in asked.body for asked in bench.server.asked_for("elsewhere.example/index.php"))
