"""Contacts of real pages: most pages name somebody, and nobody is shown who must not be."""

from __future__ import annotations

import re

from jobs.analysis.addresses import registrable_domain
from jobs.analysis.contact_words import NEVER, WEBMAIL
from jobs.analysis.contacts import contacts_on
from storage.domain import ContactKind
from tests.analysis.readings import content_type_of, read, real_pages

EVERY = 3


def test_most_real_pages_show_a_way_to_reach_somebody_and_no_wrong_one() -> None:
    pages = with_any = 0
    for page, markup in real_pages(EVERY):
        read_page = read(markup, url=page["url"], content_type=content_type_of(page))
        shown = contacts_on(read_page)
        pages += 1
        with_any += bool(shown)
        here = registrable_domain(page["url"].split("/")[2])
        for one in shown:
            assert one.source_url == page["url"]
            local, _, domain = one.address.rpartition("@")
            if one.kind is ContactKind.EMAIL:
                assert re.sub(r"[^a-z]", "", local.casefold()) not in NEVER, one
                assert one.name or registrable_domain(domain) == here or domain in WEBMAIL, one
    assert pages > 100
    assert with_any > pages * 0.7
