"""B12: looking up names that take their time, beside 64 threads at best and beside asyncio's own threads."""

from __future__ import annotations

from benchmarks.harness import Contender, Effort, module, race
from benchmarks.report import Outcome, Target, remarks, table

_OURS, _DEFAULT = "our resolver", "asyncio's default threads"
_NAMES = 2_000
_THREADS, _SECONDS = 64, 0.04


def run(effort: Effort) -> Outcome:
    names = effort.of(_NAMES, 500)
    hows = ((_OURS, "ours"), (_DEFAULT, "default"))
    done = race([Contender(name, module("contenders.names", how, names)) for name, how in hows], effort)
    a_second = names / done.median(_OURS, "wall")
    return Outcome(
        title=f"{names} names at {1000 * _SECONDS:g} ms; median of {effort.rounds} rounds",
        rows=table(done, "name", names, "wall"),
        targets=[
            Target(f"names a second / {_THREADS} threads at best", a_second * _SECONDS / _THREADS, least=0.80),
            Target("names a second / default threads", done.ratio(_DEFAULT, _OURS, "wall"), least=8),
        ],
        remarks=[
            *remarks(done, "wall"),
            f"Ours: {a_second:,.0f} a second, {1e6 * done.median(_OURS) / names:.0f} µs of CPU each.",
        ],
    )
