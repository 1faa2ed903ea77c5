"""Where on a page links are said to stand."""

from __future__ import annotations

from collections import defaultdict

import pytest

from benchmarks.placement_set import Example, is_held_back, macro_f1
from storage.domain import Placement
from tests.analysis.readings import OWN, content_type_of, packed_lines, read, real_pages

LINK = '<a href="https://acme.com/x">Acme widgets</a>'
SENTENCE = "Sailors trust the anchor more than the engine, and they are right to do so. "
ARTICLE = f"<main><article><h1>Anchors</h1><p>{SENTENCE * 4}</p><p>{SENTENCE * 3}</p></article></main>"


def place(markup: str) -> Placement:
    (link,) = read(markup, own=OWN).links
    return link.placement


@pytest.mark.parametrize(
    "markup",
    [
        f"<article><h1>Anchors</h1><p>{SENTENCE * 6} {LINK} {SENTENCE}</p><p>{SENTENCE * 3}</p></article>",
        f"<main><h1>Anchors</h1><p>{SENTENCE * 6}</p><p>{SENTENCE} {LINK}</p></main>",
        f"<div id=post-body>{SENTENCE * 6}<br><br>{SENTENCE} {LINK} {SENTENCE}</div>",
        f"<table><tr><td><p>{SENTENCE * 6} {LINK}</p></td></tr></table>",
        f"<article><p>{SENTENCE * 5}</p><p>{SENTENCE}</p><p><a href=https://acme.com><img alt=Acme></a></p></article>",
        f"<article><p>See {LINK} for more.</p></article>",
        f"<p>Hello {LINK} there</p>",
    ],
)
def test_links_in_the_text_people_came_for_are_in_the_main_part(markup: str) -> None:
    assert place(markup) is Placement.MAIN


@pytest.mark.parametrize(
    ("markup", "placement"),
    [
        (f"<nav><a href=/>Home</a> {LINK}</nav>{ARTICLE}", Placement.NAV),
        (f"<div role=navigation>{LINK}</div>{ARTICLE}", Placement.NAV),
        (f"<div class=breadcrumbs><a href=/>Home</a> › {LINK}</div>{ARTICLE}", Placement.NAV),
        (f"<header><a href=/>Logo</a> {LINK}</header>{ARTICLE}", Placement.HEADER),
        (f"{ARTICLE}<footer><p>Made by {LINK}</p></footer>", Placement.FOOTER),
        (f"{ARTICLE}<div class='siteFooter'><p>Made by {LINK}</p></div>", Placement.FOOTER),
        (f"{ARTICLE}<aside><h3>Partners</h3><ul><li>{LINK}</ul></aside>", Placement.ASIDE),
        (f"{ARTICLE}<div class='sidebar'><div class=widget><ul><li>{LINK}</ul></div></div>", Placement.ASIDE),
        (
            f"{ARTICLE}<section id=comments><div class=comment><p>I agree, see {LINK}</p></div></section>",
            Placement.COMMENT,
        ),
        (f"{ARTICLE}<ol class=comment-list><li><footer>{LINK}</footer><p>Nice.</p></ol>", Placement.COMMENT),
        (f"{ARTICLE}<div class=author-bio><p>Jane writes for {LINK} and others.</p></div>", Placement.BIO),
        (f"{ARTICLE}<div class=related-posts><h3>Related</h3><ul><li>{LINK}</ul></div>", Placement.OTHER),
    ],
)
def test_links_around_the_text_are_told_by_the_part_they_stand_in(markup: str, placement: Placement) -> None:
    assert place(markup) is placement


BIO = f"<p>Jane is editor at {LINK}.</p>"


@pytest.mark.parametrize(
    "bio",
    [
        f"<div class=author-bio><h3>About the author</h3>{BIO}</div>",
        f"<div class=authorBox>{BIO}</div>",
        f"<section id=sobre-autor>{BIO}</section>",
        f"<div class='post-author vcard'>{BIO}</div>",
        f"<div itemprop=author itemscope itemtype='https://schema.org/Person'><div class=bio>{BIO}</div></div>",
        f"<h3>About the author</h3>{BIO}",
        f"<div><h4>Über den Autor</h4><img src=jane.jpg>{BIO}</div>",
        f"<div><h2>À propos de l'auteur</h2><div><img src=jane.jpg></div><div>{BIO}</div></div>",
        f"<h3>この記事を書いた人</h3>{BIO}",
    ],
)
@pytest.mark.parametrize("long", [1, 6])
def test_a_box_on_the_author_is_a_bio_even_inside_the_article(bio: str, long: int) -> None:
    text = f"<p>{SENTENCE * 4}</p>" * long
    assert place(f"<main><article><h1>Anchors</h1>{text}{bio}</article></main>") is Placement.BIO
    assert place(f"<div><h1>Anchors</h1>{text}<div>{bio}</div></div>") is Placement.BIO


def test_a_page_about_a_person_is_no_bio_of_its_author() -> None:
    text = f"<p>{SENTENCE * 6} {LINK} {SENTENCE}</p><p>{SENTENCE * 3}</p>"
    assert place(f"<main class=author-profile><h1>Jane</h1>{text}</main>") is Placement.MAIN


def test_what_follows_the_next_heading_is_not_on_the_author() -> None:
    text = f"<p>{SENTENCE * 6}</p><p>{SENTENCE * 3}</p>"
    more = f"<h2>Sources</h2><p>{SENTENCE} {LINK} {SENTENCE}</p><p>{SENTENCE * 3}</p>"
    assert place(f"<article><h2>About authors of charts</h2>{text}{more}</article>") is Placement.MAIN


def test_words_in_class_names_count_whole() -> None:
    assert place(f"<div class=navy><p>{SENTENCE * 6} {LINK} {SENTENCE}</p></div>") is Placement.MAIN


@pytest.mark.slow
def test_placement_holds_on_pages_it_was_not_learnt_from() -> None:
    labels: dict[str, dict[int, bool]] = defaultdict(dict)
    for entry in packed_lines("placement/gold.jsonl.gz"):
        labels[entry["page"]][entry["i"]] = entry["label"] == "main"
    examples = []
    for page, markup in real_pages():
        of_page = labels[page["page"]]
        if is_held_back(page["url"]) and page["type"] in ("article", "documentation", "forum", "listing"):
            for link in read(markup, url=page["url"], content_type=content_type_of(page)).links:
                if link.index in of_page:
                    judged = 1.0 if link.placement is Placement.MAIN else -1.0
                    examples.append(Example(page["page"], page["type"], True, of_page[link.index], False, [judged]))
    assert macro_f1(examples, lambda example: example.figures[0]) > 0.86
