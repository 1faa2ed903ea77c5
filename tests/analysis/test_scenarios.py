"""Judging and believing together: what a team would be told after these visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.charsets import UnreadablePageError
from jobs.analysis.visit import Trouble, Visit
from storage.domain import ChangeKind, Conclusion, LinkState, Verdict
from tests.analysis.story import HOUR, START, Sight, Story, a_link
from tests.analysis.visits import GOOD_PAGE, LINK, NEW_PAGE, PAGE_WITHOUT_LINK, PROSE, a_visit, html, judged, redirected

NOT_FOUND = a_visit(status=404)
GOOD = a_visit(GOOD_PAGE)
ERROR_TEMPLATE = a_visit(html("<h1>Sorry!</h1><p>This page could not be found.</p>", title="Blog"))
BOT_WALL = a_visit(html("<p>Checking your browser</p>", title="Just a moment..."), status=403)


class Watched(Story):
    """A story told in visits instead of sights: each is judged with what the last good one left in memory."""

    def visit(self, *visits: tuple[float, Visit]) -> Watched:
        for hours, visit in visits:
            judgement = judged(visit, self.link.page)
            sight = Sight(
                judgement.conclusion,
                judgement.verdict,
                judgement.facts,
                hops=judgement.evidence.hops,
                final_url=judgement.evidence.final_url,
                retry_after=visit.retry_after,
                page=judgement.page_memory,
            )
            self.see(sight, START + hours * HOUR)
        return self


def watched() -> Watched:
    """A link whose page was read well once."""
    return Watched(a_link(LinkState.UNSEEN, quiet=True)).visit((-24, GOOD))


def test_1_a_404_followed_by_the_page_is_nothing() -> None:
    assert watched().visit((0, NOT_FOUND), (1, GOOD)).changes == []


def test_2_a_404_that_stays_is_one_loss_with_its_times() -> None:
    story = watched().visit((0, NOT_FOUND), (1, NOT_FOUND), (25, NOT_FOUND))
    [loss] = story.changes
    assert (loss.verdict, loss.first_observed, loss.confirmed_at) == (Verdict.GONE_404, START, START + 25 * HOUR)


def test_3_a_410_is_confirmed_after_an_hour() -> None:
    story = watched().visit((0, a_visit(status=410)), (1, a_visit(status=410)))
    assert [change.verdict for change in story.changes] == [Verdict.GONE_410]


def test_4_a_429_moves_the_next_visit_and_nothing_else() -> None:
    story = watched()
    for attempt in range(10):
        story.visit((attempt * 30, a_visit(status=429, retry_after=timedelta(seconds=3600))))
        assert story.link.next_due_at >= story.checks[-1].checked_at + HOUR
    assert (story.link.state, story.changes) == (LinkState.LIVE, [])


def test_5_a_bot_wall_is_blocked_for_as_long_as_it_stands() -> None:
    story = watched().visit(*[(24 * day, BOT_WALL) for day in range(30)])
    assert (story.link.state, story.link.verdict, story.changes) == (LinkState.LIVE, Verdict.BLOCKED, [])


def test_6_an_error_template_is_suspected_as_such_and_not_as_a_removal() -> None:
    story = watched().visit((0, ERROR_TEMPLATE))
    assert story.link.suspicion is not None
    assert (story.link.state, story.link.suspicion.verdict) == (LinkState.SUSPECT, Verdict.SOFT_404)


def test_7_a_page_that_moves_with_its_link_is_followed_there() -> None:
    story = watched()
    judgement = judged(redirected(301, GOOD_PAGE))
    sight = Sight(judgement.conclusion, judgement.verdict, judgement.facts, judgement.evidence.hops, NEW_PAGE)
    believed = story.see(sight, START)
    assert believed.moved_to is not None
    assert (believed.moved_to.url, story.link.verdict, story.changes) == (NEW_PAGE, Verdict.MOVED, [])


def test_8_a_page_that_redirects_to_its_home_page_without_the_link_is_lost_by_its_move() -> None:
    home = redirected(301, PAGE_WITHOUT_LINK, "https://blog.example/")
    story = watched().visit((0, home), (1, home), (25, home))
    assert [change.verdict for change in story.changes] == [Verdict.MOVED_LOST]


def test_9_anchor_and_rel_together_are_one_change_with_two_facts() -> None:
    changed = a_visit(GOOD_PAGE.replace(LINK, '<a rel="nofollow" href="https://acme.com/">click here</a>'))
    story = watched().visit((0, changed), (1, changed), (25, changed))
    [change] = story.changes
    assert [facet.name for facet in change.facets] == ["rel", "anchor"]


@pytest.mark.parametrize("rel", ["NoFollow  noopener", "ugc", "noopener,sponsored"])
def test_10_rel_is_read_as_tokens(rel: str) -> None:
    changed = a_visit(GOOD_PAGE.replace("<a ", f'<a rel="{rel}" '))
    story = watched().visit((0, changed), (25, changed))
    assert [change.verdict for change in story.changes] == [Verdict.REL_CHANGED]


def test_13_one_of_two_links_removed_is_a_change() -> None:
    two = a_visit(GOOD_PAGE.replace(LINK, f"{LINK} and again {LINK}"))
    story = Watched(a_link(LinkState.UNSEEN, quiet=True)).visit((-24, two), (0, GOOD), (25, GOOD))
    [change] = story.changes
    assert (change.kind, change.facets[0].before, change.facets[0].after) == (ChangeKind.CHANGED, "2", "1")


def test_14_a_link_that_goes_to_the_footer_is_a_change_of_place() -> None:
    moved = a_visit(html(f"<article><h1>A post</h1><p>{PROSE}</p></article><footer>{LINK}</footer>"))
    story = watched().visit((0, moved), (25, moved))
    [change] = story.changes
    assert [(facet.name, facet.before, facet.after) for facet in change.facets] == [("placement", "main", "footer")]


def test_17_a_host_that_does_not_resolve_loses_none_of_its_links() -> None:
    down = a_visit(trouble=Trouble.DNS, status=None)
    stories = [watched().visit((0, down), (1, down), (25, down), (200, down)) for _ in range(60)]
    assert all(story.changes == [] and story.link.state is LinkState.LIVE for story in stories)


def test_22_a_return_is_told_only_to_those_who_were_told_of_the_loss() -> None:
    told, untold = watched(), watched()
    told.announcing = True
    for story in (told, untold):
        story.visit((0, NOT_FOUND), (25, NOT_FOUND), (48, GOOD))
    assert told.kinds == [ChangeKind.LOST, ChangeKind.RECOVERED]
    assert untold.kinds == [ChangeKind.LOST]
    assert untold.withdrawn == 1


def test_a_removal_between_walls_and_failures_is_found_once() -> None:
    gone, down = a_visit(PAGE_WITHOUT_LINK), a_visit(status=503)
    story = watched().visit((0, down), (6, gone), (7, BOT_WALL), (12, down), (31, gone), (60, gone))
    [loss] = story.changes
    assert (loss.verdict, loss.first_observed, loss.confirmed_at) == (
        Verdict.REMOVED,
        START + 6 * HOUR,
        START + 31 * HOUR,
    )


@given(
    st.binary(max_size=400),
    st.sampled_from([200, 203, 206, 301, 403, 404, 500, None]),
    st.sampled_from([None, *Trouble]),
)
def test_any_bytes_from_a_server_get_a_verdict_and_only_a_readable_page_a_loss(
    body: bytes, status: int | None, trouble: Trouble | None
) -> None:
    visit = replace(GOOD, body=body, status=status, trouble=trouble)
    try:
        judgement = judged(visit, watched().link.page)
    except UnreadablePageError:
        return
    if judgement.conclusion is Conclusion.LOST:
        assert status == 404 or (status in (200, 203) and trouble is None)
