"""What B2 and B3 have in common: who visits the pretend web's links, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.harness import Contender, Effort, Race, fresh, module, set_up
from benchmarks.pretend_web import hosts_of, write_hosts_file
from benchmarks.report import Target, remarks, table

BARE, SCRAPY = "bare asyncio + zlib + Lexbor", "Scrapy"
WORKER, REWRITTEN, WORKERS = "our worker", "our worker, pages rewritten", "two of our workers"


@dataclass(frozen=True)
class Links:
    """The links to visit, and what everybody who visits them needs to know."""

    folder: Path
    port: int
    number: int
    scheme: str = "http"
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def arguments(self) -> tuple[object, ...]:
        return (self.port, self.number, self.scheme)


@dataclass(frozen=True)
class Least:
    """Links per CPU second beside the bare client and beside Scrapy."""

    of_bare: float
    of_scrapy: float


def bare(links: Links) -> Contender:
    return Contender(BARE, module("peers.bare_client", *links.arguments), links.environment)


def scrapy(links: Links) -> Contender:
    return Contender(SCRAPY, module("peers.scrapy_client", *links.arguments), links.environment)


def worker(links: Links) -> Contender:
    """Every link has been read once before, and is due; some word of its page is another since.

    That is four looks of five: the fifth takes all words anew, as if the page were rewritten.
    """
    environment, file, seed = _watched(links, "whole", 0, 1, "edited")
    return Contender(WORKER, module("contenders.sweep"), environment, fresh(file, seed))


def worker_of_rewritten(links: Links) -> Contender:
    """The same where every page says so much else that its words must be taken and sketched."""
    environment, file, seed = _watched(links, "rewritten", 0, 1, "rewritten")
    return Contender(REWRITTEN, module("contenders.sweep"), environment, fresh(file, seed))


def two_workers(links: Links) -> Contender:
    """Each in a process of its own, with its own half of the hosts."""
    halves = [_watched(links, f"half{part}", part, 2, "edited") for part in (0, 1)]

    def lay_out() -> None:
        for _, file, seed in halves:
            fresh(file, seed)()

    urls = [environment["DATABASE_URL"] for environment, _, _ in halves]
    return Contender(WORKERS, module("contenders.sweeps", *urls), halves[0][0], lay_out)


def _watched(links: Links, name: str, part: int, parts: int, state: str) -> tuple[dict[str, str], Path, Path]:
    file = links.folder / f"{name}.db"
    environment = {
        **links.environment,
        "DATABASE_URL": f"sqlite:///{file}",
        "FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
        "FETCH_HOSTS_FILE": str(write_hosts_file(links.folder, links.number)),
        "FETCH_HOST_PAUSE": "0",
        "LOG_LEVEL": "error",
    }
    set_up(module("contenders.watched_links", *links.arguments, part, parts, state), environment)
    return environment, file, file.rename(links.folder / f"{name}.seed")


def title(links: int, what: str, effort: Effort) -> str:
    return f"{links:,} links on {hosts_of(links):,} hosts, {what}; median of {effort.rounds} rounds"


def targets(done: Race, least: Least) -> list[Target]:
    return [
        Target(f"links per CPU second, {WORKER} / {BARE}", done.ratio(BARE, WORKER), least=least.of_bare),
        Target(f"links per CPU second, {WORKER} / {SCRAPY}", done.ratio(SCRAPY, WORKER), least=least.of_scrapy),
        Target(f"peak RSS, {WORKER}", done.median(WORKER, "rss_mb"), most=150, unit=" MB"),
    ]


def rows(done: Race, links: int) -> list[list[str]]:
    """With the wall clock beside the CPU time."""
    table_ = table(done, "link", links)
    walls = ["wall s", *(f"{done.median(name, 'wall'):.1f}" for name in done.runs)]
    return [[*row, wall] for row, wall in zip(table_, walls, strict=True)]


def said(done: Race) -> list[str]:
    return [*remarks(done), "Only our side keeps rules, guard, due times and state."]
