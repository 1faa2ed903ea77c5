"""Named places where a test can make the program die, fail or stall, to prove that nothing is lost there."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count


class FailpointReachedError(Exception):
    """What an armed failpoint raises; no code of ours may catch it by name."""


@dataclass(frozen=True)
class _Armed:
    nth: int
    act: Callable[[], None]
    visits: count[int] = field(default_factory=lambda: count(1))


_armed: dict[str, _Armed] = {}


def arm(plan: str) -> None:
    """Arm ``name:nth:kill|raise|sleep[:seconds]``, several separated by commas; an empty plan disarms all."""
    _armed.clear()
    for part in filter(None, (text.strip() for text in plan.split(","))):
        name, nth, action, *seconds = part.split(":")
        _armed[name] = _Armed(int(nth), _act(name, action, float(seconds[0]) if seconds else 1.0))


def failpoint(name: str) -> None:
    armed = _armed.get(name)
    if armed is not None and next(armed.visits) == armed.nth:
        armed.act()


def _act(name: str, action: str, seconds: float) -> Callable[[], None]:
    def fail() -> None:
        raise FailpointReachedError(name)

    acts: dict[str, Callable[[], None]] = {
        "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "raise": fail,
        "sleep": lambda: time.sleep(seconds),
    }
    return acts[action]
