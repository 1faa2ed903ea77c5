"""Manners: one request at a time per host, a pause after each, and longer pauses for a host that struggles."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from jobs.web.lanes import lane
from jobs.web.rests import Rests

_STRUGGLING = frozenset({429, 500, 502, 503, 504, 508, 509, 529})
_SWEEP_ABOVE = 2048


class Turn:
    """One host's place in the queue. ``extra`` is the longer pause a struggling host has earned itself."""

    __slots__ = ("began_at", "ended_at", "extra", "lock", "took", "waiting")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting = 0
        self.began_at = self.ended_at = float("-inf")
        self.took = self.extra = 0.0

    def begin(self) -> None:
        """From here on time counts as the host's own."""
        self.began_at = asyncio.get_running_loop().time()

    def end(self) -> None:
        self.ended_at = asyncio.get_running_loop().time()
        self.took = self.ended_at - self.began_at


class Pace:
    """Hands out turns by host. Hosts nobody waits for and whose pause is over are forgotten."""

    def __init__(self, pause: float, max_pause: float, rests: Rests) -> None:
        self._pause = pause
        self._max_pause = max_pause
        self._rests = rests
        self._turns: dict[str, Turn] = {}
        self._sweep_above = _SWEEP_ABOVE

    def __len__(self) -> int:
        return len(self._turns)

    @asynccontextmanager
    async def turn(self, name: str, wished_pause: float) -> AsyncIterator[Turn]:
        """The host's turn, begun when its pause since the last request is over. ``wished_pause`` is the host's own.

        Raises ``TroubleError`` where the host asked for a long rest.
        """
        turn = self._turn(lane(name))
        turn.waiting += 1
        try:
            async with turn.lock:
                rest = self._rests.left(name)
                pause = turn.ended_at + self._pause_after(turn, wished_pause) - asyncio.get_running_loop().time()
                await asyncio.sleep(max(rest, pause))
                turn.begin()
                try:
                    yield turn
                finally:
                    turn.end()
        finally:
            turn.waiting -= 1

    def note(self, turn: Turn, status: int) -> None:
        """Double the pause of a host that asks for mercy; halve it again with every good answer."""
        if status in _STRUGGLING:
            turn.extra = min(self._max_pause, 2 * max(turn.extra, self._pause))
        elif turn.extra:
            turn.extra = turn.extra / 2 if turn.extra > 2 * self._pause else 0.0

    def _pause_after(self, turn: Turn, wished: float) -> float:
        """At least as long as the host took for its last answer, unless its operator's own setting is no pause."""
        took = turn.took if self._pause else 0.0
        return max(self._pause, turn.extra, min(max(wished, took), self._max_pause))

    def _turn(self, lane: str) -> Turn:
        turn = self._turns.get(lane)
        if turn is None:
            self._sweep()
            turn = self._turns[lane] = Turn()
        return turn

    def _sweep(self) -> None:
        """Rarely and in one go, so that its cost per visit does not grow with the number of hosts."""
        if len(self._turns) < self._sweep_above:
            return
        over = asyncio.get_running_loop().time() - self._max_pause
        self._turns = {host: turn for host, turn in self._turns.items() if turn.waiting or turn.ended_at > over}
        self._sweep_above = max(_SWEEP_ABOVE, 2 * len(self._turns))
