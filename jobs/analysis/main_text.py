"""The lines of a page, and which of them people come for: its main text, without what surrounds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jobs.analysis.bios import announces_author
from jobs.analysis.outline import HEADING_IDS
from jobs.analysis.placement import PlacementJudge
from jobs.analysis.text import squeezed
from jobs.analysis.visible_text import Line, without_marks


@dataclass(frozen=True, slots=True)
class PageLine:
    """``goes_on``: a line break, and no new paragraph, stands between this line and the one before."""

    text: str
    is_content: bool
    goes_on: bool = False


def read_lines(lines: Sequence[Line], judge: PlacementJudge) -> tuple[PageLine, ...]:
    """Every line with words in it, in reading order."""
    return tuple(_with_words(lines, judge))


def main_text(lines: Sequence[PageLine]) -> str:
    return "\n".join(line.text for line in lines if line.is_content)


def _judged_lines(lines: Sequence[Line], judge: PlacementJudge) -> Iterator[tuple[Line, bool]]:
    """Blocks of a kind that stand side by side are judged once; those below an author's heading apart from others.

    The judge knows where paragraphs stand; others stand behind the last.
    """
    places = {node.mem_id: place for place, node in enumerate(judge.outline.nodes)}
    place = 0
    is_of_author = False
    judged: dict[tuple[int, int, bool], bool] = {}
    for line in lines:
        block = line.block
        kind = block.tag_id
        if kind in HEADING_IDS:
            is_of_author = announces_author(line.text)
        place = places.get(block.mem_id, place)
        alike = (block.parent.mem_id if block.parent is not None else 0, kind, is_of_author)
        if alike not in judged:
            judged[alike] = judge.is_content(block, place)
        yield line, judged[alike]


def _with_words(lines: Sequence[Line], judge: PlacementJudge) -> Iterator[PageLine]:
    last = 0
    for line, is_content in _judged_lines(lines, judge):
        text = squeezed(without_marks(line.text))
        if text:
            is_shown = is_content and not judge.is_set_apart(line.block)
            yield PageLine(text, is_shown, goes_on=line.block.mem_id == last)
            last = line.block.mem_id
