"""When we look again: by value, by doubt, by patience, and as the server asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest

from jobs.analysis.timing import RecheckRules
from storage.domain import DAY, ChangeKind, LinkState, Verdict
from tests.analysis.story import FACTS, HOUR, START, Story, a_link, missing, silent, there

MISSING = missing(Verdict.GONE_404)


def waits(story: Story, *sights: object) -> list[timedelta]:
    """How long after each visit the next one is due, each visit made when it is due."""
    found = []
    for sight in sights:
        now = story.link.next_due_at
        story.see(sight, now)
        found.append(story.link.next_due_at - now)
    return found


@pytest.mark.parametrize(("authority", "days"), [(100, 1), (70, 1), (69, 3), (30, 3), (29, 7), (0, 7), (None, 7)])
def test_valuable_links_are_seen_more_often(authority: int | None, days: int) -> None:
    [wait] = waits(Story(a_link(authority=authority)), there())
    assert 0.9 * days * DAY <= wait <= 1.1 * days * DAY


def test_visits_spread_instead_of_coming_in_step() -> None:
    chance = Random(1)
    due = {waits(Story(chance=chance), there())[0] for _ in range(20)}
    assert len(due) == 20


@pytest.mark.parametrize(("authority", "days"), [(90, 1), (50, 6.4), (5, 14.8)])
def test_a_link_that_stood_for_years_is_seen_half_as_often_unless_it_matters_most(authority: int, days: float) -> None:
    [wait] = waits(Story(a_link(authority=authority, first_live_at=START - 800 * DAY)), there())
    assert 0.9 * days * DAY <= wait <= 1.1 * days * DAY


def test_no_link_waits_longer_than_the_slowest_pace() -> None:
    rules = RecheckRules(low=20 * DAY, slowest=30 * DAY)
    [wait] = waits(Story(a_link(first_live_at=START - 800 * DAY), rechecks=rules), there())
    assert 27 * DAY <= wait <= 33 * DAY


def test_a_doubt_is_looked_at_after_an_hour_and_until_it_is_believed_after_a_day_four_times_more() -> None:
    story = Story()
    assert waits(story, *[MISSING] * 5) == [HOUR, *[6 * HOUR] * 3, 5 * HOUR]
    assert story.changes == []
    story.see(MISSING, story.link.next_due_at)
    assert story.kinds == [ChangeKind.LOST]


def test_a_short_confirmation_time_brings_the_looks_forward() -> None:
    rules = RecheckRules(confirm_after=timedelta(seconds=5))
    assert waits(Story(rechecks=rules), MISSING, MISSING) == [timedelta(seconds=5)] * 2


def test_a_server_that_does_not_answer_is_asked_less_and_less_but_for_ever() -> None:
    looks = waits(Story(), *[silent()] * 200)
    assert looks[:8] == [HOUR, 6 * HOUR, *[DAY] * 6]
    assert all(one <= other for one, other in pairwise(looks))
    assert looks[-1] == 7 * DAY


def test_a_doubt_without_an_answer_waits_patiently_too() -> None:
    assert waits(Story(), MISSING, silent(), silent(), MISSING) == [HOUR, HOUR, 6 * HOUR, 6 * HOUR]


def test_a_page_we_may_not_visit_is_asked_about_at_its_usual_pace() -> None:
    [wait] = waits(Story(), silent(Verdict.ROBOTS_BLOCKED))
    assert wait >= 6 * DAY


@pytest.mark.parametrize(("asked", "waited"), [(timedelta(hours=3), 3 * HOUR), (DAY * 9, DAY), (timedelta(0), HOUR)])
def test_retry_after_is_obeyed_up_to_a_day(asked: timedelta, waited: timedelta) -> None:
    assert waits(Story(), silent(Verdict.BLOCKED, retry_after=asked)) == [waited]


@pytest.mark.parametrize("state", [LinkState.LOST, LinkState.ABSENT])
def test_a_link_that_is_gone_is_still_looked_for(state: LinkState) -> None:
    [wait] = waits(Story(a_link(state, authority=80, added_at=START)), MISSING)
    assert 0.9 * DAY <= wait <= 1.1 * DAY


def test_a_link_that_is_gone_for_long_is_looked_for_seldom() -> None:
    [wait] = waits(Story(a_link(LinkState.LOST, authority=80, last_live_at=START - 300 * DAY)), MISSING)
    assert 27 * DAY <= wait <= 33 * DAY


@pytest.mark.parametrize(("authority", "hint", "days"), [(5, 30 * DAY, 7), (95, 30 * DAY, 1), (95, HOUR, 1)])
def test_a_page_that_calls_its_copy_fresh_for_ever_is_looked_at_all_the_same(
    authority: int, hint: timedelta, days: int
) -> None:
    [wait] = waits(Story(a_link(authority=authority)), there(fresh_for=hint))
    assert 0.9 * days * DAY <= wait <= 1.1 * days * DAY


def test_no_routine_look_comes_before_a_copy_is_stale_that_stays_fresh_for_a_day() -> None:
    impatient = RecheckRules(low=timedelta(hours=12))
    [wait] = waits(Story(a_link(), rechecks=impatient), there(fresh_for=20 * HOUR))
    assert wait == 20 * HOUR


def test_a_doubt_does_not_wait_for_a_copy_to_become_stale() -> None:
    assert waits(Story(), replace(MISSING, fresh_for=DAY)) == [HOUR]


def test_a_page_that_differs_on_every_visit_is_not_visited_every_hour() -> None:
    restless = [there(facts=replace(FACTS, anchor_text=f"Acme {number}")) for number in range(5)]
    assert waits(Story(), *restless) == [HOUR, DAY, DAY, DAY, DAY]
