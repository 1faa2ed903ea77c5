"""Which part of a page holds its content: the one around most of the prose (after Readability)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from jobs.analysis.outline import BLOCKS, Extent, Outline

_MIN_PROSE = 25
_LEVELS = 3
_NO_CONTAINERS = frozenset({"body", "html", "p", "pre", "blockquote"})


@dataclass(frozen=True, slots=True)
class Content:
    """``levels`` counts outwards from the content's element; its prose lies between two places in the text."""

    levels: Mapping[int, int]
    extent: Extent
    prose_begins: int
    prose_ends: int


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


@dataclass(frozen=True, slots=True)
class _Prose:
    """A block of prose and the innermost element that may be the content for its sake."""

    block: int
    container: int
    extent: Extent


def shape_of(outline: Outline) -> Shape:
    prose = [found for found in _prose(outline) if found.extent.prose >= _MIN_PROSE]
    return Shape(
        body=outline.extent(0),
        links=len(outline.named("a")),
        prose_blocks=len(prose),
        prose_text=sum(found.extent.prose for found in prose),
        articles=len(outline.named("article")),
        has_main=bool(outline.named("main")),
        content=_content(prose, outline),
    )


def _prose(outline: Outline) -> Iterator[_Prose]:
    for block in outline.named("p", "pre", "blockquote"):
        yield _Prose(block, outline.parents[block], outline.extent(block))
    for block in {_block_of_lines(line_break, outline): None for line_break in outline.named("br")}:
        if outline.tags[block] not in _NO_CONTAINERS:
            yield _Prose(block, block, outline.extent(block))


def _block_of_lines(line_break: int, outline: Outline) -> int:
    """Where lines are broken by hand, the whole block is prose."""
    return next((outer for outer in outline.around(line_break) if outline.tags[outer] in BLOCKS), 0)


def _content(prose: Sequence[_Prose], outline: Outline) -> Content | None:
    """Each piece of prose votes for the elements around it, for the outer ones less."""
    votes: dict[int, float] = defaultdict(float)
    voters: dict[int, list[int]] = defaultdict(list)
    for found in prose:
        weight = (1 + found.extent.prose / 100) * (1 - found.extent.link_share)
        for level, container in enumerate(islice(outline.around(found.container), _LEVELS)):
            votes[container] += weight / 2**level
            voters[container].append(found.block)
    if not votes:
        return None
    best = max(votes, key=votes.__getitem__)
    levels = {outer: level for level, outer in enumerate(outline.around(best))}
    begins = min(outline.begins[block] for block in voters[best])
    ends = max(outline.ends[block] for block in voters[best])
    return Content(levels, outline.extent(best), begins, ends)
