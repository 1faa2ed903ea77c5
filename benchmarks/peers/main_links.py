"""The links that well-known extractors keep of a page's content: pages in on standard input, links out."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from urllib.parse import urljoin

import lxml.html

from benchmarks.page_set import PLACEMENT


def trafilatura(markup: str, url: str) -> Iterator[tuple[str, str]]:
    from trafilatura import extract

    kept = extract(markup, url=url, output_format="html", include_links=True, include_comments=False)
    return _links(kept)


def readability(markup: str, url: str) -> Iterator[tuple[str, str]]:
    from readability import Document

    return _links(Document(markup, url=url).summary())


def resiliparse(markup: str, _url: str) -> Iterator[tuple[str, str]]:
    """It gives text in which an address in parentheses follows each link's words, so each link is looked up there."""
    from resiliparse.extract.html2text import extract_plain_text

    kept = " ".join(extract_plain_text(markup, main_content=True, links=True, comments=False).split())
    for link in lxml.html.fromstring(markup.encode(), parser=lxml.html.HTMLParser(encoding="utf-8")).iter("a"):
        said, href = " ".join(link.text_content().split()), (link.get("href") or "").strip()
        if said and href and (written := f"{said} ({href})") in kept:
            kept = kept.replace(written, said, 1)
            yield href, said


_PEERS = {"trafilatura": trafilatura, "readability-lxml": readability, "resiliparse": resiliparse}


def _links(kept: str | None) -> Iterator[tuple[str, str]]:
    if kept and kept.strip():
        for link in lxml.html.fromstring(kept.encode(), parser=lxml.html.HTMLParser(encoding="utf-8")).iter("a"):
            if link.get("href"):
                yield link.get("href"), " ".join(link.text_content().split())


def main() -> None:
    read = _PEERS[sys.argv[1]]
    for case in map(json.loads, sys.stdin):
        markup = gzip.decompress((PLACEMENT / case["file"]).read_bytes()).decode("utf-8", "replace")
        try:
            found = list(read(markup, case["url"]))
        except Exception as error:  # noqa: BLE001  whatever a peer breaks at, it found nothing there
            sys.stderr.write(f"{case['page']}: {error}\n")
            continue
        for href, anchor in found:
            target = urljoin(case["url"], href)
            line = {"page": case["page"], "href": target, "anchor": anchor, "placement": "main"}
            sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
