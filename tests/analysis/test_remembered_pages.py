"""What is remembered of a page: the same whether or not its text was known before."""

from __future__ import annotations

from dataclasses import replace

from storage.domain import PageMemory
from tests.analysis.visits import GOOD_PAGE, MEMORY, a_visit, judged

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
