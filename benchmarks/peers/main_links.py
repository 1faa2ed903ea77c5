"""The links that well-known extractors keep of a page's content: pages in on standard input, links out.

A peer that falls back on a plainer reading keeps a link's words without its address, and one kept so is still kept: so
the words of each link end in two rare letters that number it, and only a link without words is known by its address.
Each peer has the settings that give it its best figure here.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import sys

from selectolax.lexbor import LexborNode

from benchmarks.page_set import PLACEMENT
from jobs.analysis.charsets import decode
from jobs.analysis.markup import parse
from jobs.analysis.outline import TEXT_ID, outline_of
from jobs.analysis.references import find_references
from jobs.analysis.resolving import base_at

_PLACE = "https://page.example/link-{}"
_PLACES = re.compile(r"page\.example/link-([0-9]+)")
# Cuneiform: letters to every peer, and on no page.
_FIRST_LETTER, _LETTERS = 0x12000, 900
_NUMBERS = re.compile(f"[{chr(_FIRST_LETTER)}-{chr(_FIRST_LETTER + _LETTERS - 1)}]{{2}}")


def trafilatura(markup: str) -> str:
    from trafilatura import extract

    kept = extract(markup, output_format="markdown", include_links=True, include_images=True, include_comments=False)
    return kept or ""


def readability(markup: str) -> str:
    from readability import Document

    return str(Document(markup).summary())


def resiliparse(markup: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(markup, main_content=True, links=False, comments=False))


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
            _mark(links[place_of[reference.element]], reference.index)
    return whole.html or ""


def _mark(link: LexborNode, place: int) -> None:
    words = [node for node in link.traverse(include_text=True) if node.tag_id == TEXT_ID and node.text().strip()]
    if words:
        words[-1].insert_after("".join(chr(_FIRST_LETTER + digit) for digit in divmod(place, _LETTERS)))
    link.attrs["href"] = _PLACE.format("some" if words else place)


def kept_places(kept: str) -> set[int]:
    text = html.unescape(kept)
    numbers = [[ord(letter) - _FIRST_LETTER for letter in number] for number in _NUMBERS.findall(text)]
    return {high * _LETTERS + low for high, low in numbers} | {int(place) for place in _PLACES.findall(text)}


def main() -> None:
    read = _PEERS[sys.argv[1]]
    for case in map(json.loads, sys.stdin):
        body = gzip.decompress((PLACEMENT / case["file"]).read_bytes())
        try:
            kept = read(with_places(body, case["url"], case["content_type"]))
        except Exception as error:  # noqa: BLE001  whatever a peer breaks at, it found nothing there
            sys.stderr.write(f"{case['page']}: {error}\n")
            continue
        for place in sorted(kept_places(kept)):
            sys.stdout.write(json.dumps({"page": case["page"], "i": place, "placement": "main"}) + "\n")


if __name__ == "__main__":
    main()
