"""The parts of a page in which its links stand, and what each of them is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jobs.analysis.marks import names_of
from jobs.analysis.outline import BLOCKS, Outline
from storage.domain import Placement


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One element of a page and the part ``around`` it; none stands around the body.

    ``inside`` are the tags of all elements around it. ``marks`` are the names that it and they have, each with the
    depth at which it stands nearest.
    """

    element: int
    tag: str
    around: Part | None
    depth: int
    inside: frozenset[str]
    marks: Mapping[str, int]
    landmark: Placement | None

    def outwards(self) -> Iterator[Part]:
        """This part and everything it stands in."""
        part: Part | None = self
        while part is not None:
            yield part
            part = part.around


@dataclass(slots=True)
class Surroundings:
    """Looks at each element once, whichever links stand in it."""

    outline: Outline
    _parts: dict[int, Part] = field(default_factory=dict)

    def part(self, element: int) -> Part:
        unknown = []
        around: Part | None = None
        for outer in self.outline.around(element):
            around = self._parts.get(outer)
            if around is not None or self.outline.tags[outer] == "html":
                break
            unknown.append(outer)
        for inner in reversed(unknown):
            around = self._parts[inner] = self._new_part(inner, around)
        return around or self._new_part(element, None)

    def text_in(self, element: int) -> Part:
        """Text as a part of its own in the element."""
        around = self.part(element)
        inside = around.inside | {around.tag}
        return Part(element, "", around, around.depth + 1, inside, around.marks, None)

    def _new_part(self, element: int, around: Part | None) -> Part:
        tag = self.outline.tags[element]
        names = names_of(tag, self.outline.nodes[element])
        if around is None:
            return Part(element, tag, None, 0, frozenset(), dict.fromkeys(names.marks, 0), names.landmark)
        inside = around.inside if around.tag in around.inside else around.inside | {around.tag}
        depth = around.depth + 1
        marks = {**around.marks, **dict.fromkeys(names.marks, depth)} if names.marks else around.marks
        return Part(element, tag, around, depth, inside, marks, names.landmark)


def block_around(part: Part) -> Part:
    """The nearest element around it that stands on lines of its own."""
    return next((outer for outer in part.outwards() if outer is not part and outer.tag in BLOCKS), part)
