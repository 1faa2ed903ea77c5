"""Ours in B5: every page is parsed, its words are taken, and every name in them is found."""

import sys
from pathlib import Path

from benchmarks.measuring import measured, tell
from benchmarks.names_on_pages import names
from benchmarks.page_set import PageCase, read_cases
from jobs.analysis.brand_terms import BrandTerms
from jobs.analysis.charsets import decode
from jobs.analysis.harmless import is_harmless
from jobs.analysis.markup import parse
from jobs.analysis.outline import outline_of
from jobs.analysis.visible_text import visible_text
from jobs.reading.memory import keep_freed_memory
from storage.domain import Brand


def words_of(case: PageCase) -> str:
    """As a page's words are taken, with what the worker knows of its bytes."""
    markup = decode(case.body, case.content_type).markup
    tree = parse(markup, is_harmless=is_harmless(case.body))
    return " ".join(visible_text(outline_of(tree)).split())


folder, passes, wanted = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
cases = read_cases(folder)
terms = BrandTerms([Brand((name,)) for name in names(folder, wanted)])
keep_freed_memory()  # as PageParser does
found = 0
with measured(passes) as section:
    for _ in range(passes):
        for case in cases:
            text = words_of(case)
            found += len(terms.find(text)) if wanted else 0
tell(section, None, names=found / passes)
