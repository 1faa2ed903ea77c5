"""Message timestamps as Slack gives them: seconds with microseconds, as a string, never twice the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Now = Callable[[], datetime]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Timestamps:
    def __init__(self, now: Now) -> None:
        self._now = now
        self._last = 0

    def next(self) -> str:
        self._last = max(self._last + 1, (self._now() - _EPOCH) // _MICROSECOND)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


def microseconds(ts: str) -> int:
    """The order of timestamps; raises ValueError for what is none."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int(f"{fraction:0<6}"[:6])
