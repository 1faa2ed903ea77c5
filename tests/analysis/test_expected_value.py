"""What asking is worth: quality by chance by freshness; the chance is the team's own as soon as it has one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.expected_value import PRIORS, Worth, expected_value, win_rate, win_rates

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
WORTH = st.builds(
    Worth,
    st.integers(0, 100),
    st.sampled_from([*PRIORS, "unheard of"]),
    st.integers(-40, 4_000).map(lambda days: NOW - days * DAY),
    st.booleans(),
)


def test_it_is_quality_times_chance() -> None:
    assert expected_value(Worth(80, "removed", NOW), {}, NOW) == pytest.approx(0.8 * 0.25)


@given(WORTH)
def test_it_halves_with_every_thirty_days(worth: Worth) -> None:
    since = max(NOW, worth.since)
    later, latest = expected_value(worth, {}, since), expected_value(worth, {}, since + 30 * DAY)
    assert latest == pytest.approx(later / 2)


def test_what_is_dated_ahead_is_as_fresh_as_what_is_new() -> None:
    ahead = expected_value(Worth(80, "removed", NOW + DAY), {}, NOW)
    assert ahead == expected_value(Worth(80, "removed", NOW), {}, NOW)


def test_what_is_agreed_on_counts_half_as_much_again() -> None:
    plain, agreed = (expected_value(Worth(80, "removed", NOW, agreed), {}, NOW) for agreed in (False, True))
    assert agreed == pytest.approx(1.5 * plain)


@given(WORTH)
def test_it_lies_between_nothing_and_one_and_a_half(worth: Worth) -> None:
    assert 0 <= expected_value(worth, {}, NOW) <= 1.5


@given(st.integers(0, 19), st.data())
def test_until_twenty_cases_have_ended_the_usual_rate_holds(ended: int, data: st.DataObject) -> None:
    won = data.draw(st.integers(0, ended))
    rate = win_rate("removed", won, ended)
    assert (rate.rate, rate.is_learnt, rate.won, rate.ended) == (0.25, False, won, ended)


@given(st.integers(20, 5_000), st.data())
def test_from_twenty_on_it_is_the_teams_own_and_never_nothing_nor_certain(ended: int, data: st.DataObject) -> None:
    won = data.draw(st.integers(0, ended))
    rate = win_rate("removed", won, ended)
    assert rate.is_learnt
    assert rate.rate == (won + 1) / (ended + 2)
    assert 0 < rate.rate < 1


def test_what_was_learnt_is_reckoned_with() -> None:
    rates = win_rates({"removed": (18, 20)})
    assert expected_value(Worth(100, "removed", NOW), rates, NOW) == pytest.approx(19 / 22)
    assert expected_value(Worth(100, "noindex", NOW), rates, NOW) == pytest.approx(0.15)


def test_a_reason_nobody_has_heard_of_is_given_little_and_learns_like_any() -> None:
    assert win_rate("unheard of", 0, 0).rate == 0.1
    assert win_rates({"unheard of": (20, 20)})["unheard of"].is_learnt


def test_nobody_is_at_home_at_a_parked_domain() -> None:
    assert expected_value(Worth(100, "parked", NOW), {}, NOW) == 0
