"""B1: what reading a page's facts costs beside parsing it alone, and beside bs4 reading the same facts."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import SHARED_DATA, Contender, Effort, module, race, set_up
from benchmarks.report import Outcome, Skipped, Target, remarks, table

_PARSE, _OWN, _EVERY, _SOUP = "Lexbor, parse only", "read_page, own links", "read_page, every link", "bs4 + lxml"
_PAGES = 300
_PASSES = 5


def run(effort: Effort) -> Outcome | Skipped:
    if not (SHARED_DATA / "placement" / "pages.jsonl").exists():
        return Skipped(f"the real pages are not in {SHARED_DATA}")
    pages = effort.of(_PAGES, 60)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as folder:
        set_up(module("page_set", folder, pages))
        megabytes = sum(file.stat().st_size for file in Path(folder).glob("*.html")) / 1e6
        done = race(_contenders(folder), effort)
    return Outcome(
        title=f"{pages} real pages, {megabytes:.0f} MB; median of {effort.rounds} rounds",
        rows=table(done, "page", pages),
        targets=[
            Target("pages per CPU second, read_page / parse only", done.ratio(_PARSE, _OWN), least=0.60),
            Target("pages per CPU second, read_page / bs4", done.ratio(_SOUP, _OWN), least=25),
            Target("CPU of every link, placement and main text / parse only", done.ratio(_EVERY, _PARSE), most=6),
        ],
        remarks=remarks(done),
    )


def _contenders(folder: str) -> list[Contender]:
    return [
        Contender(_PARSE, module("peers.lexbor", folder, _PASSES)),
        Contender(_OWN, module("contenders.page_facts", folder, _PASSES, "own")),
        Contender(_EVERY, module("contenders.page_facts", folder, 1, "every")),
        Contender(_SOUP, module("peers.soup", folder)),
    ]
