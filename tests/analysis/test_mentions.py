"""Where a page names brands, as its readers see it."""

from __future__ import annotations

import time

import pytest

from jobs.analysis.brand_terms import BrandTerms
from jobs.analysis.mentions import BrandMention, read_mentions
from jobs.analysis.pages import Page, read_page
from storage.domain import Brand
from tests.analysis.visits import PROSE

ACME = Brand(("Acme", "Ace Mill"))


def read(body: str) -> Page:
    return read_page(body.encode(), url="https://blog.example/post", content_type="text/html; charset=utf-8", own=None)


def article(inner: str, around: str = "") -> Page:
    prose = "".join(f"<p>{PROSE}</p>" for _ in range(3))
    return read(f"<title>A post</title><body><article><h1>Tools</h1>{prose}<p>{inner}</p></article>{around}</body>")


def mentions(page: Page, *brands: Brand) -> tuple[BrandMention, ...]:
    return read_mentions(page, BrandTerms(brands or (ACME,)))


@pytest.mark.parametrize(
    "inner",
    [
        "Ac<b>me</b>",
        "<strong>Acme</strong>",
        "Ac<wbr>me",
        "A<span>c</span><i>m</i>e",
        "&#65;c&#x6d;e",
        "Ac&shy;me",
        "Ac&#8203;me",
        "Acme&rsquo;s",
        "Ace<br>Mill",
        "Ace&nbsp;Mill",
        "Ace\n  Mill",
        "Ace <em>Mill</em>",
        "Ａｃｍｅ",
    ],
)
def test_markup_inside_a_name_changes_nothing(inner: str) -> None:
    assert [mention.place for mention in mentions(article(f"We use {inner} daily."))] == ["main"]


@pytest.mark.parametrize(
    "inner",
    [
        '<img src="/l.png" alt="Acme">',
        '<span title="Acme" data-brand="Acme" aria-label="Acme">it</span>',
        "<script>var a = 'Acme'</script>",
        "<style>.a::after{content:'Acme'}</style>",
        "<template>Acme</template>",
        "<noscript>Acme</noscript>",
        "<!-- Acme -->",
        '<input type="hidden" value="Acme">',
        "<textarea>Acme</textarea>",
        "<select><option>Acme</option></select>",
        "Ac<div></div>me",
        "Acmeish",
    ],
)
def test_what_no_reader_reads_as_the_name_is_no_mention(inner: str) -> None:
    assert mentions(article(f"We use {inner} daily.")) == ()


@pytest.mark.parametrize(
    "around",
    [
        "<footer><p>Made with Acme</p></footer>",
        "<nav><ul><li><a href='/a'>Acme</a></li></ul></nav>",
        "<aside class='related'><h3>Related</h3><a href='/a'>Why Acme won</a></aside>",
        "<div class='tag-cloud'><a href='/t/acme'>Acme</a> <a href='/t/b'>Beta</a></div>",
        "<section id='comments'><div class='comment'><p>I like Acme a lot, dear author of this.</p></div></section>",
    ],
)
def test_26_a_brand_only_around_the_content_is_boilerplate(around: str) -> None:
    assert [mention.place for mention in mentions(article("Nothing here.", around))] == ["boilerplate"]


def test_the_end_of_one_paragraph_and_the_next_ones_beginning_are_no_name() -> None:
    assert mentions(article("We met an Ace</p><p>Mill owners came")) == ()


def test_what_is_hidden_is_never_the_content() -> None:
    found = mentions(article("Words</p><p style='display:none'>Acme</p><p hidden>Acme</p><p>Words"))
    assert {mention.place for mention in found} <= {"boilerplate"}


def test_a_mention_says_where_it_stands() -> None:
    page = article("We use <b>Acme</b> daily.")
    [mention] = mentions(page)
    assert page.main_text[mention.offset :].startswith("Acme daily.")
    assert mention.context.endswith("We use Acme daily.")
    assert (mention.brand, mention.text) == (ACME, "Acme")


def test_a_title_is_its_own_place() -> None:
    [mention] = mentions(read("<title>All of Acme</title><body><p>Words"))
    assert (mention.place, mention.offset) == ("title", 7)


def test_a_page_that_says_nothing_else_is_read_soon() -> None:
    began = time.process_time()
    found = mentions(read("<body><p>" + "Acme " * 900_000))
    assert 0 < len(found) <= 1_000
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "text",
    [
        "ß-Acme-" * 6_000,  # one word, and its folded letters stand elsewhere
        "Acme." * 100_000,
        "a@Acme@" * 60_000,
        "Acme-" * 100_000,
    ],
)
def test_no_page_that_names_a_brand_without_end_takes_long(text: str) -> None:
    page = article(text)
    began = time.process_time()
    mentions(page)
    assert time.process_time() - began < 5
