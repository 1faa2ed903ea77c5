"""Visits pages once, many at a time, and says of each what may be concluded from that one visit."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jobs.analysis.addresses import AddressError, OwnDomains, page_address
from jobs.analysis.describe import inspection
from jobs.analysis.pages import Page
from jobs.analysis.verdicts import judge
from jobs.analysis.visit import Visit
from jobs.web.fetcher import Fetcher

_LOOK_AHEAD = 50_000

Show = Callable[[Mapping[str, Any]], None]


@dataclass
class InspectPages:
    """``at_once`` pages are under way at the same time, each on a host of its own."""

    fetch: Fetcher
    read: Callable[[Visit, OwnDomains], Awaitable[Page | None]]
    own: OwnDomains
    at_once: int
    _waiting: dict[str, deque[str]] = field(default_factory=dict)

    async def inspect(self, urls: Iterable[str], show: Show) -> None:
        """Inspect every URL and show each result as it comes; the order of answers is not that of the questions."""
        slots = asyncio.Semaphore(self.at_once)
        room = asyncio.Semaphore(_LOOK_AHEAD)
        source = iter(urls)
        async with asyncio.TaskGroup() as hosts:
            while (url := await asyncio.to_thread(_next, source)) is not None:
                await room.acquire()
                self._add(url, lambda host: hosts.create_task(self._drain(host, slots, room, show)))

    def _add(self, url: str, start: Callable[[str], object]) -> None:
        host = _host(url)
        if host in self._waiting:
            self._waiting[host].append(url)
        else:
            self._waiting[host] = deque([url])
            start(host)

    async def _drain(self, host: str, slots: asyncio.Semaphore, room: asyncio.Semaphore, show: Show) -> None:
        waiting = self._waiting[host]
        while waiting:
            async with slots:
                show(await self.look(waiting.popleft()))
            room.release()
        del self._waiting[host]

    async def look(self, url: str) -> Mapping[str, Any]:
        """Visit one page and describe it as ``anchorwatch inspect --json`` prints it."""
        visit = await self.fetch.visit(url)
        page = await self.read(visit, self.own) if visit.body else None
        return inspection(visit, page, judge(visit, page, self.own))


def _next(source: Iterator[str]) -> str | None:
    return next(source, None)


def _host(url: str) -> str:
    try:
        return page_address(url).domain
    except AddressError:
        return url  # the visit will say what is wrong with it
