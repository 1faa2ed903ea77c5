"""Traces that walls and sellers of domains leave beside their words, and what only looks like one."""

from __future__ import annotations

import time

import pytest

from jobs.analysis.stand_ins import traces
from storage.domain import Hop, Verdict
from tests.analysis.staged.dressing import bare, dressed
from tests.analysis.visits import LOST, MEMORY, NO_ANSWER, PROSE, a_visit, html, judged, redirected, words

SOLD = bare("blog.example", "blog.example")


@pytest.mark.parametrize(
    "to",
    [
        "https://blog.example/lander",
        "https://www.hugedomains.com/domain_profile.cfm?d=blog.example",
        "http://ww16.blog.example/post?sub1=2",
        "https://dan.com/buy-domain/blog.example",
    ],
)
def test_a_redirect_to_a_seller_of_domains_means_parked(to: str) -> None:
    assert words(judged(redirected(302, SOLD, to), MEMORY)) == (LOST, Verdict.PARKED)


def test_a_page_of_a_seller_of_domains_is_a_page() -> None:
    url = "https://dan.com/blog/why-names-matter"
    page = dressed("Why names matter", "Why names matter", PROSE[:600])
    assert words(judged(a_visit(page, url=url, final_url=url))) == (LOST, Verdict.REMOVED)


def test_a_link_to_a_parking_service_is_not_its_script() -> None:
    link = '<a href="https://parkingcrew.net/">ParkingCrew</a>'
    assert words(judged(a_visit(bare("Names", "Names", f"I met people of {link}.")))) == (LOST, Verdict.REMOVED)
    script = "<script src='//d38psrni17bvxu.cloudfront.net/x.js'></script>"
    assert words(judged(a_visit(bare("Names", "", "Names", markup=script)))) == (LOST, Verdict.PARKED)


def test_what_is_sent_on_to_an_error_page_is_one() -> None:
    page = dressed("Sorry", "Sorry", "We could not find that.")
    visit = a_visit(page, hops=(Hop(302, "https://blog.example/post"),), final_url="https://blog.example/404.html")
    assert words(judged(visit, MEMORY)) == (NO_ANSWER, Verdict.MOVED_TEMP)


@pytest.mark.parametrize(
    "mark",
    [
        "<script>window._cf_chl_opt={}</script>",
        "<script src=https://ct.captcha-delivery.com/c.js></script>",
        '<script id="anubis_challenge" type="application/json">{}</script>',
        "<div id=px-captcha></div>",
    ],
)
def test_the_markup_of_a_challenge_needs_no_words_but_does_not_make_an_article_one(mark: str) -> None:
    assert words(judged(a_visit(bare("A post", "", "…", markup=mark)), MEMORY)) == (NO_ANSWER, Verdict.BLOCKED)
    assert words(judged(a_visit(html(f"<p>{PROSE}</p>{mark}")))) == (LOST, Verdict.REMOVED)


TEASER = html(f"<p>{PROSE[:1900]}</p><p>Subscribe to continue reading</p>")


def test_the_beginning_of_a_page_behind_a_paywall_proves_nothing() -> None:
    """Half of the words are those we know, under the same title; the link may stand in the other half."""
    assert words(judged(a_visit(TEASER), MEMORY)) == (NO_ANSWER, Verdict.BLOCKED)


def test_a_page_that_says_itself_that_it_is_not_free_proves_nothing_once_it_is_shorter() -> None:
    head = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    assert words(judged(a_visit(html(f"<p>{PROSE[:1900]}</p>", head=head)), MEMORY)) == (NO_ANSWER, Verdict.BLOCKED)
    assert words(judged(a_visit(html(f"<p>{PROSE}</p>", head=head)), MEMORY)) == (LOST, Verdict.REMOVED)


def test_an_offer_to_subscribe_below_the_whole_page_hides_nothing() -> None:
    whole = html(f"<p>{PROSE}</p><p>Subscribe to read more of us.</p>")
    for memory in (None, MEMORY):
        assert words(judged(a_visit(whole), memory)) == (LOST, Verdict.REMOVED)


@pytest.mark.parametrize(
    "piece",
    [
        *("<div ", "<div id=root ", "<div id = ", "<div id=root></", "<input ", "<noscript>", "src=//", "<app-root "),
        *("src=//parkingcrew", "location=", '"', "page you requested ", "ページ", "~", ". "),
    ],
)
def test_any_markup_is_searched_in_bounded_time(piece: str) -> None:
    flood = (piece * (400_000 // len(piece))).encode()
    visit = a_visit(body=b"<title>x</title><p>y" + b"<!--" + flood)
    begun = time.process_time()
    markup = traces.markup_of(visit)
    assert not traces.has_empty_mount(markup)
    assert not traces.asks_for_scripts(markup)
    assert not traces.is_sent_to_parking(visit, markup, 0)
    assert traces.challenge_marks(markup) + traces.parking_marks(markup) + traces.has_password_field(markup) < 9
    judged(a_visit(bare(piece * 90, piece * 90, piece * 90)))
    assert time.process_time() - begun < 2
