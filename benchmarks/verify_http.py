"""B2: visiting, judging and recording links over HTTP, beside a bare client and beside Scrapy."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import Contender, Effort, fresh, module, race, set_up
from benchmarks.pretend_web import HOSTS, pretend_web, write_hosts_file
from benchmarks.report import Outcome, Target, remarks, table

_BARE, _WORKER, _COMMAND, _SCRAPY = "bare asyncio + zlib + Lexbor", "our worker", "anchorwatch check --all", "Scrapy"
_LINKS = 2_000


def run(effort: Effort) -> Outcome:
    links = effort.of(_LINKS, 600)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as name, pretend_web() as port:
        done = race(_contenders(Path(name), port, links), effort)
    return Outcome(
        title=f"{links} links on {HOSTS} hosts, gzip, robots.txt; median of {effort.rounds} rounds",
        rows=table(done, "link", links),
        targets=[
            Target("links per CPU second, our worker / bare client", done.ratio(_BARE, _WORKER), least=0.70),
            Target("links per CPU second, our worker / Scrapy", done.ratio(_SCRAPY, _WORKER), least=4.5),
            Target("our worker's peak RSS", done.median(_WORKER, "rss_mb"), most=150, unit=" MB"),
        ],
        remarks=[
            *remarks(done),
            "Only our side keeps rules, guard and state; the command's figure includes starting Python.",
        ],
    )


def _contenders(folder: Path, port: int, links: int) -> list[Contender]:
    work = (port, links)
    file = folder / "run.db"
    environment = {
        "DATABASE_URL": f"sqlite:///{file}",
        "FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
        "FETCH_HOSTS_FILE": str(write_hosts_file(folder)),
        "FETCH_HOST_PAUSE": "0",
        "LOG_LEVEL": "error",
    }
    set_up(module("contenders.watched_links", *work), environment)
    seed = file.rename(folder / "seed.db")
    command = (sys.executable, "-m", "bot", "check", "--all", "--json")
    return [
        Contender(_BARE, module("peers.bare_client", *work)),
        Contender(_WORKER, module("contenders.sweep"), environment, fresh(file, seed)),
        Contender(_COMMAND, command, environment, fresh(file, seed)),
        Contender(_SCRAPY, module("peers.scrapy_client", *work)),
    ]
