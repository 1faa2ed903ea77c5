"""One that fails holds back no other, and is left alone for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from jobs.failures import Failures

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_all_others_are_done_in_their_order_before_a_failure_is_raised() -> None:
    failures, done = Failures(), []

    def do(number: int) -> int:
        if number in (1, 3):
            raise ValueError(f"no {number}")
        done.append(number)
        return number

    with pytest.raises(ValueError, match="no"):
        failures.each(NOON, [1, 2, 3, 4], str, do)
    assert done == [2, 4]
    assert failures.each(NOON, [1, 2, 3, 4], str, do) == 6
    assert failures.resting(NOON) == 2
    with pytest.raises(ValueError, match="no"):
        failures.each(NOON + timedelta(minutes=5), [1], str, do)
    assert failures.resting(NOON + timedelta(minutes=10)) == 0
