"""How fast Slack lets an app work: about one message a second in a channel, so many calls a minute of a kind."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from bot.preview.errors import TooFastError
from bot.preview.timestamps import Now

_BURST = 5.0


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: datetime


class Pace:
    """Token buckets; refuses with the whole seconds until the next token."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._buckets: dict[str, _Bucket] = {}

    def spend_message(self, channel: str) -> None:
        self._spend(f"message in {channel}", per_second=1.0, burst=_BURST)

    def spend_call(self, method: str, per_minute: int) -> None:
        self._spend(method, per_second=per_minute / 60, burst=float(per_minute))

    def _spend(self, name: str, per_second: float, burst: float) -> None:
        now = self._now()
        bucket = self._buckets.setdefault(name, _Bucket(burst, now))
        waited = max(0.0, (now - bucket.filled_at).total_seconds())
        bucket.tokens = min(burst, bucket.tokens + waited * per_second)
        bucket.filled_at = now
        if bucket.tokens < 1:
            raise TooFastError(max(1, math.ceil((1 - bucket.tokens) / per_second)))
        bucket.tokens -= 1
