"""RK: importing a file that ranks five million domains, beside only unpacking it and counting its lines.

What a hundred million lines cost is twenty times this; the memory is the same.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import Contender, Effort, fresh, module, race, set_up
from benchmarks.report import Outcome, Target, remarks, table

_LINES = 5_000_000
_FLOOR, _KNOWN, _TOP = "unpack and count lines", "ours, what we know", "ours, and the first 1,000,000"


def run(effort: Effort) -> Outcome:
    lines = effort.of(_LINES, 500_000)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as name:
        folder = Path(name)
        ranks = folder / "domain-ranks.txt.gz"
        set_up(module("rank_file", ranks, lines))
        ours = [_ours(folder, ranks, label, top) for label, top in ((_KNOWN, 1_000), (_TOP, lines // 5))]
        done = race([Contender(_FLOOR, module("peers.counted_lines", ranks)), *ours], effort)
    return Outcome(
        title=f"{lines:,} lines; median of {effort.rounds} rounds",
        rows=table(done, "line", lines),
        targets=[
            Target("CPU beside unpacking alone, keeping what we know", done.ratio(_KNOWN, _FLOOR), most=2.0),
            Target("peak RSS", max(run.rss_mb for run in done.runs[_TOP]), most=200, unit=" MB"),
        ],
        remarks=remarks(done),
    )


def _ours(folder: Path, ranks: Path, label: str, top: int) -> Contender:
    file = folder / f"{top}.db"
    environment = {"DATABASE_URL": f"sqlite:///{file}", "LOG_LEVEL": "error"}
    return Contender(label, module("contenders.imported_ranks", ranks, top), environment, fresh(file))
