"""B7: what a digest gathers and what a list shows of a million links, beside raw SQL for the same answers."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import Contender, Effort, Race, module, race, set_up
from benchmarks.report import Outcome, Target, remarks

_RAW, _OURS = "raw SQL", "our repositories"
_FIGURES = {"digest": "gathering a digest", "list": "a page of /backlinks list"}
_LINKS = 1_000_000


def run(effort: Effort) -> Outcome:
    links = effort.of(_LINKS, 100_000)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as folder:
        file = Path(folder) / "million.db"
        environment = {"DATABASE_URL": f"sqlite:///{file}", "LOG_LEVEL": "error"}
        set_up(module("contenders.million_links", links), environment)
        contenders = [
            Contender(_RAW, module("peers.raw_digest", file)),
            Contender(_OURS, module("contenders.digest_reads"), environment),
        ]
        done = race(contenders, effort)
        megabytes = file.stat().st_size / 1e6
    return Outcome(
        title=f"{links:,} links, {megabytes:,.0f} MB, a site with a quarter of them; median of {effort.rounds} rounds",
        rows=_rows(done),
        targets=[
            Target(f"wall, ours / raw SQL, {what}", done.ratio(_OURS, _RAW, figure), most=2)
            for figure, what in _FIGURES.items()
        ],
        remarks=[remark for figure in _FIGURES for remark in remarks(done, figure)],
    )


def _rows(done: Race) -> list[list[str]]:
    rows = [["contender", *(f"{what}, wall ms" for what in _FIGURES.values()), "peak RSS MB"]]
    for name in done.runs:
        costs = [f"{1000 * done.median(name, figure):.2f}" for figure in _FIGURES]
        rows.append([name, *costs, f"{done.median(name, 'rss_mb'):.0f}"])
    return rows
