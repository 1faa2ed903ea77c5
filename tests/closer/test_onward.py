"""Pages that send their readers on at once, and redirects that lead a whole host to one place."""

from __future__ import annotations

import pytest

from jobs.analysis.describe import inspection
from storage.domain import Hop, Verdict
from tests.analysis.visits import html
from tests.closer.looking import BLOCKED, LINKING, LIVE, POST, REMOVED, WITHOUT, article, look, said
from tests.servers.web import Reply, SiteServer

UNREACHABLE = ("no_answer", Verdict.UNREACHABLE.value)
MOVED_LOST = ("lost", Verdict.MOVED_LOST.value)
MOVED_TEMP = ("no_answer", Verdict.MOVED_TEMP.value)
NEW = "blog.example/new"


def sending_to(where: str, seconds: str = "0", inside: str = "{}") -> bytes:
    meta = f'<meta http-equiv="refresh" content="{seconds}; url={where}">'
    return html("<p>One moment.</p>", head=inside.format(meta)).encode()


def test_an_instant_refresh_is_followed_and_shown_as_a_redirect(site_server: SiteServer) -> None:
    new = site_server.put(NEW, LINKING)
    middle = site_server.put("blog.example/middle", sending_to("/new"))
    old = site_server.redirect(POST, middle, 301)
    sight = look(site_server)
    assert said(sight) == LIVE
    found = inspection(sight.visit, sight.page, sight.judgement)
    assert (found["source_url"], found["final_url"], found["title"]) == (old, new, "A post")
    assert found["redirects"] == [{"status": 301, "url": old}, {"status": 200, "url": middle}]


def test_the_header_that_browsers_obey_is_obeyed(site_server: SiteServer) -> None:
    site_server.put(NEW, LINKING)
    html_of = (("Content-Type", "text/html"),)
    site_server.put(POST, Reply(b"<p>One moment.", headers=(*html_of, ("Refresh", "0; url=/new"))))
    assert said(look(site_server)) == LIVE
    site_server.put(POST, Reply(WITHOUT, headers=(*html_of, ("Refresh", "30"))))
    assert said(look(site_server)) == REMOVED


def test_a_page_that_is_left_at_once_counts_for_nothing_even_where_it_links(site_server: SiteServer) -> None:
    site_server.put(NEW, WITHOUT)
    site_server.put("blog.example/", article(text="Home is where the anchor is. " * 40, title="Home"))
    site_server.put(POST, sending_to("/new").replace(b"One moment", b'<a href="https://acme.com/">Acme</a>'))
    assert said(look(site_server)) == MOVED_LOST


@pytest.mark.parametrize(
    "page",
    [
        sending_to("/new", seconds="5"),
        sending_to("/post"),
        sending_to("/new", inside="<noscript>{}</noscript>"),
        sending_to("javascript:alert(1)"),
        sending_to("mailto:bob@blog.example"),
    ],
)
def test_a_page_that_readers_can_read_is_the_page(site_server: SiteServer, page: bytes) -> None:
    site_server.put(NEW, WITHOUT)
    site_server.put(POST, page.replace(b"One moment.", b'<a href="https://acme.com/">Acme</a>'))
    assert said(look(site_server)) == LIVE
    assert NEW not in site_server.pages_asked()


def test_pages_that_send_readers_in_a_circle_give_no_answer(site_server: SiteServer) -> None:
    site_server.put(POST, sending_to("/new"))
    site_server.put(NEW, sending_to("/post"))
    sight = look(site_server)
    assert said(sight) == UNREACHABLE
    assert sight.judgement.reason == "redirects go in a circle"


def test_an_endless_way_ends_with_the_redirects_of_one_visit(site_server: SiteServer) -> None:
    for step in range(20):
        site_server.put(f"blog.example/{step}", sending_to(f"/{step + 1}"))
    assert said(look(site_server, "blog.example/0")) == UNREACHABLE
    assert len(site_server.pages_asked()) == 11


