"""The parts of a page in which its links stand: what each of them is called, and whether a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from jobs.analysis.hiding import SEEN, Sight, sight_of
from jobs.analysis.marks import names_of
from jobs.analysis.outline import BODY_ID
from storage.domain import Placement


class Part(NamedTuple):
    """One element of a page and the part ``around`` it; none stands around the body.

    ``nearest`` holds the tags (as "<p>") and the marks of it and of all around it, each with the greatest depth.
    """

    node: LexborNode
    key: int
    tag: str
    around: Part | None
    depth: int
    nearest: Mapping[str, int]
    landmark: Placement | None
    sight: Sight

    def outwards(self) -> Iterator[Part]:
        """This part and everything it stands in."""
        part: Part | None = self
        while part is not None:
            yield part
            part = part.around


@dataclass(slots=True)
class Surroundings:
    """Looks at each element once, whichever links stand in it."""

    _parts: dict[int, Part] = field(default_factory=dict)

    def part(self, node: LexborNode) -> Part:
        parts = self._parts
        unknown = []
        current: LexborNode | None = node
        found: Part | None = None
        while current is not None:
            key = current.mem_id
            found = parts.get(key)
            if found is not None:
                break
            unknown.append((key, current))
            current = current.parent if current.tag_id != BODY_ID else None
        for key, inner in reversed(unknown):
            found = parts[key] = _part(inner, key, found)
        if found is None:
            raise ValueError("every part has been looked at")
        return found


def _part(node: LexborNode, key: int, around: Part | None) -> Part:
    tag = node.tag or ""
    attributes = node.attributes
    names = names_of(tag, attributes)
    if around is None:
        # A whole page that is hidden waits for its scripts: that hides no link.
        return Part(node, key, tag, None, 0, dict.fromkeys(names.all, 0), names.landmark, SEEN)
    depth = around.depth + 1
    nearest = dict(around.nearest)
    for name in names.all:
        nearest[name] = depth
    sight = sight_of(attributes, around.sight) if attributes else around.sight
    return Part(node, key, tag, around, depth, nearest, names.landmark, sight)
