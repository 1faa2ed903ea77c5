"""What of a page and of a link's surroundings speaks for its content or against it: the figures that are weighed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import log1p
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from jobs.analysis.content import Shape
from jobs.analysis.outline import BLOCK_IDS, BLOCKS, Outline
from jobs.analysis.surroundings import Part

_NEAR = (
    *("<main>", "<footer>", "<nav>", "<div>", "<header>", "<aside>", "<table>", "<td>", "<tr>", "<p>", "<article>"),
    *("<section>", "<li>", "heading", "nav", "contents", "footer", "header", "side", "comment", "author", "related"),
    *("social", "meta", "content", "forum", "item", "dialog"),
)
_BLOCK_KINDS = {tag: float(kind) for kind, tag in enumerate(("p", "li", "td", "dd", "div", "section", "article"), 1)}
_SCALES = (25, 60, 200, 600)
_MAX_BLOCKS = 4
FAR = 30.0
_FAR_LINKS = 150
_NEAR_PLACES = {name: place for place, name in enumerate(_NEAR)}
_NOTHING_NEAR = [FAR] * len(_NEAR)
_MOST_TEXT = 5_000
_TYPICAL_TEXT, _TYPICAL_WORDS = 12, 2
_PAGE = (
    *("page: links", "page: prose", "page: paragraphs", "page: prose text", "page: prose per link"),
    *("page: breaks", "page: articles", "page: has main", "page: content's share"),
)
_ORDER = (
    *("order: links before", "order: prose before", "order: links since prose", "order: links until prose"),
    *("order: since heading", "order: before content", "order: after content"),
)
_RELATION = ("content: down", "content: up", "content: only body", "depth")
_BLOCK = ("link: text", "link: words", "block: kind", "block: text", "block: prose", "block: own share")
_SCALE = tuple(f"{size}: {what}" for size in _SCALES for what in ("levels up", "link share", "text"))
# What stands around a link is told at once, what stands in it and in its neighbours has to be measured.
FIRST_NAMES = (*_PAGE, *_NEAR, *_ORDER, *_RELATION)
NAMES = (*FIRST_NAMES, *_BLOCK, *_SCALE)


class Extent(NamedTuple):
    """How many characters an element shows, and how many of them are links."""

    text: int
    link_text: int

    @property
    def prose(self) -> int:
        return self.text - self.link_text

    @property
    def link_share(self) -> float:
        return self.link_text / self.text if self.text else 0.0


_BIG = Extent(_MOST_TEXT, 0)


@dataclass(slots=True)
class Extents:
    """Measures each element once. Who nests thousands of long lists is not measured any further."""

    budget: int
    _known: dict[int, Extent] = field(default_factory=dict)

    def of(self, part: Part) -> Extent:
        found = self._known.get(part.key)
        if found is None:
            found = self._known[part.key] = self._measure(part.node) if self.budget > 0 else _BIG
            self.budget -= found.text
        return found

    def _measure(self, node: LexborNode) -> Extent:
        text = len(node.text(strip=True))
        return Extent(text, sum(len(link.text(strip=True)) for link in node.css("a")) if text else 0)


def page_figures(outline: Outline, shape: Shape) -> list[float]:
    links = max(1, len(shape.links))
    return [
        log1p(len(shape.links)),
        log1p(len(shape.prose)),
        log1p(len(outline.named("p"))),
        log1p(shape.prose_text),
        min(1_000.0, shape.prose_text / links),
        log1p(len(outline.named("br"))),
        log1p(len(outline.named("article"))),
        float(bool(outline.named("main"))),
        shape.content_share,
    ]


def position_figures(part: Part, place: int, shape: Shape, headings: Sequence[int]) -> list[float]:
    """What is known of a link by where it stands; ``place`` is its place in the outline."""
    depth, nearest = part.depth, part.nearest
    figures = _NOTHING_NEAR.copy()
    for name, at in nearest.items():
        if name in _NEAR_PLACES:
            figures[_NEAR_PLACES[name]] = depth - at
    links, prose = shape.links, shape.prose
    before = bisect_left(links, place)
    following = bisect_left(prose, place)
    since = before - bisect_left(links, prose[following - 1]) if following else _FAR_LINKS
    until = bisect_left(links, prose[following]) - before if following < len(prose) else _FAR_LINKS
    common = common_part(part, shape)
    figures += (
        before / (len(links) or 1),
        following / (len(prose) or 1),
        min(_FAR_LINKS, since),
        min(_FAR_LINKS, until),
        max(-300, min(300, place - headings[0])) if headings else -400.0,
        place < shape.begins,
        place > shape.ends,
        shape.levels[common.key] if common else FAR,
        min(12, depth - common.depth) if common else 0.0,
        common is not None and common.tag == "body",
        min(40, depth),
    )
    return figures


def common_part(part: Part, shape: Shape) -> Part | None:
    """The last element that both the link and the content stand in."""
    levels = shape.levels
    common: Part | None = part if levels else None
    while common is not None and common.key not in levels:
        common = common.around
    return common


def block_figures(part: Part, common: Part | None, extents: Extents) -> list[float]:
    """The blocks around the link, up to what it has in common with the content: that is larger than any scale."""
    text, words = _said(part.node)
    around = list(islice(_blocks(part, common.depth if common else -1), _MAX_BLOCKS))
    extent = extents.of(around[0]) if around else _BIG
    figures = [
        min(200, text),
        min(20, words),
        _BLOCK_KINDS.get(around[0].tag, 0.0) if around else -1.0,
        min(_MOST_TEXT, extent.text),
        min(_MOST_TEXT, extent.prose),
        text / max(1, extent.text),
    ]
    level = 0
    for size in _SCALES:
        while level < len(around) and extents.of(around[level]).prose < size:
            level += 1
        extent = extents.of(around[level]) if level < len(around) else _BIG
        figures += (level, extent.link_share if level < len(around) else -1.0, log1p(extent.text))
    return figures


def _said(node: LexborNode) -> tuple[int, int]:
    """Characters and words of a link. Of an image nobody can say how many words it is worth."""
    text = node.text()
    words = len(text.split())
    if not words or node.tag_id in BLOCK_IDS:
        return _TYPICAL_TEXT, _TYPICAL_WORDS
    return len(node.text(strip=True)), words


def _blocks(part: Part, least_depth: int) -> Iterator[Part]:
    block = part if part.tag in BLOCKS else part.around
    while block is not None and block.depth > least_depth:
        if block.tag in BLOCKS:
            yield block
        block = block.around
