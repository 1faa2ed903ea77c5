"""Pages that name another as their original, and pages that show our link to some visitors only."""

from __future__ import annotations

import pytest

from jobs.analysis.addresses import OwnDomains
from storage.domain import Verdict
from tests.analysis.visits import LINK, PROSE
from tests.closer.looking import BLOCKED, LINKING, LIVE, POST, REMOVED, WITHOUT, article, look, said, seen_live
from tests.servers.web import Reply, SiteServer

CANONICALISED = ("live", Verdict.CANONICALISED.value)
ORIGINAL = "first.example/story"


def copy_of(url: str, body: str = "") -> bytes:
    return article(body, head=f'<link rel="canonical" href="{url}">')


def test_a_copy_whose_original_links_is_live_through_it(site_server: SiteServer) -> None:
    original = site_server.put(ORIGINAL, LINKING)
    site_server.put(POST, copy_of(original))
    sight = look(site_server)
    assert said(sight) == CANONICALISED
    assert sight.judgement.reason == f"names {original} as its original, and that links to acme.com"
    facts = sight.judgement.facts
    assert facts is not None
    assert (facts.canonical_url, facts.anchor_text) == (original, "Acme")
    assert sight.visit.final_url == site_server.url(POST)
    assert site_server.pages_asked() == [POST, ORIGINAL]


def test_a_copy_named_so_by_a_header_is_looked_at_in_the_same_way(site_server: SiteServer) -> None:
    original = site_server.put(ORIGINAL, LINKING)
    headers = (("Content-Type", "text/html"), ("Link", f'<{original}>; rel="canonical"'))
    site_server.put(POST, Reply(WITHOUT, headers=headers))
    assert said(look(site_server)) == CANONICALISED


def test_a_copy_whose_original_does_not_link_either_is_without_the_link(site_server: SiteServer) -> None:
    original = site_server.put(ORIGINAL, WITHOUT)
    site_server.put(POST, copy_of(original))
    assert said(look(site_server)) == REMOVED
    assert site_server.pages_asked().count(ORIGINAL) == 1


def test_a_copy_that_links_itself_is_canonicalised_without_another_visit(site_server: SiteServer) -> None:
    site_server.put(POST, copy_of(site_server.url(ORIGINAL), LINK))
    assert said(look(site_server)) == CANONICALISED
    assert site_server.pages_asked() == [POST]


@pytest.mark.parametrize("spelling", ["{}", "{}/", "{}?utm_source=x", "{}#part"])
def test_another_spelling_of_itself_is_no_other_page(site_server: SiteServer, spelling: str) -> None:
    site_server.put(POST, copy_of(spelling.format(site_server.url(POST))))
    assert said(look(site_server, is_expected=False)) == REMOVED
    site_server.put(POST, copy_of(site_server.url(POST).replace("blog.", "www.blog."), LINK))
    assert said(look(site_server)) == LIVE
    assert set(site_server.pages_asked()) == {POST}


def test_a_page_of_ours_is_no_strangers_original(site_server: SiteServer) -> None:
    site_server.put("acme.com/story", LINKING)
    site_server.put(POST, copy_of(site_server.url("acme.com/story")))
    assert said(look(site_server)) == REMOVED
    assert "acme.com/story" not in site_server.pages_asked()


@pytest.mark.parametrize("reply", [Reply(b"", status=503), Reply(b"", status=403), Reply(reset=True, raw=b"")])
def test_an_original_that_cannot_be_read_is_no_loss_where_the_link_was_counted_on_there(
    site_server: SiteServer, reply: Reply
) -> None:
    original = site_server.put(ORIGINAL, LINKING)
    site_server.put(POST, copy_of(original))
    known = seen_live(site_server)
    site_server.put(ORIGINAL, reply)
    assert said(look(site_server, **known)) == BLOCKED
    assert said(look(site_server)) == BLOCKED


def test_an_original_that_cannot_be_read_is_nothing_to_a_link_that_stood_on_the_page(site_server: SiteServer) -> None:
    site_server.put(POST, LINKING)
    known = seen_live(site_server)
    site_server.put(POST, copy_of(site_server.put(ORIGINAL, Reply(b"", status=503))))
    assert said(look(site_server, **known)) == REMOVED


def test_robots_stand_before_the_original(site_server: SiteServer) -> None:
    original = site_server.put(ORIGINAL, LINKING)
    site_server.robots("first.example", "User-agent: *\nDisallow: /")
    site_server.put(POST, copy_of(original))
    assert said(look(site_server)) == BLOCKED
    assert ORIGINAL not in site_server.pages_asked()


def test_an_unchanged_copy_does_not_prove_that_its_original_still_links(site_server: SiteServer) -> None:
    original = site_server.put(ORIGINAL, LINKING)
    headers = (("Content-Type", "text/html"), ("ETag", '"1"'))
    site_server.put(POST, Reply(copy_of(original), headers=headers))
    memory = look(site_server).judgement.page_memory
    assert memory is not None
    assert memory.etag == ""
    assert memory.title == "A post"


def test_a_site_of_another_name_is_looked_for_on_the_original_too(site_server: SiteServer) -> None:
    original = site_server.put(ORIGINAL, article('<a href="https://acme.de/">Acme</a>', text=PROSE))
    site_server.put(POST, copy_of(original))
    assert said(look(site_server, own=OwnDomains(("acme.com", "acme.de")))) == CANONICALISED
