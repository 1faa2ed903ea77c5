"""Where on a page a link stands: in the content that people came for, or in which of the parts around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborNode

from jobs.analysis.bios import Bios
from jobs.analysis.content import Shape, shape_of
from jobs.analysis.outline import Outline
from jobs.analysis.placement_features import Extents, block_figures, common_part, page_figures, position_figures
from jobs.analysis.placement_trees import FOREST
from jobs.analysis.surroundings import Part, Surroundings
from storage.domain import Placement

_REGIONS = {
    "nav": Placement.NAV,
    "pager": Placement.NAV,
    "contents": Placement.NAV,
    "footer": Placement.FOOTER,
    "header": Placement.HEADER,
    "side": Placement.ASIDE,
    "bio": Placement.BIO,
    "author": Placement.BIO,
}
# A page that shows fewer characters has no shape to judge by.
_MIN_TEXT = 500
_MIN_ELEMENTS = 60
_MAYBE_BIO = (Placement.MAIN, Placement.OTHER)
_NEVER_CONTENT = frozenset({"related", "promotion", "social", "dialog"})
# Of 37,000 labelled links in these, one is content.
NEVER_AROUND_CONTENT = frozenset({"<nav>", "<footer>"})
_MOST_MEASURED = 20_000_000  # characters, all elements together


@dataclass
class PlacementJudge:
    """Judges the links of one page by what surrounds them; the page is measured when first asked."""

    outline: Outline
    surroundings: Surroundings = field(default_factory=Surroundings)
    _extents: Extents = field(default_factory=lambda: Extents(_MOST_MEASURED))

    def place(self, element: int) -> Placement:
        """Where the link stands that the element is."""
        return self._judged(self.surroundings.part(self.outline.nodes[element]), element)

    def measure(self) -> None:
        """Look at the page as a whole now, for who is about to take its tree apart."""
        _ = self._page_figures, self._is_small

    def is_content(self, block: LexborNode, place: int) -> bool:
        """Whether text whose innermost block this is, at a place in the outline, is what people came for."""
        part = self.surroundings.part(block)
        return self._is_main(part, place, is_text=True) and not self._bios.hold(part)

    def is_ruled_out(self, element: int) -> bool:
        """Whether no figure is asked, since something around the link never stands around content."""
        part = self.surroundings.part(self.outline.nodes[element])
        return not NEVER_AROUND_CONTENT.isdisjoint(part.nearest) or self._bios.hold(part)

    def is_set_apart(self, block: LexborNode) -> bool:
        """Text that is hidden, or a comment; where most of a page is so, that is what people come for."""
        part = self.surroundings.part(block)
        depth = part.nearest.get("comment")
        if depth is None and not part.sight.hides(is_words=True):
            return False
        marked = (outer.key for outer in part.outwards() if outer.depth == depth or outer.sight.hides(is_words=True))
        return self._shape.levels.keys().isdisjoint(marked)

    def figures(self, element: int) -> list[float]:
        """Everything that is weighed for one link, for learning how, and for showing why."""
        part = self.surroundings.part(self.outline.nodes[element])
        return self._first_figures(part, element) + self._more_figures(part)

    @cached_property
    def _shape(self) -> Shape:
        return shape_of(self.outline)

    @cached_property
    def _bios(self) -> Bios:
        return Bios(self._shape.levels)

    @cached_property
    def _page_figures(self) -> list[float]:
        return page_figures(self.outline, self._shape)

    @cached_property
    def _is_small(self) -> bool:
        body = self.outline.body
        return len(self.outline.nodes) < _MIN_ELEMENTS and (body is None or len(body.text(strip=True)) < _MIN_TEXT)

    def _first_figures(self, part: Part, place: int) -> list[float]:
        headings = self.outline.named("h1")
        return self._page_figures + position_figures(part, place, self._shape, headings)

    def _more_figures(self, part: Part) -> list[float]:
        return block_figures(part, common_part(part, self._shape), self._extents)

    def _judged(self, part: Part, place: int) -> Placement:
        said = Placement.MAIN if self._is_main(part, place, is_text=False) else _region(part)
        return Placement.BIO if said in _MAYBE_BIO and self._bios.hold(part) else said

    def _is_main(self, part: Part, place: int, *, is_text: bool) -> bool:
        if not NEVER_AROUND_CONTENT.isdisjoint(part.nearest):
            return False
        if self._is_small:
            return _region(part) is Placement.OTHER and not _NEVER_CONTENT.intersection(part.nearest)
        return self._score(part, place, is_text=is_text) > 0

    def _score(self, part: Part, place: int, *, is_text: bool) -> float:
        """Above zero for the content. Most links are plain cases, for which the first trees are enough.

        The figures of a link's own words say nothing of a text without one.
        """
        figures = self._first_figures(part, place)
        total = 0.0
        for enough, needs_more, trees in FOREST:
            if needs_more and is_text:
                break
            if needs_more:
                figures += self._more_figures(part)
            total += _sum(trees, figures)
            if abs(total) > enough:
                break
        return total


def _sum(trees: tuple[Any, ...], figures: list[float]) -> float:
    total = 0.0
    for tree in trees:
        node = tree
        while type(node) is tuple:
            node = node[2] if figures[node[0]] <= node[1] else node[3]
        total += node
    return total


def _region(part: Part) -> Placement:
    """Tags and roles say it best; a comment or an author's box may be inside or around a landmark of its own."""
    nearest = part.nearest
    if "comment" in nearest:
        return Placement.COMMENT
    landmark = next((outer for outer in part.outwards() if outer.landmark), None)
    within = landmark.depth if landmark else -1
    if landmark and landmark.landmark in (Placement.NAV, Placement.FOOTER):
        return landmark.landmark
    if max(nearest.get("bio", -1), nearest.get("author", -1)) > within:
        return Placement.BIO
    if landmark and landmark.landmark:
        return landmark.landmark
    named = [(depth, mark) for mark, depth in nearest.items() if mark in _REGIONS]
    return _REGIONS[max(named)[1]] if named else Placement.OTHER
