"""PC: one poll cycle over fifty sources with twenty brands: what it holds in memory, and whether it keeps the pace.

There is no peer: what is asked for is bounded by the sources' own paces, so only those and the memory are looked at.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import Contender, Effort, fresh, module, run_once
from benchmarks.report import Outcome, Target

_FEEDS, _BRANDS = 44, 20


def run(effort: Effort) -> Outcome:
    brands = effort.of(_BRANDS, 3)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as name:
        file = Path(name) / "polls.db"
        environment = {"DATABASE_URL": f"sqlite:///{file}", "LOG_LEVEL": "error", "SOURCES_OFF": ""}
        done = run_once(Contender("a cycle", module("contenders.polls", _FEEDS, brands), environment, fresh(file)))
    figures = done.figures
    return Outcome(
        title=f"{figures['sources']:.0f} sources, {brands} brands: {figures['asked']:.0f} queries, {done.wall:.0f} s",
        rows=[("", "pages named", "CPU seconds"), ("a cycle", f"{figures['named']:,.0f}", f"{done.cpu:.1f}")],
        targets=[
            Target("peak RSS", done.rss_mb, most=200, unit=" MB"),
            Target("the shortest wait between two requests, of the pace", figures["pace"], least=0.95),
        ],
    )
