"""Threads for what lasts longer than an answer may take; told to close, they end what only waits."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from types import TracebackType

logger = logging.getLogger(__name__)

_THREADS = 32


class Background:
    """``closing`` is set when the bot ends: whoever waits for something that may never come waits on it instead."""

    def __init__(self) -> None:
        self.closing = Event()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="background")

    def __enter__(self) -> "Background":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.closing.set()
        self._threads.shutdown(wait=True)

    def run(self, do: Callable[[], None]) -> None:
        """Do it soon, in a thread of its own; an error nobody answered is logged."""
        self._threads.submit(do).add_done_callback(_log_error)


def _log_error(done: Future[None]) -> None:
    if (error := done.exception()) is not None:
        logger.error("background work failed", exc_info=error)
