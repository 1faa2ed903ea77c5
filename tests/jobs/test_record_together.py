"""Looks that wait together share a commit; whoever waits hears of its end, good or bad."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from jobs.record_checks import Look
from jobs.record_together import RecordTogether
from storage.errors import StorageBusyError
from tests.jobs.world import LIVE, World


@dataclass
class Storage:
    """Commits one batch after the other, each when ``gate`` lets it."""

    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    batches: list[int] = field(default_factory=list)
    fails: bool = False
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def record(self, looks: Sequence[Look]) -> None:
        if self.fails:
            raise StorageBusyError("somewhere")
        self.batches.append(len(looks))

    async def off_loop(self, call: Callable[[], None]) -> None:
        async with self._turn:
            await self.gate.acquire()
            call()


@pytest.fixture
def look(world: World) -> Look:
    return world.look(world.add_link(), LIVE)


def test_looks_that_come_before_a_commit_share_it_and_those_after_share_the_next(look: Look) -> None:
    async def story() -> list[int]:
        storage = Storage()
        together = RecordTogether(storage.record, storage.off_loop)
        first = [asyncio.ensure_future(together.record([look])) for _ in range(3)]
        await asyncio.sleep(0)
        assert not any(task.done() for task in first)
        storage.gate.release()
        await asyncio.gather(*first)
        second = [together.record([look, look]) for _ in range(2)]
        storage.gate.release()
        await asyncio.gather(*second)
        return storage.batches

    assert asyncio.run(story()) == [3, 4]


def test_everybody_hears_of_a_commit_that_failed_and_the_next_one_is_tried(look: Look) -> None:
    async def story() -> None:
        storage = Storage(fails=True)
        storage.gate = asyncio.Semaphore(10)
        together = RecordTogether(storage.record, storage.off_loop)
        ends = await asyncio.gather(*(together.record([look]) for _ in range(3)), return_exceptions=True)
        assert [type(end) for end in ends] == [StorageBusyError] * 3
        storage.fails = False
        await together.record([look])
        assert storage.batches == [1]

    asyncio.run(story())


def test_a_waiter_that_gives_up_takes_no_commit_with_it(look: Look) -> None:
    async def story() -> list[int]:
        storage = Storage()
        together = RecordTogether(storage.record, storage.off_loop)
        impatient, patient = (asyncio.ensure_future(together.record([look])) for _ in range(2))
        await asyncio.sleep(0)
        impatient.cancel()
        storage.gate.release()
        await patient
        return storage.batches

    assert asyncio.run(story()) == [2]
