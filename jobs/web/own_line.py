"""Tells a stranger's silence from our own: before a failed visit is held against a page, somebody else must answer."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jobs.analysis.visit import Trouble, Visit
from jobs.note_outage import NoteOutage
from jobs.web.fetcher import READING, Errand, Fetcher
from jobs.web.opening import open_fetcher
from jobs.web.rules import FetchRules
from jobs.web.transport import verifying_tls
from jobs.web.troubles import TLS_TROUBLES
from storage.domain import PageMemory
from storage.errors import AnchorwatchError

logger = logging.getLogger(__name__)

# What a visit also ends with when it is our own network, name server or gateway that fails.
_MAY_BE_OURS = frozenset({Trouble.DNS, Trouble.REFUSED, Trouble.RESET, Trouble.TIMEOUT, *TLS_TROUBLES})
_ASK_EVERY = 30.0
_NAMES_RESOLVE_FOR = 60.0  # one name found lately stands for the name server; addresses are remembered, so pages do not
_A_MOMENT = 2.0
_HOSTS_KEPT = 10_000


@dataclass
class OwnLine:
    """A fetcher whose visits end ``offline`` while our own line is down.

    ``canaries`` are pages that should answer: where there are none, every silence is taken for the stranger's. ``ask``
    visits them with nothing remembered. ``down`` and ``up`` hear of an outage's beginning and end.
    """

    fetch: Fetcher
    ask: Callable[[tuple[str, ...]], Awaitable[tuple[Visit, ...]]]
    canaries: Callable[[], Awaitable[tuple[str, ...]]]
    down: Callable[[], Awaitable[None]]
    up: Callable[[], Awaitable[None]]
    is_down: bool = False
    monotonic: Callable[[], float] = time.monotonic
    _answered_at: float = float("-inf")
    _canary_answered_at: float = float("-inf")
    _silent_for_itself: dict[str, float] = field(default_factory=dict)
    _asking: asyncio.Task[bool] | None = None
    _waiting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Ask at once whether an outage is over that was written down before."""
        if self.is_down and not await self._is_back():
            self._wait()

    async def close(self) -> None:
        tasks = [task for task in (self._asking, self._waiting) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def visit(
        self, url: str, memory: PageMemory | None = None, fresh: bool = False, errand: Errand = READING
    ) -> Visit:
        if self.is_down:
            return Visit(url, url, trouble=Trouble.OFFLINE)
        began = self.monotonic()
        visit = await self.fetch.visit(url, memory, fresh, errand)
        if visit.status is not None:
            self._answered_at = self.monotonic()
        if visit.trouble not in _MAY_BE_OURS or await self._is_theirs(visit, began):
            return visit
        await self._go_down()
        return replace(visit, trouble=Trouble.OFFLINE)

    async def _is_theirs(self, failed: Visit, began: float) -> bool:
        """Whether others answer; of a host that was silent for itself a moment ago nobody wonders again."""
        host, now = urlsplit(failed.final_url).netloc, self.monotonic()
        if self._silent_for_itself.get(host, float("-inf")) > now - _ASK_EVERY:
            return True
        if not self._others_answered(failed.trouble, began, now) and not await self._ask_canaries():
            return False
        if len(self._silent_for_itself) >= _HOSTS_KEPT:
            self._silent_for_itself.clear()
        self._silent_for_itself[host] = now
        return True

    def _others_answered(self, trouble: Trouble | None, began: float, now: float) -> bool:
        if trouble is Trouble.DNS:
            return self._canary_answered_at > now - _NAMES_RESOLVE_FOR
        return max(self._answered_at, self._canary_answered_at) >= began - _A_MOMENT

    async def _ask_canaries(self) -> bool:
        """Ask all at once; those who wonder meanwhile share the answer."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._any_canary_answers())
        return await asyncio.shield(self._asking)

    async def _any_canary_answers(self) -> bool:
        urls = await self.canaries()
        if not urls:
            return True
        if all(visit.trouble in _MAY_BE_OURS for visit in await self.ask(urls)):
            return False
        self._canary_answered_at = self.monotonic()
        return True

    async def _go_down(self) -> None:
        if self.is_down:
            return
        self.is_down = True
        logger.error("own network down, nothing is judged")
        self._wait()
        await self.down()

    def _wait(self) -> None:
        self._waiting = asyncio.create_task(self._until_back())

    async def _until_back(self) -> None:
        while True:
            await asyncio.sleep(_ASK_EVERY)
            try:
                if await self._is_back():
                    return
            except AnchorwatchError:
                logger.exception("end of outage not written down")  # asked again

    async def _is_back(self) -> bool:
        if not await self._ask_canaries():
            return False
        await self.up()
        self.is_down = False
        logger.info("own network back")
        return True


@asynccontextmanager
async def open_own_line(
    fetch: Fetcher,
    rules: FetchRules,
    now: Callable[[], datetime],
    note: NoteOutage,
    off_loop: Callable[[Callable[[], Any]], Awaitable[Any]],
) -> AsyncIterator[OwnLine]:
    """``fetch`` with an eye on our own network. An outage that was written down lasts until somebody answers."""
    tls = cache(verifying_tls)

    async def ask(urls: tuple[str, ...]) -> tuple[Visit, ...]:
        # A fetcher of its own: it remembers no address, so that the name server is asked too.
        async with open_fetcher(rules, now, tls=tls()) as anew:
            return tuple(await asyncio.gather(*[anew.visit(url, fresh=True) for url in urls]))

    line = OwnLine(
        fetch=fetch,
        ask=ask,
        canaries=lambda: off_loop(note.canaries),
        down=lambda: off_loop(note.begin),
        up=lambda: off_loop(note.end),
        is_down=await off_loop(note.lasts),
    )
    try:
        await line.start()
        yield line
    finally:
        await line.close()
