"""Where on a page a link stands: in the content that people came for, or in which of the parts around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborNode

from jobs.analysis.content import Shape, shape_of
from jobs.analysis.outline import Outline
from jobs.analysis.placement_features import Extents, Link, link_figures, page_figures
from jobs.analysis.placement_trees import BOUNDS, TREES
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
_NEVER_CONTENT = frozenset({"related", "promotion", "social", "dialog"})
# Of an image nobody can say how many words it is worth.
_TYPICAL_TEXT, _TYPICAL_WORDS = 12, 2
_MOST_MEASURED = 20_000_000  # characters, all elements together


@dataclass
class PlacementJudge:
    """Judges the links of one page by what surrounds them; the page is measured when first asked."""

    outline: Outline
    surroundings: Surroundings = field(default_factory=Surroundings)
    _extents: Extents = field(default_factory=lambda: Extents(_MOST_MEASURED))

    def place(self, element: int) -> Placement:
        """Where the link stands that the element is."""
        return self._judged(self._link(element))

    def place_text(self, block: LexborNode, place: int) -> Placement:
        """Where text stands whose innermost block this is, at a place in the outline."""
        return self._judged(Link(self.surroundings.part(block), place, text=_TYPICAL_TEXT, words=_TYPICAL_WORDS))

    def figures(self, element: int) -> list[float]:
        """Everything that is weighed for one link, for learning how, and for showing why."""
        return self._figures(self._link(element))

    def _link(self, element: int) -> Link:
        node = self.outline.nodes[element]
        words = len(node.text().split())
        text = len(node.text(strip=True)) if words else _TYPICAL_TEXT
        return Link(self.surroundings.part(node), element, text, words or _TYPICAL_WORDS)

    @cached_property
    def _shape(self) -> Shape:
        return shape_of(self.outline)

    @cached_property
    def _page_figures(self) -> list[float]:
        return page_figures(self.outline, self._shape)

    @cached_property
    def _is_small(self) -> bool:
        body = self.outline.body
        return len(self.outline.nodes) < _MIN_ELEMENTS and (body is None or len(body.text(strip=True)) < _MIN_TEXT)

    def _figures(self, link: Link) -> list[float]:
        return self._page_figures + link_figures(link, self._shape, self.outline.named("h1"), self._extents)

    def _judged(self, link: Link) -> Placement:
        if self._is_small:
            region = _region(link.part)
            is_main = region is Placement.OTHER and not _NEVER_CONTENT.intersection(link.part.nearest)
            return Placement.MAIN if is_main else region
        return Placement.MAIN if _score(self._figures(link)) > 0 else _region(link.part)


def _score(figures: list[float]) -> float:
    """Above zero for the content. Most links are plain cases, for which the first trees are enough."""
    total = 0.0
    for number, tree in enumerate(TREES):
        if number in BOUNDS and abs(total) > BOUNDS[number]:
            break
        node: Any = tree
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
