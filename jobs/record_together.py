"""Commits the looks of many drains together: one transaction for all that wait costs little more than one for each."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from jobs.record_checks import Look


@dataclass
class RecordTogether:
    """``record_all`` blocks; ``off_loop`` runs one such call after the other in the storage thread."""

    record_all: Callable[[Sequence[Look]], None]
    off_loop: Callable[[Callable[[], None]], Awaitable[None]]
    _waiting: list[Look] = field(default_factory=list)
    _next: asyncio.Future[None] | None = None
    _lock: Lock = field(default_factory=Lock)

    async def record(self, looks: Sequence[Look]) -> None:
        """Return when these looks are stored; whoever comes before the next commit starts shares it."""
        with self._lock:
            self._waiting += looks
            if self._next is None:
                self._next = asyncio.ensure_future(self.off_loop(self._commit))
            mine = self._next
        await asyncio.shield(mine)

    def _commit(self) -> None:
        with self._lock:
            looks, self._waiting = self._waiting, []
            self._next = None
        self.record_all(looks)
