"""The planner asks for hosts that have something due; the inline runner drains them one at a time, people's first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest

from jobs.plan_checks import PlanChecks
from jobs.runners import RunnerHealth
from jobs.runners.inline import InlineRunner
from storage.errors import StorageBusyError
from tests.jobs.world import DAY, HOUR, LIVE, World


@dataclass
class Requests:
    """A runner that only remembers what it was asked for."""

    hosts: list[tuple[str, int]] = field(default_factory=list)

    def request_host(self, host: str, priority: int) -> None:
        self.hosts.append((host, priority))

    async def run(self) -> None: ...

    def stop(self) -> None: ...

    def health(self) -> RunnerHealth:
        return RunnerHealth(0, 0)


def planned(world: World, least_priority: int = 0) -> list[tuple[str, int]]:
    requests = Requests()
    PlanChecks(world.store, requests, world.clock, least_priority=least_priority).plan()
    return requests.hosts


def test_hosts_are_asked_for_when_something_is_due_those_that_people_wait_for_first(world: World) -> None:
    for page, prio in (("https://one.example/", 0), ("https://two.example/", 100), ("https://three.example/", 0)):
        world.add_link(page, prio=prio)
    assert planned(world)[0] == ("two.example", 100)
    assert {host for host, _ in planned(world)} == {"one.example", "two.example", "three.example"}
    assert planned(world, least_priority=100) == [("two.example", 100)]


def test_what_was_just_looked_at_is_not_asked_for_until_it_is_due_again(world: World) -> None:
    world.see(world.add_link(), LIVE)
    assert planned(world) == []
    world.clock.advance(9 * DAY)
    assert planned(world) == [("blog.example", 0)]
    assert planned(world) == [("blog.example", 0)]


def test_a_host_that_rests_is_not_asked_for_even_when_a_person_waits(world: World) -> None:
    world.add_link(prio=100)
    world.records.note_host("blog.example", 1, world.clock() + HOUR)
    assert planned(world) == []
    world.clock.advance(2 * HOUR)
    assert planned(world) == [("blog.example", 100)]


@dataclass
class Drains:
    """What a runner drains, and how; ``gate`` holds every drain until it is set."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    begun: list[str] = field(default_factory=list)
    under_way: int = 0
    most_at_once: int = 0
    fails: Callable[[str], bool] = lambda host: False
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def drain(self, host: str) -> None:
        async with self._changed:
            self.begun.append(host)
            self._changed.notify_all()
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        try:
            await self.gate.wait()
            if self.fails(host):
                raise StorageBusyError("somewhere")
        finally:
            self.under_way -= 1

    async def until(self, hosts: int) -> None:
        async with asyncio.timeout(5), self._changed:
            await self._changed.wait_for(lambda: len(self.begun) >= hosts)


def run(story: Callable[[Drains, InlineRunner], Coroutine[Any, Any, None]], slots: int = 8) -> Drains:
    async def told() -> Drains:
        drains = Drains()
        runner = InlineRunner(drains.drain, slots=slots)
        running = asyncio.create_task(runner.run())
        await asyncio.sleep(0)
        await story(drains, runner)
        drains.gate.set()
        runner.stop()
        await asyncio.wait_for(running, 5)
        health = runner.health()
        assert (health.waiting, health.draining) == (0, 0)
        return drains

    return asyncio.run(told())


def test_a_host_is_drained_by_one_drain_at_a_time() -> None:
    async def story(drains: Drains, runner: InlineRunner) -> None:
        runner.request_host("blog.example", 0)
        await drains.until(1)
        runner.request_host("blog.example", 0)
        runner.request_host("other.example", 0)
        await drains.until(2)
        assert drains.begun == ["blog.example", "other.example"]
        drains.gate.set()
        await drains.until(3)

    assert run(story).begun == ["blog.example", "other.example", "blog.example"]


def test_a_host_asked_for_more_urgently_moves_forward() -> None:
    async def story(drains: Drains, runner: InlineRunner) -> None:
        runner.request_host("first.example", 0)
        await drains.until(1)
        for host, priority in (("a.example", 0), ("b.example", 0), ("b.example", 100), ("a.example", 0)):
            runner.request_host(host, priority)
        drains.gate.set()
        await drains.until(3)

    drains = run(story, slots=1)
    assert drains.begun == ["first.example", "b.example", "a.example"]
    assert drains.most_at_once == 1


def test_a_drain_that_fails_leaves_the_runner_running(caplog: pytest.LogCaptureFixture) -> None:
    async def story(drains: Drains, runner: InlineRunner) -> None:
        drains.fails = lambda host: host == "bad.example"
        drains.gate.set()
        runner.request_host("bad.example", 0)
        runner.request_host("good.example", 0)
        await drains.until(2)

    assert run(story).begun == ["bad.example", "good.example"]
    assert "host not drained" in caplog.text


def test_a_host_whose_drains_fail_is_left_alone_longer_each_time_until_one_succeeds() -> None:
    moment = 0.0

    async def story(drains: Drains, runner: InlineRunner) -> None:
        nonlocal moment
        runner.monotonic = lambda: moment
        drains.gate.set()
        drains.fails = lambda host: True
        await _request(runner)
        for begun, rest in enumerate((5, 10, 20), start=1):
            moment += rest - 0.1
            await _request(runner)
            assert len(drains.begun) == begun, "too early"
            moment += 0.1
            drains.fails = lambda host, rest=rest: rest < 20
            await _request(runner)
            assert len(drains.begun) == begun + 1, "rested long enough"
        await _request(runner)
        assert len(drains.begun) == 5

    run(story)


async def _request(runner: InlineRunner) -> None:
    """Ask for the host, and let the runner do what it will."""
    runner.request_host("bad.example", 100)
    for _ in range(10):
        await asyncio.sleep(0)


def test_a_runner_told_to_stop_ends_what_it_began_and_begins_nothing() -> None:
    async def story(drains: Drains, runner: InlineRunner) -> None:
        runner.request_host("blog.example", 0)
        await drains.until(1)
        runner.stop()
        await asyncio.sleep(0)
        runner.request_host("late.example", 100)
        await asyncio.sleep(0)

    drains = run(story)
    assert drains.begun == ["blog.example"]
    assert drains.under_way == 0
