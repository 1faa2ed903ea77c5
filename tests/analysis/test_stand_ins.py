"""What servers show in the place of a page is told apart from pages, in many languages, and pages from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from storage.domain import Conclusion, Verdict
from tests.analysis.staged import brief, innocents, languages, others, servers, short, walls
from tests.analysis.staged.dressing import bare, dressed
from tests.analysis.visits import LOST, MEMORY, NO_ANSWER, a_visit, judged, words

DRESSES = {"bare": bare, "dressed": dressed}


def cases(*sets: Mapping[str, str]) -> list[object]:
    return [pytest.param(markup, id=name) for pages in sets for name, markup in pages.items()]


def said_of(markup: str) -> tuple[Conclusion, Verdict]:
    """The same with and without a memory of another page."""
    alone, remembering = (words(judged(a_visit(markup), memory)) for memory in (None, MEMORY))
    assert alone == remembering
    return alone


@pytest.mark.parametrize("markup", cases(walls.BOT_CHECKS, walls.CONSENT_WALLS, walls.GATES, others.WALLS))
def test_a_wall_gives_no_answer(markup: str) -> None:
    conclusion, verdict = said_of(markup)
    assert conclusion is NO_ANSWER
    assert verdict in (Verdict.BLOCKED, Verdict.JS_ONLY)


@pytest.mark.parametrize("sentence", others.ONE_LINERS)
def test_a_wall_of_one_line_gives_no_answer(sentence: str) -> None:
    for title in ("blog.example", ""):
        assert said_of(bare(title, "", sentence))[0] is NO_ANSWER


@pytest.mark.parametrize("markup", cases(others.PAYWALLS, others.WAITING))
def test_the_beginning_of_a_page_gives_no_answer(markup: str) -> None:
    conclusion, verdict = words(judged(a_visit(markup)))
    assert conclusion is NO_ANSWER
    assert verdict in (Verdict.BLOCKED, Verdict.JS_ONLY)


@pytest.mark.parametrize("markup", cases(servers.TROUBLE, others.TROUBLE))
def test_a_note_of_the_server_gives_no_answer(markup: str) -> None:
    assert said_of(markup) == (NO_ANSWER, Verdict.SERVER_ERROR)


@pytest.mark.parametrize("markup", cases(servers.PARKED))
def test_a_parked_domain_is_a_loss_of_its_own_kind(markup: str) -> None:
    assert said_of(markup) == (LOST, Verdict.PARKED)


@pytest.mark.parametrize("markup", cases(servers.NOT_FOUND, others.NOT_FOUND))
def test_a_not_found_text_is_a_soft_404(markup: str) -> None:
    assert said_of(markup) == (LOST, Verdict.SOFT_404)


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("tongue", languages.TONGUES)
def test_stand_ins_are_known_in_many_languages(tongue: str, dress: str) -> None:
    said, page = languages.TONGUES[tongue], DRESSES[dress]
    title, sentence = said.missing
    assert said_of(page(f"{title} – Blog", title, sentence)) == (LOST, Verdict.SOFT_404)
    title, sentence = said.log_in
    assert said_of(page(f"{title} | Blog", title, sentence, markup=walls.PASSWORD)) == (NO_ANSWER, Verdict.BLOCKED)
    assert said_of(page("blog.example", "blog.example", said.for_sale)) == (LOST, Verdict.PARKED)


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("tongue", others.MISSING)
def test_a_not_found_text_is_known_in_more_languages_than_other_stand_ins(tongue: str, dress: str) -> None:
    title, sentence = others.MISSING[tongue]
    assert said_of(DRESSES[dress](f"{title} – Blog", title, sentence)) == (LOST, Verdict.SOFT_404)


@pytest.mark.parametrize("tongue", languages.TONGUES)
def test_consent_walls_are_known_in_many_languages(tongue: str) -> None:
    heading, sentence = languages.TONGUES[tongue].consent
    for title in ("Blog", heading):
        assert said_of(bare(title, heading, sentence)) == (NO_ANSWER, Verdict.BLOCKED)


@pytest.mark.parametrize(
    "markup",
    cases(innocents.TINY, innocents.SONGS_AND_TITLES, innocents.ARTICLES, innocents.WITH_COMPANY, others.REAL_PAGES),
)
def test_a_real_page_is_read_as_one(markup: str) -> None:
    """Without a memory: what we know of a page protects it all the more."""
    assert words(judged(a_visit(markup))) == (LOST, Verdict.REMOVED)


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("length", [1, 3, 12])
@pytest.mark.parametrize("tongue", innocents.TONGUES)
def test_a_real_page_is_read_as_one_in_many_languages(tongue: str, length: int, dress: str) -> None:
    title, sentence = innocents.TONGUES[tongue]
    assert words(judged(a_visit(DRESSES[dress](title, title, sentence * length)))) == (LOST, Verdict.REMOVED)


@pytest.mark.parametrize("markup", [*short.REAL_PAGES, *brief.REAL_PAGES])
def test_a_short_page_is_a_page(markup: str) -> None:
    assert words(judged(a_visit(markup))) == (LOST, Verdict.REMOVED)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ((*short.WALLS, *brief.WALLS), (NO_ANSWER, Verdict.BLOCKED)),
        ((*short.TROUBLE, *brief.TROUBLE), (NO_ANSWER, Verdict.SERVER_ERROR)),
        ((*short.PARKED, *brief.PARKED), (LOST, Verdict.PARKED)),
        ((*short.NOT_FOUND, *brief.NOT_FOUND), (LOST, Verdict.SOFT_404)),
    ],
    ids=["walls", "trouble", "parked", "not found"],
)
def test_a_short_stand_in_is_one(pages: Sequence[str], expected: tuple[Conclusion, Verdict]) -> None:
    said = {markup: said_of(markup) for markup in pages}
    assert {markup: found for markup, found in said.items() if found != expected} == {}
