"""The floor of B1: Lexbor parses every page, and nobody looks at the tree."""

import sys
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks.measuring import measured, tell
from benchmarks.page_set import read_cases

folder, passes = Path(sys.argv[1]), int(sys.argv[2])
bodies = [case.body for case in read_cases(folder)]
with measured(passes) as section:
    for _ in range(passes):
        for body in bodies:
            LexborHTMLParser(body)
tell(section)
