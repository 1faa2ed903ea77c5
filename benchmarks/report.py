"""Shows what a benchmark measured: a small table, and each target with what was reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.harness import Race


@dataclass(frozen=True)
class Target:
    """A figure that we promised, and what it is now; ``most`` instead of ``least`` for costs."""

    what: str
    reached: float
    least: float | None = None
    most: float | None = None
    unit: str = "x"

    @property
    def is_reached(self) -> bool:
        return (self.least is None or self.reached >= self.least) and (self.most is None or self.reached <= self.most)

    def __str__(self) -> str:
        wanted = f">= {self.least:g}" if self.least is not None else f"<= {self.most:g}"
        verdict = "reached" if self.is_reached else "SHORT"
        return f"{self.what}: {self.reached:.3g}{self.unit} (target {wanted}{self.unit}) {verdict}"


@dataclass(frozen=True)
class Outcome:
    """``title`` says what was done how often; ``rows`` are the table, its first row the headings."""

    title: str
    rows: Sequence[Sequence[str]]
    targets: Sequence[Target] = ()
    remarks: Sequence[str] = ()

    def __str__(self) -> str:
        widths = [max(map(len, column)) for column in zip(*self.rows, strict=True)]
        lines = [
            "  ".join(cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width) in enumerate(cells))
            for cells in (zip(row, widths, strict=True) for row in self.rows)
        ]
        return "\n".join([self.title, *(f"  {line}" for line in [*lines, *map(str, self.targets), *self.remarks])])


@dataclass(frozen=True)
class Skipped:
    why: str

    def __str__(self) -> str:
        return f"skipped: {self.why}"


def table(race: Race, unit: str, per: int, figure: str = "cpu") -> list[list[str]]:
    """One row for each contender: its median in milliseconds per piece of work, and times the floor."""
    rows = [["contender", f"{figure} ms/{unit}", "x floor", "peak RSS MB"]]
    for name in race.runs:
        cost = 1000 * race.median(name, figure) / per
        times = race.ratio(name, race.floor, figure)
        rows.append([name, f"{cost:.3f}", f"{times:.2f}", f"{race.median(name, 'rss_mb'):.0f}"])
    return rows


def remarks(race: Race, figure: str = "cpu") -> list[str]:
    """What a reader must know before believing the table."""
    moved = f"The floor moved {race.floor_movement(figure):.0%} between rounds."
    found = [f"VOID, run it again: {moved}" if race.is_void(figure) else moved]
    if disagreement := race.disagreement():
        found.append(f"VOID, the contenders found different things: {disagreement}")
    return found
