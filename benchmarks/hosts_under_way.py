"""B4H: whether a visit costs more when thousands of hosts are known and under way at the same time."""

from __future__ import annotations

from benchmarks.harness import Contender, Effort, module, race
from benchmarks.pretend_web import pretend_web
from benchmarks.report import Outcome, Target, remarks, table

_HOSTS = (100, 1_000, 10_000)
_VISITS = 10_000


def run(effort: Effort) -> Outcome:
    visits = effort.of(_VISITS, 4_000)
    with pretend_web() as port:
        done = race(
            [Contender(_named(hosts), module("contenders.hosts_under_way", port, hosts, visits)) for hosts in _HOSTS],
            effort,
        )
    few, _, many = map(_named, _HOSTS)
    return Outcome(
        title=f"{visits} visits, all hosts under way at once, 64 connections; median of {effort.rounds} rounds",
        rows=table(done, "visit", visits),
        targets=[
            Target(f"CPU per visit, {many} / {few}", done.ratio(many, few), most=1.10),
            Target(f"peak RSS, {many}", done.median(many, "rss_mb"), most=150, unit=" MB"),
        ],
        remarks=remarks(done),
    )


def _named(hosts: int) -> str:
    return f"{hosts:,} hosts"
