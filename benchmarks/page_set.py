"""The real pages of the shared data, each with a domain that it really links to."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.harness import SHARED_DATA
from jobs.analysis.addresses import AddressError, page_address

PLACEMENT = SHARED_DATA / "placement"


@dataclass(frozen=True)
class PageCase:
    url: str
    content_type: str
    own: str
    body: bytes


def unpack(folder: Path, wanted: int) -> None:
    """Lay pages out where every contender reads them in no time."""
    index = [
        {"file": f"{at}.html", "url": page["url"], "content_type": _content_type(page["charset_header"]), "own": own}
        for at, (page, own) in enumerate(_linking_pages(wanted))
        if (folder / f"{at}.html").write_bytes(gzip.decompress((PLACEMENT / page["file"]).read_bytes()))
    ]
    (folder / "index.json").write_text(json.dumps(index))


def read_cases(folder: Path) -> list[PageCase]:
    index = json.loads((folder / "index.json").read_text())
    return [
        PageCase(entry["url"], entry["content_type"], entry["own"], (folder / entry["file"]).read_bytes())
        for entry in index
    ]


def _linking_pages(wanted: int) -> Iterator[tuple[dict[str, str], str]]:
    links_of = {entry["page"]: entry["links"] for entry in _packed_lines("links.jsonl.gz")}
    found = 0
    for line in (PLACEMENT / "pages.jsonl").read_text().splitlines():
        page = json.loads(line)
        own = _linked_domain(page["url"], links_of.get(page["page"], ()))
        if own and found < wanted:
            found += 1
            yield page, own


def _packed_lines(name: str) -> Iterator[dict[str, list[dict[str, str]]]]:
    with gzip.open(PLACEMENT / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _linked_domain(url: str, links: list[dict[str, str]]) -> str | None:
    """The middle one of the foreign domains a page links to: the first and the last ones are share buttons."""
    domains = dict.fromkeys(domain for link in links if not link["in_inert"] and (domain := _domain(link["href"])))
    domains.pop(_domain(url), None)
    return list(domains)[len(domains) // 2] if domains else None


def _domain(url: str | None) -> str | None:
    if not url or not url.startswith(("http://", "https://")):
        return None
    try:
        return page_address(url).domain
    except AddressError:
        return None


def _content_type(charset: str | None) -> str:
    return f"text/html; charset={charset}" if charset else "text/html"


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), int(sys.argv[2]))
