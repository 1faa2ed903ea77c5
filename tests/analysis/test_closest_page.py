"""The closest live page for a broken one is what a person would choose, or nothing where a person would choose none."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.closest_page import LEAST, LivePages, suggest_redirect
from tests.analysis.redirect_cases import LIVE, MEANT, OTHER_LIVE, OTHER_MEANT

US = "https://acme.com"
KNOWN = LivePages([US + path for path in LIVE])

words = st.sampled_from(
    ["guide", "on-call", "Pricing", "2019", "blog", "de", "fr", "x1", "", "index.html", "a b", "%C3%BC", "7"]
)
paths = st.lists(words, max_size=4).map(lambda parts: f"{US}/" + "/".join(parts))


@pytest.mark.parametrize(("broken", "meant"), MEANT)
def test_it_is_the_page_that_a_person_means(broken: str, meant: str | None) -> None:
    found = KNOWN.closest(US + broken)
    assert (found.target_url if found else None) == (US + meant if meant else None)


def test_on_a_site_nothing_was_tuned_on_it_is_seldom_silent_and_hardly_ever_wrong() -> None:
    live = LivePages([US + path for path in OTHER_LIVE])
    found = [(live.closest(US + broken), meant) for broken, meant in OTHER_MEANT]
    wrong = [one for one, meant in found if one is not None and one.target_url != f"{US}{meant}"]
    silent = [meant for one, meant in found if one is None and meant is not None]
    assert len(wrong) <= 1
    assert len(silent) <= 1


@given(paths, st.lists(paths, max_size=8), st.lists(st.text(max_size=20), max_size=3), st.randoms())
def test_what_is_suggested_is_one_of_the_live_pages_whatever_their_order(
    broken: str, live: list[str], said: list[str], shuffled: random.Random
) -> None:
    found = suggest_redirect(broken, live, said)
    again = [*live, *live[:1]]
    shuffled.shuffle(again)
    assert suggest_redirect(broken, again, said) == found
    if found is not None:
        assert found.target_url in live
        assert LEAST <= found.similarity <= 1
        assert found.target_url.rstrip("/") != US
        assert found.target_url != broken


def test_a_page_never_leads_to_itself_however_it_is_spelt() -> None:
    spellings = ["http://acme.com/guide", "https://www.acme.com/guide/", "https://acme.com/guide?utm_source=x"]
    assert suggest_redirect(f"{US}/guide", spellings) is None


def test_a_sitemap_that_still_names_broken_pages_is_not_believed() -> None:
    live = [f"{US}/guides/on-call", f"{US}/pricing", f"{US}/about"]
    assert LivePages(live).closest(f"{US}/on-call") is not None
    assert LivePages(live, broken=live[:1]).closest(f"{US}/on-call") is None


def test_links_that_name_a_page_speak_where_its_address_says_nothing() -> None:
    said = ["Acme's guide to calm on-call", "guide for on-call"]
    assert KNOWN.closest(f"{US}/?p=1234") is None
    found = KNOWN.closest(f"{US}/?p=1234", said)
    assert found is not None
    assert found.target_url == f"{US}/guides/on-call"
    assert found.why == "what the links to it are called"
    assert KNOWN.closest(f"{US}/?p=1234", ["Acme", "here", "acme.com", "click here"]) is None


def test_what_links_are_called_decides_between_pages_that_come_as_close() -> None:
    live = [f"{US}/shop/mug-red", f"{US}/shop/mug-blue", f"{US}/about", f"{US}/contact", f"{US}/blog"]
    assert suggest_redirect(f"{US}/shop/mug", live) is None
    found = suggest_redirect(f"{US}/shop/mug", live, ["their blue mug"])
    assert found is not None
    assert found.target_url == f"{US}/shop/mug-blue"


def test_it_says_in_words_of_the_address_why() -> None:
    found = KNOWN.closest(f"{US}/resources/price-list")
    assert found is not None
    assert found.why == "its address has “pricing” too"


def test_no_suggestion_crosses_languages() -> None:
    live = [f"{US}/en/guide", f"{US}/de/guide", f"{US}/about"]
    assert suggest_redirect(f"{US}/guide-2019", live) is None
    assert suggest_redirect(f"{US}/fr/guide", [*live, f"{US}/guide"]) is not None
    assert suggest_redirect(f"{US}/de/guide-2019", live) is not None
    assert suggest_redirect("https://de.acme.com/guide", [f"{US}/guide", "https://de.acme.com/preise"]) is None


def test_fifty_thousand_pages_are_compared_in_a_moment() -> None:
    urls = [
        f"{US}/blog/{number % 97}-part/story-number-{number}-about-{number * 7919 % 1009}" for number in range(50_000)
    ]
    live = LivePages(urls)
    began = time.process_time()
    for number in range(20):
        live.closest(f"{US}/blog/story-about-{number}-and-guide")
    assert (time.process_time() - began) / 20 < 0.5
