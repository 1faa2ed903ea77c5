"""How a page links to a brand's site, the best of its links first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.link_status import OwnPlaces, link_status, links_to_ask, own_targets
from jobs.analysis.pages import Page, read_page
from storage.domain import Brand

OWN = OwnDomains(("acme.com", "acme.de"))
PLACES = OwnPlaces(
    OWN, ("https://apps.apple.com/app/id42", "https://www.linkedin.com/company/acme/"), (Brand(("Acme",)),)
)


def page(body: str, head: str = "") -> Page:
    markup = f"<head>{head}</head><body><p>We like Acme. {body}</p></body>"
    return read_page(markup.encode(), url="https://blog.example/post", content_type="text/html", own=None)


def link(url: str, rel: str = "") -> str:
    return f'<a rel="{rel}" href="{url}">here</a>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (link("https://acme.com/"), "linked"),
        (link("https://shop.acme.de/x"), "linked"),
        (link("//acme.com/x", "noopener"), "linked"),
        ('<map><area href="https://acme.com/"></map>', "linked"),
        (link("https://acme.com/", "nofollow") + link("https://acme.de/"), "linked"),
        (link("https://acme.com/", "sponsored noopener"), "linked_nofollow"),
        (link("https://www.google.com/url?q=https%3A%2F%2Facme.com%2Fx"), "linked_via_redirect"),
        (link("https://apps.apple.com/app/id42?mt=8"), "linked_elsewhere"),
        (link("https://linkedin.com/company/acme/about"), "linked_elsewhere"),
        (link("https://linkedin.com/company/acmeish"), "unlinked"),
        ("See acme.com for more", "plain_url"),
        ("See https://www.acme.com/tools for more", "plain_url"),
        ("Write to robin@acme.com", "unlinked"),
        (link("https://notacme.com/"), "unlinked"),
        (link("https://acme.com.example/"), "unlinked"),
        (link("https://acme.com@other.example/"), "unlinked"),
        (link("https://other.example/#https://acme.com/"), "unlinked"),
        (link("javascript:open('https://acme.com')"), "unlinked"),
        (link("mailto:robin@acme.com"), "unlinked"),
        ("<!-- " + link("https://acme.com/") + " -->", "unlinked"),
        ("<template>" + link("https://acme.com/") + "</template>", "unlinked"),
        (link("https://bit.ly/3xYz"), "unlinked"),
    ],
)
def test_the_best_link_counts(body: str, expected: str) -> None:
    assert link_status(page(body), PLACES) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('{"@type":"Organization","name":"Acme Inc","sameAs":["https://acme.com/"]}', "linked"),
        ('{"@graph":[{"about":{"name":"Acme","sameAs":"https://acme.com/"}}]}', "linked"),
        ('{"name":"The Blog","sameAs":["https://acme.com/@blog"]}', "unlinked"),
        ('{"name":"Acme","sameAs":["https://other.example/"]}', "unlinked"),
        ('{"name":"Acme","sameAs":', "unlinked"),
        ("[" * 100_000, "unlinked"),
    ],
)
def test_an_entity_that_is_the_brand_at_our_address_is_a_link(data: str, expected: str) -> None:
    read = page("", f'<script type="application/ld+json">{data}</script>')
    assert link_status(read, PLACES) == expected


def test_a_link_to_a_page_of_ours_that_is_gone_is_worth_asking_about() -> None:
    read = page(link("https://acme.com/gone") + link("https://acme.com/gone2"))
    targets = own_targets(read, OWN)
    assert link_status(read, PLACES, broken=targets) == "linked_broken"
    assert link_status(read, PLACES, broken=targets[:1]) == "linked"


def test_30_a_shortener_is_to_be_asked_and_counts_once_it_is_known_to_end_with_us() -> None:
    read = page(link("https://bit.ly/3xYz") + link("https://other.example/"))
    [asked] = links_to_ask(read, OWN)
    assert asked.target_url == "https://bit.ly/3xYz"
    followed = [replace(asked, target_url="https://acme.com/x", via="redirect")]
    assert link_status(read, PLACES, followed) == "linked_via_redirect"
    assert link_status(read, PLACES, followed, broken=["https://acme.com/x"]) == "linked_broken"


def test_no_more_than_five_links_are_to_be_asked_and_the_likeliest_first() -> None:
    short = "".join(link(f"https://bit.ly/{number}abc") for number in range(9))
    asked = links_to_ask(page(short + link("https://other.example/go?url=https://acme.com/")), OWN)
    assert len(asked) == 5
    assert asked[0].target_url.startswith("https://other.example/")


def test_what_a_page_says_for_machines_is_read() -> None:
    said = '{"@type":"Article","author":[{"name":"Robin Roe"}],"datePublished":"2026-03-02"}'
    data = page("", f'<script type="application/ld+json">{said}</script>').data
    assert (data.author, data.published, data.same_as) == ("Robin Roe", "2026-03-02", ())
