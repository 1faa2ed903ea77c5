"""B5: what finding names on pages costs beside parsing these pages alone, and beside an extractor and a loop."""

from __future__ import annotations

from tempfile import TemporaryDirectory

from benchmarks.harness import SHARED_DATA, Contender, Effort, module, race, set_up
from benchmarks.report import Outcome, Skipped, Target, remarks, table

_PARSE, _FEW, _MANY, _NONE = "Lexbor, parse only", "ours, 500 names", "ours, 5,000 names", "ours, no name"
_LOOP = "trafilatura fast + loop"
_PAGES = 300
_PASSES = 5


def run(effort: Effort) -> Outcome | Skipped:
    if not (SHARED_DATA / "placement" / "pages.jsonl").exists():
        return Skipped(f"the real pages are not in {SHARED_DATA}")
    pages = effort.of(_PAGES, 60)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as folder:
        set_up(module("page_set", folder, pages))
        set_up(module("contenders.named_on_pages", folder, 1, 0))
        done = race(_contenders(folder), effort)
    parse, none = done.median(_PARSE), done.median(_NONE)
    return Outcome(
        title=f"{pages} real pages, whole words with their places; median of {effort.rounds} rounds",
        rows=table(done, "page", pages),
        targets=[
            Target("pages per CPU second, 500 names / parse only", done.ratio(_PARSE, _FEW), least=0.50),
            Target("pages per CPU second, 500 names / trafilatura + loop", done.ratio(_LOOP, _FEW), least=15),
            Target("CPU of looking for 5,000 names / parse only", (done.median(_MANY) - none) / parse, most=1),
        ],
        remarks=remarks(done),
    )


def _contenders(folder: str) -> list[Contender]:
    return [
        Contender(_PARSE, module("peers.lexbor", folder, _PASSES)),
        Contender(_NONE, module("contenders.named_on_pages", folder, _PASSES, 0)),
        Contender(_FEW, module("contenders.named_on_pages", folder, _PASSES, 500)),
        Contender(_MANY, module("contenders.named_on_pages", folder, _PASSES, 5_000)),
        Contender(_LOOP, module("peers.names_in_a_loop", folder, 500)),
    ]
