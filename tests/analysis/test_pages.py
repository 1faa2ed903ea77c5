"""What a page says about itself: title, language, base, canonical address, redirect, text."""

from __future__ import annotations

import pytest

from jobs.analysis.remembering import overlap
from storage.domain import Carrier
from tests.analysis.readings import URL, read

PARAGRAPH = "Sailors trust the anchor more than the engine, and they are right to do so. "


def test_title_and_language_are_read_from_the_head() -> None:
    page = read('<html lang=" de-AT "><title>\n Anker &amp;  Kette </title><p>x')
    assert (page.title, page.lang) == ("Anker & Kette", "de-AT")


def test_a_page_without_title_or_language_says_so() -> None:
    page = read("<p>x")
    assert (page.title, page.lang, page.canonical_url, page.refresh_url) == ("", None, None, None)


def test_the_title_of_a_drawing_is_not_the_title_of_the_page() -> None:
    assert read("<body><svg><title>Icon</title></svg><p>x").title == ""


@pytest.mark.parametrize(
    ("markup", "heading"),
    [
        ("<h2>Menu</h2><h1><img src=x></h1><h1> Anchors\n<i>we</i> like </h1><h1>More</h1>", "Anchors we like"),
        ("<h3>Small</h3><h2>Anchors</h2>", "Anchors"),
        ("<p>Anchors", ""),
        ("<noscript><h1>No scripts</h1></noscript><p>x", ""),
        (f"<h1>{'x' * 400}</h1>", "x" * 300),
    ],
)
def test_the_first_main_heading_with_words_is_the_heading(markup: str, heading: str) -> None:
    assert read(markup).heading == heading


def test_own_text_is_what_no_link_makes() -> None:
    menu = "<nav><a href=/>Home</a> <a href=/b>About <b>us</b></a></nav>"
    assert read(f"{menu}<p><a href=/c>{PARAGRAPH}</a>").own_text_length == 0
    assert read(f"{menu}<p> {PARAGRAPH} <p>And more").own_text_length == len(PARAGRAPH.strip()) + len("And more")


def test_the_first_base_with_an_address_counts() -> None:
    page = read('<base target=_top><base href="/en/"><base href="/fr/"><a href="a">x</a>')
    assert page.base_url == "https://blog.example/en/"
    assert [link.target_url for link in page.links] == ["https://blog.example/en/a"]


@pytest.mark.parametrize("href", ["data:text/html,x", "javascript:void(0)", "http://[", "mailto:a@b.example"])
def test_a_base_that_is_no_web_address_is_passed_over(href: str) -> None:
    assert read(f'<base href="{href}"><a href="a">x</a>').links[0].target_url == "https://blog.example/posts/a"


def test_the_canonical_address_is_read_from_the_head_and_resolved() -> None:
    page = read('<head><link rel="alternate canonical" href="/original"></head><p>x')
    assert page.canonical_url == "https://blog.example/original"


def test_a_canonical_link_in_the_body_may_come_from_a_visitor_and_does_not_count() -> None:
    assert read('<body><p>x<link rel=canonical href="/elsewhere">').canonical_url is None


def test_a_noscript_in_the_head_does_not_push_the_canonical_link_into_the_body() -> None:
    page = read('<head><noscript><img src=p.gif></noscript><link rel=canonical href="/original"></head>')
    assert page.canonical_url == "https://blog.example/original"


@pytest.mark.parametrize(
    "value",
    [
        "</original>; rel=canonical",
        '<https://blog.example/original>; rel="canonical"',
        '</style.css>; rel=preload; as="style", </original>; title="a, b"; rel="start canonical"',
    ],
)
def test_the_canonical_address_is_read_from_the_link_header(value: str) -> None:
    assert read("<p>x", headers=(("link", value),)).canonical_url == "https://blog.example/original"


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/new", "https://blog.example/new"),
        ("0;URL='https://other.example/'", "https://other.example/"),
        (' 1 , url = "/new" ', "https://blog.example/new"),
        ("0;/new", "https://blog.example/new"),
        ("0.9; url=/new", "https://blog.example/new"),
    ],
)
def test_a_page_that_goes_on_at_once_is_a_redirect(content: str, target: str) -> None:
    page = read(f"""<meta http-equiv=Refresh content="{content.replace('"', "&quot;")}"><p>x""")
    assert page.refresh_url == target


@pytest.mark.parametrize(
    "content", ["5; url=/new", "2700", "0", "0; url=", f"0; url={URL}#top", "soon; url=/x", "0; url=javascript:x()"]
)
def test_a_page_that_waits_or_loads_itself_again_is_no_redirect(content: str) -> None:
    assert read(f'<meta http-equiv=refresh content="{content}"><p>x').refresh_url is None


def test_a_redirect_for_browsers_without_scripts_is_none() -> None:
    assert read('<noscript><meta http-equiv=refresh content="0; url=/nojs"></noscript>').refresh_url is None


def test_the_page_itself_is_named_before_its_headers_as_the_carrier_of_a_rule() -> None:
    page = read("<meta name=ROBOTS content=NOINDEX>", headers=(("x-robots-tag", "noindex, nofollow"),))
    assert (page.noindex_by, page.nofollow_by) == (Carrier.META, Carrier.HEADER)


def test_the_text_is_what_a_reader_sees() -> None:
    page = read(
        "<title>T</title><style>p{}</style><h1>He<b>ad</b>ing</h1><script>var a</script><p>One&nbsp;two<br>three</p>"
        "<noscript>No scripts?</noscript><template>Later</template><!-- never --><p>four"
    )
    assert page.text == "Heading One two three four"
    assert page.text_length == len(page.text)


def test_the_main_text_leaves_out_what_surrounds_it() -> None:
    page = read(
        "<header><nav><a href=/>Home</a> <a href=/b>Blog</a></nav></header>"
        f"<main><article><h1>Anchors</h1><p>{PARAGRAPH * 4}</p><p>{PARAGRAPH * 3}</p></article></main>"
        "<div class=sidebar><ul><li><a href=/c>Categories</a></ul></div><footer><p>All rights reserved</p></footer>"
    )
    lines = page.main_text.splitlines()
    assert lines == ["Anchors", (PARAGRAPH * 4).strip(), (PARAGRAPH * 3).strip()]


def test_two_readings_of_the_same_words_know_each_other_whatever_the_markup() -> None:
    words = [f"{PARAGRAPH}{number}" for number in range(30)]
    first = read("".join(f"<p>{line}</p>" for line in words))
    later = read("<script>nonce=7</script>" + "".join(f"<div>{line}</div>" for line in words))
    other = read("<p>Just a moment. We are checking your browser before you go on to the page.</p>" * 30)
    assert first.content_hash == later.content_hash
    assert overlap(first.sketch, later.sketch) == 1
    assert overlap(first.sketch, other.sketch) < 0.1


def test_a_page_that_lost_a_tenth_of_its_words_is_still_known() -> None:
    words = [f"{PARAGRAPH}{number * 7919}" for number in range(60)]
    first, later = (read(" ".join(words[start:])) for start in (0, 6))
    assert overlap(first.sketch, later.sketch) > 0.6


def test_an_empty_answer_is_an_empty_page() -> None:
    page = read(b"", content_type=None)
    assert (page.text, page.links, page.sketch) == ("", (), ())
