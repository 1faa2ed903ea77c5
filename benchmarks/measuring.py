"""What a contender's process measures of itself, and how it tells the harness."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Section:
    """CPU (user and system, all threads) and wall seconds of the part of a process that is the work."""

    cpu: float = 0.0
    wall: float = 0.0


@contextmanager
def measured(times: int = 1) -> Iterator[Section]:
    """Measure the block, which does the work ``times`` over; not imports, preparing and warming up before it."""
    section = Section()
    cpu, wall = _cpu(), time.perf_counter()
    yield section
    section.cpu, section.wall = (_cpu() - cpu) / times, (time.perf_counter() - wall) / times


def best_wall(work: Callable[[], object], times: int = 7) -> float:
    """Seconds of the best of some calls, after one that warms up: for work too short to be timed once."""
    work()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def tell(section: Section, found: float | None = None, **figures: float) -> None:
    """The last line of a contender: ``found`` counts what it found, which must be alike for all of them."""
    sys.stdout.write(json.dumps({"cpu": section.cpu, "wall": section.wall, "found": found, "figures": figures}) + "\n")


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
