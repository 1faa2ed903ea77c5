"""The labelled links of the shared pages: what is learnt from, what is held back, and how both are scored."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any
from urllib.parse import urlsplit

from benchmarks.page_set import PLACEMENT
from jobs.analysis.addresses import registrable_domain
from jobs.analysis.charsets import decode
from jobs.analysis.markup import parse
from jobs.analysis.outline import outline_of
from jobs.analysis.placement import PlacementJudge
from jobs.analysis.references import find_references
from jobs.analysis.resolving import base_at

CORE = frozenset({"article", "forum", "listing", "documentation"})


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled link: its page, its label, and what speaks for and against it, unless it is plain."""

    page: str
    kind: str
    is_held_back: bool
    is_main: bool
    is_ruled_out: bool
    figures: list[float]


def examples() -> Iterator[Example]:
    labels: dict[str, dict[int, bool]] = defaultdict(dict)
    with gzip.open(PLACEMENT / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for entry in map(json.loads, lines):
            labels[entry["page"]][entry["i"]] = entry["label"] == "main"
    for page in map(json.loads, (PLACEMENT / "pages.jsonl").read_text().splitlines()):
        of_page = labels[page["page"]]
        for index, is_ruled_out, figures in _figures(page):
            if index in of_page:
                label = of_page[index]
                yield Example(page["page"], page["type"], is_held_back(page["url"]), label, is_ruled_out, figures)


def _figures(page: Mapping[str, Any]) -> Iterator[tuple[int | None, bool, list[float]]]:
    charset = page["charset_header"]
    body = gzip.decompress((PLACEMENT / page["file"]).read_bytes())
    outline = outline_of(parse(decode(body, f"text/html; charset={charset}" if charset else None).markup))
    judge = PlacementJudge(outline)
    base = base_at(page["url"])
    for reference in find_references(outline, base).to(None) if base else ():
        element = reference.element
        yield reference.index, judge.is_ruled_out(element), judge.figures(element)


def is_held_back(url: str) -> bool:
    host = urlsplit(url).hostname or url
    return int(hashlib.sha256((registrable_domain(host) or host).encode()).hexdigest(), 16) % 5 == 0


def macro_f1(examples: Sequence[Example], score: Callable[[Example], float]) -> float:
    """The mean over pages of F1 of "in the content", as tools of the data set score it."""
    tallies: dict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for example in examples:
        tallies[example.page][score(example) > 0, example.is_main] += 1
    with_main = [tally for tally in tallies.values() if tally[True, True] + tally[False, True]]
    return fmean(2 * t[True, True] / (2 * t[True, True] + t[True, False] + t[False, True]) for t in with_main)
