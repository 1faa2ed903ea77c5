"""How visits are shared out within a budget: by value and risk, whatever the links are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.budgeting import Group, routine_budget, solve_pace
from jobs.analysis.loss_rates import USUAL_RATE
from jobs.analysis.timing import Pace, RecheckRules, interval
from jobs.analysis.traits import Band, Place, Traits, worth
from storage.domain import DAY

RULES = RecheckRules()
MAIN = Traits(Place.CONTENT)
GROUPS = st.builds(
    lambda band, place, rate: Group.of(band, worth(band, Traits(place)), rate),
    st.sampled_from(Band),
    st.sampled_from(Place),
    st.floats(1e-5, 0.05),
)


def every(band: Band, pace: Pace) -> float:
    """Days between two looks at a link in the text of a page."""
    return interval(band, worth(band, MAIN), RULES, pace) / DAY


def visits(links: dict[Group, int], pace: Pace) -> float:
    return sum(
        count * (DAY / interval(group.band, group.worth, RULES, replace(pace, loss_rate=group.loss_rate)))
        for group, count in links.items()
    )


def test_four_times_the_risk_is_looked_at_twice_as_often() -> None:
    assert every(Band.LOW, Pace(0.2, loss_rate=0.004)) == pytest.approx(every(Band.LOW, Pace(0.2, loss_rate=0.001)) / 2)


def test_three_times_the_value_is_looked_at_more_often_by_the_root_of_it() -> None:
    tight = Pace(0.5, high=365 * DAY)
    assert every(Band.LOW, tight) == pytest.approx(every(Band.MEDIUM, tight) * 3**0.5)


def test_where_the_budget_is_ample_a_link_of_the_usual_risk_has_the_pace_of_its_settings() -> None:
    assert [every(band, Pace()) for band in Band] == [7, 7, 3, 1, 1]


@given(st.dictionaries(GROUPS, st.integers(1, 50_000), min_size=1), st.floats(50, 20_000))
def test_visits_fit_the_budget_unless_the_slowest_pace_is_too_fast_for_it(
    links: dict[Group, int], budget: float
) -> None:
    pace = solve_pace(links, budget, RULES)
    slowest = visits(links, replace(pace, k=1e9))
    assert visits(links, pace) <= max(budget, slowest) * 1.001
    if pace.k and slowest < budget:
        assert visits(links, pace) >= budget * 0.99


def test_a_larger_budget_never_means_fewer_looks() -> None:
    links = Counter({Group.of(Band.LOW, 1.0, 0.0004): 40_000, Group.of(Band.MEDIUM, 3.0, 0.001): 9_000})
    paces = [solve_pace(links, budget, RULES).k for budget in (500, 1_000, 2_000, 4_000, 100_000)]
    assert paces == sorted(paces, reverse=True)
    assert paces[-1] == 0


def test_links_of_high_value_are_looked_at_daily_while_that_takes_a_share_of_the_budget_at_most() -> None:
    many_low = {Group.of(Band.LOW, 1.0, USUAL_RATE): 100_000}
    few = solve_pace(many_low | {Group.of(Band.HIGH, 10.0, 0.0001): 60}, 1_000, RULES)
    many = solve_pace(many_low | {Group.of(Band.HIGH, 10.0, 0.0001): 600}, 1_000, RULES)
    assert every(Band.HIGH, few) == 1
    assert every(Band.HIGH, many) == 10


def test_contracts_are_looked_at_daily_whatever_the_others_need() -> None:
    others = {Group.of(Band.LOW, 1.0, USUAL_RATE): 100_000, Group.of(Band.HIGH, 10.0, 0.05): 5_000}
    pace = solve_pace(others | {Group.of(Band.CONTRACT, 15.0, 0.00001): 400}, 1_000, RULES)
    assert every(Band.CONTRACT, replace(pace, loss_rate=0.00001)) == 1
    assert every(Band.HIGH, pace) > 10


def test_contracts_take_half_of_the_budget_at_most() -> None:
    others = {Group.of(Band.LOW, 1.0, USUAL_RATE): 100_000}
    pace = solve_pace(others | {Group.of(Band.CONTRACT, 15.0, 0.00001): 5_000}, 1_000, RULES)
    assert every(Band.CONTRACT, replace(pace, loss_rate=0.00001)) == 10


@given(st.dictionaries(GROUPS, st.integers(1, 50_000), min_size=1), st.floats(50, 20_000))
def test_where_nothing_is_under_contract_nobody_waits_for_contracts(links: dict[Group, int], budget: float) -> None:
    others = {group: count for group, count in links.items() if group.band is not Band.CONTRACT}
    pace = solve_pace(others, budget, RULES)
    assert pace.contract == RULES.high
    assert visits(others, pace) <= max(budget, visits(others, replace(pace, k=1e9))) * 1.001


def test_a_risky_link_is_not_looked_at_more_often_than_twice_a_day() -> None:
    assert interval(Band.MEDIUM, 3.0, RULES, Pace(loss_rate=5.0)) == timedelta(hours=12)


def test_what_is_not_routine_leaves_less_for_routine_looks_but_always_some() -> None:
    assert [routine_budget(1_000, others) for others in (0, 300, 5_000)] == [1_000, 700, 250]
