"""Which part of a page holds its content: the one around most of the prose (after Readability)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from selectolax.lexbor import LexborNode

from jobs.analysis.outline import BLOCKS, Outline, around

_MIN_PROSE = 25
_LEVELS = 3
_NO_CONTAINERS = frozenset({"body", "html", "p", "pre", "blockquote"})


@dataclass(frozen=True, slots=True)
class Shape:
    """What a page looks like as a whole, for judging its parts.

    ``prose`` and ``links`` are the places of the blocks of prose and of the links, in document order. ``levels``
    counts outwards from the element with most of the content, by its key; empty where there is no prose.
    """

    links: Sequence[int]
    prose: Sequence[int]
    prose_text: int
    content_share: float
    begins: int
    ends: int
    levels: Mapping[int, int]


# Where a block of prose stands, its characters, and the innermost element that may be the content for its sake.
_Prose = tuple[int, int, LexborNode]


def shape_of(outline: Outline) -> Shape:
    """Only the words that stand in a block themselves are measured: its links and emphases would cost a walk."""
    prose = _prose(outline)
    total = sum(characters for _, characters, _ in prose)
    best, voters = _elected(prose)
    return Shape(
        links=outline.named("a"),
        prose=[place for place, _, _ in prose],
        prose_text=total,
        content_share=sum(characters for _, characters, _ in voters) / total if total else 0.0,
        begins=voters[0][0] if voters else 0,
        ends=voters[-1][0] if voters else 0,
        levels={outer.mem_id: level for level, outer in enumerate(around(best))} if best is not None else {},
    )


def _elected(prose: Sequence[_Prose]) -> tuple[LexborNode | None, Sequence[_Prose]]:
    """Each block of prose votes for the elements around it, for the outer ones less."""
    blocks: dict[int, list[_Prose]] = defaultdict(list)
    for block in prose:
        blocks[block[2].mem_id].append(block)
    votes: dict[int, float] = defaultdict(float)
    voters: dict[int, list[_Prose]] = defaultdict(list)
    containers: dict[int, LexborNode] = {}
    for inside in blocks.values():
        weight = sum(1 + characters / 100 for _, characters, _ in inside)
        container: LexborNode | None = inside[0][2]
        for _ in range(_LEVELS):
            if container is None:
                break
            key = container.mem_id
            votes[key] += weight
            voters[key] += inside
            containers[key] = container
            weight /= 2
            container = container.parent
    if not votes:
        return None, ()
    best = max(votes, key=votes.__getitem__)
    return containers[best], sorted(voters[best], key=itemgetter(0))


def _prose(outline: Outline) -> list[_Prose]:
    nodes = outline.nodes
    found: list[_Prose] = []
    for places, is_deep in ((outline.named("p"), False), (outline.named("pre"), True)):
        for place in places:
            characters = len(nodes[place].text(deep=is_deep).strip())
            container = nodes[place].parent
            if characters >= _MIN_PROSE and container is not None:
                found.append((place, characters, container))
    seen = set()
    for place in outline.named("br"):
        block = _block_of_lines(nodes[place])
        if block is not None and block.mem_id not in seen:
            seen.add(block.mem_id)
            characters = len(block.text(deep=False).strip())
            if characters >= _MIN_PROSE:
                found.append((place, characters, block))
    found.sort(key=itemgetter(0))
    return found


def _block_of_lines(line_break: LexborNode) -> LexborNode | None:
    """Where lines are broken by hand, the whole block is prose."""
    block = line_break.parent
    while block is not None and block.tag not in BLOCKS:
        block = block.parent
    return block if block is not None and block.tag not in _NO_CONTAINERS else None
