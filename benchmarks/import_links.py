"""B6: importing an export of a million rows, beside the sqlite3 command loading the very same rows ready-made."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import Contender, Effort, module, race, set_up
from benchmarks.report import Outcome, Target, remarks, table

_COMMAND, _DRIVER, _OURS = "sqlite3 .import, then indexes", "python's sqlite3, then indexes", "our import"
_ROWS = 1_000_000


def run(effort: Effort) -> Outcome:
    rows = effort.of(_ROWS, 100_000)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as name:
        folder = Path(name)
        set_up(module("contenders.export_file", rows, folder / "export.csv"))
        ours = _ours(folder)
        ours.prepare()
        set_up(ours.command, ours.environment)
        set_up(module("peers.ready_rows", "write", folder))
        floor = _floor(folder)
        done = race([floor, ours], effort)
    return Outcome(
        title=f"an export of {rows:,} rows x 28 columns into SQLite; median of {effort.rounds} rounds",
        rows=table(done, "row", rows),
        targets=[
            Target("CPU, our import / the floor", done.ratio(_OURS, floor.name), most=3.5),
            Target("our peak RSS", done.median(_OURS, "rss_mb"), most=200, unit=" MB"),
        ],
        remarks=[
            *remarks(done),
            "The floor loads finished rows and builds its indexes afterwards, which a table in use cannot.",
        ],
    )


def _ours(folder: Path) -> Contender:
    file = folder / "ours.db"
    environment = {"DATABASE_URL": f"sqlite:///{file}", "LOG_LEVEL": "error"}
    return Contender(
        _OURS, module("contenders.imported_export", folder / "export.csv"), environment, _without(folder, file.name)
    )


def _floor(folder: Path) -> Contender:
    """Without the sqlite3 command, python's driver loads the rows."""
    fresh = _without(folder, "floor.db")
    if command := shutil.which("sqlite3"):
        script = ("-batch", "-init", str(folder / "floor.sql"), str(folder / "floor.db"), ".quit")
        return Contender(_COMMAND, (command, *script), prepare=fresh)
    return Contender(_DRIVER, module("peers.ready_rows", "load", folder), prepare=fresh)


def _without(folder: Path, name: str) -> Callable[[], None]:
    def remove() -> None:
        for leftover in folder.glob(f"{name}*"):
            leftover.unlink()

    return remove
