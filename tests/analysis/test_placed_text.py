"""Where on a page each stretch of its text is said to stand."""

from __future__ import annotations

from collections import Counter

import pytest

from jobs.analysis.pages import read_page, read_placed_text
from storage.domain import Placement
from tests.analysis.readings import content_type_of, real_pages

SENTENCE = "Sailors trust the anchor more than the engine, and they are right to do so. "
PAGE = f"""<!doctype html><title>Anchors</title>
<nav><a href=/>Home</a> <a href=/knots>Knots</a></nav>
<main><article><h1>On anchors</h1><p>{SENTENCE * 4}</p><p>Acme forged <b>the</b> best. {SENTENCE * 3}</p>
<div class=author-box><p>Jo writes for Acme.</p></div></article>
<section id=comments><div class=comment><p>Acme? Never again.</p></div></section></main>
<footer>Made by Acme</footer>"""


def test_each_stretch_of_a_text_has_its_place() -> None:
    placed = read_placed_text(PAGE.encode(), content_type="text/html")
    assert [(stretch.placement, placed.text[stretch.begins : stretch.ends][:11]) for stretch in placed.stretches] == [
        (Placement.NAV, "Home Knots"),
        (Placement.MAIN, "On anchors "),
        (Placement.BIO, "Jo writes f"),
        (Placement.COMMENT, "Acme? Never"),
        (Placement.FOOTER, "Made by Acm"),
    ]
    assert placed.said_in(Placement.BIO) == "Jo writes for Acme."


def test_a_word_is_placed_by_where_it_stands_in_the_text_of_the_page() -> None:
    text = read_page(PAGE.encode(), url="https://blog.example/", content_type="text/html", own=None).text
    placed = read_placed_text(PAGE.encode(), content_type="text/html")
    assert placed.text == text
    offsets = [at for at in range(len(text)) if text.startswith("Acme", at)]
    assert [placed.placement_at(offset) for offset in offsets] == [
        Placement.MAIN,
        Placement.BIO,
        Placement.COMMENT,
        Placement.FOOTER,
    ]


def test_a_page_without_text_has_no_stretches() -> None:
    placed = read_placed_text(b"<p>  </p>", content_type=None)
    assert (placed.text, placed.stretches) == ("", ())
    assert placed.placement_at(0) is Placement.OTHER


@pytest.mark.slow
def test_stretches_cover_the_whole_text_of_real_pages_and_agree_with_their_main_text() -> None:
    agreeing: Counter[bool] = Counter()
    for page, markup in real_pages():
        body, content_type = markup, content_type_of(page)
        read = read_page(body, url=page["url"], content_type=content_type, own=None)
        placed = read_placed_text(body, content_type=content_type)
        assert placed.text == read.text
        covered = " ".join(placed.text[stretch.begins : stretch.ends] for stretch in placed.stretches)
        assert covered == placed.text
        agreeing[" ".join(placed.said_in(Placement.MAIN).split()) == " ".join(read.main_text.split())] += 1
    assert agreeing[True] > 20 * agreeing[False]
