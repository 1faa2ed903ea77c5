"""Referers that may be pages with a link to us, and those that never are."""

from __future__ import annotations

import pytest

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.referrers import page_of_another

OWN = OwnDomains(("acme.com", "acme.de"))


@pytest.mark.parametrize(
    ("referer", "page"),
    [
        ("https://blog.example/post", "https://blog.example/post"),
        ("http://blog.example:8080/post?id=3#part", "http://blog.example:8080/post?id=3"),
        ("https://blog.example", "https://blog.example/"),
        ("https://old.reddit.com/r/rockets/comments/1", "https://old.reddit.com/r/rockets/comments/1"),
        ("https://sites.google.com/view/rockets", "https://sites.google.com/view/rockets"),
        ("https://notgoogle.example/", "https://notgoogle.example/"),
        ("https://research.example/", "https://research.example/"),
        ("https://not-acme.com/", "https://not-acme.com/"),
    ],
)
def test_a_page_of_somebody_else_is_one(referer: str, page: str) -> None:
    found = page_of_another(referer, OWN)
    assert found is not None
    assert found.url == page


@pytest.mark.parametrize(
    "referer",
    [
        "https://acme.com/",
        "https://shop.acme.com/cart",
        "https://ACME.DE./",
        "https://www.google.co.uk/",
        "https://r.search.yahoo.com/x",
        "https://duckduckgo.com/?q=acme",
        "https://l.facebook.com/l.php?u=x",
        "https://t.co/abc",
        "https://chatgpt.com/",
        "https://mail.blog.example/inbox",
        "https://outlook.live.com/",
        "https://semalt.com/crawler.php",
        "https://user:pass@blog.example/",
        "https://blog.example/post?email=robin%40example.com",
        "https://blog.example/unsubscribe?token=abc",
        "http://10.0.0.1/wiki",
        "http://[::1]/",
        "http://wiki/page",
        "http://wiki.corp/page",
        "https://",
        "https://blog example/",
        "https://blog.example/\x00",
        "javascript:alert(1)",
    ],
)
def test_what_is_ours_or_nobodys_to_visit_is_none(referer: str) -> None:
    assert page_of_another(referer, OWN) is None
