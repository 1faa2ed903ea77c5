"""Goes on with all others when one of many fails: it is logged, left alone for a while, and tried again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

T = TypeVar("T")

_PAUSE = timedelta(minutes=5)


@dataclass(frozen=True)
class Failures:
    """What failed lately, in this process: the next one begins anew."""

    _until: dict[Hashable, datetime] = field(default_factory=dict, init=False)

    def each(
        self, now: datetime, some: Sequence[T], name: Callable[[T], Hashable], do: Callable[[T], int]
    ) -> int:  # fmt: skip
        """Do it to each that does not rest, in their order, and return the sum of what came back.

        Where some fail, all others are done first; then what went wrong is raised.
        """
        done = 0

        def turn(one: T) -> None:
            nonlocal done
            self._until[name(one)] = now + _PAUSE
            done += do(one)
            del self._until[name(one)]

        self.resting(now)
        with ExitStack() as turns:  # calls every one of them, whichever raise
            for one in reversed(some):
                if name(one) not in self._until:
                    turns.callback(turn, one)
        return done

    def resting(self, now: datetime) -> int:
        """How many are left alone for now."""
        for name in [name for name, until in self._until.items() if until <= now]:
            del self._until[name]
        return len(self._until)
