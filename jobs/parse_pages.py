"""Parses pages off the event loop, and says "could not read" of those no parser should be given."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.pages import Page, UnreadablePageError, read_page
from jobs.analysis.visit import Visit

_THREADS = 2  # Lexbor releases the GIL, so parsing uses a second core


class PageParser:
    """A few threads that only parse."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="parse")

    def __enter__(self) -> "PageParser":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=True)

    async def read(self, visit: Visit, own: OwnDomains) -> Page | None:
        """The page that a visit brought back, or None when it cannot be read safely."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _read, visit, own)


def _read(visit: Visit, own: OwnDomains) -> Page | None:
    try:
        return read_page(
            visit.body, url=visit.final_url, content_type=visit.header("content-type"), headers=visit.headers, own=own
        )
    except UnreadablePageError:
        return None
