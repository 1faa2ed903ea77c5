"""A page rewritten from the first word to the last is believed in the end, but no wall that merely stays for days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.analysis.visit import Trouble
from storage.domain import ChangeKind, LinkState, PageMemory, Verdict
from tests.analysis.story import UNCHANGED, Sight, Story, a_link, silent, there
from tests.analysis.visits import (
    GOOD_PAGE,
    LINK,
    LIVE,
    LOST,
    MEMORY,
    NO_ANSWER,
    PAGE_WITHOUT_LINK,
    PROSE,
    a_visit,
    html,
    judged,
    words,
)

DAY = 24.0
OTHER = " ".join(f"Line {n} of a page about bread, ovens and the early hours of bakers." for n in range(40))
REWRITTEN = html(f"<h1>Bread</h1><p>{OTHER}</p>", title="Bread")


def stranger_of(markup: str) -> PageMemory | None:
    judgement = judged(a_visit(markup), MEMORY)
    assert words(judgement) == (NO_ANSWER, Verdict.BLOCKED)
    return judgement.stranger


def rewritten(text: str = OTHER) -> Sight:
    stranger = stranger_of(html(f"<h1>Bread</h1><p>{text}</p>", title="Bread"))
    assert stranger is not None
    return replace(silent(Verdict.BLOCKED), stranger=stranger)


def watched() -> Story:
    return Story(a_link(page=MEMORY))


@pytest.mark.parametrize(
    "markup",
    [
        html("<p>Bread.</p>", title="Bread"),
        html(f"<ul><li>{'<li>'.join(f'<a href=/{n}>Bread {n} and how it is baked</a>' for n in range(90))}</ul>"),
        html(f"<h1>Log in</h1><p>Please log in to continue.</p><input type=password><!--{OTHER}-->", title="Log in"),
        html(f"<div id=root></div><script>{OTHER}</script>", title="Bread"),
    ],
    ids=["too short", "links only", "a wall", "a shell"],
)
def test_what_says_too_little_is_not_taken_for_a_new_text(markup: str) -> None:
    assert judged(a_visit(markup), MEMORY).stranger is None


def test_a_page_rewritten_in_full_is_a_loss_once_it_has_stayed_for_a_week_and_another_day() -> None:
    story = watched().play(*((day * DAY, rewritten()) for day in range(7)))
    assert story.link.state is LinkState.LIVE
    story.play((7 * DAY, rewritten()))
    assert (story.link.state, story.link.verdict) == (LinkState.SUSPECT, Verdict.REMOVED)
    assert story.checks[-1].reason == "page has been like this for 7 days; no link to us on it"
    story.play((7 * DAY + 1, rewritten()), (8 * DAY, rewritten()), (30 * DAY, rewritten()))
    assert story.link.state is LinkState.LOST
    assert story.kinds == [ChangeKind.LOST]


def test_many_looks_in_few_days_prove_nothing() -> None:
    story = watched().play(*((float(hour), rewritten()) for hour in range(0, 160, 4)))
    assert story.link.suspicion is None


def test_two_looks_a_month_apart_prove_nothing() -> None:
    story = watched().play((0, rewritten()), (30 * DAY, rewritten()))
    assert story.link.suspicion is None


def test_a_page_that_goes_on_changing_little_by_little_is_the_same_newcomer() -> None:
    lines = [" ".join(f"{word}{n}" for word in ("flour", "water", "salt", "yeast", "oven", "crumb")) for n in range(60)]
    texts = [" ".join(f"news of loaf {n}" if n < day else line for n, line in enumerate(lines)) for day in range(9)]
    assert (
        watched().play(*((day * DAY, rewritten(text)) for day, text in enumerate(texts))).link.state is LinkState.LOST
    )


def test_another_text_every_day_is_no_page() -> None:
    texts = [
        " ".join(f"Word {day} times {n} makes {day * n} and so forth, dear reader." for n in range(40))
        for day in range(30)
    ]
    assert watched().play(*((day * DAY, rewritten(text)) for day, text in enumerate(texts))).link.suspicion is None


@pytest.mark.parametrize("back", [there(page=MEMORY), UNCHANGED], ids=["read again", "not modified"])
def test_when_the_page_is_back_its_newcomer_is_forgotten(back: Sight) -> None:
    story = watched().play((0, rewritten()), (DAY, rewritten()), (2 * DAY, back))
    assert story.link.page == MEMORY
    assert story.play((8 * DAY, rewritten())).link.suspicion is None


def test_a_wall_between_two_looks_changes_nothing() -> None:
    story = watched().play((0, rewritten()), (DAY, silent(Verdict.BLOCKED)), (2 * DAY, rewritten()))
    assert story.link.page is not None
    assert story.link.page.newcomer is not None
    assert story.link.page.newcomer.looks == 2


def test_of_a_page_cut_off_its_beginning_is_remembered_until_all_of_it_is_known() -> None:
    headers = (("content-type", "text/html"), ("etag", '"v1"'))
    cut = a_visit(html(f"<p>{LINK} {PROSE}</p>")[:-700], trouble=Trouble.TRUNCATED, headers=headers)
    begun = judged(cut).page_memory
    assert begun is not None
    assert begun.etag == ""
    assert judged(cut, MEMORY).page_memory is None
    assert words(judged(a_visit(GOOD_PAGE), begun)) == (LIVE, Verdict.LIVE)
    assert words(judged(a_visit(PAGE_WITHOUT_LINK), begun)) == (LOST, Verdict.REMOVED)
    assert words(judged(a_visit(REWRITTEN), begun)) == (NO_ANSWER, Verdict.BLOCKED)


def test_the_patience_is_that_for_silence() -> None:
    story = watched()
    story.rules = replace(story.rules, silence=timedelta(days=2))
    assert story.play((0, rewritten()), (DAY, rewritten()), (2 * DAY, rewritten())).link.state is LinkState.SUSPECT
