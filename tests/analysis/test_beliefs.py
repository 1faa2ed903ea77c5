"""A loss is believed only when time and two clear answers agree; everything else waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.analysis.doubting import BeliefRules, Guard
from storage.domain import (
    DAY,
    Carrier,
    ChangeKind,
    Conclusion,
    Facet,
    Hop,
    LinkFacts,
    LinkState,
    Placement,
    Pulse,
    Suspicion,
    Verdict,
)
from tests.analysis.story import CALM, FACTS, HOUR, START, UNCHANGED, Sight, Story, a_link, missing, silent, there

GONE = missing(Verdict.GONE_404)
NOFOLLOW = replace(FACTS, follow=False, rel=("nofollow",), nofollow_by=Carrier.REL)


def test_one_404_and_then_the_page_again_is_no_news() -> None:
    story = Story().play((0, GONE), (1, there()))
    assert story.changes == []
    assert (story.link.state, story.link.suspicion) == (LinkState.LIVE, None)


def test_a_404_seen_at_once_after_an_hour_and_after_a_day_is_one_loss_with_both_times() -> None:
    story = Story().play((0, GONE), (1, GONE), (25, GONE), (26, GONE), (50, GONE))
    [loss] = story.changes
    assert (loss.kind, loss.verdict) == (ChangeKind.LOST, Verdict.GONE_404)
    assert (loss.first_observed, loss.confirmed_at) == (START, START + 25 * HOUR)
    assert story.link.state is LinkState.LOST


def test_a_page_gone_for_good_is_believed_after_an_hour() -> None:
    story = Story().play((0, missing(Verdict.GONE_410)), (1, missing(Verdict.GONE_410)))
    assert story.kinds == [ChangeKind.LOST]


def test_a_404_that_becomes_a_410_still_waits_its_day() -> None:
    story = Story().play((0, GONE), (1, missing(Verdict.GONE_410)))
    assert story.changes == []


def test_a_server_that_asks_us_to_wait_is_obeyed_and_believed_unchanged() -> None:
    story = Story()
    asked = silent(Verdict.BLOCKED, retry_after=timedelta(seconds=3600))
    for _ in range(10):
        before = story.link.next_due_at
        story.see(asked, before)
        assert story.link.next_due_at >= before + timedelta(seconds=3600)
    assert (story.link.state, story.changes) == (LinkState.LIVE, [])


def test_a_bot_wall_is_blocked_and_never_a_loss() -> None:
    story = Story().follow(silent(Verdict.BLOCKED), until=90 * DAY)
    assert (story.link.state, story.link.verdict, story.changes) == (LinkState.LIVE, Verdict.BLOCKED, [])
    assert story.link.unanswered_since == START


def test_a_server_failing_for_a_week_is_called_unreachable_and_still_not_lost() -> None:
    story = Story().follow(silent(Verdict.SERVER_ERROR), until=6 * DAY)
    assert story.link.verdict is Verdict.SERVER_ERROR
    story.follow(silent(Verdict.SERVER_ERROR), until=9 * DAY)
    assert (story.link.state, story.link.verdict, story.changes) == (LinkState.LIVE, Verdict.UNREACHABLE, [])


def test_a_page_that_moved_and_still_links_takes_its_new_address_and_loses_nothing() -> None:
    hops = (Hop(301, "https://blog.example/post"),)
    story = Story()
    believed = story.see(there(Verdict.MOVED, hops=hops, final_url="https://blog.example/new-post"), START)
    assert believed.moved_to is not None
    assert believed.moved_to.url == "https://blog.example/new-post"
    assert (story.link.state, story.changes) == (LinkState.LIVE, [])


def test_a_redirect_that_may_end_moves_no_address() -> None:
    believed = Story().see(there(hops=(Hop(302, "https://blog.example/post"),), final_url="https://b.example/"), START)
    assert believed.moved_to is None


def test_anchor_and_rel_changed_together_are_one_change_with_two_facts() -> None:
    changed = replace(NOFOLLOW, anchor_text="Acme Inc.")
    story = Story().play((0, there(facts=changed)), (1, there(facts=changed)), (25, there(facts=changed)))
    [change] = story.changes
    assert (change.kind, change.verdict) == (ChangeKind.CHANGED, Verdict.REL_CHANGED)
    assert change.facets == (Facet("rel", "followed", "nofollow"), Facet("anchor", "Acme", "Acme Inc."))
    assert story.link.facts == changed
    assert story.link.state is LinkState.LIVE


def test_one_of_two_links_removed_is_a_change_and_not_a_loss() -> None:
    link = a_link(facts=replace(FACTS, occurrences=2))
    story = Story(link).play((0, there()), (25, there()))
    [change] = story.changes
    assert (change.kind, change.facets) == (ChangeKind.CHANGED, (Facet("number of links", "2", "1"),))


def test_of_links_that_went_behind_a_redirector_nobody_knows_how_many_are_left() -> None:
    link = a_link(facts=replace(FACTS, occurrences=2))
    story = Story(link).play((0, there(facts=replace(FACTS, via="/out?u=acme.com"))))
    assert (story.link.state, story.changes) == (LinkState.LIVE, [])


def test_a_link_moved_from_the_main_text_to_the_footer_is_a_change() -> None:
    footer = replace(FACTS, placement=Placement.FOOTER)
    story = Story().play((0, there(facts=footer)), (25, there(facts=footer)))
    [change] = story.changes
    assert change.facets == (Facet("placement", "main", "footer"),)


@pytest.mark.parametrize(
    ("facts", "verdict", "facet"),
    [
        (replace(FACTS, noindex_by=Carrier.META), Verdict.NOINDEX, "index"),
        (replace(FACTS, canonical_url="https://copy.example/"), Verdict.CANONICALISED, "index"),
        (replace(FACTS, hidden=True), Verdict.HIDDEN, "placement"),
        (replace(FACTS, target_url="https://acme.com/pricing"), Verdict.TARGET_CHANGED, "target"),
        (replace(FACTS, anchor_text="click here"), Verdict.ANCHOR_CHANGED, "anchor"),
        (NOFOLLOW, Verdict.REL_CHANGED, "rel"),
    ],
)
def test_a_difference_counts_when_it_is_seen_twice_a_day_apart(facts: LinkFacts, verdict: Verdict, facet: str) -> None:
    story = Story().play((0, there(facts=facts)), (1, there(facts=facts)))
    assert story.changes == []
    assert story.link.state is LinkState.SUSPECT
    assert story.link.facts == FACTS
    story.play((25, there(facts=facts)))
    [change] = story.changes
    assert (change.verdict, change.facets[0].name) == (verdict, facet)


@pytest.mark.parametrize(
    "facts",
    [
        replace(FACTS, anchor_text="  ＡＣＭＥ "),
        replace(FACTS, anchor_text="\u200eAc\u00adme\u200b\ufeff"),
        replace(FACTS, target_url="http://www.acme.com"),
        replace(FACTS, occurrences=2),
        replace(FACTS, context_before="other words"),
        replace(FACTS, rel=("noopener",)),
    ],
)
def test_what_a_reader_would_not_call_a_change_is_none(facts: LinkFacts) -> None:
    story = Story().play((0, there(facts=facts)), (25, there(facts=facts)))
    assert (story.changes, story.link.facts) == ([], facts)


def test_a_page_that_shows_another_anchor_on_every_visit_never_becomes_news() -> None:
    story = Story()
    for day in range(60):
        story.play((24 * day, there(facts=replace(FACTS, anchor_text=f"Acme {day % 3}"))))
    assert story.changes == []


def test_a_difference_that_goes_away_is_forgotten() -> None:
    story = Story().play((0, there(facts=NOFOLLOW)), (1, there()), (25, there(facts=NOFOLLOW)))
    assert story.changes == []


def test_sixty_failures_of_one_host_in_one_run_are_no_loss() -> None:
    stories = [Story().play((0, silent()), (1, silent()), (25, silent())) for _ in range(60)]
    assert not any(story.changes for story in stories)


def test_a_first_doubt_from_an_hour_in_which_everything_turned_starts_again() -> None:
    outage = Guard(first=Pulse(20, 5), current=Pulse())
    story = Story().play((0, GONE))
    story.see(GONE, START + 25 * HOUR, outage)
    assert story.changes == []
    assert story.link.suspicion == Suspicion(Verdict.GONE_404, START + 25 * HOUR, 1, None)
    assert not story.checks[-1].turned
    story.see(GONE, START + 49 * HOUR, CALM)
    assert story.kinds == [ChangeKind.LOST]


def test_an_hour_in_which_everything_turns_confirms_nothing() -> None:
    outage = Guard(first=Pulse(20, 1), current=Pulse(20, 5))
    story = Story().play((0, GONE))
    story.see(GONE, START + 25 * HOUR, outage)
    assert story.changes == []
    assert story.link.suspicion == Suspicion(Verdict.GONE_404, START, 2, None)
    story.see(GONE, START + 26 * HOUR, CALM)
    assert story.kinds == [ChangeKind.LOST]


@pytest.mark.parametrize("pulse", [Pulse(9, 9), Pulse(20, 4), Pulse(1000, 200)])
def test_few_domains_or_a_fifth_of_them_are_no_outage(pulse: Pulse) -> None:
    story = Story().play((0, GONE))
    story.see(GONE, START + 25 * HOUR, Guard(pulse, pulse))
    assert story.kinds == [ChangeKind.LOST]


def test_only_the_first_look_that_differs_counts_as_turned() -> None:
    story = Story().play(
        (0, there()), (24, GONE), (25, GONE), (26, there()), (27, there(facts=NOFOLLOW)), (28, silent())
    )
    assert [check.turned for check in story.checks] == [False, True, False, False, True, False]


def test_a_link_that_returns_after_its_loss_was_told_is_one_recovery() -> None:
    story = Story(announcing=True).play((0, GONE), (25, GONE), (48, there()), (49, there()))
    assert story.kinds == [ChangeKind.LOST, ChangeKind.RECOVERED]
    assert not story.link.loss_announced


def test_a_link_that_returns_before_its_loss_was_told_takes_the_loss_back() -> None:
    story = Story().play((0, GONE), (25, GONE), (26, there()))
    assert story.kinds == [ChangeKind.LOST]
    assert story.withdrawn == 1
    assert story.link.state is LinkState.LIVE


def test_two_losses_with_different_words_are_told_in_the_later_word() -> None:
    story = Story().play((0, missing(Verdict.REMOVED)), (25, GONE))
    [loss] = story.changes
    assert loss.verdict is Verdict.GONE_404


def test_a_temporary_redirect_is_believed_only_after_three_looks_over_three_days() -> None:
    away = Sight(Conclusion.NO_ANSWER, Verdict.MOVED_TEMP)
    story = Story().play((0, away), (1, away), (25, away), (50, away))
    assert story.changes == []
    story.play((72, away))
    assert [change.verdict for change in story.changes] == [Verdict.MOVED_TEMP]


def test_a_temporary_redirect_neither_confirms_nor_ends_a_clear_doubt() -> None:
    away = Sight(Conclusion.NO_ANSWER, Verdict.MOVED_TEMP)
    story = Story().play((0, GONE), (25, away))
    assert story.changes == []
    assert story.link.suspicion == Suspicion(Verdict.GONE_404, START, 1, None)
    story.play((26, GONE))
    assert story.kinds == [ChangeKind.LOST]


def test_a_clear_answer_after_a_temporary_redirect_begins_its_own_doubt() -> None:
    away = Sight(Conclusion.NO_ANSWER, Verdict.MOVED_TEMP)
    assert Story().play((0, away), (25, GONE)).changes == []


def test_a_page_that_says_it_has_not_changed_keeps_what_we_know_of_it() -> None:
    known = replace(FACTS, noindex_by=Carrier.META)
    story = Story(a_link(facts=known, verdict=Verdict.BLOCKED, unanswered_since=START)).play((0, UNCHANGED))
    assert (story.link.facts, story.link.verdict) == (known, Verdict.NOINDEX)
    assert (story.link.unanswered_since, story.link.last_live_at) == (None, START)


def test_the_first_sighting_of_a_link_someone_added_is_new() -> None:
    story = Story(a_link(LinkState.UNSEEN)).play((0, there()))
    [new] = story.changes
    assert (new.kind, new.facets) == (ChangeKind.NEW, (Facet("origin", "", "page_found"),))
    assert (story.link.first_live_at, story.link.facts) == (START, FACTS)


def test_the_first_sighting_of_a_link_from_the_baseline_is_silent() -> None:
    story = Story(a_link(LinkState.UNSEEN, quiet=True)).play((0, silent()), (1, there()))
    assert (story.changes, story.link.state) == ([], LinkState.LIVE)


def test_a_link_that_was_never_there_is_absent_and_no_loss() -> None:
    story = Story(a_link(LinkState.UNSEEN)).follow(missing(), until=30 * DAY)
    assert (story.changes, story.link.state, story.link.suspicion) == ([], LinkState.ABSENT, None)


def test_a_link_added_to_a_page_we_knew_without_it_is_new() -> None:
    link = a_link(LinkState.UNSEEN, quiet=True)
    story = Story(link).play((0, missing()), (25, missing()), (200, there()))
    [new] = story.changes
    assert (new.kind, new.facets) == (ChangeKind.NEW, (Facet("origin", "", "link_added"),))


def test_a_baseline_page_that_failed_once_does_not_become_news() -> None:
    story = Story(a_link(LinkState.UNSEEN, quiet=True)).play((0, GONE), (1, there()))
    assert (story.changes, story.link.state) == ([], LinkState.LIVE)


@pytest.mark.parametrize("state", [LinkState.LOST, LinkState.ABSENT])
def test_silence_says_nothing_new_about_a_link_that_is_not_there(state: LinkState) -> None:
    story = Story(a_link(state, verdict=Verdict.GONE_404)).play((0, silent()))
    assert (story.link.state, story.link.verdict, story.link.unanswered_since) == (state, Verdict.GONE_404, None)


def test_a_short_confirmation_time_needs_no_other_setting() -> None:
    quick = BeliefRules(confirm_after=timedelta(seconds=2))
    story = Story(rules=quick)
    story.see(GONE, START)
    story.see(GONE, START + timedelta(seconds=1))
    assert story.changes == []
    story.see(GONE, START + timedelta(seconds=2))
    assert story.kinds == [ChangeKind.LOST]


def test_a_link_shown_to_some_visitors_only_is_told_after_three_such_looks() -> None:
    cloaked = there(Verdict.CLOAKED, facts=replace(FACTS, cloaked=True))
    assert Story().play((0, cloaked), (25, cloaked)).changes == []
    assert Story().play((0, cloaked), (1, cloaked), (2, there()), (25, cloaked), (26, cloaked)).changes == []
    story = Story().play((0, cloaked), (1, cloaked), (25, cloaked))
    [change] = story.changes
    assert (change.verdict, change.facets) == (Verdict.CLOAKED, (Facet("visitors", "everyone", "some visitors only"),))
    assert story.play((50, UNCHANGED)).link.verdict is Verdict.CLOAKED


def test_a_doubt_from_before_a_long_silence_begins_anew() -> None:
    story = Story().play((0, GONE), (24, silent()), (48, silent()), (24 * 9, GONE))
    assert story.changes == []
    assert story.link.suspicion is not None
    assert story.link.suspicion.since == START + 9 * DAY
    story.see(GONE, START + 10 * DAY)
    assert story.kinds == [ChangeKind.LOST]


def test_a_day_of_silence_does_not_end_a_doubt() -> None:
    assert Story().play((0, GONE), (12, silent()), (30, GONE)).kinds == [ChangeKind.LOST]
