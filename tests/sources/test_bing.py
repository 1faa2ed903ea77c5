"""Bing Webmaster Tools over loopback: from our pages to the links to each, through every quirk of its JSON."""

from __future__ import annotations

from typing import Any

import pytest

from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json

HERE = "api.bing.example/*"
SITE = "https://www.acme.com/"


def counts(*pages: str, total: int = 1) -> Reply:
    links = [{"__type": "LinkCount:#Microsoft.Bing.Webmaster.Api", "Count": 1, "Url": page} for page in pages]
    return as_json({"d": {"__type": "LinkCounts", "Links": links, "TotalPages": total}})


def details(*urls: str, total: int = 1) -> Reply:
    links = [{"AnchorText": "Acme", "Url": url} for url in urls]
    return as_json({"d": {"__type": "LinkDetails", "Details": links, "TotalPages": total}})


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    return a_bench(
        world,
        site_server,
        "bing",
        {"BING_KEY": "k3y", "BING_SITES": f"{SITE}, https://not-ours.example/, https://[junk"},
    )


def bing(links: dict[str, Reply], ours: Reply) -> Any:
    def answer(asked: Asked) -> Reply:
        return ours if "/GetLinkCounts" in asked.path else links[asked.parameters["link"]]

    return answer


def test_our_pages_are_asked_for_and_then_the_links_to_each(bench: Bench) -> None:
    links = {f"{SITE}a": details("https://blog.example/1"), f"{SITE}b": details("https://blog.example/2")}
    bench.server.put(HERE, bing(links, counts(f"{SITE}a", f"{SITE}b")))
    assert bench.poll() == 1
    said = [asked.parameters for asked in bench.server.asked]
    assert {(one["siteUrl"], one["apikey"]) for one in said} == {(SITE, "k3y")}
    assert [one.get("link") for one in said] == [None, f"{SITE}a", f"{SITE}b"]
    assert [(found.url, found.target_url) for found in bench.candidates] == [
        ("https://blog.example/1", f"{SITE}a"),
        ("https://blog.example/2", f"{SITE}b"),
    ]


def test_pages_are_counted_from_zero_in_both_lists(bench: Bench) -> None:
    def answer(asked: Asked) -> Reply:
        page = asked.parameters["page"]
        if "/GetLinkCounts" in asked.path:
            return counts(f"{SITE}{page}", total=2)
        link = asked.parameters["link"].removeprefix(SITE)
        return details(f"https://blog.example/{link}-{page}", total=3)

    bench.server.put(HERE, answer)
    bench.poll()
    found = [candidate.url.removeprefix("https://blog.example/") for candidate in bench.candidates]
    assert found == ["0-0", "0-1", "0-2", "1-0", "1-1", "1-2"]
    assert not bench.polls[0].cursor


@pytest.mark.parametrize("wrap", ["d", "D", ""])
def test_keys_are_read_in_any_case_and_with_or_without_the_wrapping(bench: Bench, wrap: str) -> None:
    def wrapped(value: dict[str, Any]) -> Reply:
        return as_json({wrap: value} if wrap else value)

    links = {SITE: wrapped({"details": [{"url": "https://blog.example/1", "ANCHORTEXT": "x"}], "totalPages": 1})}
    bench.server.put(HERE, bing(links, wrapped({"links": [{"url": SITE}], "TOTALPAGES": 1})))
    bench.poll()
    assert [candidate.url for candidate in bench.candidates] == ["https://blog.example/1"]


def test_a_poll_cut_off_goes_on_with_the_page_it_was_at(bench: Bench) -> None:
    links = {f"{SITE}a": details("https://blog.example/1"), f"{SITE}b": Reply(b"", 500)}
    bench.server.put(HERE, bing(links, counts(f"{SITE}a", f"{SITE}b")))
    bench.poll()
    links[f"{SITE}b"] = details("https://blog.example/2")
    bench.server.asked.clear()
    bench.next_round()
    assert [asked.parameters.get("link") for asked in bench.server.asked] == [f"{SITE}b"]
    assert len(bench.candidates) == 2


def test_a_page_it_cannot_tell_about_does_not_hold_up_the_others(bench: Bench) -> None:
    unknown = as_json({"ErrorCode": 7, "Message": "ERROR!!! InvalidUrl"}, 400)
    links = {f"{SITE}a": unknown, f"{SITE}b": details("https://blog.example/2")}
    bench.server.put(HERE, bing(links, counts(f"{SITE}a", f"{SITE}b")))
    bench.poll()
    assert len(bench.candidates) == 1
    assert bench.polls[0].trouble is None


@pytest.mark.parametrize("status", [200, 400])
def test_a_wrong_key_and_a_site_that_is_not_ours_there_are_told_once(bench: Bench, status: int) -> None:
    bench.server.put(HERE, as_json({"ErrorCode": 3, "Message": "ERROR!!! InvalidApiKey"}, status))
    bench.poll()
    bench.next_round()
    assert bench.refused == ["bing: it refuses our key or site (InvalidApiKey)"]


def test_being_asked_too_often_is_waited_out(bench: Bench) -> None:
    bench.server.put(HERE, as_json({"ErrorCode": 4, "Message": "ERROR!!! ThrottleUser"}, 400))
    bench.poll()
    assert bench.polls[0].trouble == "we asked too often (ThrottleUser)"
    assert bench.poll() == 0
    assert bench.state.disabled_for is None


def test_a_fault_code_of_any_type_is_no_fault_of_ours(bench: Bench) -> None:
    bench.server.put(HERE, bing({SITE: as_json({"d": {"ErrorCode": [], "Details": []}})}, counts(SITE)))
    assert bench.poll() == 1
    assert bench.polls[0].watermark
