"""All that a reader sees of a page, with where on the page each stretch of it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter

from jobs.analysis.main_text import judged_lines
from jobs.analysis.outline import Outline
from jobs.analysis.placement import PlacementJudge
from jobs.analysis.visible_text import text_with_links
from storage.domain import Placement


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters from ``begins`` up to ``ends``, all of one part of the page."""

    begins: int
    ends: int
    placement: Placement


@dataclass(frozen=True, slots=True)
class PlacedText:
    """``text`` is the same as that of ``Page``; one space lies between one stretch and the next."""

    text: str
    stretches: tuple[Stretch, ...]

    def placement_at(self, offset: int) -> Placement:
        """Of the stretch that holds the character, or that ends before it."""
        found = bisect_right(self.stretches, offset, key=attrgetter("begins")) - 1
        return self.stretches[found].placement if found >= 0 else Placement.OTHER

    def said_in(self, placement: Placement) -> str:
        """One line for each stretch."""
        said = (self.text[at.begins : at.ends] for at in self.stretches if at.placement is placement)
        return "\n".join(said)


def placed_text(outline: Outline) -> PlacedText:
    """The page's tree is taken apart for it."""
    judge = PlacementJudge(outline)
    judge.measure()
    lines = judged_lines(text_with_links(outline, []).lines, judge, judge.place_text)
    said = [(words, placement) for line, placement in lines if (words := " ".join(line.text.split()))]
    return PlacedText(" ".join(words for words, _ in said), tuple(_stretches(said)))


def _stretches(said: list[tuple[str, Placement]]) -> Iterator[Stretch]:
    begins = 0
    for placement, lines in groupby(said, itemgetter(1)):
        ends = begins + sum(len(words) + 1 for words, _ in lines) - 1
        yield Stretch(begins, ends, placement)
        begins = ends + 1
