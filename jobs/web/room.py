"""Keeps in bounds what pages weigh that were fetched and wait to be read: until they are, no more are asked for."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

_MOST_BYTES = 16_000_000  # a hundred usual pages: more would only wait longer


class Room:
    def __init__(self, most: int = _MOST_BYTES) -> None:
        self._left = most
        self._is_free = asyncio.Event()
        self._is_free.set()

    async def wait(self) -> None:
        """Until there is some. What is under way already still comes in."""
        await self._is_free.wait()

    @contextmanager
    def holding(self, weight: int) -> Iterator[None]:
        self._take(weight)
        try:
            yield
        finally:
            self._take(-weight)

    def _take(self, weight: int) -> None:
        self._left -= weight
        if self._left > 0:
            self._is_free.set()
        else:
            self._is_free.clear()
