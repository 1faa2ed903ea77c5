"""The links that well-known extractors keep of a page's content: pages in on standard input, links out.

Each link is given an address that names its place, so that what is kept can be told apart whatever a peer rewrites.
"""

from __future__ import annotations

import gzip
import json
import re
import sys

from benchmarks.page_set import PLACEMENT
from jobs.analysis.charsets import decode
from jobs.analysis.markup import parse
from jobs.analysis.outline import outline_of
from jobs.analysis.references import find_references
from jobs.analysis.resolving import base_at

_PLACE = "https://page.example/link-{}"
_PLACES = re.compile(r"page\.example/link-([0-9]+)")


def trafilatura(markup: str) -> str:
    from trafilatura import extract

    return extract(markup, output_format="xml", include_links=True, include_comments=False) or ""


def readability(markup: str) -> str:
    from readability import Document

    return str(Document(markup).summary())


def resiliparse(markup: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(markup, main_content=True, links=True, comments=False))


_PEERS = {"trafilatura": trafilatura, "readability-lxml": readability, "resiliparse": resiliparse}


def with_places(body: bytes, url: str, content_type: str) -> str:
    tree = parse(decode(body, content_type).markup)
    markup, base = tree.html or "", base_at(url)
    if base is None:
        return markup
    # A second tree keeps what no reader sees; both have their links in the same order.
    whole = parse(markup.encode())
    links, outline = whole.tags("a"), outline_of(tree)
    place_of = {element: at for at, element in enumerate(outline.named("a"))}
    for reference in find_references(outline, base).to(None):
        if reference.index is not None:
            links[place_of[reference.element]].attrs["href"] = _PLACE.format(reference.index)
    return whole.html or ""


def main() -> None:
    read = _PEERS[sys.argv[1]]
    for case in map(json.loads, sys.stdin):
        body = gzip.decompress((PLACEMENT / case["file"]).read_bytes())
        try:
            kept = read(with_places(body, case["url"], case["content_type"]))
        except Exception as error:  # noqa: BLE001  whatever a peer breaks at, it found nothing there
            sys.stderr.write(f"{case['page']}: {error}\n")
            continue
        for place in sorted({int(place) for place in _PLACES.findall(kept)}):
            sys.stdout.write(json.dumps({"page": case["page"], "i": place, "placement": "main"}) + "\n")


if __name__ == "__main__":
    main()
