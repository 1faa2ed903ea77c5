"""Links through redirectors and shorteners: live where they end with us, and never a loss where nobody knows."""

from __future__ import annotations

from typing import Any

import pytest

from jobs.analysis.describe import inspection
from jobs.analysis.sights import Sight
from tests.closer.looking import BLOCKED, LINKING, LIVE, POST, REMOVED, article, look, said, seen_live
from tests.servers.web import Reply, SiteServer

OURS = "https://acme.com/tools"
HELD = "/out.php?url=https%3A%2F%2Facme.com%2Ftools"


def links_of(sight: Sight) -> list[dict[str, Any]]:
    links: list[dict[str, Any]] = inspection(sight.visit, sight.page, sight.judgement)["links"]
    return links


def pages_beside_the_post(server: SiteServer) -> list[str]:
    return [page for page in server.pages_asked() if page != POST]


@pytest.fixture
def web(site_server: SiteServer) -> SiteServer:
    site_server.put("other.example/", b"<title>Somebody else</title>")
    return site_server


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_link_through_a_redirector_that_ends_with_us_is_live(web: SiteServer, status: int) -> None:
    web.put(POST, article(f'<a href="{HELD}">Acme’s tools</a>'))
    web.redirect(f"blog.example{HELD}", OURS, status)
    sight = look(web)
    assert said(sight) == LIVE
    assert sight.judgement.reason == "links to acme.com, through a redirect"
    [link] = links_of(sight)
    assert (link["href"], link["target_url"], link["via"]) == (HELD, OURS, "redirect")
    assert (link["anchor_text"], link["follow"], link["placement"]) == ("Acme’s tools", True, "main")
    assert web.asked_for("acme.com/tools") == [], "our own site is not visited"


def test_a_shortener_is_followed_over_several_servers(web: SiteServer) -> None:
    last = web.redirect("tracker.example/2", OURS)
    short = web.redirect("bit.ly/3xYz", last)
    web.put(POST, article(f'<a rel="ugc nofollow" href="{short}">this</a>'))
    sight = look(web)
    assert said(sight) == LIVE
    [link] = links_of(sight)
    assert (link["target_url"], link["via"], link["follow"], link["nofollow_by"]) == (OURS, "redirect", False, "rel")
    facts = sight.judgement.facts
    assert facts is not None
    assert (facts.via, facts.target_url, facts.occurrences) == (short, OURS, 1)


def test_a_page_that_only_sends_its_visitor_on_is_a_redirector_too(web: SiteServer) -> None:
    web.put("blog.example/go/acme", f'<meta http-equiv="refresh" content="0;url={OURS}">'.encode())
    web.put(POST, article('<a href="/go/acme">this</a>'))
    assert said(look(web)) == LIVE


def test_a_parameter_alone_proves_nothing(web: SiteServer) -> None:
    web.put(POST, article(f'<a href="{HELD}">Acme</a>'))
    web.redirect(f"blog.example{HELD}", web.url("other.example/"))
    assert said(look(web)) == REMOVED
    web.put(f"blog.example{HELD}", b"<title>Search results</title><p>Nothing found.</p>")
    assert said(look(web)) == REMOVED
    web.put(f"blog.example{HELD}", Reply(b"", status=404))
    assert said(look(web)) == REMOVED


@pytest.mark.parametrize("reply", [Reply(b"", status=403), Reply(b"", status=503), Reply(reset=True, raw=b"")])
def test_a_redirector_that_does_not_answer_is_no_loss(web: SiteServer, reply: Reply) -> None:
    web.put(POST, article(f'<a href="{HELD}">Acme</a>'))
    web.put(f"blog.example{HELD}", reply)
    sight = look(web)
    assert said(sight) == BLOCKED
    assert sight.judgement.reason == "a link that may lead here through blog.example could not be followed"


def test_a_redirector_closed_to_robots_is_not_asked_and_no_loss(web: SiteServer) -> None:
    web.robots("blog.example", "User-agent: *\nDisallow: /out.php\nDisallow: /go/")
    web.redirect(f"blog.example{HELD}", OURS)
    web.put(POST, article(f'<a href="{HELD}">Acme</a>'))
    assert said(look(web)) == BLOCKED
    web.put(POST, article('<a href="/go/acme">this</a>'))
    assert said(look(web)) == BLOCKED
    assert pages_beside_the_post(web) == []


def test_a_redirector_of_known_form_is_believed_where_it_lets_no_robot_in(web: SiteServer) -> None:
    web.robots("www.google.com", "User-agent: *\nDisallow: /url")
    google = web.url("www.google.com/url?q=https%3A%2F%2Facme.com%2Ftools&sa=D")
    web.put(POST, article(f'<a href="{google}">Acme</a>'))
    sight = look(web)
    assert said(sight) == LIVE
    assert [link["target_url"] for link in links_of(sight)] == [OURS]


def test_a_redirector_of_known_form_is_believed_where_it_asks_visitors_to_confirm(web: SiteServer) -> None:
    leave = web.put("l.facebook.com/l.php?u=https%3A%2F%2Facme.com%2Ftools", b"<title>Leaving Facebook</title>")
    web.put(POST, article(f'<a href="{leave}">Acme</a>'))
    assert said(look(web)) == LIVE


def test_a_redirector_of_known_form_that_leads_to_others_is_not_believed(web: SiteServer) -> None:
    hijacked = web.redirect("l.facebook.com/l.php?u=https%3A%2F%2Facme.com%2F", web.url("other.example/"))
    web.put(POST, article(f'<a href="{hijacked}">Acme</a>'))
    assert said(look(web)) == REMOVED


