"""Whom to write to about a page is read from the page itself: shown with care, and never more than a few."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.contacts import contacts_on
from jobs.analysis.mail_addresses import read_mail_address
from storage.domain import Contact, ContactKind
from tests.analysis.readings import read

URL = "https://blog.acme.com/2026/post"
JANE = '<script type="application/ld+json">{"@type": "Article", "author": {"name": "Jane Doe"}}</script>'


def found(body: str, head: str = "", url: str = URL) -> tuple[Contact, ...]:
    page = read(f"<html><head><title>A post</title>{head}</head><body>{body}</body></html>".encode(), url=url)
    return contacts_on(page)


def mails(body: str, head: str = "", url: str = URL) -> list[str]:
    return [one.address for one in found(body, head, url) if one.kind is ContactKind.EMAIL]


def test_the_person_comes_first_then_editors_then_anyone_then_pages() -> None:
    body = """
    <article><p>By <a rel="author" href="/author/jane-doe">Jane Doe</a></p><p>Words and words.</p></article>
    <footer><a href="/impressum">Impressum</a> <a href="/contact">Contact</a> <a href="/about">About us</a>
    <a href="mailto:info@acme.com">Mail</a> <a href="mailto:redaktion@acme.com">Redaktion</a>
    <a href="mailto:jane.doe@acme.com">Jane</a></footer>
    """
    assert [(one.kind.value, one.address, one.name) for one in found(body, JANE)] == [
        ("email", "jane.doe@acme.com", "Jane Doe"),
        ("author_page", "https://blog.acme.com/author/jane-doe", "Jane Doe"),
        ("email", "redaktion@acme.com", ""),
        ("email", "info@acme.com", ""),
        ("contact_page", "https://blog.acme.com/contact", ""),
    ]
    assert {one.source_url for one in found(body, JANE)} == {URL}


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("mailto:editor@acme.com?subject=Hi&body=x", "editor@acme.com"),
        ("MAILTO:editor%40acme.com", "editor@acme.com"),
        ("mailto:Jane%20Doe%20%3Ceditor@acme.com%3E", "editor@acme.com"),
        (" mailto: editor@ACME.com ", "editor@acme.com"),
    ],
)
def test_a_mailto_link_is_decoded_and_its_query_ignored(href: str, address: str) -> None:
    assert mails(f'<p><a href="{href}">write</a></p>') == [address]


def test_an_international_domain_has_one_spelling() -> None:
    body = '<p><a href="mailto:info@müller.de">a</a> <a href="mailto:info@xn--mller-kva.de">b</a></p>'
    assert mails(body, url="https://müller.de/post") == ["info@xn--mller-kva.de"]


@pytest.mark.parametrize(
    "href",
    [
        "mailto:?subject=Look%20at%20this&body=https://acme.com",
        "mailto:editor@acme.com%0D%0ABcc:all@evil.com",
        "mailto:editor%00@acme.com",
        "mailto:",
        "mailto:editor",
        "mailto:%zz@acme.com@x",
        "mailto:no-reply@acme.com",
        "mailto:noreply+42@acme.com",
        "mailto:Privacy@acme.com",
        "mailto:abuse@acme.com",
        "mailto:postmaster@acme.com",
        "mailto:dpo@acme.com",
        "mailto:un-subscribe@acme.com",
        "mailto:ad.sales@acme.com",
        "mailto:someone@else.org",
        "mailto:someone@gmail.com",
        "mailto:editor@notacme.com",
    ],
)
def test_what_is_no_address_or_nobody_of_this_page_is_not_shown(href: str) -> None:
    assert mails(f'<p><a href="{href}">write</a></p>', JANE) == []


@pytest.mark.parametrize("address", ["jane.doe@thr.com", "doe.jane@x.org", "janedoe@gmail.com", "jdoe@gmail.com"])
def test_an_address_elsewhere_is_shown_when_it_is_clearly_the_authors(address: str) -> None:
    assert [one.name for one in found(f'<p><a href="mailto:{address}">mail</a></p>', JANE)] == ["Jane Doe"]


@pytest.mark.parametrize("address", ["jdoe@thr.com", "jane@x.org", "janet.doering@x.org", "john.doe@gmail.com"])
def test_an_address_elsewhere_is_not_shown_for_half_a_name(address: str) -> None:
    assert mails(f'<p><a href="mailto:{address}">mail</a></p>', JANE) == []


def test_a_small_sites_own_mailbox_at_a_provider_is_shown() -> None:
    body = '<p><a href="mailto:the.happy.baker@gmail.com">mail</a> <a href="mailto:baker@gmail.com">mail</a></p>'
    assert mails(body, url="https://thehappybaker.com/bread") == ["the.happy.baker@gmail.com"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Tips? Write to tips@acme.com.", ["tips@acme.com"]),
        ("Contact: maya@acme.com", ["maya@acme.com"]),
        ("Write to editor [at] acme [dot] com, please", ["editor@acme.com"]),
        ("redaktion (ät) acme (punkt) com", ["redaktion@acme.com"]),
        ("editor{at}acme.com", ["editor@acme.com"]),
        ("Mail editor at acme dot com for more", ["editor@acme.com"]),
        ("Call 555-1234editor@acme.com", []),
        ("the editor at acme said so", []),
        ("we met [at] acme [dot] nothing", []),
        ("as in user@acme.com or maya@acme.com", []),
        ("@acme.com and a @ b", []),
    ],
)
def test_a_written_address_is_read_only_where_it_is_plain(said: str, expected: list[str]) -> None:
    assert mails(f"<p>A first line of this page.</p><p>{said}</p>") == expected


def test_a_hidden_address_is_a_trap() -> None:
    assert mails('<p style="display:none"><a href="mailto:editor@acme.com">x</a></p>') == []


def test_a_name_alone_does_not_make_another_authors_page_ours() -> None:
    body = '<p>Words</p><ul><li><a href="/author/john-roe">John Roe</a></li></ul>'
    assert found(body, JANE) == ()
    assert [one.address for one in found(body + '<a href="/author/jane-doe">more</a>', JANE)] == [
        "https://blog.acme.com/author/jane-doe"
    ]


def test_the_authors_page_may_be_told_to_machines() -> None:
    data = '<script type="application/ld+json">{"author": [{"name": "Jane Doe", "url": "/people/7"}]}</script>'
    assert [one.address for one in found("<p>x</p>", data)] == ["https://blog.acme.com/people/7"]
    bad = '<script type="application/ld+json">{"author": {"name": "Jane Doe", "url": "javascript:alert(1)"}}</script>'
    assert found("<p>x</p>", bad) == ()


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/kontakt.html">Schreiben</a>',
        '<a href="/x/7">Nous contacter</a>',
        '<a href="/x">Контакты</a>',
        '<a href="/x">お問い合わせ</a>',
        '<a href="/x">صفحة</a><a href="/y">اتصل بنا</a>',
        '<a href="https://www.acme.com/en/contact_us/">→</a>',
    ],
)
def test_contact_pages_are_known_in_many_languages(link: str) -> None:
    assert [one.kind for one in found(f"<footer>{link}</footer>")] == [ContactKind.CONTACT_PAGE]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/contact-lenses-guide">Contact lenses</a>',
        '<a href="https://other.org/contact">Contact</a>',
        '<a href="/cdn-cgi/l/email-protection#ab">Contact us</a>',
        '<a href="#contact">Contact</a>',
        '<a href="javascript:contact()">Contact</a>',
    ],
)
def test_what_only_looks_like_a_contact_page_is_none(link: str) -> None:
    assert found(f"<footer>{link}</footer>") == ()


def test_a_page_full_of_addresses_stays_quick_and_shows_few() -> None:
    links = "".join(f'<a href="mailto:p{n}@d{n}.com">x</a> <a href="mailto:p{n}@acme.com">y</a>' for n in range(10_000))
    text = "".join(f"<p>write a{n}@acme.com or b{n} [at] acme [dot] com</p>" for n in range(2_000))
    page = read(f"<body>{links}{text}{'a@' * 50_000}{'x.' * 50_000}</body>".encode(), url=URL)
    started = time.process_time()
    assert len(contacts_on(page)) <= 5
    assert time.process_time() - started < 2.0


ODD = st.text(st.sampled_from("ajd@.%0D A<>[]()\"'\r\n?,:+-é\u202e\x00") | st.characters(codec="utf-8"), max_size=40)


@given(st.lists(ODD, max_size=6), ODD, ODD)
def test_whatever_a_page_says_only_plain_addresses_and_web_pages_are_shown(
    hrefs: list[str], said: str, author: str
) -> None:
    attribute = str.maketrans({'"': "&quot;", "&": "&amp;", "<": "&lt;"})
    links = "".join(f'<a rel="author" href="mailto:{href.translate(attribute)}">x</a>' for href in hrefs)
    links += "".join(f'<a rel="author" href="{href.translate(attribute)}">contact</a>' for href in hrefs)
    head = f'<meta name="author" content="{author.translate(attribute)}">'
    shown = found(f"<p>{author.translate(attribute)}</p>{links}<p>contact {said.translate(attribute)}</p>", head)
    assert len(shown) <= 5
    for one in shown:
        assert one.address.isprintable()
        if one.kind is ContactKind.EMAIL:
            assert str(read_mail_address(one.address)) == one.address
        else:
            assert one.address.startswith(("http://", "https://"))
