"""Where references lead, held against the URL standard's own tests."""

from __future__ import annotations

import json

import pytest

from jobs.analysis.resolving import resolve
from tests.analysis.readings import shared


def test_references_resolve_as_the_url_standards_own_tests_say() -> None:
    cases = json.loads(shared("url/urltestdata.json").read_text())
    checked = 0
    for case in cases:
        if (case["base"] or "").startswith(("http:", "https:")):
            expected = None if case.get("failure") else case["href"]
            assert resolve(case["input"], case["base"]) == expected, case["id"]
            checked += 1
    assert checked > 90


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("", "https://u:p@blog.example/a/b?q=1"),
        ("?", "https://u:p@blog.example/a/b?"),
        ("c", "https://u:p@blog.example/a/c"),
        ("#top", "https://u:p@blog.example/a/b?q=1#top"),
        ("https:c", "https://u:p@blog.example/a/c"),
        ("http:other.example", "http://other.example/"),
    ],
)
def test_a_base_lends_what_the_reference_leaves_out(reference: str, target: str) -> None:
    assert resolve(reference, "https://u:p@blog.example/a/b?q=1#old") == target


@pytest.mark.parametrize("reference", ["http://", "http://a b/", "https://[::1", "http://\ud800/", "http://a%00b/"])
def test_a_reference_that_is_no_address_leads_nowhere(reference: str) -> None:
    assert resolve(reference, "https://blog.example/") is None


def test_nothing_resolves_against_what_is_no_web_address() -> None:
    assert resolve("/x", "mailto:a@blog.example") is None