def test_robots_and_the_guard_stand_before_every_step(site_server: SiteServer) -> None:
    site_server.put("blog.example/closed", LINKING)
    site_server.robots("blog.example", "User-agent: *\nDisallow: /closed")
    site_server.put(POST, sending_to("/closed"))
    assert said(look(site_server)) == ("refused", Verdict.ROBOTS_BLOCKED.value)
    site_server.put(POST, sending_to("http://169.254.169.254/latest"))
    assert said(look(site_server)) == ("refused", Verdict.REFUSED.value)
    assert "blog.example/closed" not in site_server.pages_asked()


def test_an_error_page_stays_one_wherever_it_sends_its_readers(site_server: SiteServer) -> None:
    site_server.put(NEW, LINKING)
    site_server.put(POST, Reply(sending_to("/new"), status=404))
    assert said(look(site_server)) == ("lost", Verdict.GONE_404.value)


@pytest.mark.parametrize("status", [301, 302])
def test_a_host_that_sends_everybody_to_one_place_stands_behind_a_gate(site_server: SiteServer, status: int) -> None:
    gate = site_server.put("tor.example/tere", article(text="Palun oota, kuni uks avaneb. " * 100, title="Tere"))
    for path in ("", "post"):
        site_server.redirect(f"blog.example/{path}", gate, status)
    sight = look(site_server)
    assert said(sight) == BLOCKED
    assert sight.judgement.reason == "host sends every visitor to the same place"


def test_a_page_that_alone_is_sent_away_has_moved(site_server: SiteServer) -> None:
    site_server.put("blog.example/", article(text="Home is where the anchor is. " * 40, title="Home"))
    site_server.put("tor.example/tere", WITHOUT)
    site_server.redirect(POST, site_server.url("tor.example/tere"))
    assert said(look(site_server)) == MOVED_LOST
    site_server.redirect(POST, site_server.url("tor.example/tere"), 302)
    assert said(look(site_server)) == MOVED_TEMP


def test_a_host_that_moved_as_a_whole_to_a_new_home_has_lost_its_pages(site_server: SiteServer) -> None:
    home = site_server.put("new.example/", WITHOUT)
    for path in ("", "post"):
        site_server.redirect(f"blog.example/{path}", home)
    assert said(look(site_server)) == MOVED_LOST


def test_a_page_that_goes_home_is_lost_however_little_home_says(site_server: SiteServer) -> None:
    site_server.put("blog.example/", html("<p>Welcome.</p>", title="Home").encode())
    site_server.redirect(POST, "/")
    assert said(look(site_server)) == MOVED_LOST
    assert site_server.pages_asked() == [POST, "blog.example/"]


def test_a_home_in_several_tongues_is_a_home(site_server: SiteServer) -> None:
    site_server.put("blog.example/de/", article(text="Zuhause ist, wo der Anker liegt. " * 40, title="Start"))
    for path in ("", "post"):
        site_server.redirect(f"blog.example/{path}", "/de/")
    assert said(look(site_server)) == MOVED_LOST


def test_where_home_cannot_be_read_a_few_words_take_no_pages_place(site_server: SiteServer) -> None:
    site_server.put("blog.example/", Reply(b"", status=503))
    site_server.put(NEW, html("<p>Tere.</p>").encode())
    site_server.redirect(POST, "/new")
    assert said(look(site_server)) == BLOCKED
    site_server.put(NEW, WITHOUT)
    assert said(look(site_server)) == MOVED_LOST


def test_a_redirect_to_a_parking_host_is_a_parked_domain(site_server: SiteServer) -> None:
    parked = site_server.put("www.hugedomains.com/domain_profile.cfm?d=blog", WITHOUT)
    site_server.redirect(POST, parked, 302)
    assert said(look(site_server)) == ("lost", Verdict.PARKED.value)


def test_another_spelling_of_the_address_is_followed_like_any_other(site_server: SiteServer) -> None:
    site_server.put("www.blog.example/post", LINKING)
    site_server.put(POST, sending_to(site_server.url("www.blog.example/post")))
    sight = look(site_server)
    assert said(sight) == LIVE
    assert sight.judgement.evidence.hops == (Hop(200, site_server.url(POST)),)
    site_server.put("www.blog.example/post", WITHOUT)
    assert said(look(site_server)) == REMOVED
