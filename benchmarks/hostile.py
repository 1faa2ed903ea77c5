"""B11: pages made to break their visitor, one by one, and what they cost the ordinary pages visited meanwhile."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.contenders.hostile_visits import WARMING_UP
from benchmarks.harness import Contender, Effort, Run, module, race, run_once
from benchmarks.hostile_web import TRAPS, hostile_web, write_hosts_file
from benchmarks.pretend_web import pretend_web
from benchmarks.report import Outcome, Target, remarks
from benchmarks.synthetic_pages import OWN_DOMAIN

_ALONE, _AMONG = "ordinary pages alone", "among hostile ones"
_PAGES = 4_000
_DEADLINE_SECONDS = 4


def run(effort: Effort) -> Outcome:
    pages = effort.of(_PAGES, 1_000)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as name, pretend_web() as port, hostile_web() as trap_port:
        environment = _environment(Path(name), pages + WARMING_UP)
        one_by_one = run_once(Contender("hostile pages", module("contenders.hostile_alone", trap_port), environment))
        done = race(
            [
                Contender(_ALONE, module("contenders.hostile_visits", port, pages, 0), environment),
                Contender(_AMONG, module("contenders.hostile_visits", port, pages, trap_port), environment),
            ],
            effort,
        )
    lost = max(run.figures["lost"] for run in done.runs[_AMONG])
    growth = done.median(_AMONG, "memory_mb") - done.median(_ALONE, "memory_mb")
    return Outcome(
        title=f"{len(TRAPS)} hostile pages one by one; then {pages} ordinary pages of {OWN_DOMAIN}'s pretend web, "
        f"alone and among them; median of {effort.rounds} rounds",
        rows=_table(one_by_one),
        targets=[
            Target("longest hostile page", max(one_by_one.figures[trap] for trap in TRAPS), most=5, unit=" s"),
            Target("hostile pages misjudged", one_by_one.figures["wrong"], most=0, unit=""),
            Target("memory that hostile pages cost", one_by_one.figures["growth_mb"], most=150, unit=" MB"),
            Target("readers lost", lost, most=0, unit=""),
            Target("ordinary pages per second, among / alone", done.ratio(_ALONE, _AMONG, "wall"), least=0.8),
        ],
        remarks=[
            *remarks(done, "wall"),
            f"All at once, hostile pages cost {growth:.0f} MB more than the ordinary pages alone.",
            f"A visit may take {_DEADLINE_SECONDS} s here (15 by default), which the two slow servers use up.",
        ],
    )


def _environment(folder: Path, ordinary: int) -> dict[str, str]:
    return {
        "FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
        "FETCH_HOSTS_FILE": str(write_hosts_file(folder, ordinary)),
        "FETCH_HOST_PAUSE": "0",
        "FETCH_DEADLINE": f"{_DEADLINE_SECONDS}s",
        "LOG_LEVEL": "error",
    }


def _table(run: Run) -> list[list[str]]:
    return [["hostile page", "seconds"], *([trap, f"{run.figures[trap]:.2f}"] for trap in TRAPS)]
