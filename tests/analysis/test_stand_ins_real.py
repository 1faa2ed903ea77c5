"""No real page is called a stand-in for its words."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

import pytest

from jobs.analysis.pages import read_page
from jobs.analysis.verdicts import judge
from jobs.analysis.visit import Visit
from storage.domain import Verdict
from tests.analysis.readings import OWN, URL, shared

SETS = {"placement": "placement/pages.jsonl", "silver": "placement_silver/pages.jsonl"}
READ_AS_PAGES = frozenset({Verdict.REMOVED, Verdict.ROTATED})


def pages_of(name: str) -> Iterator[tuple[str, str, bytes]]:
    """The address, content type and markup of every page of a set."""
    index = shared(SETS[name])
    for page in map(json.loads, index.read_text().splitlines()):
        charset = f"; charset={page['charset_header']}" if page["charset_header"] else ""
        yield page["url"], f"text/html{charset}", gzip.decompress((index.parent / page["file"]).read_bytes())


def encoded_pages() -> Iterator[tuple[str, str, bytes]]:
    gold = shared("encoding/pages_gold.json")
    for page in json.loads(gold.read_text()):
        markup = (gold.parent / page["file"]).read_bytes()
        yield URL, page["content_type"], gzip.decompress(markup) if page["file"].endswith(".gz") else markup


def verdict_on(url: str, content_type: str, markup: bytes) -> Verdict:
    visit = Visit(url, url, 200, headers=(("content-type", content_type),), body=markup)
    return judge(visit, read_page(markup, url=url, content_type=content_type, own=OWN), OWN).verdict


@pytest.mark.parametrize("name", SETS)
def test_real_pages_are_read_as_pages(name: str) -> None:
    verdicts = {url: verdict_on(url, content_type, markup) for url, content_type, markup in pages_of(name)}
    assert {url: verdict for url, verdict in verdicts.items() if verdict not in READ_AS_PAGES} == {}


def test_real_pages_in_many_encodings_are_read_as_pages() -> None:
    assert {verdict_on(*page) for page in encoded_pages()} <= READ_AS_PAGES
