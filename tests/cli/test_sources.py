"""``anchorwatch sources``: every source says how it is doing, and an error is never "nothing found"."""

from __future__ import annotations

import pytest

from jobs.sources.registry import SOURCES
from tests.cli.running import Anchorwatch
from tests.servers.web import Reply, SiteServer
from tests.sources.polling import as_json

HIT = {"objectID": "1", "created_at_i": 1_700_000_000, "title": "Rockets", "url": "https://blog.example/a"}


@pytest.fixture
def hackernews(site_server: SiteServer, anchorwatch: Anchorwatch) -> dict[str, str]:
    """The settings under which Hacker News alone is asked, at a host of the loopback server."""
    site_server.put("hn.example/*", as_json({"hits": [HIT], "nbPages": 1}))
    anchorwatch("site", "add", "acme.com", "--brand", "Acme Rockets")
    others = ",".join(kind.name for kind in SOURCES if kind.name != "hackernews")
    return {"HACKERNEWS_BASE_URL": site_server.url("hn.example/").rstrip("/"), "SOURCES_OFF": others}


def test_a_poll_on_demand_says_what_was_named(anchorwatch: Anchorwatch, hackernews: dict[str, str]) -> None:
    asked = anchorwatch("sources", "--poll", "--json", **hackernews).json
    (found,) = [one for one in asked["sources"] if one["name"] == "hackernews"]
    assert (found["health"], found["queries"], found["found"], found["troubles"]) == ("works", 2, 2, [])
    assert asked["asked"] >= 2
    assert "hackernews\tworks; 2 queries, 2 pages named" in anchorwatch("sources", **hackernews).out


def test_trouble_is_told_as_trouble(
    anchorwatch: Anchorwatch, hackernews: dict[str, str], site_server: SiteServer
) -> None:
    site_server.put("hn.example/*", Reply(b"<html>Just a moment</html>"))
    anchorwatch("sources", "--poll", **hackernews)
    assert "hackernews\ttrouble: the answer is not JSON" in anchorwatch("sources", **hackernews).out


def test_a_source_can_be_switched_off_and_a_wrong_name_is_one_sentence(anchorwatch: Anchorwatch) -> None:
    assert "hackernews\tswitched off" in anchorwatch("sources", SOURCES_OFF="hackernews").out
    refused = anchorwatch("sources", SOURCES_OFF="hackernevs")
    assert refused.code == 1
    assert refused.err.startswith("SOURCES_OFF: there is no source 'hackernevs'; there are ")


def test_answers_are_read_again_on_demand_without_asking_anybody(
    anchorwatch: Anchorwatch, hackernews: dict[str, str], site_server: SiteServer
) -> None:
    anchorwatch("sources", "--poll", **hackernews)
    asked = len(site_server.asked)
    assert "Read 2 answers again: 0 new findings." in anchorwatch("sources", "--replay", **hackernews).err
    assert len(site_server.asked) == asked
