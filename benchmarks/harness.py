"""Lets contenders run in interleaved rounds, each in a fresh process, and compares them only within a round."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"

_MOST_FLOOR_MOVEMENT = 0.15
_MOST_DISAGREEMENT = 0.02
_LONGEST_RUN_SECONDS = 900.0


@dataclass(frozen=True)
class Effort:
    """How much to spend: ``rounds`` of every contender, and smaller sets where ``is_quick``."""

    rounds: int = 5
    is_quick: bool = False

    def of(self, full: int, quick: int) -> int:
        return quick if self.is_quick else full


@dataclass(frozen=True)
class Contender:
    """A program that does the work once and ends. ``prepare`` gives it a fresh start, outside of the measurement."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class Run:
    """What one run of one contender cost. Figures that it told itself stand for the part it measured."""

    cpu: float
    wall: float
    rss_mb: float
    found: float | None = None
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Race:
    """All runs; the first contender is the floor that the others are held against."""

    runs: Mapping[str, tuple[Run, ...]]

    @property
    def floor(self) -> str:
        return next(iter(self.runs))

    def median(self, name: str, figure: str = "cpu") -> float:
        return median(_figure(run, figure) for run in self.runs[name])

    def ratio(self, name: str, to: str, figure: str = "cpu") -> float:
        """How many times ``to`` costs ``name``: taken in each round, then the median."""
        pairs = zip(self.runs[name], self.runs[to], strict=True)
        return median(_figure(run, figure) / _figure(other, figure) for run, other in pairs)

    def floor_movement(self, figure: str = "cpu") -> float:
        """By how much the floor's dearest run was above its cheapest."""
        values = [_figure(run, figure) for run in self.runs[self.floor]]
        return max(values) / min(values) - 1

    def is_void(self, figure: str = "cpu") -> bool:
        return self.floor_movement(figure) > _MOST_FLOOR_MOVEMENT

    def disagreement(self) -> str | None:
        """Contenders that found different things did different work; parsers differ on a broken page or two."""
        found = {name: runs[0].found for name, runs in self.runs.items() if runs[0].found is not None}
        is_alike = not found or max(found.values()) - min(found.values()) <= _MOST_DISAGREEMENT * max(found.values())
        return None if is_alike else ", ".join(f"{name} {number:g}" for name, number in found.items())


def race(contenders: Sequence[Contender], effort: Effort) -> Race:
    """A B C A B C …, after one round that only warms up caches."""
    runs: dict[str, list[Run]] = {contender.name: [] for contender in contenders}
    for round_ in range(effort.rounds + 1):
        for contender in contenders:
            _say(f"{'warm-up' if round_ == 0 else f'round {round_}/{effort.rounds}'}: {contender.name}")
            done = run_once(contender)
            if round_:
                runs[contender.name].append(done)
    _say("")
    return Race({name: tuple(done) for name, done in runs.items()})


def run_once(contender: Contender) -> Run:
    contender.prepare()
    began = time.perf_counter()
    # The child's peak RSS starts at ours, since it begins as a copy of us: this process stays small.
    process = subprocess.Popen(
        contender.command, cwd=ROOT, env={**os.environ, **contender.environment}, stdout=subprocess.PIPE, text=True
    )
    alarm = threading.Timer(_LONGEST_RUN_SECONDS, process.kill)
    alarm.start()
    assert process.stdout is not None
    with process.stdout:
        lines = process.stdout.read().splitlines()
    _, status, used = os.wait4(process.pid, 0)
    alarm.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{contender.name} failed with exit code {process.returncode}.")
    told = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
    return Run(
        cpu=told.get("cpu", used.ru_utime + used.ru_stime),
        wall=told.get("wall", time.perf_counter() - began),
        rss_mb=used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024),
        found=told.get("found"),
        figures=told.get("figures", {}),
    )


def set_up(command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    """Prepare something in a process of its own, so that this one stays small."""
    subprocess.run(command, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL, check=True)


def fresh(file: Path, seed: Path | None = None) -> Callable[[], None]:
    """Removes a database with all that SQLite lays beside it, and puts a copy of ``seed`` in its place."""

    def lay_out() -> None:
        for leftover in file.parent.glob(f"{file.name}*"):
            leftover.unlink()
        if seed is not None:
            shutil.copy(seed, file)

    return lay_out


def module(name: str, *arguments: object) -> tuple[str, ...]:
    """The command of a contender that is a module of this package."""
    return (sys.executable, "-m", f"benchmarks.{name}", *map(str, arguments))


def _figure(run: Run, figure: str) -> float:
    return run.figures[figure] if figure in run.figures else float(getattr(run, figure))


def _say(words: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()
