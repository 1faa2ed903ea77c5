"""Remembers which hosts asked to be left alone, and until when, so that no other visit asks them again before."""

from collections.abc import Callable
from datetime import datetime, timedelta

from jobs.analysis.visit import Trouble
from jobs.web.troubles import TroubleError

_SWEEP_ABOVE = 2048


class Rests:
    """A host speaks for itself alone: its owner's other hosts have other machines.

    A rest of up to ``longest_wait`` is waited for; a visit that would have to wait longer is called off.
    """

    def __init__(self, longest_wait: timedelta, now: Callable[[], datetime]) -> None:
        self._longest_wait = longest_wait
        self._now = now
        self._until: dict[str, datetime] = {}
        self._sweep_above = _SWEEP_ABOVE

    def __len__(self) -> int:
        return len(self._until)

    def note(self, name: str, retry_after: timedelta) -> None:
        if len(self._until) >= self._sweep_above:
            now = self._now()
            self._until = {host: until for host, until in self._until.items() if until > now}
            self._sweep_above = max(_SWEEP_ABOVE, 2 * len(self._until))
        self._until[_host(name)] = self._now() + retry_after

    def left(self, name: str) -> float:
        """How many seconds the host still rests; ``TroubleError`` where that is too long to wait for."""
        until = self._until.get(_host(name))
        left = until - self._now() if until else timedelta(0)
        if left > self._longest_wait:
            raise TroubleError(Trouble.RESTING, left)
        return left.total_seconds()


def _host(name: str) -> str:
    return name.removeprefix("www.")
