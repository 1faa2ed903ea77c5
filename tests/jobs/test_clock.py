"""Ticks come again whatever happens in one of them, and none overlaps itself; what comes in twice counts once."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta

import pytest

from jobs.clock import Clock, Tick
from jobs.receive_inbound import ReceiveInbound
from jobs.runners.repeating import again_and_again
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


def test_a_fault_of_ours_in_one_look_does_not_end_the_looking(caplog: pytest.LogCaptureFixture) -> None:
    looks: list[int] = []

    async def work() -> None:
        enough = asyncio.Event()

        async def look() -> None:
            looks.append(1)
            if len(looks) == 3:
                enough.set()
            raise OverflowError("date value out of range")

        looking = asyncio.create_task(again_and_again("sources", look, OFTEN))
        await asyncio.wait([looking, asyncio.create_task(enough.wait())], return_when=asyncio.FIRST_COMPLETED)
        looking.cancel()
        await asyncio.wait([looking])
        assert looking.cancelled()

    asyncio.run(work())
    assert len(looks) == 3
    assert "not looked at" in caplog.text


def test_what_comes_from_outside_counts_once_until_no_repeat_can_come_any_more(world: World) -> None:
    inbound = ReceiveInbound(world.store, world.clock)
    assert [inbound.is_first(key) for key in ("a", "a", "b", "a")] == [True, False, True, False]
    world.clock.advance(DAY - HOUR)
    inbound.forget_old()
    assert not inbound.is_first("a")
    world.clock.advance(2 * HOUR)
    inbound.forget_old()
    assert inbound.is_first("a")
