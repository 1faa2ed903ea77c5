"""SIM: a year of a pretend web, watched by the real judging, believing and timing, beside uniform rechecking."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor

from benchmarks.harness import Effort
from benchmarks.report import Outcome, Target
from benchmarks.simulator.fates import draw_web
from benchmarks.simulator.scores import Score, score
from benchmarks.simulator.watch import Policy, Watch
from jobs.analysis.traits import Band

_LINKS_PER_VISIT = 10
_SEED = 1


def run(effort: Effort) -> Outcome:
    links, days = effort.of(5_000, 1_500), effort.of(365, 180)
    with ProcessPoolExecutor(1) as aside:
        # Uniform rechecking gets every visit that ours makes, so the two take turns.
        ours = aside.submit(watched, links, days, Policy(links / _LINKS_PER_VISIT)).result()
        uniform = aside.submit(watched, links, days, Policy(ours.visits / days, learns=False)).result()
    return Outcome(
        title=f"{links:,} links for {days} days; each link about every {_LINKS_PER_VISIT} days; seed {_SEED}",
        rows=[_headings(), _row("value x learnt risk", ours), _row("uniform", uniform)],
        targets=[
            Target("losses that were none", len(ours.false), most=0, unit=""),
            Target("value-weighted delay beside uniform", ours.delay() / uniform.delay(), most=0.6),
            Target("of links of high value", ours.delay(Band.HIGH) / uniform.delay(Band.HIGH), most=0.35),
        ],
        remarks=[
            f"Days until a loss was seen, by value: {_by_band(ours)}; uniform: {_by_band(uniform)}.",
            f"Losses that were none under uniform rechecking: {len(uniform.false)}.",
        ],
    )


def watched(links: int, days: int, policy: Policy) -> Score:
    return score(Watch(draw_web(links, days, _SEED), policy).run())


def _headings() -> list[str]:
    return ["policy", "visits a day", "losses", "found", "missed", "false", "days to see", "days to believe"]


def _row(name: str, done: Score) -> list[str]:
    found = sum(loss.found is not None for loss in done.losses)
    return [
        name,
        f"{done.visits / done.days:,.0f}",
        str(len(done.losses)),
        str(found),
        str(len(done.missed)),
        str(len(done.false)),
        f"{done.delay():.2f}",
        f"{done.believed():.2f}",
    ]


def _by_band(done: Score) -> str:
    return ", ".join(f"{band.name.lower()} {done.delay(band):.1f}" for band in reversed(Band))
