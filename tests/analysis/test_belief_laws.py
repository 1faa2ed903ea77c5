"""What holds for the state machine whatever servers answer and whenever we look."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from jobs.analysis.doubting import Guard
from storage.domain import DAY, Carrier, ChangeKind, Conclusion, LinkCheck, LinkState, Pulse, Verdict
from tests.analysis.story import CALM, FACTS, HOUR, START, UNCHANGED, Sight, Story, a_link, missing, silent, there

CLOAKED = replace(FACTS, cloaked=True)
NOFOLLOW = replace(FACTS, follow=False, rel=("nofollow",), nofollow_by=Carrier.REL)
SILENCES = [
    Verdict.SERVER_ERROR,
    Verdict.UNREACHABLE,
    Verdict.BLOCKED,
    Verdict.ROBOTS_BLOCKED,
    Verdict.REFUSED,
    Verdict.JS_ONLY,
    Verdict.NON_HTML,
]
LOSSES = [
    Verdict.REMOVED,
    Verdict.ROTATED,
    Verdict.GONE_404,
    Verdict.SOFT_404,
    Verdict.MOVED_LOST,
    Verdict.PARKED,
    Verdict.PLAIN_MENTION,
]

hours = st.floats(0, 80, allow_nan=False)
silences = st.sampled_from([silent(verdict) for verdict in SILENCES])
losses = st.sampled_from([missing(verdict) for verdict in LOSSES])
sightings = st.sampled_from([there(), there(facts=NOFOLLOW), there(facts=replace(FACTS, anchor_text="x")), UNCHANGED])
anything = st.one_of(silences, losses, sightings, st.just(Sight(Conclusion.NO_ANSWER, Verdict.MOVED_TEMP)))


def told(steps: list[tuple[float, Sight]], story: Story | None = None) -> Story:
    """Sights with the hours between them."""
    story = story or Story()
    now = START
    for gap, sight in steps:
        now += gap * HOUR
        story.see(sight, now)
    return story


@given(st.lists(st.tuples(hours, silences), max_size=30), st.sampled_from(LinkState))
def test_no_silence_however_long_ever_becomes_news(steps: list[tuple[float, Sight]], state: LinkState) -> None:
    assert told(steps, Story(a_link(state))).changes == []


@given(st.lists(st.tuples(hours, anything), max_size=30))
@example([(0.0, missing(Verdict.REMOVED)), (24.0, missing(Verdict.REMOVED)), (0.0, there())])
def test_every_loss_has_two_clear_answers_a_day_apart_and_no_sighting_between(steps: list[tuple[float, Sight]]) -> None:
    story = told(steps)
    for loss in (change for change in story.changes if change.kind is ChangeKind.LOST):
        until = [check for check in story.checks if check.slot <= loss.slot]
        within = [check for check in until if check.checked_at >= loss.first_observed]
        since_sighting = _after_last_sighting(within)
        clear = [check.checked_at for check in since_sighting if _speaks_for(loss.verdict, check.verdict)]
        assert len(clear) >= (3 if loss.verdict is Verdict.MOVED_TEMP else 2)
        assert clear[-1] - clear[0] >= DAY
        assert (loss.first_observed, loss.confirmed_at) == (clear[0], clear[-1])


@given(st.lists(st.tuples(st.floats(-80, 80, allow_nan=False), anything), max_size=30))
@example([(0.0, missing(Verdict.REMOVED)), (-30.0, missing(Verdict.REMOVED)), (1.0, missing(Verdict.REMOVED))])
def test_a_clock_that_is_set_back_makes_no_loss_sooner(steps: list[tuple[float, Sight]]) -> None:
    story = told(steps)
    for loss in (change for change in story.changes if change.kind is ChangeKind.LOST):
        assert loss.confirmed_at - loss.first_observed >= DAY
        until = [check for check in story.checks if check.slot <= loss.slot]
        clear = [check for check in _after_last_sighting(until) if _speaks_for(loss.verdict, check.verdict)]
        assert len(clear) >= 2


def _after_last_sighting(checks: list[LinkCheck]) -> list[LinkCheck]:
    last = max((at for at, check in enumerate(checks) if check.conclusion is Conclusion.LIVE), default=-1)
    return checks[last + 1 :]


def _speaks_for(loss: Verdict, seen: Verdict) -> bool:
    return seen is Verdict.MOVED_TEMP if loss is Verdict.MOVED_TEMP else seen in LOSSES


@given(st.lists(st.tuples(hours, anything), max_size=40), st.booleans())
def test_losses_and_recoveries_take_turns(steps: list[tuple[float, Sight]], announcing: bool) -> None:
    story = told(steps, Story(announcing=announcing))
    turns = [kind for kind in story.kinds if kind in (ChangeKind.LOST, ChangeKind.RECOVERED)]
    if announcing:
        assert all(a is not b for a, b in itertools.pairwise(turns))
        assert turns[:1] in ([], [ChangeKind.LOST])
    else:
        assert ChangeKind.RECOVERED not in turns
        assert turns.count(ChangeKind.LOST) - story.withdrawn in (0, 1)


@given(st.lists(st.tuples(st.floats(0, 23, allow_nan=False), losses), max_size=12))
def test_a_sighting_at_least_once_a_day_keeps_a_link_alive(steps: list[tuple[float, Sight]]) -> None:
    now, story = START, Story()
    for gap, sight in steps:
        story.see(sight, now)
        story.see(sight, now + gap * HOUR)
        story.see(there(), now + 24 * HOUR)
        now += DAY
    assert story.changes == []


@given(st.lists(st.tuples(hours, anything), min_size=1, max_size=30), st.sampled_from(LinkState))
def test_the_next_visit_is_never_in_the_past_and_never_further_than_a_month(
    steps: list[tuple[float, Sight]], state: LinkState
) -> None:
    now, story = START, Story(a_link(state))
    for gap, sight in steps:
        now += gap * HOUR
        story.see(sight, now)
        assert now < story.link.next_due_at <= now + 33 * DAY


OUTAGE = Pulse(domains_checked=20, domains_turned=9)


@given(
    st.lists(st.tuples(hours, anything), max_size=30),
    st.sampled_from([Guard(OUTAGE, CALM.current), Guard(CALM.first, OUTAGE)]),
)
def test_nothing_is_lost_or_changed_while_so_much_turns_that_we_doubt_ourselves(
    steps: list[tuple[float, Sight]], guard: Guard
) -> None:
    now, story = START, Story()
    for gap, sight in steps:
        now += gap * HOUR
        story.see(sight, now, guard)
    assert story.changes == []


@given(st.lists(st.tuples(hours, anything), max_size=40))
def test_a_fact_changes_again_only_after_it_has_changed_back(steps: list[tuple[float, Sight]]) -> None:
    story, becomes = told(steps, Story(announcing=True)), dict[str, str]()
    for change in story.changes:
        if change.kind is not ChangeKind.CHANGED:
            becomes.clear()
        for facet in change.facets:
            assert becomes.get(facet.name, facet.before) == facet.before
            becomes[facet.name] = facet.after


@given(st.lists(st.tuples(hours, st.sampled_from([there(), there(Verdict.CLOAKED, facts=CLOAKED)])), max_size=30))
def test_cloaking_is_told_only_after_three_looks_in_a_row_that_saw_it(steps: list[tuple[float, Sight]]) -> None:
    story = told(steps)
    for change in story.changes:
        if change.verdict is Verdict.CLOAKED:
            looks = [check for check in story.checks if check.slot <= change.slot][-3:]
            assert [check.verdict for check in looks] == [Verdict.CLOAKED] * 3
