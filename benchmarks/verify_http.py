"""B2: visiting, judging and recording links over HTTP, beside a bare client and beside Scrapy."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import Effort, race
from benchmarks.pretend_web import pretend_web
from benchmarks.report import Outcome, Target
from benchmarks.verifying import (
    SCRAPY,
    WORKER,
    WORKERS,
    Least,
    Links,
    bare,
    rows,
    said,
    scrapy,
    targets,
    title,
    two_workers,
    worker,
    worker_of_rewritten,
)

_LINKS = 20_000


def run(effort: Effort) -> Outcome:
    number = effort.of(_LINKS, 2_000)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as name, pretend_web() as port:
        links = Links(Path(name), port, number)
        done = race([bare(links), worker(links), worker_of_rewritten(links), two_workers(links), scrapy(links)], effort)
    return Outcome(
        title=title(number, "gzip, robots.txt", effort),
        rows=rows(done, number),
        targets=[
            *targets(done, Least(of_bare=0.70, of_scrapy=4.5)),
            Target(f"links per second, {WORKERS} / {SCRAPY}", done.ratio(SCRAPY, WORKERS, "wall"), least=8),
            Target(f"links per second, {WORKERS} / {WORKER}", done.ratio(WORKER, WORKERS, "wall"), least=1.7),
        ],
        remarks=said(done),
    )
