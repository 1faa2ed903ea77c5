"""Ours in B1: everything a check reads from a page, or everything ``read-page`` shows of it."""

import sys
from pathlib import Path

from benchmarks.measuring import measured, tell
from benchmarks.page_set import read_cases
from jobs.analysis.addresses import OwnDomains
from jobs.analysis.harmless import is_harmless
from jobs.analysis.pages import read_page
from jobs.reading.memory import keep_freed_memory

folder, passes, wants_every_link = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "every"
cases = [(case, None if wants_every_link else OwnDomains((case.own,))) for case in read_cases(folder)]
links = 0
keep_freed_memory()  # as PageParser does
with measured(passes) as section:
    for _ in range(passes):
        for case, own in cases:
            page = read_page(
                case.body,
                url=case.url,
                content_type=case.content_type,
                own=own,
                is_harmless=is_harmless(case.body),  # which the worker asks first, too
            )
            links += len(page.links)
tell(section, None if wants_every_link else links / passes)
