"""Parses pages off the event loop: harmless ones in threads, all others where parsing can be killed."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from queue import SimpleQueue
from types import TracebackType

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.harmless import is_harmless
from jobs.analysis.pages import Page, UnreadablePageError
from jobs.analysis.visit import Trouble, Visit
from jobs.reading.lone_reader import Bounds, LoneReader, SlowPageError
from jobs.reading.page_to_read import PageToRead

logger = logging.getLogger(__name__)

_AT_ONCE = 2  # Lexbor releases the GIL, so parsing uses a second core
_BOUNDS = Bounds()


class PageParser:
    """Threads that only parse, and processes that only parse; a page waits for one of either kind.

    Most pages are too small to keep a parser busy for long, and handing one to a process costs a third of parsing it.
    """

    def __init__(self, bounds: Bounds = _BOUNDS) -> None:
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="parse")
        self._waiting_threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="parse alone")
        self._readers = [LoneReader(bounds) for _ in range(_AT_ONCE)]
        self._idle: SimpleQueue[LoneReader] = SimpleQueue()
        for reader in self._readers:
            self._idle.put(reader)

    def __enter__(self) -> PageParser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        for reader in self._readers:
            reader.stop()
        for threads in (self._threads, self._waiting_threads):
            threads.shutdown(wait=True, cancel_futures=True)
        for reader in self._readers:
            reader.close()

    async def read(self, visit: Visit, own: OwnDomains) -> tuple[Visit, Page | None]:
        """The page that a visit brought back, if any; the visit says what the trouble with reading it was."""
        if not visit.body:
            return visit, None
        page = PageToRead(visit.body, visit.final_url, visit.header("content-type"), visit.headers, own)
        reading = self._begin(page)
        arrived = asyncio.wrap_future(reading)
        try:
            await asyncio.wait((arrived,))
        finally:
            arrived.cancel()
        try:
            return visit, _settled(reading, page)
        except SlowPageError:
            trouble = Trouble.TOO_SLOW_TO_READ
        except UnreadablePageError:
            trouble = Trouble.UNREADABLE
        return replace(visit, trouble=visit.trouble or trouble), None

    def read_now(self, page: PageToRead) -> Page:
        """The same for who has nothing else to do; raises ``UnreadablePageError``."""
        reading = self._begin(page)
        wait((reading,))
        return _settled(reading, page)

    def _begin(self, page: PageToRead) -> Future[Page]:
        if is_harmless(page.body):
            return self._threads.submit(page.read)
        return self._waiting_threads.submit(self._read_alone, page)

    def _read_alone(self, page: PageToRead) -> Page:
        reader = self._idle.get()
        try:
            return reader.read(page)
        finally:
            self._idle.put(reader)


def _settled(reading: Future[Page], page: PageToRead) -> Page:
    """A fault of ours in reading a page is logged; the page says nothing, and everything else goes on."""
    error = reading.exception()
    if error is not None and not isinstance(error, UnreadablePageError):
        logger.error("page not read", exc_info=error, extra={"url": page.url})
        raise UnreadablePageError("the page cannot be read") from error
    return reading.result()
