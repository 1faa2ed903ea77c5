"""Where a page names brands: in its title, in what people come for, or in what surrounds that."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from jobs.analysis.brand_terms import BrandTerms, TermFound
from jobs.analysis.main_text import PageLine
from jobs.analysis.pages import Page
from storage.domain import Brand, MentionPlace

_AROUND = 120
_MOST = 1_000  # of one place on a page
_LONGEST = 1_000_000  # characters of one place, where long books end


@dataclass(frozen=True, slots=True)
class BrandMention:
    """One place that names a brand, as ``text``.

    ``offset`` counts the characters before it: in the page's title, in its main text, or in the lines around that.
    ``context`` is what stands around it, at most 120 characters on each side.
    """

    brand: Brand
    text: str
    place: MentionPlace
    context: str
    offset: int


def read_mentions(page: Page, terms: BrandTerms) -> tuple[BrandMention, ...]:
    """Of a page that was read with every link. The title's come first, then those of the main text."""
    content = [line for line in page.lines if line.is_content]
    around = [line for line in page.lines if not line.is_content]
    return (
        *_mentions([PageLine(page.title, is_content=False)], MentionPlace.TITLE, terms),
        *_mentions(content, MentionPlace.MAIN, terms),
        *_mentions(around, MentionPlace.BOILERPLATE, terms),
    )


def _mentions(lines: Sequence[PageLine], place: MentionPlace, terms: BrandTerms) -> Iterator[BrandMention]:
    text = "\n".join(line.text for line in lines)[:_LONGEST]
    starts = [0, *accumulate(len(line.text) + 1 for line in lines)]
    for hit in terms.find(text)[:_MOST]:
        if _is_of_one_paragraph(hit, lines, starts):
            context = text[max(0, hit.start - _AROUND) : hit.end + _AROUND]
            yield BrandMention(terms.brands[hit.brand], text[hit.start : hit.end], place, context, hit.start)


def _is_of_one_paragraph(hit: TermFound, lines: Sequence[PageLine], starts: Sequence[int]) -> bool:
    """A name may be broken over lines, but the end of one paragraph and the next one's beginning are no name."""
    first = bisect_right(starts, hit.start) - 1
    last = bisect_right(starts, hit.end - 1) - 1
    return all(line.goes_on for line in lines[first + 1 : last + 1])
