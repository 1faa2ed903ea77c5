"""ME: how well we tell unlinked mentions from linked ones and from what only looks like a name, on labelled pages."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.harness import SHARED_DATA, Effort
from benchmarks.report import Outcome, Skipped, Target
from jobs.analysis.addresses import OwnDomains
from jobs.analysis.brand_terms import BrandTerms
from jobs.analysis.disambiguation import Learnt, judge_context
from jobs.analysis.link_status import OwnPlaces, link_status
from jobs.analysis.mentions import read_mentions
from jobs.analysis.pages import Page, read_page
from storage.domain import Brand, LinkStatus, MentionPlace

_GOLD = SHARED_DATA / "mentions"
_SCORE = SHARED_DATA.parent / "tools" / "score_mentions.py"
_WANTED = {"pairs": 0.995, "mutations": 0.98, "nonlatin": 0.95, "ner_disambiguation": None}
_HEADLINE = re.compile(r"HEADLINE .*: P ([\d.]+) R ([\d.]+) F1 ([\d.]+)")
_QUICK = 100
_LINKED = frozenset(
    {LinkStatus.LINKED, LinkStatus.LINKED_NOFOLLOW, LinkStatus.LINKED_VIA_REDIRECT, LinkStatus.LINKED_BROKEN}
)

Gold = Mapping[str, Any]
Found = dict[str, Any]


def run(effort: Effort) -> Outcome | Skipped:
    if not _GOLD.exists() or not _SCORE.exists():
        return Skipped(f"the labelled mentions or their scorer are not in {SHARED_DATA.parent}")
    scores = {name: _score(name, effort) for name in _WANTED}
    return Outcome(
        title="labelled mentions, by the scorer that comes with them",
        rows=[["set", "precision", "recall", "F1"], *([name, *score] for name, score in scores.items())],
        targets=[
            Target(f"F1 of unlinked mentions, {name}", float(scores[name][2]), least=least, unit="")
            for name, least in _WANTED.items()
            if least is not None
        ],
        remarks=[
            "ner_disambiguation: names that are everyday words as well, one sentence each and nothing known of them."
        ],
    )


def _score(name: str, effort: Effort) -> tuple[str, ...]:
    gold = json.loads((_GOLD / f"{name}.json").read_text(encoding="utf-8"))
    gold = gold[: effort.of(len(gold), _QUICK)]
    found = _by_context(gold) if name.startswith("ner") else _on_pages(gold)
    with TemporaryDirectory(prefix="anchorwatch-bench-") as folder:
        (Path(folder) / f"{name}.json").write_text(json.dumps(gold))
        predictions = Path(folder) / "found.jsonl"
        predictions.write_text("\n".join(map(json.dumps, found)))
        command = [sys.executable, str(_SCORE), "--gold", folder, "--file", f"{name}.json", str(predictions)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    headline = _HEADLINE.search(said)
    assert headline is not None
    return headline.groups()


def _on_pages(gold: Iterable[Gold]) -> Iterator[Found]:
    for case in gold:
        page = _page(case)
        brand = Brand((case["brand"],))
        status = link_status(page, OwnPlaces(OwnDomains(tuple(case["domains"])), (), (brand,)))
        seen = [one for one in read_mentions(page, BrandTerms([brand])) if one.place is not MentionPlace.TITLE]
        yield {"id": case["id"], "mentioned": bool(seen), "linked": status in _LINKED, "count": len(seen)}


def _page(case: Gold) -> Page:
    folder = SHARED_DATA / case.get("set", "placement")
    entry = _entries(folder)[case["page"]]
    body = gzip.decompress((folder / entry["file"]).read_bytes())
    charset = entry["charset_header"]
    content_type = f"text/html; charset={charset}" if charset else "text/html"
    if "find" in case:
        body = _mutated(body, case["find"], case["replace"])
    return read_page(body, url=entry["url"], content_type=content_type, own=None)


def _mutated(body: bytes, find: str, replace: str) -> bytes:
    for charset in ("utf-8", "windows-1252"):
        if find.encode(charset, "replace") in body:
            return body.replace(find.encode(charset), replace.encode(charset, "xmlcharrefreplace"))
    raise ValueError(f"the page does not hold {find!r}")


_known: dict[Path, dict[str, Any]] = {}


def _entries(folder: Path) -> dict[str, Any]:
    if folder not in _known:
        lines = map(json.loads, (folder / "pages.jsonl").read_text().splitlines())
        _known[folder] = {line["page"]: line for line in lines}
    return _known[folder]


def _by_context(gold: Iterable[Gold]) -> Iterator[Found]:
    for case in gold:
        brand = Brand((case["brand"],), is_common=True)
        hits = BrandTerms([brand]).find(case["text"])
        judged = [judge_context(brand, case["text"], hit.start, hit.end, "", Learnt()) for hit in hits]
        yield {"id": case["id"], "is_mention": any(one.score >= 0 for one in judged)}
