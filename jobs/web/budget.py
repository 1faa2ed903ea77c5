"""The time strangers' servers may take of one visit; waiting politely for a turn costs nothing."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from jobs.analysis.visit import Trouble
from jobs.web.troubles import TroubleError


class Budget:
    def __init__(self, seconds: float) -> None:
        self._seconds = self._left = seconds

    @property
    def spent(self) -> float:
        return self._seconds - self._left

    @contextmanager
    def spending(self) -> Iterator[float]:
        """Yields the loop time at which the budget ends, and takes from it what the block used."""
        if self._left <= 0:
            raise TroubleError(Trouble.TIMEOUT)
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            yield began + self._left
        finally:
            self._left -= clock() - began
