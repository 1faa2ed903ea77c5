"""The JSON of one page that scripts rely on."""

from __future__ import annotations

import json

from jobs.analysis.describe import inspection, page_reading
from jobs.analysis.pages import read_page
from jobs.analysis.verdicts import judge
from jobs.analysis.visit import Trouble, Visit
from storage.domain import Hop
from tests.analysis.readings import OWN, URL, read

MARKUP = (
    "<html lang=en><title>Anchors</title><meta name=robots content=nofollow><link rel=canonical href=/anchors>"
    "<p>We like <a href='https://acme.com/x' rel='noopener'>Acme</a> best.</p><map><area href=/map alt=Map></map>"
)
PAGE_KEYS = {"charset", "title", "lang", "canonical_url", "indexable", "noindex_by", "page_nofollow_by"}
VISIT_KEYS = {"source_url", "final_url", "class", "verdict", "reason", "status", "redirects", "fetched_bytes"}


def test_an_inspection_says_what_was_seen_and_what_may_be_concluded() -> None:
    hop = Hop(301, "https://blog.example/old")
    headers = (("content-type", "text/html"), ("x-robots-tag", "noindex"))
    visit = Visit(hop.url, URL, 200, (hop,), headers, MARKUP.encode(), fetched_bytes=123)
    page = read_page(visit.body, url=URL, content_type="text/html", headers=headers, own=OWN)
    found = json.loads(json.dumps(inspection(visit, page, judge(visit, page, OWN))))
    assert set(found) == PAGE_KEYS | VISIT_KEYS | {"links"}
    assert (found["source_url"], found["final_url"], found["fetched_bytes"]) == (hop.url, URL, 123)
    assert (found["class"], found["redirects"]) == ("live", [{"status": 301, "url": hop.url}])
    assert (found["indexable"], found["noindex_by"], found["page_nofollow_by"]) == (False, "header", "meta")
    assert found["links"] == [
        {
            "href": "https://acme.com/x",
            "target_url": "https://acme.com/x",
            "anchor_text": "Acme",
            "kind": "text",
            "rel": ["noopener"],
            "follow": False,
            "nofollow_by": "meta",
            "placement": "main",
            "hidden": False,
            "via": None,
            "context": {"before": "We like", "after": "best."},
        }
    ]


def test_a_visit_without_a_page_is_described_all_the_same() -> None:
    visit = Visit(URL, URL, trouble=Trouble.DNS)
    found = inspection(visit, None, judge(visit, None, OWN))
    assert set(found) == PAGE_KEYS | VISIT_KEYS | {"links"}
    assert (found["class"], found["links"], found["title"], found["indexable"]) == ("no_answer", [], None, False)


def test_a_reading_lists_every_link_with_its_place_and_the_main_text() -> None:
    found = json.loads(json.dumps(page_reading(read(MARKUP))))
    assert set(found) == PAGE_KEYS | {"source_url", "text", "links"}
    assert [(link["index"], link["anchor_text"], link["kind"]) for link in found["links"]] == [
        (0, "Acme", "text"),
        (None, "Map", "image"),
    ]
    assert found["text"] == "We like Acme best."
    assert found["canonical_url"] == "https://blog.example/anchors"
