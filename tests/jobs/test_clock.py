"""Ticks come again whatever happens in one of them, and none overlaps itself; what comes in twice counts once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from jobs.clock import Clock, Tick
from jobs.receive_inbound import ReceiveInbound
from storage.errors import StorageBusyError
from tests.jobs.world import DAY, HOUR, World

OFTEN = timedelta(milliseconds=20)


def test_a_tick_that_failed_comes_again_and_disturbs_no_other(caplog: pytest.LogCaptureFixture) -> None:
    failures = threading.Semaphore(0)
    others = threading.Semaphore(0)

    def fail() -> None:
        failures.release()
        raise StorageBusyError("somewhere")

    clock = Clock((Tick("failing", OFTEN, fail), Tick("other", OFTEN, others.release)))
    clock.start()
    try:
        for happened in (failures, others):
            assert all(happened.acquire(timeout=5) for _ in range(3))
    finally:
        clock.stop()
    assert "tick failed" in caplog.text


def test_a_slow_tick_never_overlaps_itself_and_stopping_waits_for_it() -> None:
    began, gate = threading.Semaphore(0), threading.Event()
    under_way, most = [], []

    def slow() -> None:
        under_way.append(1)
        most.append(len(under_way))
        began.release()
        gate.wait(5)
        under_way.pop()

    quick = threading.Semaphore(0)
    clock = Clock((Tick("slow", OFTEN, slow), Tick("quick", OFTEN, quick.release)))
    clock.start()
    try:
        assert began.acquire(timeout=5)
        assert all(quick.acquire(timeout=5) for _ in range(5))
        gate.set()
        assert began.acquire(timeout=5)
    finally:
        clock.stop()
    assert set(most) == {1}
    assert under_way == []


def test_what_comes_from_outside_counts_once_until_no_repeat_can_come_any_more(world: World) -> None:
    inbound = ReceiveInbound(world.store, world.clock)
    assert [inbound.is_first(key) for key in ("a", "a", "b", "a")] == [True, False, True, False]
    world.clock.advance(DAY - HOUR)
    inbound.forget_old()
    assert not inbound.is_first("a")
    world.clock.advance(2 * HOUR)
    inbound.forget_old()
    assert inbound.is_first("a")
