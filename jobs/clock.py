"""Says when: a handful of idempotent ticks by APScheduler. Rows are the truth, so a missed tick costs only delay."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from storage.errors import AnchorwatchError

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to be done again and again; ``do`` must be safe to repeat, to skip and to run late."""

    name: str
    every: timedelta
    do: Callable[[], object]


class Clock:
    """Runs each tick in its own turn: late runs are merged, and one tick never overlaps itself."""

    def __init__(self, ticks: tuple[Tick, ...]) -> None:
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(len(ticks))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for tick in ticks:
            self._scheduler.add_job(
                _guarded(tick), "interval", seconds=tick.every.total_seconds(), id=tick.name, replace_existing=True
            )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=True)


def _guarded(tick: Tick) -> Callable[[], None]:
    def run() -> None:
        try:
            tick.do()
        except AnchorwatchError:
            logger.exception("tick failed", extra={"tick": tick.name})  # the next tick tries again

    return run
