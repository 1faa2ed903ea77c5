"""What a page says does not depend on how its markup is written down."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.page_words import PageWords
from jobs.analysis.pages import Page, read_page
from storage.domain import Placement
from tests.fuzzing.pages_written import Element, documents, otherwise, plainly
from tests.fuzzing.test_any_page import FIRST, OWN, unhurried

NO_WORDS = PageWords(b"")


def unmeasured(page: Page) -> Page:
    """A comment splits a text in two for who measures it: by a few characters, which may turn the scale of a place."""
    links, detours = (
        tuple(replace(link, placement=Placement.OTHER) for link in some) for some in (page.links, page.detours)
    )
    return replace(page, charset="", words=NO_WORDS, lines=(), links=links, detours=detours)


@unhurried
@given(documents, st.integers(0, 2**32))
def test_a_page_written_otherwise_is_read_alike(document: tuple[Element | str, ...], seed: int) -> None:
    one, other = plainly(document), otherwise(document, Random(seed))
    for own in (None, OWN):
        first = read_page(one, url=FIRST, content_type="text/html", own=own)
        second = read_page(other, url=FIRST, content_type="text/html", own=own)
        assert second.text == first.text
        assert unmeasured(second) == unmeasured(first)
