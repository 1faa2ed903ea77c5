"""Ours in B11: ``anchorwatch inspect --batch`` over ordinary pages, alone or among hostile ones.

Arguments: the port of the ordinary web, how many of its pages, and the port of the hostile web (0 for none).
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest

from benchmarks.harness import ROOT
from benchmarks.hostile_web import HONEST, TRAPS, trap_url
from benchmarks.measuring import Section, tell, watched_memory
from benchmarks.pretend_web import addresses
from benchmarks.synthetic_pages import OWN_DOMAIN

WARMING_UP = 60
_READ = frozenset({"live", "removed"})


class Inspecting:
    """The command under way. Asked for pages, it answers in any order."""

    def __init__(self, command: subprocess.Popen[str]) -> None:
        self._command = command

    def ask(self, pages: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Each page with its verdict, as the answers come."""
        assert self._command.stdin is not None
        assert self._command.stdout is not None
        self._command.stdin.writelines(f"{page}\n" for page in pages)
        self._command.stdin.flush()
        for _ in pages:
            found = json.loads(self._command.stdout.readline())
            yield found["source_url"], found["verdict"]


@contextmanager
def inspecting() -> Iterator[Inspecting]:
    command = [sys.executable, "-m", "bot", "inspect", "--batch", "--site", OWN_DOMAIN]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        yield Inspecting(running)


def main() -> None:
    port, number, hostile_port = map(int, sys.argv[1:])
    pages = addresses(port, number + WARMING_UP)
    traps = {trap_url(name, hostile_port): name for name in TRAPS if hostile_port}
    with watched_memory() as memory, inspecting() as command:
        list(command.ask(pages[number:]))
        read, wall = _besieged(command, pages[:number], traps)
        # Whoever was lost to a hostile page would be missed now.
        lost = [verdict for _, verdict in command.ask([trap_url(name, hostile_port) for name in HONEST if hostile_port])
                if verdict != "live"]  # fmt: skip
    tell(Section(wall=wall), read, memory_mb=memory.peak_mb, lost=len(lost))


def _besieged(command: Inspecting, ordinary: list[str], traps: dict[str, str]) -> tuple[int, float]:
    """How many ordinary pages were read, and in what time; hostile ones may take longer, but each has its turn."""
    pages = [page for pair in zip_longest(traps, ordinary) for page in pair if page is not None]
    waiting, read, wall = set(ordinary), 0, 0.0
    began = time.perf_counter()
    for page, verdict in command.ask(pages):
        if page not in traps:
            read += verdict in _READ
            waiting.discard(page)
            wall = wall or (time.perf_counter() - began if not waiting else 0.0)
    return read, wall


if __name__ == "__main__":
    main()
