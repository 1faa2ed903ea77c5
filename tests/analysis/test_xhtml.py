"""What a browser shows of a page served as XHTML is read, however XML writes it."""

from __future__ import annotations

import time

import pytest

from jobs.analysis.xhtml import as_html
from tests.analysis.readings import OWN, read
from tests.analysis.visits import LINK

XHTML = "application/xhtml+xml; charset=utf-8"
_SPACE = 'xmlns="http://www.w3.org/1999/xhtml"'


def document(body: str, head: str = "<title>A post</title>") -> str:
    return f'<?xml version="1.0"?>\n<html {_SPACE}><head>{head}</head><body>{body}</body></html>'


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<p>{LINK}</p>", "<title/>"),
        (f"<p>{LINK}</p>", '<title>A post</title><script src="a.js" async="async"/>'),
        (f"<textarea/><iframe src='x'/><style media=\"print\" /><p>{LINK}</p>", ""),
        (f"<div id='a' /><a name='b'/><p>{LINK}</p>", ""),
    ],
)
def test_what_is_closed_at_once_hides_nothing(body: str, head: str) -> None:
    assert [link.anchor_text for link in read(document(body, head), content_type=XHTML, own=OWN).links] == ["Acme"]


def test_elements_with_a_prefix_are_elements() -> None:
    markup = (
        '<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>A post</h:title></h:head><h:body>'
        '<h:p>By <h:a rel="nofollow" href="https://acme.com/">Acme</h:a><h:br/>and others</h:p></h:body></h:html>'
    )
    page = read(markup, content_type=XHTML, own=OWN)
    assert (page.title, page.text) == ("A post", "By Acme and others")
    assert [(link.anchor_text, link.follow) for link in page.links] == [("Acme", False)]


def test_elements_of_another_kind_are_no_links() -> None:
    markup = document('<p><x:a xmlns:x="https://acme.com/ns" href="https://acme.com/">Acme</x:a></p>')
    assert read(markup, content_type=XHTML, own=OWN).links == ()


def test_literal_text_is_text() -> None:
    page = read(document(f"<p>Write <![CDATA[{LINK} & more]]> so.</p>"), content_type=XHTML, own=OWN)
    assert page.links == ()
    assert page.text == f"Write {LINK} & more so."


def test_a_page_served_as_html_is_read_as_html_whatever_it_calls_itself() -> None:
    markup = document(f"<p>{LINK}</p>", '<script src="a.js"/>')
    assert read(markup, content_type="text/html", own=OWN).links == ()


@pytest.mark.parametrize(
    "flood",
    [
        "<![CDATA[" * 100_000,
        "<![CDATA[x]]>" * 50_000,
        "".join(f'<b xmlns:p{n}="http://www.w3.org/1999/xhtml">' for n in range(4_000)),
        "<a b=\"<a b='" * 50_000,
        "<a" + " " * 500_000,
        "<a " + "b " * 5_000,
        "<a/>" * 4_000,
    ],
    ids=["open", "closed", "prefixes", "quotes", "blanks", "attributes", "ends"],
)
def test_no_flood_keeps_us_busy(flood: str) -> None:
    began = time.process_time()
    as_html(flood.encode())
    assert time.process_time() - began < 2
