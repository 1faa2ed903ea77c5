"""Reads what sources answer, off the event loop; what strangers wrote, where reading can be killed."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import TracebackType

from jobs.analysis.pages import UnreadablePageError
from jobs.reading.lone_reader import Bounds, LoneReader, SlowPageError
from jobs.sources.errors import SchemaDriftError, SourceError
from jobs.sources.port import Ask, Page, Reply, Source

# The largest feed takes a second of the processor, and up to twenty by the clock: pages that people wait for go first.
_BOUNDS = Bounds(seconds=60.0, cpu_seconds=10, memory=400_000_000, kept_memory=64_000_000)


class AnswerReader:
    """A thread for the answers of sources that the operator chose, and a process for those of strangers."""

    def __init__(self, bounds: Bounds = _BOUNDS) -> None:
        self._lone = LoneReader(bounds)
        self._here = ThreadPoolExecutor(1, thread_name_prefix="read answers")
        self._alone = ThreadPoolExecutor(1, thread_name_prefix="read strangers' answers")

    def __enter__(self) -> AnswerReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._lone.stop()
        for lane in (self._here, self._alone):
            lane.shutdown(wait=True, cancel_futures=True)
        self._lone.close()

    async def read(self, source: Source, ask: Ask, reply: Reply, *, is_strangers: bool) -> Page:
        """Raises a ``SourceError`` where the answer is none."""
        loop = asyncio.get_running_loop()
        if not is_strangers:
            return await loop.run_in_executor(self._here, source.read, ask, reply)
        answer = _AnswerToRead(reply.body, reply.url, source, ask, replace(reply, body=b""))
        try:
            return await loop.run_in_executor(self._alone, self._lone.read, answer)
        except SlowPageError:
            raise SchemaDriftError("what it answers takes too long to read") from None
        except UnreadablePageError as error:
            raise SchemaDriftError(str(error)) from error


@dataclass(frozen=True, slots=True)
class _AnswerToRead:
    """What is handed to a lone reader: a source that asks strangers has no secrets."""

    body: bytes
    url: str
    source: Source
    ask: Ask
    reply: Reply

    def read(self) -> Page:
        try:
            return self.source.read(self.ask, replace(self.reply, body=self.body))
        except SourceError as error:
            raise UnreadablePageError(str(error)) from error
