"""What of a page and of a link's surroundings speaks for its content or against it: the terms of a weighted sum."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import log1p

from jobs.analysis.content import Content, Shape
from jobs.analysis.outline import BLOCKS, Outline
from jobs.analysis.surroundings import Part

Term = tuple[str, float]

_TAGS = frozenset(
    {"nav", "header", "footer", "aside", "main", "article", "section", "form", "p", "li", "ul", "ol", "table", "td"}
    | {"blockquote", "figure", "dl", "dd", "dt"}
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
# The nearest part around the link that says at least so much besides links.
_SCALES = (("sentence", 60), ("section", 600))
_MAX_BLOCKS = 12
_FAR = 12
_MANY_WORDS = 20


def page_terms(shape: Shape) -> Iterator[Term]:
    total = max(1, shape.body.text)
    yield "page: text", log1p(total)
    yield "page: links", log1p(shape.links)
    yield "page: link share", shape.body.link_share
    yield "page: prose blocks", log1p(shape.prose_blocks)
    yield "page: prose share", min(1.0, shape.prose_text / total)
    yield "page: articles", log1p(shape.articles)
    yield "page: one article", float(shape.articles == 1)
    yield "page: main element", float(shape.has_main)
    if shape.content:
        yield "page: content", 1.0
        yield "page: content's share", shape.content.extent.text / total
        yield "page: content's link share", shape.content.extent.link_share


def anchor_terms(words: int) -> Iterator[Term]:
    yield "anchor: words", float(min(_MANY_WORDS, words))


def name_terms(part: Part) -> Iterator[Term]:
    """Elements the link stands in, by tag, and what they are called: the nearer, the more it says."""
    for tag in part.inside & _TAGS:
        yield f"in <{tag}>", 1.0
    if part.inside & _HEADINGS:
        yield "in a heading", 1.0
    for mark, depth in part.marks.items():
        yield f"near {mark}", 1 / (1 + part.depth - depth)


def scale_terms(block: Part, outline: Outline) -> Iterator[Term]:
    blocks = islice((part for part in block.outwards() if part.tag in BLOCKS), _MAX_BLOCKS)
    around = next(blocks, block)
    level = 0
    for name, size in _SCALES:
        while (extent := outline.extent(around.element)).prose < size and (outer := next(blocks, None)):
            around = outer
            level += 1
        yield f"{name}: link share", extent.link_share
        yield f"{name}: levels up", float(level)
        yield f"{name}: is list item", float(around.tag == "li")
        yield f"{name}: is whole page", float(around.tag == "body")


def relation_terms(part: Part, place: int, content: Content) -> Iterator[Term]:
    """How the link lies to the content of the page; ``place`` is where it begins in the text."""
    common = next((outer for outer in part.outwards() if outer.element in content.levels), part)
    up = part.depth - common.depth
    down = content.levels.get(common.element, _FAR)
    yield "content: inside", float(down == 0)
    yield "content: beside", float(down <= 1)
    yield "content: levels up", float(min(up, _FAR))
    yield "content: levels down", float(min(down, _FAR))
    yield "content: only body in common", float(common.tag == "body")
    yield "content: link stands before", float(place < content.prose_begins)
    yield "content: link stands after", float(place >= content.prose_ends)
