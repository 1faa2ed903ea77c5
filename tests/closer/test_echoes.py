"""A page of status 200 without our link, beside what its host says to an address that nobody has."""

from __future__ import annotations

import pytest

from jobs.analysis.sights import Subject
from storage.domain import Verdict
from tests.analysis.visits import OWN, html
from tests.closer.looking import (
    BLOCKED,
    LINKING,
    LIVE,
    LOST_404,
    POST,
    REMOVED,
    WITHOUT,
    article,
    is_like_browsers,
    look,
    said,
    seen_live,
    with_closer,
)
from tests.servers.web import Asked, Reply, SiteServer

MENU = " ".join(f"Menu entry number {n} of this shop," for n in range(300))
OOPS = "Vabandust! Siin ei ole midagi. Vaata meie uusi pakkumisi ja lugusid."


def template(content: str, title: str = "Our shop") -> bytes:
    return html(f"<nav>{MENU}</nav><main>{content}</main><footer>{MENU}</footer>", title).encode()


def echoing(asked: Asked) -> Reply:
    """What many hosts do: a friendly page with the address, the time and a serial in it, and status 200."""
    said_back = f"<h1>{asked.path}</h1><p>{OOPS} You asked for {asked.path} at 12:00:{len(asked.path)}.</p>"
    return Reply(template(said_back, f"{asked.path} – Our shop"))


@pytest.fixture
def shop(site_server: SiteServer) -> SiteServer:
    site_server.put("blog.example/", template("<h1>Welcome</h1><p>Here is what is new in our shop today.</p>" * 20))
    site_server.put("blog.example/*", echoing)
    return site_server


def test_a_page_that_its_host_shows_for_any_address_is_a_soft_404_in_any_language(shop: SiteServer) -> None:
    sight = look(shop)
    assert said(sight) == LOST_404
    assert sight.judgement.reason == "page shows what its host answers to an address that does not exist"


def test_a_page_we_knew_is_a_soft_404_too(shop: SiteServer) -> None:
    shop.put(POST, LINKING)
    known = seen_live(shop)
    shop.put(POST, echoing)
    assert said(look(shop, **known)) == LOST_404


@pytest.mark.parametrize("status", [404, 410])
def test_an_error_page_that_got_the_wrong_status_is_known_by_the_right_ones(
    site_server: SiteServer, status: int
) -> None:
    site_server.put("blog.example/*", Reply(template(OOPS), status=status))
    site_server.put(POST, template(OOPS))
    assert said(look(site_server)) == LOST_404
    assert len(site_server.pages_asked()) == 2


def test_the_same_template_around_other_content_is_a_page(shop: SiteServer) -> None:
    shop.put(
        POST,
        template(
            "<p>We no longer use the tools of that company, and went back to paper and a sharp pencil, "
            "which never needs an update, never loses a file and works on every boat we own.</p>"
        ),
    )
    assert said(look(shop)) == REMOVED


def test_the_same_words_under_another_title_are_a_page(shop: SiteServer) -> None:
    shop.put(POST, template(f"<p>{OOPS}</p>", "A stub about boats"))
    assert said(look(shop)) == REMOVED


def test_an_honest_404_proves_nothing_against_a_page(site_server: SiteServer) -> None:
    site_server.put(POST, WITHOUT)
    assert said(look(site_server)) == REMOVED


@pytest.mark.parametrize("reply", [Reply(b"", status=500), Reply(b"", status=403), Reply(reset=True, raw=b"")])
def test_a_host_that_says_nothing_about_unknown_addresses_leaves_the_first_word(
    site_server: SiteServer, reply: Reply
) -> None:
    site_server.put("blog.example/*", reply)
    site_server.robots("blog.example", "")
    site_server.put(POST, WITHOUT)
    assert said(look(site_server)) == REMOVED


def test_an_address_that_robots_may_not_visit_is_not_asked_for(shop: SiteServer) -> None:
    shop.robots("blog.example", "User-agent: *\nDisallow: /\nAllow: /post")
    assert said(look(shop)) == REMOVED
    assert set(shop.pages_asked()) == {POST}


@pytest.mark.parametrize(
    "wall", ['<form action="/ok"><button>Jätka</button></form>', '<script src="/app.js"></script>']
)
def test_a_host_with_one_page_for_every_address_may_be_a_wall_or_a_shell(site_server: SiteServer, wall: str) -> None:
    page = html(f"<p>{OOPS * 10}</p>{wall}").encode()
    site_server.put("blog.example/*", page)
    sight = look(site_server)
    assert said(sight) == BLOCKED
    assert sight.judgement.reason == "host answers every address with the same page"


def test_a_page_we_knew_is_not_lost_to_one_page_for_every_address(site_server: SiteServer) -> None:
    site_server.put(POST, LINKING)
    known = seen_live(site_server)
    site_server.put("blog.example/*", html(f"<p>{OOPS * 10}</p>").encode())
    site_server.put(POST, html(f"<p>{OOPS * 10}</p>").encode())
    assert said(look(site_server, **known)) == BLOCKED


def test_a_host_whose_home_cannot_be_read_leaves_the_page_without_an_answer(shop: SiteServer) -> None:
    shop.put("blog.example/", Reply(b"", status=503))
    assert said(look(shop)) == BLOCKED


def test_the_home_page_is_not_compared_with_itself(site_server: SiteServer) -> None:
    site_server.put("blog.example/*", WITHOUT)
    assert said(look(site_server, "blog.example/")) == ("lost", Verdict.ROTATED.value)
    assert {asked.path for asked in site_server.asked} == {"/robots.txt", "/"}


def test_a_page_known_by_its_words_needs_no_comparison(site_server: SiteServer) -> None:
    site_server.put(POST, LINKING)
    known = seen_live(site_server)
    site_server.put(POST, WITHOUT)
    site_server.asked.clear()
    assert said(look(site_server, **known)) == REMOVED
    assert set(site_server.pages_asked()) == {POST}


def test_a_host_is_asked_once_for_many_of_its_pages(shop: SiteServer) -> None:
    pages = [f"blog.example/{n}.html" for n in range(5)]

    async def all_of(closer: object) -> list[str]:
        return [(await closer.look(Subject(shop.url(page), OWN))).judgement.verdict.value for page in pages]

    assert with_closer(shop, all_of) == [Verdict.SOFT_404.value] * 5
    others = [path for path in shop.pages_asked() if path not in pages]
    assert len(others) == 2
    assert others[0].endswith(".html")
    assert others[1] == "blog.example/"


def test_nobody_asks_further_about_a_page_nobody_counts_on(shop: SiteServer) -> None:
    assert said(look(shop, is_expected=False)) == REMOVED
    assert shop.pages_asked() == [POST]


def test_a_page_that_links_is_one_request(shop: SiteServer) -> None:
    shop.put(POST, LINKING)
    assert said(look(shop)) == LIVE
    assert shop.pages_asked() == [POST]


def test_a_page_with_nothing_in_common_but_its_length_is_a_page(site_server: SiteServer) -> None:
    site_server.put("blog.example/*", article(text="Other words stand here, all of them in other places. " * 50))
    site_server.put(POST, WITHOUT)
    assert said(look(site_server)) == REMOVED
    assert not [asked for asked in site_server.asked if is_like_browsers(asked) and asked.path != "/post"]
