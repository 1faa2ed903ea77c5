"""Where redirects lead: for good or for now, to another page or another spelling, to a page or to a gate before it."""

from __future__ import annotations

import pytest

from jobs.analysis.gates import is_gate
from jobs.analysis.moves import moved_to
from storage.domain import Hop, Verdict
from tests.analysis.visits import (
    GOOD_PAGE,
    LIVE,
    LOST,
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

INSECURE = "http://blog.example/post"
SLASHED = "https://www.blog.example/post/"


@pytest.mark.parametrize(
    ("hops", "final_url", "verdict"),
    [
        ((Hop(302, INSECURE), Hop(301, PAGE)), NEW_PAGE, Verdict.MOVED_LOST),
        ((Hop(301, PAGE), Hop(302, NEW_PAGE)), f"{NEW_PAGE}/", Verdict.MOVED_LOST),
        ((Hop(307, INSECURE), Hop(307, PAGE)), SLASHED, Verdict.REMOVED),
        ((Hop(301, INSECURE), Hop(302, PAGE)), NEW_PAGE, Verdict.MOVED_TEMP),
        ((Hop(303, PAGE),), NEW_PAGE, Verdict.MOVED_TEMP),
        ((Hop(200, PAGE),), NEW_PAGE, Verdict.MOVED_LOST),
        ((Hop(200, PAGE), Hop(302, NEW_PAGE)), "https://blog.example/third", Verdict.MOVED_TEMP),
    ],
)
def test_only_steps_to_another_page_say_whether_it_is_for_good(
    hops: tuple[Hop, ...], final_url: str, verdict: Verdict
) -> None:
    visit = a_visit(PAGE_WITHOUT_LINK, url=hops[0].url, hops=hops, final_url=final_url)
    assert judged(visit).verdict is verdict


def test_a_link_is_followed_to_its_pages_new_address_through_other_spellings_of_both() -> None:
    hops = (Hop(302, INSECURE), Hop(308, PAGE), Hop(302, NEW_PAGE))
    found = moved_to(INSECURE, hops, f"{NEW_PAGE}/")
    assert found is not None
    assert found.url == f"{NEW_PAGE}/"
    assert words(judged(a_visit(GOOD_PAGE, url=INSECURE, hops=hops, final_url=f"{NEW_PAGE}/"))) == (LIVE, Verdict.MOVED)


def test_where_a_page_sends_its_readers_at_once_may_be_made_for_one_visit_so_its_address_stays() -> None:
    hops = (Hop(200, PAGE),)
    assert moved_to(PAGE, hops, NEW_PAGE) is None
    assert words(judged(a_visit(GOOD_PAGE, hops=hops, final_url=NEW_PAGE))) == (LIVE, Verdict.LIVE)


@pytest.mark.parametrize(
    "url",
    [
        "https://blog.example/login",
        "https://blog.example/de/sign-in/?lang=de",
        "https://consent.blog.example/",
        "https://blog.example/willkommen?zurueck=%2Fpost",
        "https://tor.example/w?u=https%253A%252F%252Fblog.example%252Fpost",
        "https://blog.example/age-gate",
    ],
)
@pytest.mark.parametrize("status", [301, 302])
def test_a_redirect_to_a_gate_says_nothing_in_any_language(url: str, status: int) -> None:
    wall = html(f"<h1>Tere tulemast</h1><p>{'Palun jätkamiseks. ' * 120}</p>", title="Tere")
    assert is_gate(url, PAGE)
    assert words(judged(redirected(status, wall, url))) == (NO_ANSWER, Verdict.BLOCKED)


@pytest.mark.parametrize(
    "url",
    [
        "https://blog.example/authors/robin",
        "https://blog.example/signings-of-2024",
        "https://blog.example/how-to-login-faster",
        "https://blog.example/search?q=post",
        "https://blog.example/404.aspx?aspxerrorpath=/post",
        "https://blog.example/?utm_source=post",
    ],
)
def test_a_page_with_a_similar_address_is_no_gate(url: str) -> None:
    assert not is_gate(url, PAGE)


def test_a_redirect_to_a_page_without_a_word_is_no_loss() -> None:
    bare = html('<div id="root"></div><script src="/app.js"></script>')
    assert words(judged(redirected(301, bare))) == (NO_ANSWER, Verdict.JS_ONLY)
    shell = html('<div id="root">Loading</div><script src="/app.js"></script>')
    assert words(judged(redirected(301, shell))) == (NO_ANSWER, Verdict.JS_ONLY)


def test_a_redirect_to_a_page_that_names_us_in_its_scripts_only_is_no_loss() -> None:
    scripted = html(f'<p>{PROSE}</p><script>var links = ["https://acme.com/"]</script>')
    assert words(judged(redirected(301, scripted))) == (NO_ANSWER, Verdict.JS_ONLY)


def test_a_redirect_to_the_home_page_says_so() -> None:
    judgement = judged(redirected(301, PAGE_WITHOUT_LINK, "https://blog.example/"))
    assert (judgement.conclusion, judgement.verdict) == (LOST, Verdict.MOVED_LOST)
    assert judgement.reason == "page redirects for good to the home page without the link"


def test_only_a_page_that_was_read_may_be_looked_at_more_closely() -> None:
    wall = html("<p>Checking your browser</p>", title="Just a moment...")
    assert judged(a_visit(PAGE_WITHOUT_LINK)).is_open
    assert not judged(a_visit(GOOD_PAGE)).is_open
    assert not judged(a_visit(wall)).is_open
    assert not judged(a_visit(status=404)).is_open
