"""B6: importing an export of a million rows, beside the sqlite3 command loading the very same rows ready-made.

Both sides end with the same columns and indexes; ours also reads 28 columns of text and understands each address.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import Contender, Effort, fresh, module, race, set_up
from benchmarks.report import Outcome, Target, remarks, table

_OURS = "our import"
_COMMAND, _WITHOUT_COMMAND = "sqlite3 .import, then indexes", "executemany, then indexes"
_ROWS = 1_000_000


def run(effort: Effort) -> Outcome:
    rows = effort.of(_ROWS, 100_000)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as name:
        folder = Path(name)
        export = folder / "export.csv"
        set_up(module("export_file", export, rows))
        ours = _ours(folder, export)
        set_up(ours.command, ours.environment)
        floor = _floor(folder)
        done = race([floor, ours], effort)
        megabytes = export.stat().st_size / 1e6
    return Outcome(
        title=f"{rows:,} rows, {megabytes:.0f} MB; median of {effort.rounds} rounds",
        rows=table(done, "row", rows),
        targets=[
            Target(f"CPU, our import / {floor.name}", done.ratio(_OURS, floor.name), most=3.5),
            Target("our import's peak RSS", max(run.rss_mb for run in done.runs[_OURS]), most=200, unit=" MB"),
        ],
        remarks=remarks(done),
    )


def _ours(folder: Path, export: Path) -> Contender:
    file = folder / "ours.db"
    environment = {"DATABASE_URL": f"sqlite:///{file}", "LOG_LEVEL": "error"}
    return Contender(_OURS, module("contenders.imported_export", export), environment, fresh(file))


def _floor(folder: Path) -> Contender:
    """Loads what our own first import has just stored."""
    database, script, prepared = folder / "floor.db", folder / "floor.sql", folder / "prepared.csv"
    set_up(module("finished_rows", folder / "ours.db", prepared, script))
    command = shutil.which("sqlite3")
    if command is None:
        loading = module("peers.executemany", database, script, prepared)
        return Contender(_WITHOUT_COMMAND, loading, prepare=fresh(database))
    return Contender(_COMMAND, (command, "-init", str(script), str(database), ""), prepare=fresh(database))
