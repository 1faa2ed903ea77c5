"""Which rules for search engines hold for a page, wherever they are written."""

from __future__ import annotations

import json

import pytest

from jobs.analysis.robots_directives import Directives, read_directives
from storage.domain import Carrier
from tests.analysis.readings import read, shared


def header(*values: str) -> Directives:
    return read_directives((), [("x-robots-tag", value) for value in values])


def meta(content: str, name: str = "robots") -> Directives:
    return read_directives([(name, content)], ())


def test_rules_are_read_as_the_documented_cases_say() -> None:
    for case in json.loads(shared("directives/robots_directives.json").read_text()):
        page = read(case["html"], headers=tuple((name.lower(), value) for name, value in case["headers"]))
        for rule, carrier in (("noindex", page.noindex_by), ("nofollow", page.nofollow_by)):
            assert (carrier is not None) == (case["generic"][rule] or case["googlebot"][rule]), (case["id"], rule)


@pytest.mark.parametrize("content", ["noindex", "NoIndex", " all, noindex ", "noindex nofollow", "none", "noindex,"])
def test_a_page_may_ask_to_be_left_out(content: str) -> None:
    assert meta(content).noindex_by is Carrier.META


@pytest.mark.parametrize(
    "content", ["", "index", "all", "noarchive, nosnippet", "max-image-preview: none", "max-snippet:-1", "no index"]
)
def test_other_rules_leave_it_in(content: str) -> None:
    assert meta(content) == Directives()
    assert header(content) == Directives()


@pytest.mark.parametrize("name", ["bingbot", "otherbot", "description", "googlebot-news", ""])
def test_rules_for_other_crawlers_do_not_hold(name: str) -> None:
    assert meta("noindex, nofollow", name) == Directives()


@pytest.mark.parametrize(
    ("value", "noindex", "nofollow"),
    [
        ("noindex, nofollow", True, True),
        ("googlebot: noindex", True, False),
        ("GoogleBot : noindex , nofollow", True, True),
        ("otherbot: noindex, nofollow", False, False),
        ("otherbot: noindex, googlebot: nofollow", False, True),
        ("googlebot: nofollow, otherbot: noindex", False, True),
        ("unavailable_after: Saturday, 25-Jun-2010 15:00:00 PST", False, False),
        ("unavailable_after: 25 Jun 2010 15:00:00 PST, noindex", True, False),
        ("otherbot: unavailable_after: 25 Jun 2010, noindex", False, False),
        ("max-image-preview: none, nofollow", False, True),
    ],
)
def test_a_crawlers_name_scopes_the_rules_behind_it(value: str, noindex: bool, nofollow: bool) -> None:
    found = header(value)
    assert (found.noindex_by is not None, found.nofollow_by is not None) == (noindex, nofollow)


def test_of_several_headers_each_counts() -> None:
    assert header("otherbot: noindex", "nofollow") == Directives(nofollow_by=Carrier.HEADER)
