"""First looks of an import fit the budget: small ones at once, large ones over days, the most valuable first."""

from __future__ import annotations

from random import Random

from jobs.analysis.first_looks import FirstLooks
from jobs.analysis.traits import Band, band_of
from storage.domain import DAY
from tests.analysis.story import START

VALUES = (90, 50, 10)


def days(looks: FirstLooks, authorities: list[int | None]) -> list[float]:
    return [0.0 if due is None else (due - START) / DAY for due in map(looks.due_at, map(band_of, authorities))]


def test_an_import_of_a_days_budget_is_looked_at_at_once() -> None:
    assert set(days(FirstLooks(START, 100), [None] * 99)) == {0.0}


def test_a_larger_one_takes_a_day_for_each_days_budget() -> None:
    due = days(FirstLooks(START, 100), [None] * 1_000)
    assert due == sorted(due)
    assert due[-1] == 10
    for day in range(1, 10):
        assert 95 <= sum(day <= moment < day + 1 for moment in due) <= 105


def test_the_most_valuable_links_of_a_file_in_any_order_come_first() -> None:
    authorities: list[int | None] = [90] * 100 + [50] * 400 + [10] * 1_500
    Random(1).shuffle(authorities)
    due = days(FirstLooks(START, 100), authorities)
    latest = {
        value: max(day for day, other in zip(due, authorities, strict=True) if other == value) for value in VALUES
    }
    assert latest[90] <= 1
    assert latest[50] <= 5
    assert 19 < latest[10] <= 20


def test_a_contract_is_looked_at_before_whatever_came_earlier() -> None:
    looks = FirstLooks(START, 100)
    days(looks, [None] * 1_000)
    assert looks.due_at(Band.CONTRACT) is None


def test_links_that_were_known_before_keep_nobody_waiting() -> None:
    looks = FirstLooks(START, 100)
    days(looks, [None] * 5_000)
    looks.note_known(1.0)
    assert days(looks, [None] * 50) == [0.0] * 50
