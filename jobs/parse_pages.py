"""Parses pages off the event loop: harmless ones in threads, all others where parsing can be killed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType
from typing import TypeVar

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.harmless import is_harmless
from jobs.analysis.pages import Page, UnreadablePageError
from jobs.analysis.visit import Trouble, Visit
from jobs.analysis.xhtml import is_xhtml
from jobs.reading.lone_reader import Bounds, LoneReader, SlowPageError
from jobs.reading.memory import keep_freed_memory
from jobs.reading.page_to_read import PageToRead
from jobs.web.room import Room
from storage.domain import PageMemory

logger = logging.getLogger(__name__)

_THREADS = 2  # Lexbor releases the GIL, so parsing uses a second core
_LARGE_BYTES = 1_000_000
_LARGE_TAGS = 30_000
_BOUNDS = Bounds()
_LARGE_MEMORY = 164_000_000
_SHELF_BYTES = 32_000_000
_Read = TypeVar("_Read", Page, Page | None)


class PageParser:
    """Threads that only parse, and two processes that only parse: one for the few huge pages, one for all others.

    ``room`` is what waiting pages take up; whoever fetches them goes by it. Those that wait for a process take up none
    while they fit on a shelf of their own: a few that take long must not stop all fetching.

    Most pages are too small to keep a parser busy for long, and handing one to a process costs a third of parsing it.
    """

    def __init__(self, bounds: Bounds = _BOUNDS) -> None:
        keep_freed_memory()
        self.room = Room()
        self._shelf = _SHELF_BYTES
        self._threads = _Threads()
        self._alone = _Alone(bounds)
        self._large_alone = _Alone(replace(bounds, memory=_LARGE_MEMORY))

    def __enter__(self) -> PageParser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        for lane in (self._alone, self._large_alone, self._threads):
            lane.close()

    async def read(
        self, visit: Visit, own: OwnDomains | None, known: PageMemory | None = None
    ) -> tuple[Visit, Page | None]:
        """The page that a visit brought back, if any; the visit says what the trouble with reading it was.

        Without ``own`` the page is read with every link.
        """
        if not visit.body:
            return visit, None
        page = PageToRead(visit.body, visit.final_url, visit.header("content-type"), visit.headers, own, known)
        try:
            return visit, await self._read(page)
        except SlowPageError:
            trouble = Trouble.TOO_SLOW_TO_READ
        except UnreadablePageError:
            trouble = Trouble.UNREADABLE
        return replace(visit, trouble=visit.trouble or trouble), None

    def read_now(self, page: PageToRead) -> Page:
        """The same for who has nothing else to do; raises ``UnreadablePageError``."""
        return _settled(_ended(self._threads.begin(page)), page) or _settled(_ended(self._alone_for(page)), page)

    async def _read(self, page: PageToRead) -> Page:
        with self.room.holding(len(page.body)):
            read = await _arrived(self._threads.begin(page), page)
        if read is None:
            with self._put_down(len(page.body)):
                read = await _arrived(self._alone_for(page), page)
        return read

    def _alone_for(self, page: PageToRead) -> Future[Page]:
        return (self._large_alone if _is_large(page.body) else self._alone).begin(page)

    @contextmanager
    def _put_down(self, weight: int) -> Iterator[None]:
        if weight > self._shelf:
            with self.room.holding(weight):
                yield
            return
        self._shelf -= weight
        try:
            yield
        finally:
            self._shelf += weight


def _is_large(body: bytes) -> bool:
    return len(body) > _LARGE_BYTES or body.count(b"<") > _LARGE_TAGS


class _Threads:
    """Pages that are read here, a few at a time; None for one that should be read alone.

    To look which it is takes a fifth of parsing it, and so belongs here and not on the event loop.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="parse")

    def begin(self, page: PageToRead) -> Future[Page | None]:
        return self._pool.submit(_read_if_harmless, page)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


class _Alone:
    """Pages that wait for one lone reader, first come, first served."""

    def __init__(self, bounds: Bounds) -> None:
        self._reader = LoneReader(bounds)
        self._waiting = ThreadPoolExecutor(1, thread_name_prefix="parse alone")

    def begin(self, page: PageToRead) -> Future[Page]:
        return self._waiting.submit(self._reader.read, page)

    def close(self) -> None:
        self._reader.stop()
        self._waiting.shutdown(wait=True, cancel_futures=True)
        self._reader.close()


def _read_if_harmless(page: PageToRead) -> Page | None:
    """XHTML is rewritten before it is parsed, so that its bytes prove nothing."""
    return page.read(is_harmless=True) if not is_xhtml(page.content_type) and is_harmless(page.body) else None


def _ended(reading: Future[_Read]) -> Future[_Read]:
    wait((reading,))
    return reading


async def _arrived(reading: Future[_Read], page: PageToRead) -> _Read:
    arrived = asyncio.wrap_future(reading)
    try:
        await asyncio.wait((arrived,))
    finally:
        arrived.cancel()
    return _settled(reading, page)


def _settled(reading: Future[_Read], page: PageToRead) -> _Read:
    """A fault of ours in reading a page is logged; the page says nothing, and everything else goes on."""
    error = reading.exception()
    if error is not None and not isinstance(error, UnreadablePageError):
        logger.error("page not read", exc_info=error, extra={"url": page.url})
        raise UnreadablePageError("the page cannot be read") from error
    return reading.result()
