"""A page without our link is a loss only if it is the page, and all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs.analysis.visit import Visit
from storage.domain import Conclusion, Hop, Verdict
from tests.analysis.visits import (
    LINK,
    LOST,
    MEMORY,
    NEW_PAGE,
    NO_ANSWER,
    PAGE,
    PAGE_WITHOUT_LINK,
    PROSE,
    a_visit,
    html,
    judged,
    redirected,
    words,
)


@pytest.mark.parametrize(
    ("status", "to", "conclusion", "verdict"),
    [
        (301, NEW_PAGE, LOST, Verdict.MOVED_LOST),
        (301, "https://blog.example/", LOST, Verdict.MOVED_LOST),
        (302, NEW_PAGE, NO_ANSWER, Verdict.MOVED_TEMP),
        (307, NEW_PAGE, NO_ANSWER, Verdict.MOVED_TEMP),
        (301, "https://www.blog.example/post/", LOST, Verdict.REMOVED),
    ],
)
def test_a_redirect_to_a_page_without_the_link(status: int, to: str, conclusion: Conclusion, verdict: Verdict) -> None:
    assert words(judged(redirected(status, PAGE_WITHOUT_LINK, to))) == (conclusion, verdict)


def test_one_temporary_redirect_makes_the_whole_way_temporary() -> None:
    visit = a_visit(PAGE_WITHOUT_LINK, hops=(Hop(301, PAGE), Hop(302, NEW_PAGE)), final_url="https://c.example/x")
    assert words(judged(visit)) == (NO_ANSWER, Verdict.MOVED_TEMP)


def test_a_temporary_redirect_to_the_very_text_we_know_is_one_all_the_same() -> None:
    for status in (302, 303, 307):
        assert words(judged(redirected(status, PAGE_WITHOUT_LINK), MEMORY)) == (NO_ANSWER, Verdict.MOVED_TEMP)


def test_a_detour_to_another_spelling_of_the_page_sends_nobody_away() -> None:
    visit = a_visit(PAGE_WITHOUT_LINK, hops=(Hop(302, PAGE),), final_url=PAGE.rstrip("/") + "/")
    assert words(judged(visit, MEMORY)) == (LOST, Verdict.REMOVED)


def test_a_page_that_sends_its_readers_on_at_once_says_nothing_yet() -> None:
    markup = html("moved", head=f'<meta http-equiv="refresh" content="0; url={NEW_PAGE}">')
    assert words(judged(a_visit(markup))) == (NO_ANSWER, Verdict.MOVED_TEMP)


def test_a_page_read_in_full_without_the_link_is_removed_and_says_so() -> None:
    for memory in (None, MEMORY):
        judgement = judged(a_visit(PAGE_WITHOUT_LINK), memory)
        assert words(judgement) == (LOST, Verdict.REMOVED)
        assert judgement.reason == "the page was read; no link to acme.com on it"
        assert judgement.evidence.excerpt
        assert judgement.page_memory is None


def test_a_small_page_without_the_link_is_removed_too() -> None:
    memory = judged(a_visit(html(f"<p>We like {LINK}.</p>"))).page_memory
    assert words(judged(a_visit(html("<p>We like.</p>")), memory)) == (LOST, Verdict.REMOVED)


def test_our_address_left_as_text_is_a_mention_and_no_link() -> None:
    for text in ("acme.com", "https://www.ACME.com/pricing", "(acme.com)"):
        judgement = judged(a_visit(html(f"<p>{PROSE} see {text} for more</p>")), MEMORY)
        assert words(judgement) == (LOST, Verdict.PLAIN_MENTION)
        assert "acme" in judgement.evidence.excerpt.lower()


@pytest.mark.parametrize("text", ["notacme.com", "bob@acme.com", "acme.com.au", "acme.community"])
def test_a_similar_name_is_no_mention(text: str) -> None:
    assert words(judged(a_visit(html(f"<p>{PROSE} {text}</p>")))) == (LOST, Verdict.REMOVED)


@pytest.mark.parametrize(
    "url",
    [
        "https://blog.example/",
        "https://blog.example/index.html",
        "https://blog.example/blog/",
        "https://blog.example/page/3",
        "https://blog.example/news?page=2",
        "https://blog.example/tag/anchors/",
        "https://blog.example/2024/05/",
    ],
)
def test_a_link_that_scrolled_off_a_list_is_rotated(url: str) -> None:
    assert words(judged(a_visit(PAGE_WITHOUT_LINK, url=url, final_url=url))) == (LOST, Verdict.ROTATED)


@pytest.mark.parametrize(
    "markup",
    [
        html("<h1>Oops!</h1><p>Try the search.</p>", title="404 Not Found"),
        html("<h1>Page not found</h1><p>Try the search.</p>", title="Blog"),
        html("<p>Die Seite wurde nicht gefunden.</p>", title="Seite nicht gefunden – Blog"),
        html("<p>Désolé</p>", title="Page introuvable"),
        html("<p>Извините</p>", title="Страница не найдена"),
        html("<p>The page you are looking for may have been moved.</p>", title="Blog"),
    ],
)
def test_an_error_text_sent_as_a_page_is_a_soft_404_and_not_removed(markup: str) -> None:
    for memory in (None, MEMORY):
        assert words(judged(a_visit(markup), memory)) == (LOST, Verdict.SOFT_404)


def test_an_article_about_error_pages_is_an_article() -> None:
    markup = html(f"<article>{PROSE * 3} A 404 page not found error.</article>", title="Designing your 404 page")
    assert words(judged(a_visit(markup))) == (LOST, Verdict.REMOVED)


@pytest.mark.parametrize(
    "markup",
    [
        html("<p>Checking your browser before accessing blog.example.</p>", title="Just a moment..."),
        html("<p>Please enable cookies.</p>", title="Attention Required! | Cloudflare"),
        html("<h1>Access Denied</h1>", title="Access Denied"),
        html("<p>Please solve the captcha to go on.</p>", title="blog.example"),
        html("<p>Please wait</p><script src='/cdn-cgi/challenge-platform/x.js'></script>", title="blog.example"),
        html("<h1>Before you continue</h1><p>Accept our cookies.</p>", title="Blog"),
        html("<form><input name=u><input type='password' name=p></form>", title="Log in – Blog"),
    ],
)
def test_a_wall_before_the_page_is_blocked_and_never_a_loss(markup: str) -> None:
    for memory in (None, MEMORY):
        assert words(judged(a_visit(markup), memory)) == (NO_ANSWER, Verdict.BLOCKED)
        assert words(judged(redirected(301, markup), memory)) == (NO_ANSWER, Verdict.BLOCKED)


def test_a_log_in_page_is_known_by_its_address_too() -> None:
    markup = html("<h1>Members</h1><form><input type=password></form>", title="Blog")
    visit = redirected(301, markup, "https://blog.example/login?next=/post")
    assert words(judged(visit)) == (NO_ANSWER, Verdict.BLOCKED)


def test_a_note_about_maintenance_is_the_servers_trouble() -> None:
    markup = html("<h1>We'll be right back</h1>", title="Under maintenance")
    assert words(judged(a_visit(markup), MEMORY)) == (NO_ANSWER, Verdict.SERVER_ERROR)


@pytest.mark.parametrize(
    "visit",
    [
        a_visit(html("<h1>blog.example</h1><p>This domain is for sale!</p>", title="blog.example")),
        a_visit(html("<p>blog.example</p><script src='//img.sedoparking.com/x.js'></script>")),
        redirected(302, html("<p>blog.example</p>"), "https://blog.example/lander"),
        redirected(302, html("<p>blog.example</p>"), "https://www.hugedomains.com/domain_profile.cfm?d=blog"),
    ],
)
def test_a_parked_domain_is_a_loss_with_its_own_word(visit: Visit) -> None:
    assert words(judged(visit, MEMORY)) == (LOST, Verdict.PARKED)


def test_a_page_we_know_by_its_words_is_no_wall_whatever_words_it_uses() -> None:
    known = html(
        f"<p>{'Buy this domain, solve the captcha: jokes about walls. ' * 20}{LINK}</p>", title="Access denied"
    )
    memory = judged(a_visit(known)).page_memory
    assert words(judged(a_visit(known.replace(LINK, "")), memory)) == (LOST, Verdict.REMOVED)


@pytest.mark.parametrize(
    "script",
    [
        '<script>window.state = {"link": "https://acme.com/pricing"}</script>',
        r'<script type="application/json">{"link": "https:\/\/www.acme.com\/"}</script>',
        "<script>u='https%3A%2F%2Facme.com'",
    ],
)
def test_an_address_only_inside_scripts_may_be_a_link_we_cannot_see(script: str) -> None:
    assert words(judged(a_visit(html(f"<p>{PROSE}</p>{script}")), MEMORY)) == (NO_ANSWER, Verdict.JS_ONLY)


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/ld+json">{"sameAs": "https://acme.com/"}</script>',
        '<script>track("notacme.com")</script>',
        "<!-- https://acme.com/ -->",
    ],
)
def test_what_no_script_turns_into_a_link_is_none(script: str) -> None:
    assert words(judged(a_visit(html(f"<p>{PROSE}</p>{script}")), MEMORY)) == (LOST, Verdict.REMOVED)


@pytest.mark.parametrize(
    ("markup", "verdict"),
    [
        (html('<div id="root"></div><script src="/app.js"></script><p>Loading</p>'), Verdict.JS_ONLY),
        (html("<noscript>x</noscript><p>You need to enable JavaScript to run this app.</p>"), Verdict.JS_ONLY),
        (html(""), Verdict.BLOCKED),
        (html("<p>\u200b\u200b</p><p>…</p>"), Verdict.BLOCKED),
        ("", Verdict.BLOCKED),
    ],
)
def test_an_empty_shell_is_not_the_page(markup: str, verdict: Verdict) -> None:
    for memory in (None, MEMORY):
        assert words(judged(a_visit(markup), memory)) == (NO_ANSWER, verdict)


def test_a_page_unlike_the_one_we_know_confirms_nothing() -> None:
    other_words = " ".join(f"Quite different words {n}, none of them nautical at all." for n in range(40))
    unlike = html(f"<p>{other_words}</p>", title="Something else")
    assert words(judged(a_visit(unlike))) == (LOST, Verdict.REMOVED)
    assert words(judged(a_visit(unlike), MEMORY)) == (NO_ANSWER, Verdict.BLOCKED)


def test_a_small_part_of_the_page_we_know_confirms_nothing() -> None:
    assert words(judged(a_visit(html(f"<p>{PROSE[:300]}</p>")), MEMORY)) == (NO_ANSWER, Verdict.BLOCKED)


def test_a_page_that_was_rewritten_under_its_title_is_still_the_page() -> None:
    rewritten = html("<p>" + "All of this is new and says other things. " * 40 + "</p>")
    assert words(judged(a_visit(rewritten), MEMORY)) == (LOST, Verdict.REMOVED)


@pytest.mark.parametrize("status", [404, 410])
def test_a_log_in_that_is_not_there_says_nothing_of_the_page_behind_it(status: int) -> None:
    visit = redirected(302, html("<p>Nothing.</p>"), "https://blog.example/login?next=/post")
    assert words(judged(replace(visit, status=status))) == (NO_ANSWER, Verdict.BLOCKED)
    gone = redirected(302, html("<p>Nothing.</p>"), "https://blog.example/404")
    assert judged(replace(gone, status=status)).conclusion is LOST


def test_a_redirect_to_an_error_page_that_says_so_is_a_soft_404() -> None:
    markup = html("<h1>404</h1><p>The page you are looking for does not exist.</p>", title="404")
    assert words(judged(redirected(302, markup, "https://blog.example/404.html"))) == (LOST, Verdict.SOFT_404)
    assert words(judged(redirected(302, markup, NEW_PAGE))) == (NO_ANSWER, Verdict.MOVED_TEMP)


@pytest.mark.parametrize(
    ("frame", "verdict"),
    [
        ('<iframe srcdoc="&lt;a href=&quot;https://acme.com/&quot;&gt;Acme&lt;/a&gt;"></iframe>', Verdict.JS_ONLY),
        ("<iframe width=9 srcdoc='<a href=//acme.com/x>Acme</a>'></iframe>", Verdict.JS_ONLY),
        ('<iframe srcdoc="<a href=https://notacme.com/>x</a>"></iframe>', Verdict.REMOVED),
        ('<iframe src="https://other.example/?srcdoc"></iframe>', Verdict.REMOVED),
    ],
)
def test_an_address_inside_a_frame_that_the_page_holds_is_no_loss(frame: str, verdict: Verdict) -> None:
    assert judged(a_visit(html(f"<p>{PROSE}</p>{frame}")), MEMORY).verdict is verdict
