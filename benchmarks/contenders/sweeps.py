"""Ours in B2 on two cores: a worker for each database named, all at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from benchmarks.harness import ROOT, module
from benchmarks.measuring import Section, tell


def main() -> None:
    workers = [
        subprocess.Popen(
            module("contenders.sweep"),
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url},
            stdout=subprocess.PIPE,
            text=True,
        )
        for url in sys.argv[1:]
    ]
    told = [json.loads(worker.communicate()[0].splitlines()[-1]) for worker in workers]
    section = Section(cpu=sum(one["cpu"] for one in told), wall=max(one["wall"] for one in told))
    tell(section, sum(one["found"] for one in told))


if __name__ == "__main__":
    main()
