"""Where on a page a link stands: in the content that people came for, or in which of the parts around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from jobs.analysis.content import Shape, shape_of
from jobs.analysis.outline import Outline
from jobs.analysis.placement_features import (
    Term,
    anchor_terms,
    name_terms,
    page_terms,
    relation_terms,
    scale_terms,
)
from jobs.analysis.placement_weights import BIAS, WEIGHTS
from jobs.analysis.surroundings import Part, Surroundings, block_around
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
_NEVER_CONTENT = frozenset({"related", "promotion", "social", "dialog"})
_WORDS_OF_TEXT = 10


@dataclass
class PlacementJudge:
    """Judges the links of one page by a weighted sum of what surrounds them; the page is measured when first asked."""

    outline: Outline
    _scale_scores: dict[int, float] = field(default_factory=dict)
    _placed_texts: dict[int, Placement] = field(default_factory=dict)

    def place(self, element: int) -> Placement:
        """Where the link stands that the element is."""
        return self._judged(self._surroundings.part(element), self._words(element))

    def place_text(self, element: int) -> Placement:
        """Where text stands whose innermost element is this one."""
        found = self._placed_texts.get(element)
        if found is None:
            part = self._surroundings.text_in(element)
            found = self._placed_texts[element] = self._judged(part, _WORDS_OF_TEXT)
        return found

    def terms(self, element: int) -> dict[str, float]:
        """Everything that is weighed for one link, for learning the weights and for showing why."""
        part = self._surroundings.part(element)
        scale = scale_terms(block_around(part), self.outline)
        return dict(chain(page_terms(self._shape), scale, self._link_terms(part, self._words(element))))

    @cached_property
    def _shape(self) -> Shape:
        return shape_of(self.outline)

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self.outline)

    @cached_property
    def _page_score(self) -> float:
        return BIAS + _weighed(page_terms(self._shape))

    def _judged(self, part: Part, words: int) -> Placement:
        region = _region(part)
        if self._shape.body.text < _MIN_TEXT:
            is_main = region is Placement.OTHER and not _NEVER_CONTENT.intersection(part.marks)
        else:
            is_main = self._score(part, words) > 0
        return Placement.MAIN if is_main else region

    def _words(self, element: int) -> int:
        return len("".join(self.outline.pieces_in(element)).split())

    def _score(self, part: Part, words: int) -> float:
        scale = self._scale_score(block_around(part))
        return self._page_score + scale + _weighed(self._link_terms(part, words))

    def _scale_score(self, block: Part) -> float:
        score = self._scale_scores.get(block.element)
        if score is None:
            score = self._scale_scores[block.element] = _weighed(scale_terms(block, self.outline))
        return score

    def _link_terms(self, part: Part, words: int) -> Iterable[Term]:
        content = self._shape.content
        place = self.outline.begins[part.element]
        relation = relation_terms(part, place, content) if content else ()
        return chain(anchor_terms(words), name_terms(part), relation)


def _weighed(terms: Iterable[Term]) -> float:
    return sum(WEIGHTS[name] * value for name, value in terms)


def _region(part: Part) -> Placement:
    """Tags and roles say it best; a comment or an author's box may be inside or around a landmark of its own."""
    if "comment" in part.marks:
        return Placement.COMMENT
    landmark = next((outer for outer in part.outwards() if outer.landmark), None)
    within = landmark.depth if landmark else -1
    if landmark and landmark.landmark in (Placement.NAV, Placement.FOOTER):
        return landmark.landmark
    if max(part.marks.get("bio", -1), part.marks.get("author", -1)) > within:
        return Placement.BIO
    if landmark and landmark.landmark:
        return landmark.landmark
    named = [(depth, mark) for mark, depth in part.marks.items() if mark in _REGIONS]
    return _REGIONS[max(named)[1]] if named else Placement.OTHER
