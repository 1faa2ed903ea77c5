"""How long a struggling host is left alone: ever longer, never shorter than it asks for, at most a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.mercy import failures_after, rest_of
from jobs.analysis.visit import Trouble, Visit
from storage.domain import DAY

HERE = "https://blog.example/post"
WISHES = st.none() | st.timedeltas(timedelta(0), 3 * DAY)


def served(status: int | None, **more: object) -> Visit:
    return Visit(HERE, str(more.pop("final_url", HERE)), status, **more)  # type: ignore[arg-type]


@given(st.sampled_from([429, 500, 502, 503, 504]), st.integers(1, 500), WISHES)
def test_each_failure_in_a_row_earns_at_least_as_long_a_rest_as_the_one_before(
    status: int, failures: int, wish: timedelta | None
) -> None:
    visit = served(status, retry_after=wish)
    rests = [rest_of(visit, failures + more) or timedelta(0) for more in (0, 1)]
    assert rests[0] <= rests[1] <= max(DAY, wish or DAY)
    assert rests[0] >= (wish or timedelta(0))


@given(st.sampled_from([200, 301, 403, 404, 410]), st.integers(0, 50))
def test_any_answer_makes_good_again(status: int, failures: int) -> None:
    assert failures_after(served(status), failures) == 0
    assert rest_of(served(status), 0) is None


@pytest.mark.parametrize("trouble", [Trouble.DNS, Trouble.RESTING, Trouble.ROBOTS])
def test_a_visit_that_never_reached_the_host_says_nothing_of_it(trouble: Trouble) -> None:
    assert failures_after(served(None, trouble=trouble), 3) == 3
    assert rest_of(served(None, trouble=trouble, retry_after=DAY), 3) == DAY


def test_timeouts_in_a_row_slow_a_host_but_the_first_does_not() -> None:
    silent = served(None, trouble=Trouble.TIMEOUT)
    assert failures_after(silent, 1) == 2
    assert [rest_of(silent, failures) for failures in (1, 2, 3)] == [
        None, timedelta(minutes=5), timedelta(minutes=10)
    ]  # fmt: skip


def test_whom_a_redirect_led_to_is_not_who_was_asked() -> None:
    elsewhere = served(503, final_url="https://other.example/")
    assert failures_after(elsewhere, 2) == 0
    assert rest_of(elsewhere, 2) is None
