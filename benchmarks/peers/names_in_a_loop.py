"""The usual way in B5: trafilatura takes the main text, and a regular expression for each name goes over it."""

import re
import sys
from pathlib import Path

import trafilatura

from benchmarks.measuring import measured, tell
from benchmarks.names_on_pages import names
from benchmarks.page_set import read_cases

folder, wanted = Path(sys.argv[1]), int(sys.argv[2])
cases = read_cases(folder)
patterns = [re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE) for name in names(folder, wanted)]
found = 0
with measured() as section:
    for case in cases:
        text = trafilatura.extract(case.body, url=case.url, fast=True) or ""
        found += sum(1 for pattern in patterns for _ in pattern.finditer(text))
tell(section, None, names=found)
