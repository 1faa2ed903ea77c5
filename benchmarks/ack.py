"""B9: how soon slash commands are acknowledged while pages are visited at full speed and an import runs."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import Contender, Effort, Race, fresh, module, race
from benchmarks.pretend_web import pretend_web, write_hosts_file
from benchmarks.report import Outcome, Target

_IDLE, _BUSY = "nothing else to do", "visits and an import"
_SECONDS = 15
_LINKS = 40_000


def run(effort: Effort) -> Outcome:
    seconds = effort.of(_SECONDS, 6)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as name, pretend_web() as port:
        done = race(_contenders(Path(name), port, seconds), effort)
    return Outcome(
        title=f"20 commands a second for {seconds} s through Socket Mode; median of {effort.rounds} rounds",
        rows=_rows(done, seconds),
        targets=[
            Target("p99 of the acks while busy", 1000 * done.median(_BUSY, "p99"), most=300, unit=" ms"),
            Target(
                "commands never acknowledged", sum(run.figures["missed"] for run in done.runs[_BUSY]), most=0, unit=""
            ),
        ],
        remarks=[f"p99 busy / idle: {done.ratio(_BUSY, _IDLE, 'p99'):.1f}x. Slack waits 3,000 ms."],
    )


def _contenders(folder: Path, port: int, seconds: int) -> list[Contender]:
    file = folder / "ack.db"
    environment = {
        "DATABASE_URL": f"sqlite:///{file}",
        "FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
        "FETCH_HOSTS_FILE": str(write_hosts_file(folder, _LINKS)),
        "FETCH_HOST_PAUSE": "0",
        "LOG_LEVEL": "error",
    }
    return [
        Contender(name, module("contenders.acks", port, how, seconds, _LINKS), environment, fresh(file))
        for name, how in ((_IDLE, "idle"), (_BUSY, "busy"))
    ]


def _rows(done: Race, seconds: int) -> list[list[str]]:
    rows = [["while", "p50 ms", "p99 ms", "longest ms", "visits/s", "rows imported/s"]]
    for name in done.runs:
        waits = [f"{1000 * done.median(name, figure):.0f}" for figure in ("p50", "p99", "longest")]
        work = [f"{done.median(name, figure) / seconds:,.0f}" for figure in ("visits", "rows")]
        rows.append([name, *waits, *work])
    return rows
