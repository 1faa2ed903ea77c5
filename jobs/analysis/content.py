"""Which part of a page holds its content: the one around most of the prose (after Readability)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from jobs.analysis.outline import BLOCKS, Extent, Outline

_MIN_PROSE = 25
_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Content:
    """``levels`` counts outwards from the content's element; its prose begins and ends with the last two."""

    levels: Mapping[int, int]
    extent: Extent
    first_prose: int
    last_prose: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What a page looks like as a whole, for judging its parts."""

    body: Extent
    links: int
    prose_blocks: int
    prose_text: int
    articles: int
    has_main: bool
    content: Content | None


def shape_of(outline: Outline) -> Shape:
    prose = {block: outline.extent(block) for block in _prose_blocks(outline)}
    prose = {block: extent for block, extent in prose.items() if extent.prose >= _MIN_PROSE}
    return Shape(
        body=outline.extent(0),
        links=len(outline.named("a")),
        prose_blocks=len(prose),
        prose_text=sum(extent.prose for extent in prose.values()),
        articles=len(outline.named("article")),
        has_main=bool(outline.named("main")),
        content=_content(prose, outline),
    )


def _prose_blocks(outline: Outline) -> Iterator[int]:
    yield from outline.named("p", "pre", "blockquote")
    for line_break in outline.named("br"):
        # Where lines are broken by hand, the whole block is prose.
        block = next((outer for outer in outline.around(line_break) if outline.tags[outer] in BLOCKS), 0)
        if outline.tags[block] not in ("body", "html"):
            yield block


def _content(prose: Mapping[int, Extent], outline: Outline) -> Content | None:
    """Each piece of prose votes for the elements around it, for the outer ones less."""
    votes: dict[int, float] = defaultdict(float)
    voters: dict[int, list[int]] = defaultdict(list)
    for block, extent in prose.items():
        weight = (1 + extent.prose / 100) * (1 - extent.link_share)
        for level, container in enumerate(islice(outline.around(block), 1, 1 + _LEVELS)):
            votes[container] += weight / 2**level
            voters[container].append(block)
    if not votes:
        return None
    best = max(votes, key=votes.__getitem__)
    levels = {outer: level for level, outer in enumerate(outline.around(best))}
    return Content(levels, outline.extent(best), min(voters[best]), max(voters[best]))
