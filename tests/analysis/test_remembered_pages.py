"""What is remembered of a page: the same whether or not its text was known before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs.analysis.pages import Page
from jobs.reading.page_to_read import PageToRead
from storage.domain import PageMemory
from tests.analysis.readings import OWN, URL
from tests.analysis.visits import GOOD_PAGE, MEMORY, PAGE_WITHOUT_LINK, a_visit, judged

OTHER = GOOD_PAGE.replace("</p>", " and something that nobody has said on this page before</p>", 1)


def _remembered(markup: str, known: PageMemory | None) -> PageMemory | None:
    return judged(a_visit(markup), known).page_memory


def test_a_known_text_is_remembered_as_it_was_when_it_was_new() -> None:
    assert _remembered(GOOD_PAGE, MEMORY) == _remembered(GOOD_PAGE, None)


def test_the_sketch_of_another_text_is_drawn_anew() -> None:
    assert MEMORY is not None
    assert _remembered(OTHER, replace(MEMORY, sketch=(1, 2, 3))) == _remembered(OTHER, None)


def test_the_sketch_of_a_known_text_is_not_drawn_again() -> None:
    assert MEMORY is not None
    marked = replace(MEMORY, sketch=(1, 2, 3))
    assert _remembered(GOOD_PAGE, marked) == marked


def _read(markup: str, known: PageMemory | None) -> Page:
    return PageToRead(markup.encode(), URL, "text/html; charset=utf-8", own=OWN, known=known).read()


def test_the_words_of_a_page_that_links_and_looks_as_it_did_are_not_taken_again() -> None:
    edited = GOOD_PAGE.replace("</p>", " today</p>", 1)
    assert _read(edited, MEMORY).is_as_known
    assert _read(edited, MEMORY).content_hash != _read(GOOD_PAGE, MEMORY).content_hash, (
        "a change is noticed all the same"
    )


@pytest.mark.parametrize(
    ("markup", "known"),
    [
        (GOOD_PAGE, None),
        (GOOD_PAGE, PageMemory()),
        (GOOD_PAGE.replace("<title>", "<title>Now: "), MEMORY),
        (GOOD_PAGE.replace("</p>", " and much more that it did not say before" * 9 + "</p>", 1), MEMORY),
        (GOOD_PAGE.replace("<title>", "<title hidden></title><x>"), MEMORY),
        (PAGE_WITHOUT_LINK, MEMORY),
    ],
)
def test_the_words_of_any_other_page_are(markup: str, known: PageMemory | None) -> None:
    assert not _read(markup, known).is_as_known


def test_a_page_is_known_by_the_same_hash_however_its_text_was_come_by() -> None:
    early, late = _read(GOOD_PAGE, MEMORY), _read(GOOD_PAGE, None)
    assert early.is_as_known
    assert not late.is_as_known
    assert early.content_hash == late.content_hash
    assert early.text == late.text, "whoever asks for words that were not taken gets them"
