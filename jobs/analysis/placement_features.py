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
from jobs.analysis.outline import BLOCKS, Outline
from jobs.analysis.surroundings import Part

_NEAR = (
    *("<main>", "<footer>", "<nav>", "<div>", "<header>", "<aside>", "<table>", "<td>", "<tr>", "<p>", "<article>"),
    *("<section>", "<ul>", "<ol>", "<li>", "<dd>", "<blockquote>", "<figure>", "<form>", "<span>", "<strong>"),
    *("heading", "nav", "pager", "contents", "footer", "header", "side", "comment", "bio", "author", "related"),
    *("social", "promotion", "meta", "content", "body", "forum", "controls", "item", "dialog", "figure", "references"),
)
_BLOCK_KINDS = {tag: float(kind) for kind, tag in enumerate(("p", "li", "td", "dd", "div", "section", "article"), 1)}
_SCALES = (25, 60, 200, 600)
_MAX_BLOCKS = 4
_FAR = 30.0
_FAR_LINKS = 150
_MOST_TEXT = 5_000
_PAGE = (
    *("page: links", "page: prose", "page: paragraphs", "page: prose text", "page: prose per link"),
    *("page: breaks", "page: articles", "page: has main", "page: content's share"),
)
_LINK = ("link: text", "link: words", "link: depth")
_ORDER = (
    *("order: links before", "order: prose before", "order: links since prose", "order: links until prose"),
    *("order: since heading", "order: before content", "order: after content"),
)
_RELATION = ("content: down", "content: up", "content: only body")
_BLOCK = ("block: kind", "block: text", "block: prose", "block: own share")
_SCALE = tuple(f"{size}: {what}" for size in _SCALES for what in ("levels up", "link share", "text"))
NAMES = (*_PAGE, *_LINK, *_NEAR, *_ORDER, *_RELATION, *_BLOCK, *_SCALE)


class Link(NamedTuple):
    """What is judged: an element at its ``place`` in the outline, and how much it says itself."""

    part: Part
    place: int
    text: int
    words: int


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


def link_figures(link: Link, shape: Shape, headings: Sequence[int], extents: Extents) -> list[float]:
    part = link.part
    depth, nearest = part.depth, part.nearest
    common = next((outer for outer in part.outwards() if outer.key in shape.levels), None)
    return [
        float(min(200, link.text)),
        float(min(20, link.words)),
        float(min(40, depth)),
        *[depth - nearest[name] if name in nearest else _FAR for name in _NEAR],
        *_order_figures(link.place, shape, headings),
        *_relation_figures(part, common, shape),
        *_scale_figures(link, common, extents),
    ]


def _order_figures(place: int, shape: Shape, headings: Sequence[int]) -> list[float]:
    links, prose = shape.links, shape.prose
    before = bisect_left(links, place)
    following = bisect_left(prose, place)
    since = before - bisect_left(links, prose[following - 1]) if following else _FAR_LINKS
    until = bisect_left(links, prose[following]) - before if following < len(prose) else _FAR_LINKS
    return [
        before / max(1, len(links)),
        following / max(1, len(prose)),
        float(min(_FAR_LINKS, since)),
        float(min(_FAR_LINKS, until)),
        float(max(-300, min(300, place - headings[0]))) if headings else -400.0,
        float(place < shape.begins),
        float(place > shape.ends),
    ]


def _relation_figures(part: Part, common: Part | None, shape: Shape) -> list[float]:
    """How the link lies to the content: by the last element that both stand in."""
    if common is None:
        return [_FAR, 0.0, 0.0]
    return [
        float(shape.levels[common.key]),
        float(min(12, part.depth - common.depth)),
        float(common.tag == "body"),
    ]


def _scale_figures(link: Link, common: Part | None, extents: Extents) -> list[float]:
    """The blocks around the link, up to what it has in common with the content: that is larger than any scale."""
    least = common.depth if common else -1
    around = list(islice(_blocks(link.part, least), _MAX_BLOCKS))
    extent = extents.of(around[0]) if around else _BIG
    own = link.text / max(1, extent.text)
    figures = [
        _BLOCK_KINDS.get(around[0].tag, 0.0) if around else -1.0,
        float(min(_MOST_TEXT, extent.text)),
        float(min(_MOST_TEXT, extent.prose)),
        own,
    ]
    level = 0
    for size in _SCALES:
        while level < len(around) and extents.of(around[level]).prose < size:
            level += 1
        extent = extents.of(around[level]) if level < len(around) else _BIG
        figures += (float(level), extent.link_share if level < len(around) else -1.0, log1p(extent.text))
    return figures


def _blocks(part: Part, least_depth: int) -> Iterator[Part]:
    block = part.around
    while block is not None and block.depth > least_depth:
        if block.tag in BLOCKS:
            yield block
        block = block.around
