"""B10: recording what visits found, with an event for each, beside the same rows through bare sqlite3."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import Contender, Effort, fresh, module, race, set_up
from benchmarks.report import Outcome, Target, remarks, table

_RAW, _STORE, _WHOLE = "sqlite3 executemany", "our repositories", "believing and recording"
_RESULTS = 20_000


def run(effort: Effort) -> Outcome:
    results = effort.of(_RESULTS, 4_000)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as name:
        done = race(_contenders(Path(name), results), effort)
    return Outcome(
        title=f"{results:,} results with a check and an event each, 100 a commit; median of {effort.rounds} rounds",
        rows=table(done, "result", results),
        targets=[Target(f"CPU per result, {_STORE} / {_RAW}", done.ratio(_STORE, _RAW), most=2)],
        remarks=[*remarks(done), f"“{_WHOLE}” adds the state machine and the choice of the next look."],
    )


def _contenders(folder: Path, results: int) -> list[Contender]:
    file, finished = folder / "run.db", folder / "finished.db"
    environment = {"DATABASE_URL": f"sqlite:///{file}", "LOG_LEVEL": "error"}
    set_up(module("contenders.write_back", "watch", results), environment)
    seed = file.rename(folder / "seed.db")
    fresh(finished, seed)()
    set_up(module("contenders.write_back", "store"), environment | {"DATABASE_URL": f"sqlite:///{finished}"})
    again = fresh(file, seed)
    return [
        Contender(_RAW, module("peers.raw_write_back", finished, file), {}, again),
        Contender(_STORE, module("contenders.write_back", "store"), environment, again),
        Contender(_WHOLE, module("contenders.write_back", "whole"), environment, again),
    ]
