"""B4: whether visits grow dearer, or memory larger, with the number of names that were met."""

from __future__ import annotations

from benchmarks.harness import Contender, Effort, module, race
from benchmarks.pretend_web import pretend_web
from benchmarks.report import Outcome, Target, remarks

_OURS = "our fetcher"
_NAMES, _PART = 20_000, 2_000


def run(effort: Effort) -> Outcome:
    names, part = effort.of(_NAMES, 6_000), effort.of(_PART, 1_000)
    with pretend_web(cookies=True) as port:
        done = race([Contender(_OURS, module("contenders.many_names", port, names, part))], effort)
    ms = {figure: 1000 * done.median(_OURS, figure) / part for figure in ("first", "cpu")}
    return Outcome(
        title=f"{names} names, each with a robots.txt, a page and a cookie; median of {effort.rounds} rounds",
        rows=[
            ["contender", f"cpu ms/page, first {part}", f"last {part}", "times", "growth MB", "peak RSS MB"],
            [
                _OURS,
                f"{ms['first']:.3f}",
                f"{ms['cpu']:.3f}",
                f"{done.median(_OURS, 'times'):.2f}",
                f"{done.median(_OURS, 'growth'):.1f}",
                f"{done.median(_OURS, 'rss_mb'):.0f}",
            ],
        ],
        targets=[
            Target(f"CPU per page, last {part} / first {part}", done.median(_OURS, "times"), most=1.10),
            Target("memory growth since the first", done.median(_OURS, "growth"), most=30, unit=" MB"),
        ],
        remarks=remarks(done),
    )