def test_a_shortener_that_does_not_answer_speaks_for_nobody(web: SiteServer) -> None:
    short = web.put("bit.ly/3xYz", Reply(b"", status=403))
    web.put(POST, article(f'<a href="{short}">this</a>'))
    assert said(look(web)) == REMOVED


def test_the_link_that_led_to_us_is_asked_first_and_its_silence_is_no_loss(web: SiteServer) -> None:
    noise = "".join(f'<a href="{web.url(f"bit.ly/{n}")}">x</a>' for n in range(9))
    ours = web.redirect("t.co/ours", OURS)
    web.put(POST, article(f'<a href="{ours}">x</a>'))
    known = seen_live(web)
    web.put(POST, article(f'{noise}<a href="{ours}">x</a>'))
    web.asked.clear()
    assert said(look(web, **known)) == LIVE
    assert pages_beside_the_post(web) == ["t.co/ours"]
    web.put("t.co/ours", Reply(b"", status=503))
    assert said(look(web, **known)) == BLOCKED
    web.redirect("t.co/ours", web.url("other.example/"))
    assert said(look(web, **known)) == REMOVED


def test_a_direct_link_that_became_one_through_a_silent_server_is_no_loss(web: SiteServer) -> None:
    web.put(POST, LINKING)
    known = seen_live(web)
    silent = web.put("partner.example/x7", Reply(b"", status=503))
    web.put(POST, article(f'<a href="{silent}">Acme</a>'))
    assert said(look(web, **known)) == BLOCKED
    web.put(POST, article(f'<a href="{silent}">somebody else</a>'))
    assert said(look(web, **known)) == REMOVED


@pytest.mark.parametrize("href", ["https://acme-tools.example/", "https://acme.com@e.example/", "http://10.0.0.1/acme"])
def test_a_link_with_our_words_to_where_nobody_is_leads_to_nobody(web: SiteServer, href: str) -> None:
    web.put(POST, LINKING)
    known = seen_live(web)
    web.put(POST, article(f'<a href="{href}">Acme</a>'))
    assert said(look(web, **known)) == REMOVED


@pytest.mark.parametrize("href", ["https://out.example/?url=https://acme.com/tools", "https://out.example/go/acme"])
def test_a_redirector_that_is_not_there_any_more_is_waited_for(web: SiteServer, href: str) -> None:
    web.put(POST, LINKING)
    known = seen_live(web)
    web.put(POST, article(f'<a href="{href}">tools</a>'))
    sight = look(web, **known)
    assert said(sight) == BLOCKED
    assert sight.judgement.stranger is not None, "what stays like this for a week is the page"


def test_a_link_with_our_words_that_lets_nobody_in_is_waited_for_and_a_shortener_for_ever(web: SiteServer) -> None:
    web.put(POST, LINKING)
    known = seen_live(web)
    for place, is_waited_for in (("partner.example/about", True), ("bit.ly/3xYz", False)):
        shut = web.put(place, Reply(b"", status=403))
        web.put(POST, article(f'<a href="{shut}">Acme</a>'))
        sight = look(web, **known)
        assert said(sight) == BLOCKED
        assert (sight.judgement.stranger is not None) is is_waited_for


def test_at_most_five_links_are_followed(web: SiteServer) -> None:
    web.put("bit.ly/*", Reply(b"", status=404))
    web.robots("bit.ly", "")
    web.put(POST, article("".join(f'<a href="{web.url(f"bit.ly/{n}")}">x</a>' for n in range(30))))
    assert said(look(web, is_expected=False)) == REMOVED
    assert len(pages_beside_the_post(web)) == 5


def test_more_links_that_hold_our_address_than_are_followed_leave_it_open(web: SiteServer) -> None:
    for n in range(7):
        web.put(f"blog.example/out?n={n}&u=https://acme.com/{n}", Reply(b"", status=404))
    web.put(POST, article("".join(f'<a href="/out?n={n}&amp;u=https://acme.com/{n}">x</a>' for n in range(7))))
    assert said(look(web, is_expected=False)) == BLOCKED


def test_a_redirector_that_leads_to_a_forbidden_place_is_not_followed_there(web: SiteServer) -> None:
    web.redirect(f"blog.example{HELD}", "http://169.254.169.254/latest/meta-data")
    web.put(POST, article(f'<a href="{HELD}">Acme</a>'))
    assert said(look(web)) == BLOCKED


def test_a_ring_of_redirectors_ends(web: SiteServer) -> None:
    web.redirect("bit.ly/a", web.url("bit.ly/b"))
    web.redirect("bit.ly/b", web.url("bit.ly/a"))
    web.put(POST, article(f'<a href="{web.url("bit.ly/a")}">Acme</a>'))
    assert said(look(web)) == REMOVED


def test_a_direct_link_needs_no_other(web: SiteServer) -> None:
    web.put(POST, article(f'<a href="{HELD}">x</a> <a href="{OURS}">Acme</a>'))
    sight = look(web)
    assert said(sight) == LIVE
    assert [link["via"] for link in links_of(sight)] == [None]
    assert web.pages_asked() == [POST]


def test_an_unchanged_page_does_not_prove_that_its_redirector_still_leads_to_us(web: SiteServer) -> None:
    web.redirect(f"blog.example{HELD}", OURS)
    page = article(f'<a href="{HELD}">Acme</a>')
    web.put(POST, Reply(page, headers=(("Content-Type", "text/html; charset=utf-8"), ("ETag", '"1"'))))
    memory = look(web).judgement.page_memory
    assert memory is not None
    assert (memory.etag, memory.last_modified) == ("", "")
