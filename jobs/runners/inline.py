"""Drains hosts in this process: one asyncio loop, one drain per host at a time, people first."""

import asyncio
import heapq
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from jobs.runners import RunnerHealth

logger = logging.getLogger(__name__)

# A visit cut short is only a visit repeated, and whoever stops us wants us gone.
_STOP_GRACE_SECONDS = 5.0
_FIRST_REST_SECONDS = 5.0
_LONGEST_REST_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class _Rest:
    """A host whose drain failed is left alone for a while, longer each time: strangers do not pay for our faults."""

    failures: int
    until: float


@dataclass
class InlineRunner:
    """``drain`` visits one host's due links and returns. At most ``slots`` hosts are drained at once."""

    drain: Callable[[str], Coroutine[Any, Any, None]]
    slots: int = 64
    monotonic: Callable[[], float] = time.monotonic
    _queue: list[tuple[int, int, str]] = field(default_factory=list)
    _priority: dict[str, int] = field(default_factory=dict)
    _draining: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _resting: dict[str, _Rest] = field(default_factory=dict)
    _order: int = 0
    _stopping: bool = False
    _trouble: BaseException | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    def request_host(self, host: str, priority: int) -> None:
        if self._loop is None or self._loop.is_closed():
            self._enqueue(host, priority)
        else:
            self._loop.call_soon_threadsafe(self._enqueue, host, priority)

    def _enqueue(self, host: str, priority: int) -> None:
        """A host waits at most once; asking again with a higher priority moves it forward."""
        if self._stopping or self._priority.get(host, -1) >= priority:
            return
        self._priority[host] = priority
        self._order += 1
        heapq.heappush(self._queue, (-priority, self._order, host))
        self._wake.set()

    async def run(self) -> None:
        self._loop = asyncio.get_running_loop()
        while not self._stopping:
            self._start_drains()
            self._wake.clear()
            await self._wake.wait()
        under_way = tuple(self._draining.values())
        if under_way:
            await asyncio.wait(under_way, timeout=_STOP_GRACE_SECONDS)
        for drain in under_way:
            drain.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    def _start_drains(self) -> None:
        held_back = []
        while self._queue and len(self._draining) < self.slots:
            entry = heapq.heappop(self._queue)
            host = entry[2]
            if self._priority.get(host) != -entry[0]:
                continue  # an older, lower-priority copy of a host that was moved forward
            if host in self._draining:
                held_back.append(entry)
                continue
            del self._priority[host]
            if self._rests(host):
                continue
            self._draining[host] = asyncio.create_task(self.drain(host))
            self._draining[host].add_done_callback(partial(self._ended, host))
        for entry in held_back:
            heapq.heappush(self._queue, entry)

    def _ended(self, host: str, drain: asyncio.Task[None]) -> None:
        del self._draining[host]
        self._wake.set()
        rest = self._resting.pop(host, None)
        if drain.cancelled() or (error := drain.exception()) is None:
            return
        self._trouble = error
        failures = 1 if rest is None else rest.failures + 1
        pause = min(_FIRST_REST_SECONDS * 2 ** (failures - 1), _LONGEST_REST_SECONDS)
        self._resting[host] = _Rest(failures, self.monotonic() + pause)
        logger.error("host not drained", exc_info=error, extra={"host": host, "again_in": pause})  # its links stay due

    def _rests(self, host: str) -> bool:
        rest = self._resting.get(host)
        return rest is not None and self.monotonic() < rest.until

    def stop(self) -> None:
        self._stopping = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    def health(self) -> RunnerHealth:
        return RunnerHealth(waiting=len(self._priority), draining=len(self._draining), trouble=self._trouble)
