"""Page reading held against what html5lib found on real pages."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.pages import PageLink
from storage.domain import Carrier
from tests.analysis.readings import content_type_of, packed_lines, read, real_pages

EVERY = 6


def read_real(page: dict[str, Any], markup: bytes):
    return read(markup, url=page["url"], content_type=content_type_of(page))


def test_every_link_of_real_pages_is_found_in_its_place() -> None:
    gold = {entry["page"]: entry["links"] for entry in packed_lines("placement/links.jsonl.gz")}
    differing = links = 0
    for page, markup in real_pages(EVERY):
        found = {link.index: link for link in read_real(page, markup).links}
        for expected in gold[page["page"]]:
            links += 1
            differing += not agrees(found.get(expected["i"]), expected)
    assert links > 10_000
    assert differing <= links / 500


def agrees(link: PageLink | None, expected: dict[str, Any]) -> bool:
    if expected["in_inert"] or expected["href"] is None:
        return link is None
    return link is not None and link.href.strip() == expected["raw"].strip() and link.target_url == expected["href"]


def test_what_real_pages_say_about_themselves_is_read() -> None:
    facts = {entry["page"]: entry for entry in packed_lines("placement/facts.jsonl.gz")}
    for page, markup in real_pages(EVERY):
        found, expected = read_real(page, markup), facts[page["page"]]
        assert found.title.split() == expected["title"].split(), page["page"]
        assert found.lang == (expected["html_lang"] or None), page["page"]
        assert found.base_url == (expected["base_href"] or page["base"].partition("#")[0]), page["page"]
        rules = {rule for name, content in expected["meta_robots"] for rule in re.split(r"[,\s]+", content.lower())}
        assert (found.noindex_by is Carrier.META) == bool(rules & {"noindex", "none"}), page["page"]
        assert (found.nofollow_by is Carrier.META) == bool(rules & {"nofollow", "none"}), page["page"]
        assert found.refresh_url is None or expected["meta_refresh"], page["page"]
        canonical = expected["canonical_in_head"] or expected["canonical_outside_head"]
        assert found.canonical_url in (canonical[:1] or [None]), page["page"]


def test_the_links_to_one_site_read_the_same_alone_as_among_all_links() -> None:
    compared = 0
    for page, markup in real_pages(EVERY):
        every = read_real(page, markup).links
        hosts = [host for link in every if (host := urlsplit(link.target_url).hostname) and "." in host]
        for domain in sorted(set(hosts), key=hosts.count)[:3]:
            own = OwnDomains((domain,))
            found = read(markup, url=page["url"], content_type=content_type_of(page), own=own).links
            assert found == tuple(link for link in every if own.owns(link.target_url)), (page["page"], domain)
            compared += len(found)
    assert compared > 150
