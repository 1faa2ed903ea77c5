"""Commits the looks of many drains together: one transaction for all that wait costs little more than one for each."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from jobs.record_checks import Look

_LINGER_SECONDS = 0.05


@dataclass
class RecordTogether:
    """``record_all`` blocks; ``off_loop`` runs one such call after the other in the storage thread."""

    record_all: Callable[[Sequence[Look]], None]
    off_loop: Callable[[Callable[[], None]], Awaitable[None]]
    _waiting: list[Look] = field(default_factory=list)
    _next: asyncio.Future[None] | None = None
    _lock: Lock = field(default_factory=Lock)

    def record(self, looks: Sequence[Look]) -> Awaitable[None]:
        """What is returned is done when these looks are stored; whoever comes before the commit starts shares it."""
        with self._lock:
            self._waiting += looks
            if self._next is None:
                self._next = asyncio.ensure_future(self._commit_soon())
            return asyncio.shield(self._next)

    async def _commit_soon(self) -> None:
        await asyncio.sleep(_LINGER_SECONDS)  # a commit costs as much as recording twenty looks
        await self.off_loop(self._commit)

    def _commit(self) -> None:
        with self._lock:
            looks, self._waiting = self._waiting, []
            self._next = None
        self.record_all(looks)
