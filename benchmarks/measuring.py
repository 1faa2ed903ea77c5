"""What a contender's process measures of itself, and how it tells the harness."""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_LOOK_EVERY = 0.05


@dataclass
class Section:
    """CPU (user and system, all threads, and children that have ended) and wall seconds of the work itself."""

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
    """Ours and that of the processes we started and saw end: parsing elsewhere is not free."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@dataclass
class Memory:
    """The most that all processes below this one held together, in megabytes; 0 where the system does not tell."""

    peak_mb: float = 0.0


@contextmanager
def watched_memory() -> Iterator[Memory]:
    memory = Memory()
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_LOOK_EVERY):
            memory.peak_mb = max(memory.peak_mb, _held_below(os.getpid()))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield memory
    finally:
        over.set()
        watching.join()


def _held_below(process: int) -> float:
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended
    family = {process}
    while found := {child for child, parent in parents.items() if parent in family} - family:
        family |= found
    return sum(map(_own_share, family - {process})) / 1024


def _own_share(process: int) -> int:
    """Kilobytes; what processes share is counted once."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
