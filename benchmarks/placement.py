"""PL: how well we tell links in the content from those around it, beside what main-content extractors keep."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.harness import SHARED_DATA, Effort
from benchmarks.page_set import PLACEMENT
from benchmarks.placement_set import CORE, is_held_back
from benchmarks.report import Outcome, Skipped, Target
from jobs.analysis.pages import read_page

_SCORE = SHARED_DATA.parent / "tools" / "score_placement.py"
_OURS = "read_page"
_PEERS = ("trafilatura", "resiliparse", "readability-lxml")
_QUICK = 60

Found = list[dict[str, Any]]


def run(effort: Effort) -> Outcome | Skipped:
    if not (PLACEMENT / "pages.jsonl").exists() or not _SCORE.exists():
        return Skipped(f"the labelled pages or their scorer are not in {SHARED_DATA.parent}")
    pages = [json.loads(line) for line in (PLACEMENT / "pages.jsonl").read_text().splitlines()]
    pages = pages[: effort.of(len(pages), _QUICK)]
    found = {_OURS: _ours(pages), **{peer: _theirs(peer, pages) for peer in _PEERS}}
    for one, two in combinations(_PEERS, 2):
        found[f"{one} or {two}"] = found[one] + found[two]
    scores = {name: _scores(lines, pages) for name, lines in found.items()}
    best, best_held_back = (max(score[which] for name, score in scores.items() if name != _OURS) for which in (0, 1))
    return Outcome(
        title=f"{len(pages)} labelled pages; macro F1 of links in the content, core pages",
        rows=[["contender", "all", "held back"], *([name, f"{a:.4f}", f"{b:.4f}"] for name, (a, b) in scores.items())],
        targets=[
            _above("ours", scores[_OURS][0], best),
            _above("the same, held back from learning", scores[_OURS][1], best_held_back),
        ],
    )


def _above(what: str, ours: float, theirs: float) -> Target:
    return Target(f"{what}, the best of theirs being {theirs:.3f}", ours, least=round(theirs, 3), unit="")


def _ours(pages: Iterable[Mapping[str, Any]]) -> Found:
    return [
        {"page": page["page"], "i": link.index, "placement": link.placement.value}
        for page in pages
        for link in read_page(_body(page), url=page["url"], content_type=_content_type(page), own=None).links
        if link.index is not None
    ]


def _theirs(peer: str, pages: Iterable[Mapping[str, Any]]) -> Found:
    """In a process of its own: what a peer loads is not ours to keep."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.peers.main_links", peer]
    cases = "\n".join(
        json.dumps(
            {"page": page["page"], "url": page["url"], "file": page["file"], "content_type": _content_type(page)}
        )
        for page in pages
    )
    done = subprocess.run(
        command, input=cases, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _scores(found: Found, pages: Iterable[Mapping[str, Any]]) -> tuple[float, float]:
    """Of all pages, and of those held back, by the scorer that comes with the labels."""
    urls = {page["page"]: page["url"] for page in pages}
    with TemporaryDirectory(prefix="anchorwatch-bench-") as folder:
        predictions, by_page = Path(folder) / "found.jsonl", Path(folder) / "by_page.jsonl"
        predictions.write_text("\n".join(map(json.dumps, found)))
        command = [sys.executable, str(_SCORE), "--boot", "1", "--json", "--by-page", str(by_page), str(predictions)]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        rows = [json.loads(line) for line in by_page.read_text().splitlines()]
    core = [row for row in rows if row["type"] in CORE and row["n_main"] and row["page"] in urls]
    return _macro(core), _macro(row for row in core if is_held_back(urls[row["page"]]))


def _macro(rows: Iterable[Mapping[str, Any]]) -> float:
    return fmean([0.0, *_f1(rows)][1:] or [0.0])


def _f1(rows: Iterable[Mapping[str, Any]]) -> Iterator[float]:
    for row in rows:
        right, wrong, missed = row["all"]
        yield 2 * right / (2 * right + wrong + missed)


def _body(page: Mapping[str, Any]) -> bytes:
    return gzip.decompress((PLACEMENT / page["file"]).read_bytes())


def _content_type(page: Mapping[str, Any]) -> str:
    charset = page["charset_header"]
    return f"text/html; charset={charset}" if charset else "text/html"
