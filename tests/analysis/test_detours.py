"""Which links of a page may lead to us through another server, and what redirectors say of themselves."""

from __future__ import annotations

import pytest

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.detours import holds_us
from jobs.analysis.links import PageLink
from jobs.analysis.pages import read_page
from jobs.analysis.redirectors import stated_destination
from tests.analysis.visits import LINK, OWN, PAGE, html


def detours(body: str, own: OwnDomains = OWN) -> tuple[PageLink, ...]:
    return read_page(html(body).encode(), url=PAGE, content_type="text/html; charset=utf-8", own=own).detours


@pytest.mark.parametrize(
    "href",
    [
        "/out.php?url=https://acme.com/tools",
        "/redirect?to=https%3A%2F%2Fwww.acme.com%2Ftools",
        "https://www.google.com/url?sa=t&q=https%253A%252F%252Facme.com",
        "//l.facebook.com/l.php?u=https%3A%2F%2Facme.com%2F&h=AT0x",
        "https://www.bing.com/ck/a?!&&p=77&u=a1aHR0cHM6Ly9hY21lLmNvbS90b29scw&ntb=1",
        "https://track.example/r/https://acme.com/tools",
        "https://track.example/c?to=acme.com",
        "https://track.example/c?to=ACME.com%2Ftools",
    ],
)
def test_a_link_that_holds_our_address_may_lead_to_us(href: str) -> None:
    [link] = detours(f'<p>See <a rel="ugc" href="{href}">this</a>.</p>')
    assert (link.href, link.anchor_text, link.rel, link.follow) == (href, "this", ("ugc",), False)
    assert holds_us(link.target_url, OWN)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://bit.ly/3xYz">this</a>',
        '<a href="https://www.t.co/3xYz">this</a>',
        '<a href="/go/tools">this</a>',
        '<a href="/out.php?id=7">this</a>',
        '<a href="https://partner.example/x7">the Acme toolbox</a>',
        '<a href="https://partner.example/x7">the A&#99;m&#x65; toolbox</a>',
        '<a href="https://go.partner.example/x7">this</a>',
        '<a href="https://short.example/abc">this</a>',
        '<a href="https://bra.nd/3xYz">this</a>',
        '<a href="https://partner.example/r/acme">this</a>',
        '<a href="/blog/visit/acme/">this</a>',
        '<area href="/out/7" alt="x">',
    ],
)
def test_a_link_that_tells_nothing_may_lead_to_us_too(link: str) -> None:
    [found] = detours(f"<p>See <map>{link}</map>.</p>")
    assert not holds_us(found.target_url, OWN)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://other.example/page">this</a>',
        '<a href="/tag/acme">Acme</a>',
        '<a href="/forum/goto/post?id=7">this</a>',
        '<a href="/goto/page/7">this</a>',
        '<a href="https://www.reddit.com/r/boats/">this</a>',
        '<a href="https://college.example/about/visit/index.aspx">this</a>',
        '<a href="https://x.com/RobinDoe7">this</a>',
        '<a href="https://hp.com/about">this</a>',
        '<a href="https://hp.com/Contact">this</a>',
        '<a href="https://partner.example/x7">the academy</a>',
        '<a href="/post#https://acme.com/">this</a>',
        '<a href="mailto:bob@acme.com">Acme</a>',
        '<a href="https://notacme.community/">this</a>',
        '<a href="https://www.facebook.com/sharer.php?u=https://acme.com/">share</a>',
        '<a href="https://www.linkedin.com/sharing/share-offsite/?url=https://acme.com/">share</a>',
        '<a href="https://web.archive.org/web/2020/https://acme.com/">as it was</a>',
        '<a href="https://twitter.com/intent/tweet?url=https://acme.com">tweet</a>',
        '<!-- <a href="https://bit.ly/3xYz">this</a> -->',
        '<noscript><a href="https://bit.ly/3xYz">this</a></noscript>',
    ],
)
def test_other_links_are_left_alone(link: str) -> None:
    assert detours(f"<p>See {link}.</p>") == ()


def test_beside_a_direct_link_no_detour_is_looked_for() -> None:
    assert detours(f'<p>{LINK} <a href="https://bit.ly/3xYz">this</a></p>') == ()


def test_the_likeliest_come_first_and_each_once() -> None:
    noise = "".join(f'<a href="https://bit.ly/{number}">x</a>' for number in range(40))
    told = '<a href="/out?u=https://acme.com">x</a><a href="https://bit.ly/acme">x</a><a href="/go/9">Acme</a>'
    found = [link.href for link in detours(f"{noise}{told}{noise}{told}")]
    assert found[:3] == ["/out?u=https://acme.com", "https://bit.ly/acme", "/go/9"]
    assert len(found) == len(set(found)) == 12


def test_a_domain_of_other_letters_is_found_as_it_is_written() -> None:
    own = OwnDomains(("bücher.example",))
    [link] = detours('<a href="/out?u=https%3A%2F%2Fb%C3%BCcher.example%2F">x</a>', own)
    assert holds_us(link.target_url, own)


@pytest.mark.parametrize(
    ("url", "destination"),
    [
        ("https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Facme.com%2F", "https://acme.com/"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Facme.com%2F&h=AT", "https://acme.com/"),
        ("https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Facme.com", "https://acme.com"),
        ("https://www.bing.com/ck/a?p=7&u=a1aHR0cHM6Ly9hY21lLmNvbS90b29scw&ntb=1", "https://acme.com/tools"),
        ("https://href.li/?https://acme.com/a?b=c", "https://acme.com/a?b=c"),
        ("https://www.google.com/search?q=https://acme.com", None),
        ("https://google.com.evil.example/url?q=https://acme.com", None),
        ("https://evilgoogle.com/url?q=https://acme.com", None),
        ("https://blog.example/url?q=https://acme.com", None),
        ("https://www.google.com/url?q=javascript:alert(1)", None),
    ],
)
def test_a_redirector_of_known_form_says_where_it_leads(url: str, destination: str | None) -> None:
    assert stated_destination(url) == destination
