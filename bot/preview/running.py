"""A workspace that runs in a thread of its own, driven by plain calls: for the command line and for tests."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from typing import Any, TypeVar

from bot.preview.server import PreviewServer
from bot.preview.values import Json

T = TypeVar("T")

_LONGEST_CALL = 30.0
# What is only ever said once; everything else can be asked for again.
_KEPT = {"notice", "view_errors"}


class ServerThread:
    """One server, one event loop, one thread. Everything asked of the server goes through ``call``."""

    def __init__(self, server: PreviewServer) -> None:
        self.server = server
        self.events: list[Json] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="preview workspace", daemon=True)
        self._changed = threading.Condition()

    def start(self) -> None:
        self._thread.start()
        self.server.slack.feed.subscribe(self._note)
        with ExitStack() as undo:
            undo.callback(self._end_loop)
            self.wait(self.server.start())
            undo.pop_all()

    def stop(self) -> None:
        try:
            self.wait(self.server.stop())
        finally:
            self._end_loop()

    def call(self, function: Callable[[], T]) -> T:
        async def in_loop() -> T:
            return function()

        return self.wait(in_loop())

    def wait(self, work: Coroutine[Any, Any, T], timeout: float = _LONGEST_CALL) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout)

    def wait_for(self, predicate: Callable[[], T], timeout: float) -> T:
        """Asks again whenever something happened in the workspace, and every so often."""
        deadline = time.monotonic() + timeout
        while True:
            found = predicate()
            left = deadline - time.monotonic()
            if found or left <= 0:
                return found
            with self._changed:
                self._changed.wait(min(left, 0.05))

    def _note(self, event: Json) -> None:
        if event["type"] in _KEPT:
            self.events.append(event)
        with self._changed:
            self._changed.notify_all()

    def _end_loop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
