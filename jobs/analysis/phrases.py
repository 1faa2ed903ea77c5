"""Finds names in running text in one pass, however many there are: whole words, whatever case, dash or space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from jobs.analysis.folding import FoldedText
from jobs.analysis.spellings import spellings_of
from jobs.analysis.word_bounds import stands_alone

# No page that people read has more; one that does is meant to keep us busy.
_MOST_CHARACTERS = 1_000_000
_MOST_MATCHES = 100_000


class Found(NamedTuple):
    """The name with number ``name`` stands at these characters of the text."""

    start: int
    end: int
    name: int


class Phrases:
    """Names to look for. The cost of a search does not grow with their number (Aho and Corasick 1975)."""

    def __init__(self, names: Sequence[str]) -> None:
        self._spellings = [(number, each) for number, name in enumerate(names) for each in spellings_of(name)]
        self._automaton = AhoCorasick([spelling.folded for _, spelling in self._spellings])

    def find(self, text: str) -> list[Found]:
        """Every place where a name stands as a whole word, in the order of the text; names may overlap."""
        folded = FoldedText(text[:_MOST_CHARACTERS])
        found = self._automaton.find_matches_as_indexes(folded.folded, overlapping=True)[:_MOST_MATCHES]
        hits = {hit for at, start, end in found if (hit := self._hit(at, start, end, folded)) is not None}
        return sorted(hits)

    def _hit(self, at: int, start: int, end: int, text: FoldedText) -> Found | None:
        if not stands_alone(text.folded, start, end):
            return None
        number, spelling = self._spellings[at]
        begin, finish = text.stretch(start, end)
        return Found(begin, finish, number) if spelling.holds(text.text, begin, finish) else None
