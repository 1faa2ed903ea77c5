"""Ours in B11: one hostile page after the other, each with the time it took and whether its verdict was right."""

from __future__ import annotations

import sys
import time

from benchmarks.contenders.hostile_visits import inspecting
from benchmarks.hostile_web import HONEST, TRAPS, trap_url
from benchmarks.measuring import Section, tell, watched_memory

port = int(sys.argv[1])
took: dict[str, float] = {}
wrong = 0
with watched_memory() as memory, inspecting() as command:
    list(command.ask([trap_url(name, port) for name in HONEST]))
    before = memory.peak_mb
    for name, trap in TRAPS.items():
        began = time.perf_counter()
        ((_, verdict),) = command.ask([trap_url(name, port)])
        took[name] = time.perf_counter() - began
        if verdict not in trap.right:
            wrong += 1
            sys.stderr.write(f"{name} was called {verdict}\n")
tell(Section(wall=sum(took.values())), growth_mb=memory.peak_mb - before, wrong=wrong, **took)
