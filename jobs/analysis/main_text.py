"""The text people come to a page for, without what surrounds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from selectolax.lexbor import LexborNode

from jobs.analysis.bios import announces_author
from jobs.analysis.outline import HEADING_IDS
from jobs.analysis.placement import PlacementJudge
from jobs.analysis.text import squeezed
from jobs.analysis.visible_text import Line, without_marks

Judged = TypeVar("Judged")


def main_text(lines: Sequence[Line], judge: PlacementJudge) -> str:
    """One line for each line of the content, in reading order."""
    judged = judged_lines(lines, judge, judge.is_content)
    said = (squeezed(without_marks(text)) for text, is_content in judged if is_content)
    return "\n".join(text for text in said if text)


def judged_lines(
    lines: Sequence[Line], judge: PlacementJudge, ask: Callable[[LexborNode, int], Judged]
) -> Iterator[tuple[str, Judged]]:
    """Blocks of a kind that stand side by side are judged once; those below an author's heading apart from others.

    The judge knows where paragraphs stand; others stand behind the last.
    """
    places = {node.mem_id: place for place, node in enumerate(judge.outline.nodes)}
    place = 0
    is_of_author = False
    judged: dict[tuple[int, int, bool], Judged] = {}
    for line in lines:
        block = line.block
        kind = block.tag_id
        if kind in HEADING_IDS:
            is_of_author = announces_author(line.text)
        place = places.get(block.mem_id, place)
        alike = (block.parent.mem_id if block.parent is not None else 0, kind, is_of_author)
        if alike not in judged:
            judged[alike] = ask(block, place)
        yield line.text, judged[alike]
