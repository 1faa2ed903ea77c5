"""One visit, one word: what may be concluded from what a server answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs.analysis.verdicts import judge
from jobs.analysis.visit import Trouble
from storage.domain import Carrier, Conclusion, LinkKind, Placement, Verdict
from tests.analysis.visits import (
    GOOD_PAGE,
    LINK,
    LIVE,
    LOST,
    MEMORY,
    NEW_PAGE,
    NO_ANSWER,
    OWN,
    PAGE,
    PAGE_WITHOUT_LINK,
    PROSE,
    REFUSED,
    a_visit,
    html,
    judged,
    redirected,
    words,
)


@pytest.mark.parametrize(
    ("trouble", "conclusion", "verdict", "reason"),
    [
        (Trouble.DNS, NO_ANSWER, Verdict.UNREACHABLE, "host name not found"),
        (Trouble.REFUSED, NO_ANSWER, Verdict.UNREACHABLE, "connection refused"),
        (Trouble.RESET, NO_ANSWER, Verdict.UNREACHABLE, "connection broken off"),
        (Trouble.TLS, NO_ANSWER, Verdict.UNREACHABLE, "no secure connection possible"),
        (Trouble.TLS_NAME, NO_ANSWER, Verdict.UNREACHABLE, "certificate is for another name"),
        (Trouble.TLS_EXPIRED, NO_ANSWER, Verdict.UNREACHABLE, "certificate is out of date"),
        (Trouble.TLS_SELF_SIGNED, NO_ANSWER, Verdict.UNREACHABLE, "certificate is self-signed"),
        (Trouble.TLS_UNTRUSTED, NO_ANSWER, Verdict.UNREACHABLE, "certificate is from an issuer nobody knows"),
        (Trouble.RESTING, NO_ANSWER, Verdict.BLOCKED, "host asked to be left alone for a while"),
        (Trouble.TIMEOUT, NO_ANSWER, Verdict.UNREACHABLE, "connection timed out"),
        (Trouble.PROTOCOL, NO_ANSWER, Verdict.UNREACHABLE, "answer is not proper HTTP"),
        (Trouble.TRUNCATED, NO_ANSWER, Verdict.UNREACHABLE, "page arrived incomplete"),
        (Trouble.UNDECODABLE, NO_ANSWER, Verdict.UNREACHABLE, "page could not be decoded"),
        (Trouble.REDIRECT_LOOP, NO_ANSWER, Verdict.UNREACHABLE, "redirects go in a circle"),
        (Trouble.TOO_MANY_REDIRECTS, NO_ANSWER, Verdict.UNREACHABLE, "too many redirects"),
        (Trouble.ROBOTS_UNAVAILABLE, NO_ANSWER, Verdict.UNREACHABLE, "robots.txt could not be read"),
        (Trouble.TOO_LARGE, NO_ANSWER, Verdict.NON_HTML, "page is too large"),
        (Trouble.ROBOTS, REFUSED, Verdict.ROBOTS_BLOCKED, "robots"),
        (Trouble.BAD_ADDRESS, REFUSED, Verdict.REFUSED, "address"),
        (Trouble.FORBIDDEN_ADDRESS, REFUSED, Verdict.REFUSED, "address"),
    ],
)
def test_trouble_on_the_way_says_nothing_about_the_link(
    trouble: Trouble, conclusion: Conclusion, verdict: Verdict, reason: str
) -> None:
    without_answer = trouble not in (Trouble.TRUNCATED, Trouble.TOO_LARGE)
    judgement = judged(a_visit(trouble=trouble, status=None if without_answer else 200))
    assert (*words(judgement), judgement.reason) == (conclusion, verdict, reason)


def test_every_trouble_has_its_words() -> None:
    for trouble in Trouble:
        assert judged(a_visit(trouble=trouble)).conclusion in (NO_ANSWER, REFUSED)


@pytest.mark.parametrize(
    ("status", "conclusion", "verdict"),
    [
        (404, LOST, Verdict.GONE_404),
        (410, LOST, Verdict.GONE_410),
        (400, NO_ANSWER, Verdict.BLOCKED),
        (401, NO_ANSWER, Verdict.BLOCKED),
        (403, NO_ANSWER, Verdict.BLOCKED),
        (407, NO_ANSWER, Verdict.BLOCKED),
        (418, NO_ANSWER, Verdict.BLOCKED),
        (429, NO_ANSWER, Verdict.BLOCKED),
        (451, NO_ANSWER, Verdict.BLOCKED),
        (999, NO_ANSWER, Verdict.BLOCKED),
        (202, NO_ANSWER, Verdict.BLOCKED),
        (500, NO_ANSWER, Verdict.SERVER_ERROR),
        (503, NO_ANSWER, Verdict.SERVER_ERROR),
        (204, NO_ANSWER, Verdict.UNREACHABLE),
        (300, NO_ANSWER, Verdict.UNREACHABLE),
        (304, NO_ANSWER, Verdict.UNREACHABLE),
    ],
)
def test_a_status_decides_whatever_the_page_says(status: int, conclusion: Conclusion, verdict: Verdict) -> None:
    for markup in ("", GOOD_PAGE, PAGE_WITHOUT_LINK):
        judgement = judged(a_visit(markup, status=status))
        assert words(judgement) == (conclusion, verdict)
        assert str(status) in judgement.reason
        assert judgement.page_memory is None


def test_a_page_that_answers_404_is_gone_even_when_its_text_is_cut_off() -> None:
    assert words(judged(a_visit("<p>gone", status=404, trouble=Trouble.TRUNCATED))) == (LOST, Verdict.GONE_404)


@pytest.mark.parametrize(
    "header", [("cf-mitigated", "challenge"), ("x-vercel-mitigated", "deny"), ("x-amzn-waf-action", "captcha")]
)
@pytest.mark.parametrize("status", [200, 403, 404, 410])
def test_a_challenge_that_calls_itself_one_is_no_loss_whatever_its_status(status: int, header: tuple[str, str]) -> None:
    headers = (("content-type", "text/html"), header)
    assert words(judged(a_visit(PAGE_WITHOUT_LINK, status=status, headers=headers))) == (NO_ANSWER, Verdict.BLOCKED)


def test_a_challenge_sent_as_not_found_is_no_loss() -> None:
    markup = html("<script>window._cf_chl_opt={}</script>", title="Just a moment...")
    assert words(judged(a_visit(markup, status=404))) == (NO_ANSWER, Verdict.BLOCKED)


def test_a_page_that_links_is_live_with_its_facts_and_its_memory() -> None:
    headers = (("content-type", "text/html"), ("etag", '"v1"'), ("last-modified", "Mon, 02 Mar 2026 09:00:00 GMT"))
    judgement = judged(a_visit(GOOD_PAGE, headers=headers))
    assert words(judgement) == (LIVE, Verdict.LIVE)
    assert judgement.reason == "links to acme.com"
    facts, memory = judgement.facts, judgement.page_memory
    assert facts is not None
    assert (facts.target_url, facts.anchor_text, facts.kind) == ("https://acme.com/", "Acme", LinkKind.TEXT)
    assert (facts.follow, facts.placement, facts.occurrences) == (True, Placement.MAIN, 1)
    assert memory is not None
    assert (memory.title, memory.etag, memory.last_modified) == ("A post", '"v1"', "Mon, 02 Mar 2026 09:00:00 GMT")
    assert judgement.evidence.status == 200
    assert "Acme" in judgement.evidence.excerpt
    assert len(judgement.evidence.excerpt) <= 240


def test_behind_a_redirect_no_validator_is_remembered() -> None:
    visit = replace(redirected(302, GOOD_PAGE), headers=(("content-type", "text/html"), ("etag", '"v1"')))
    memory = judged(visit).page_memory
    assert memory is not None
    assert memory.etag == ""


def test_a_page_that_has_not_changed_is_as_live_as_it_was() -> None:
    judgement = judged(a_visit(status=304, not_modified=True))
    assert words(judgement) == (LIVE, Verdict.LIVE)
    assert judgement.facts is None
    assert judgement.page_memory is None


@pytest.mark.parametrize(
    ("links", "best"),
    [
        ('<footer><a href="//acme.com/f">f</a></footer><p><a href="//acme.com/m">m</a></p>', "m"),
        ('<p><a rel=nofollow href="//acme.com/n">n</a></p><footer><a href="//acme.com/f">f</a></footer>', "f"),
        ('<p><a href="//acme.com/1"><img src=x alt=i></a> <a href="//acme.com/2">t</a></p>', "t"),
        ('<p><a style="display:none" href="//acme.com/1">h</a> <a rel=ugc href="//acme.com/2">u</a></p>', "u"),
        ('<p><a href="//acme.com/1">one</a> <a href="//acme.com/2">two</a></p>', "one"),
    ],
)
def test_the_best_of_several_links_speaks_for_the_page(links: str, best: str) -> None:
    facts = judged(a_visit(html(f"<article>{PROSE}{links}</article>"))).facts
    assert facts is not None
    assert (facts.anchor_text, facts.occurrences) == (best, 2)


@pytest.mark.parametrize(
    ("markup", "verdict"),
    [
        (html(LINK, head='<meta name="robots" content="noindex">'), Verdict.NOINDEX),
        (html(LINK, head='<link rel="canonical" href="https://copy.example/post">'), Verdict.CANONICALISED),
        (html(LINK, head=f'<link rel="canonical" href="{PAGE}/">'), Verdict.LIVE),
        (html(f'<div style="display:none">{LINK}</div>'), Verdict.HIDDEN),
        (html(f'<div style="display:none">{LINK}</div>{LINK}'), Verdict.LIVE),
        (html(f"<div hidden>{LINK}</div>", head='<meta name="robots" content="none">'), Verdict.NOINDEX),
    ],
)
def test_a_link_that_does_not_count_in_full_is_live_with_the_finer_word(markup: str, verdict: Verdict) -> None:
    assert words(judged(a_visit(markup))) == (LIVE, verdict)


def test_the_carrier_of_noindex_is_kept() -> None:
    headers = (("content-type", "text/html"), ("x-robots-tag", "noindex"))
    judgement = judged(a_visit(GOOD_PAGE, headers=headers))
    assert judgement.facts is not None
    assert judgement.facts.noindex_by is judgement.evidence.noindex_by is Carrier.HEADER


@pytest.mark.parametrize(
    ("status", "to", "verdict"),
    [
        (301, NEW_PAGE, Verdict.MOVED),
        (308, NEW_PAGE, Verdict.MOVED),
        (302, NEW_PAGE, Verdict.LIVE),
        (301, "https://www.blog.example/post/", Verdict.LIVE),
        (301, "http://blog.example/post", Verdict.LIVE),
    ],
)
def test_a_page_that_moved_with_its_link_is_live(status: int, to: str, verdict: Verdict) -> None:
    assert words(judged(redirected(status, GOOD_PAGE, to))) == (LIVE, verdict)


@pytest.mark.parametrize("trouble", [Trouble.TRUNCATED, Trouble.TOO_LARGE])
def test_half_a_page_proves_a_link_but_never_its_absence(trouble: Trouble) -> None:
    live = judged(a_visit(GOOD_PAGE[:-200] + LINK, trouble=trouble), MEMORY)
    assert words(live) == (LIVE, Verdict.LIVE)
    assert live.page_memory is None  # what is known of the whole page is better
    assert judged(a_visit(PAGE_WITHOUT_LINK, trouble=trouble), MEMORY).conclusion is NO_ANSWER


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "text/plain", "application/json"])
def test_what_is_not_a_web_page_gives_no_answer(kind: str) -> None:
    judgement = judged(a_visit(headers=(("content-type", kind),)))
    assert (*words(judgement), judgement.reason) == (NO_ANSWER, Verdict.NON_HTML, f"not a web page but {kind}")


@pytest.mark.parametrize("kind", ["text/html, text/html", "TEXT/HTML;charset=utf-8, text/html", ""])
def test_a_web_page_is_one_however_often_its_server_says_so(kind: str) -> None:
    assert words(judged(a_visit(GOOD_PAGE, headers=(("content-type", kind),)))) == (LIVE, Verdict.LIVE)


def test_a_page_that_could_not_be_read_gives_no_answer() -> None:
    assert words(judge(a_visit(GOOD_PAGE), None, OWN)) == (NO_ANSWER, Verdict.UNREACHABLE)
