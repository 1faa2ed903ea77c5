"""MediaWiki over loopback: every wiki to the true end of its list, and pages as people link to them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, answering, as_json

WIKI = "api.mediawiki.example"


def link(page_id: int, title: str, url: str = "https://www.acme.com/guide") -> dict[str, Any]:
    return {"pageid": page_id, "ns": 0, "title": title, "url": url}


def answer(*links: dict[str, Any], onward: str = "") -> Reply:
    more = {"continue": {"eucontinue": onward, "continue": "-||"}} if onward else {"batchcomplete": True}
    return as_json({**more, "query": {"exturlusage": list(links)}})


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    return a_bench(world, site_server, "mediawiki", {"MEDIAWIKI_WIKIS": site_server.url(f"{WIKI}/w/api.php")})


def test_the_index_of_external_links_is_asked_for_a_domain_and_all_below_it(bench: Bench) -> None:
    bench.server.put(f"{WIKI}/*", answer(link(7, "Rocket")))
    assert bench.poll() == 1
    said = bench.server.asked[0].parameters
    assert (said["list"], said["euquery"], said["maxlag"]) == ("exturlusage", "*.acme.com", "5")
    assert "eucontinue" not in said
    assert "github.com" in bench.server.asked[0].headers["user-agent"]


def test_pages_are_named_as_people_link_to_them(bench: Bench) -> None:
    titles = ["Rocket engine", "C++/Rockets?", "Ракета", 'Say "hi" & 100%']
    bench.server.put(f"{WIKI}/*", answer(*[link(at, title) for at, title in enumerate(titles)]))
    bench.poll()
    here = bench.server.url(f"{WIKI}/wiki/")
    assert [candidate.url.removeprefix(here) for candidate in bench.candidates] == [
        "Rocket_engine",
        "C%2B%2B/Rockets%3F",
        "%D0%A0%D0%B0%D0%BA%D0%B5%D1%82%D0%B0",
        "Say_%22hi%22_%26_100%25",
    ]
    assert bench.candidates[0].target_url == "https://www.acme.com/guide"
    assert bench.candidates[0].title == "Rocket engine"


def test_a_wiki_of_another_make_is_read_by_page_numbers(bench: Bench) -> None:
    bench.settings["MEDIAWIKI_WIKIS"] = bench.server.url(f"{WIKI}/api.php")
    bench.server.put(f"{WIKI}/*", answer(link(7, "Rocket", "//acme.com/x")))
    bench.poll()
    assert bench.candidates[0].url == bench.server.url(f"{WIKI}/index.php?curid=7")
    assert bench.candidates[0].target_url == "https://acme.com/x"


def test_every_wiki_is_asked_for_every_domain(bench: Bench) -> None:
    bench.server.put("wiki.acme.example/api.php", b"")
    bench.settings["MEDIAWIKI_WIKIS"] += f", {bench.server.url('wiki.acme.example/api.php')}"
    bench.server.put("wiki.acme.example/*", answer(link(1, "Home")))
    bench.server.put(f"{WIKI}/*", answer(link(1, "Home")))
    assert bench.poll() == 2
    assert len(bench.candidates) == 2


def test_a_page_without_rows_is_not_the_end(bench: Bench) -> None:
    def wiki(asked: Asked) -> Reply:
        match asked.parameters.get("eucontinue"):
            case None:
                return answer(onward="acme|1")
            case "acme|1":
                assert asked.parameters["continue"] == "-||"
                return answer(onward="acme|2")
            case _:
                return answer(link(9, "At last"))

    bench.server.put(f"{WIKI}/*", wiki)
    bench.poll()
    assert [candidate.title for candidate in bench.candidates] == ["At last"]
    assert bench.polls[0].watermark is not None


def test_a_list_that_never_ends_is_left_and_said(bench: Bench) -> None:
    bench.server.put(f"{WIKI}/*", answer(link(1, "Again"), onward="acme|1"))
    bench.poll()
    assert len(bench.server.asked) == 2
    assert bench.polls[0].trouble == "it does not come to an end"
    assert bench.polls[0].watermark is None
    assert not bench.polls[0].cursor


@pytest.mark.parametrize(
    ("code", "said"),
    [("maxlag", "it is busy (maxlag)"), ("internal_api_error_DBError", "it answers with an error")],
)
def test_an_error_under_status_200_is_an_error(bench: Bench, code: str, said: str) -> None:
    error = as_json({"error": {"code": code, "info": "Waiting for a server: 7 seconds lagged"}}, Retry_After="5")
    bench.server.put(f"{WIKI}/*", answering(error, answer(link(1, "Fine"))))
    bench.poll()
    assert said in str(bench.polls[0].trouble)
    assert bench.polls[0].watermark is None
    bench.next_round()
    assert len(bench.candidates) == 1
